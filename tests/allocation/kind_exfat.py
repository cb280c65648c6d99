# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""exFAT: made by mkfs.exfat, filled by a writer of its own, which fsck.exfat checks. Oracle: the clusters of all that
has a name or a chain, found by walking the folder; their number is compared with dump.exfat's."""

import hashlib
import re
import struct
import subprocess

KINDS = ["exfat"]
SLACK = 0.0
END = 0xFFFFFFFF


class Volume:
    """The structure, without what it holds."""

    def __init__(self, path, mode):
        self.file = open(path, mode)
        boot = self.at(0, 512)
        fat, self.table_sectors, heap, self.clusters, self.root = struct.unpack_from("<IIIII", boot, 80)
        self.sector = 1 << boot[108]
        self.size = self.sector << boot[109]
        self.fat, self.heap = fat * self.sector, heap * self.sector
        self.table = list(struct.unpack(f"<{self.clusters + 2}I", self.at(self.fat, 4 * (self.clusters + 2))))

    def at(self, place, size):
        self.file.seek(place)
        return self.file.read(size)

    def place(self, cluster):
        return self.heap + (cluster - 2) * self.size

    def chain(self, cluster):
        while cluster != END:
            yield cluster
            cluster = self.table[cluster]

    def folder(self):
        data = b"".join(self.at(self.place(cluster), self.size) for cluster in self.chain(self.root))
        for i in range(0, len(data), 32):
            if data[i] == 0:
                return
            yield data[i : i + 32]

    def of_type(self, kind):
        entry = next(entry for entry in self.folder() if entry[0] == kind)
        return struct.unpack_from("<IQ", entry, 20)


def checksum(data, skipped):
    total = 0
    for i, byte in enumerate(data):
        if i not in skipped:
            total = ((total << 15 | total >> 1) + byte) & 0xFFFF
    return total


def entries_of(name, first, size, contiguous):
    hashed = checksum(name.upper().encode("utf-16-le"), ())
    parts = [name[i : i + 15].encode("utf-16-le").ljust(30, b"\0") for i in range(0, len(name), 15)]
    flags = (3 if contiguous else 1) if first else 1
    data = struct.pack("<BBHHHIIIBBBBB7x", 0x85, 1 + len(parts), 0, 0x20, 0, *([0x52210000] * 3), 0, 0, 0x80, 0x80, 0x80)
    data += struct.pack("<BBBBHHQIIQ", 0xC0, flags, 0, len(name), hashed, 0, size, 0, first, size)
    data += b"".join(b"\xc1\0" + part for part in parts)
    return data[:2] + struct.pack("<H", checksum(data, (2, 3))) + data[4:]


class Writer(Volume):
    def __init__(self, path, random):
        super().__init__(path, "r+b")
        self.random = random
        self.bitmap_at = self.of_type(0x81)[0]
        self.bits = bytearray(self.at(self.place(self.bitmap_at), (self.clusters + 7) // 8))
        self.taken = {i + 2 for i in range(self.clusters) if self.bits[i // 8] >> i % 8 & 1}

    def free_run(self, most):
        """Free clusters one after the other, from anywhere."""
        first = self.random.randrange(2, self.clusters + 2)
        run = []
        while len(run) < most and first + len(run) < self.clusters + 2 and first + len(run) not in self.taken:
            run.append(first + len(run))
        self.taken.update(run)
        return run

    def allocate(self, count, pieces):
        runs = []
        for _ in range(200):
            if count == 0 or (pieces == 1 and runs):
                break
            run = self.free_run(min(count, self.random.randrange(1, 40)) if pieces > 1 else count)
            runs += run
            count -= len(run)
        return runs

    def link(self, clusters):
        for this, following in zip(clusters, clusters[1:] + [END]):
            self.table[this] = following

    def finish(self, entries):
        for cluster in range(2, self.clusters + 2):
            bit = 1 << (cluster - 2) % 8
            self.bits[(cluster - 2) // 8] &= ~bit
            self.bits[(cluster - 2) // 8] |= bit if cluster in self.taken else 0
        self.write(self.place(self.bitmap_at), self.bits)
        self.write(self.fat, struct.pack(f"<{self.clusters + 2}I", *self.table))
        clusters = list(self.chain(self.root))
        for i, cluster in enumerate(clusters):
            self.write(self.place(cluster), entries[i * self.size : (i + 1) * self.size].ljust(self.size, b"\0"))
        self.file.close()

    def write(self, place, data):
        self.file.seek(place)
        self.file.write(data)


def fill(path, random):
    writer = Writer(path, random)
    entries = b"".join(writer.folder())
    root = list(writer.chain(writer.root))
    for number in range(random.randrange(3, 400)):
        contiguous = random.random() < 0.5
        wanted = int(random.uniform(0, 1) ** 4 * writer.clusters / 15)
        clusters = writer.allocate(wanted, 1 if contiguous else 9)
        if clusters and not contiguous:
            writer.link(clusters)
        elif clusters and random.random() < 0.3:  # what a deleted file left behind means nothing
            writer.table[clusters[0]] = random.choice([0, END, 0xFFFFFFF7, 5])
        if clusters and random.random() < 0.4:  # deleted again
            writer.taken.difference_update(clusters)
            continue
        size = max(0, len(clusters) * writer.size - random.randrange(writer.size))
        entries += entries_of(f"file number {number}", clusters[0] if clusters else 0, size, contiguous)
        while len(entries) > len(root) * writer.size:
            more = writer.free_run(1)
            root += more
        writer.link(root)
    writer.finish(entries)


def make(path, kind, random):
    with open(path, "wb") as file:
        file.truncate((random.randrange(4, 120) << 20) + random.randrange(3000) * 512)
    words = ["mkfs.exfat", "-c", str(1 << random.randrange(9, 17))]
    if random.random() < 0.3:
        words += ["-b", f"{random.choice([64, 256, 1024])}K"]
    if random.random() < 0.3:
        words += ["--pack-bitmap"]
    if subprocess.run([*words, path], capture_output=True).returncode:
        return make(path, kind, random)
    fill(path, random)
    checked = subprocess.run(["fsck.exfat", "-n", path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def used(path, kind):
    volume = Volume(path, "rb")
    clusters = set(volume.chain(volume.root))
    for entry in volume.folder():
        first, size = struct.unpack_from("<IQ", entry, 20)
        if entry[0] in (0x81, 0x82) or (entry[0] == 0xC0 and first and not entry[1] & 2):
            clusters.update(volume.chain(first))
        elif entry[0] == 0xC0 and first:
            clusters.update(range(first, first + -(-size // volume.size)))
    told = subprocess.run(["dump.exfat", path], check=True, capture_output=True, text=True).stdout
    free = int(re.search(r"Free Clusters:\s*(\d+)", told).group(1))
    assert free == volume.clusters - len(clusters), f"dump.exfat: {free} free, not {volume.clusters - len(clusters)}"
    end = volume.place(volume.clusters + 2)
    extents = [(volume.place(cluster), volume.size) for cluster in clusters]
    return [(0, volume.heap), *extents, (end, path.stat().st_size - end)]


def files(path):
    """The hash of what each file holds, by its number in the folder."""
    volume, found = Volume(path, "rb"), {}
    for i, entry in enumerate(volume.folder()):
        first, size = struct.unpack_from("<IQ", entry, 20)
        if entry[0] == 0xC0:
            clusters = range(first, first + -(-size // volume.size)) if entry[1] & 2 else volume.chain(first or END)
            data = b"".join(volume.at(volume.place(cluster), volume.size) for cluster in clusters)
            found[i] = hashlib.sha256(data[:size]).hexdigest()
    return found
