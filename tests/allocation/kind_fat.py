# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""FAT12, FAT16, FAT32: filled by mtools. Oracle: a reading of the table of its own, which minfo and fsck.fat check."""

import struct
import subprocess
import tempfile
from pathlib import Path

KINDS = ["fat12", "fat16", "fat32"]
SLACK = 0.0

SIZES = {"fat12": (1, 16), "fat16": (20, 120), "fat32": (40, 200)}


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def format(path, kind, random):
    """mkfs.fat does not take every choice."""
    while True:
        least, most = SIZES[kind]
        path.unlink(missing_ok=True)
        with open(path, "wb") as file:
            file.truncate((random.randrange(least, most) << 20) + random.randrange(2000) * 512)
        words = ["mkfs.fat", "-F", kind[3:], "-f", str(random.choice([1, 2, 2, 2])), "-s", str(1 << random.randrange(8)),
                 "-R", str(random.randrange(32 if kind == "fat32" else 1, 64)), "-a"]
        if kind != "fat32":
            words += ["-r", str(random.choice([128, 256, 512, 1024]))]
        if random.random() < 0.2:
            words += ["-S", random.choice(["1024", "2048", "4096"])]
        if subprocess.run([*words, path], capture_output=True).returncode == 0 and clear(path, kind):
            return


def clear(path, kind):
    """Whether all agree how wide its entries are, and that there is room."""
    volume = Volume(path)
    return volume.width == int(kind[3:]) and volume.clusters not in (4085, 4086) and volume.clusters > 50


class Volume:
    def __init__(self, path):
        with open(path, "rb") as file:
            boot = file.read(512)
            sector, per, reserved, tables, root, small, _, short = struct.unpack_from("<HBHBHHBH", boot, 11)
            large, long = struct.unpack_from("<II", boot, 32)
            self.begin = (reserved + tables * (short or long)) * sector + -(-root * 32 // sector) * sector
            self.size = sector * per
            self.clusters = ((small or large) * sector - self.begin) // self.size
            self.width = 32 if not short else 12 if self.clusters < 4085 else 16
            file.seek(reserved * sector)
            self.table = file.read((short or long) * sector)

    def entries(self):
        for i in range(2, self.clusters + 2):
            if self.width == 12:
                value = struct.unpack_from("<H", self.table, i * 3 // 2)[0]
                yield i, value >> 4 if i % 2 else value & 0xFFF
            elif self.width == 16:
                yield i, struct.unpack_from("<H", self.table, i * 2)[0]
            else:
                yield i, struct.unpack_from("<I", self.table, i * 4)[0] & 0x0FFFFFFF


def make(path, kind, random):
    format(path, kind, random)
    volume = Volume(path)
    room = volume.clusters * volume.size
    with tempfile.TemporaryDirectory(prefix="parterre-files-") as folder:
        def write(numbers):
            files = []
            for number in numbers:
                files.append(Path(folder) / f"f{number}")
                files[-1].write_bytes(b"\xa5" * int(random.uniform(0, 1) ** 3 * room / 20))
            if files:
                subprocess.run(["mcopy", "-o", "-n", "-i", path, *files, "::"], capture_output=True)

        run("mmd", "-i", path, "::folder")
        numbers = list(range(random.randrange(5, 90)))
        write(numbers)
        for _ in range(random.randrange(3)):
            gone = random.sample(numbers, random.randrange(1, len(numbers)))
            for number in gone:
                subprocess.run(["mdel", "-i", path, f"::f{number}"], capture_output=True)
            write(random.sample(gone, len(gone) // 2))
    if random.random() < 0.3:
        with open(path, "ab") as file:
            file.truncate(path.stat().st_size + random.randrange(100) * 512)
    checked = subprocess.run(["fsck.fat", "-n", path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout


def used(path, kind):
    volume = Volume(path)
    found = [(0, volume.begin)]
    found += [(volume.begin + (i - 2) * volume.size, volume.size) for i, value in volume.entries() if value]
    told = run("fsck.fat", "-n", "-v", path).splitlines()[-1].split()[-2].split("/")
    assert len(found) - 1 == int(told[0]) and volume.clusters == int(told[1]), "fsck.fat counts otherwise"
    end = volume.begin + volume.clusters * volume.size
    return found + [(end, path.stat().st_size - end)]
