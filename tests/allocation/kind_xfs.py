# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""XFS: filled by the kernel through a loop device (as root) where it takes the format, else by mkfs.xfs alone. Oracle: xfs_db."""

import os
import subprocess

from mounted import mounted

KINDS = ["xfs"]
SLACK = 0.01  # the blocks that groups keep apart for their trees


def run(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def age(folder, random):
    def write(name):
        with open(f"{folder}/{name}", "wb") as file:
            if random.random() < 0.2:
                file.seek(random.randrange(1 << 20))
            file.write(b"\xa5" * int(2 ** random.uniform(0, random.choice([12, 16, 21]))))

    names = [f"d{i % 7}/f{i}" for i in range(random.randrange(20, 900))]
    for i in range(7):
        os.mkdir(f"{folder}/d{i}")
    for name in names:
        write(name)
    os.sync()
    for _ in range(random.randrange(1, 4)):
        chosen = set(random.sample(names, random.randrange(len(names))))
        for name in sorted(chosen):
            os.unlink(f"{folder}/{name}")
        os.sync()
        for name in random.sample(sorted(chosen), len(chosen) // random.randrange(1, 4)):
            write(name)
        names = sorted(entry for entry in names if os.path.exists(f"{folder}/{entry}"))
        if len(names) < 2:
            break


def pierce(folder, random):
    """One file with a hole in every other block or so: as many free extents as there are holes."""
    step = 65536 if random.random() < 0.3 else random.choice([4096, 8192, 16384])
    with open(f"{folder}/pierced", "wb") as file:
        file.write(b"\x5a" * (24 << 20))
        file.flush()
        os.fsync(file.fileno())
    for offset in range(0, 24 << 20, 2 * step):
        if random.random() < 0.9:
            run("fallocate", "--punch-hole", "-o", str(offset), "-l", str(step), f"{folder}/pierced")


def options(random):
    block = random.choice([1024, 2048, 4096, 4096, 4096, 8192, 16384])
    if random.random() < 0.1:
        return block, ["-m", "crc=0", "-b", f"size={max(block, 1024) if block <= 4096 else 4096}"] + (
            ["-l", "lazy-count=0"] if random.random() < 0.5 else [])
    chosen = ["-b", f"size={block}", "-d", f"agcount={random.choice([1, 2, 4, 4, 7])}"]
    features = [f"{name}={random.randrange(2)}" for name in ("rmapbt", "finobt", "bigtime")]
    features.append(f"reflink={random.randrange(2)}")
    if random.random() < 0.2:
        features.append("metadir=1")
    chosen += ["-m", ",".join(features)]
    chosen += ["-i", f"sparse={random.randrange(2)},size={random.choice([512, 1024])}"]
    if block >= 4096 and random.random() < 0.2:
        chosen += ["-s", "size=4096"]
    if random.random() < 0.3:
        chosen += ["-n", "parent=1"]
    return block, chosen


def make(path, kind, random):
    while True:
        with open(path, "wb") as file:
            file.truncate((random.randrange(320, 420) << 20) + random.randrange(8) * 512)
        block, chosen = options(random)
        if subprocess.run(["mkfs.xfs", "-q", "-f", *chosen, path], capture_output=True).returncode == 0:
            break
    with mounted(path) as folder:
        if folder:
            age(folder, random)
            if random.random() < 0.15:
                pierce(folder, random)
    if random.random() < 0.2 and "crc=0" not in chosen:
        run("xfs_db", "-x", "-f", "-c", "uuid generate", path)


def used(path, kind):
    """All but what xfs_db calls free. It counts the blocks kept apart for the trees among those."""
    fields = run("xfs_db", "-r", "-f", "-c", "sb 0", "-c", "print blocksize dblocks agblocks", path)
    numbers = {line.split(" = ")[0]: int(line.split(" = ")[1]) for line in fields.splitlines()}
    block = numbers["blocksize"]
    free = []
    for line in run("xfs_db", "-r", "-f", "-c", "freesp -d", path).splitlines():
        words = line.split()
        if words[:1] == ["from"]:
            break  # the histogram follows
        if not all(word.isdigit() for word in words):
            continue
        group, begin, count = map(int, words)
        free.append(((group * numbers["agblocks"] + begin) * block, count * block))
    assert free, "xfs_db dumped nothing"
    result, at = [], 0
    for begin, size in sorted(free):
        result.append((at, begin - at))
        at = begin + size
    return result + [(at, os.path.getsize(path) - at)]
