# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""btrfs, aged by the kernel on a loop device or, where there is none, filled by mkfs.btrfs; used is what the
extent tree has, placed by the chunk tree, both as btrfs inspect-internal prints them."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from mounted import mounted

KINDS = ["btrfs"]
SLACK = 0


def run(*words):
    return subprocess.run(list(map(str, words)), check=True, capture_output=True, text=True).stdout


def format(path, random, content):
    """Not all of these go together: what mkfs refuses is drawn again."""
    for _ in range(50):
        path.unlink(missing_ok=True)
        path.touch()
        size = random.randint(120 << 20, 300 << 20) // 4096 * 4096
        os.truncate(path, size + random.choice([0, 0, 512, 3 << 20]))
        words = ["-q", "-b", size, "-n", random.choice([4096, 16384, 16384, 65536]), "-s", 4096,
                 "--csum", random.choice(["crc32c", "crc32c", "xxhash", "sha256", "blake2"])]
        words += random.choice([[], [], ["-M", "-n", 4096], ["-d", "dup"], ["-m", "single"], ["-d", "raid0"]])
        features = random.choice([[], [], ["^free-space-tree"], ["block-group-tree"], ["^skinny-metadata"],
                                  ["^extref", "^no-holes"], ["quota"], ["squota"]])
        if features:
            words += ["-O", ",".join(features)]
        if content:
            words += ["--rootdir", content]
        if not subprocess.run(["mkfs.btrfs", *map(str, words), str(path)], capture_output=True).returncode:
            return
    raise ValueError("mkfs refuses all")


def write(folder, random, round):
    for i in range(random.randint(5, 200)):
        size = min(int(random.paretovariate(0.5) * 800), 20 << 20)
        try:
            with open(folder / f"f{round}-{i}", "wb") as file:
                file.write(random.randbytes(min(size, 100000)) + b"x" * max(0, size - 100000))
                file.seek(random.choice([0, 0, 3]) * size)
                file.write(b"y" * min(size, 5000))
                if random.random() < 0.2:
                    os.fsync(file)
        except OSError:
            return  # it is full


def age(folder, random):
    """False where the kernel ran out of room in the midst of a commit and has gone read-only."""
    for round in range(3):
        write(folder, random, round)
        os.sync()
        # Snapshots, some of them deleted again; a balance; a smaller device: all may be refused for want of room.
        for words in random.sample([["subvolume", "snapshot", folder, folder / f"s{round}"],
                                    ["subvolume", "delete", folder / f"s{round - 1}"],
                                    ["balance", "start", "-dusage=50", "-musage=50", folder],
                                    ["filesystem", "resize", "-8m", folder],
                                    ["filesystem", "defragment", "-r", folder]], 2):
            subprocess.run(["btrfs", *map(str, words)], capture_output=True)
        files = [entry for entry in folder.iterdir() if entry.is_file()]
        try:
            for file in random.sample(files, len(files) // 2):
                file.unlink()
        except OSError:
            return False
    os.sync()
    return not os.statvfs(folder).f_flag & os.ST_RDONLY


def make_mounted(path, random):
    """Whether the kernel has aged it; None where it takes none."""
    format(path, random, None)
    chosen = random.choice(["", "", "compress=zstd", "space_cache=v1", "max_inline=0"])
    for options in chosen, "":  # the space cache of old goes with few features
        with mounted(path, options) as folder:
            if folder:
                return age(folder, random)
    return None


def make(path, kind, random):
    if random.random() < 0.9:
        for _ in range(20):
            aged = make_mounted(path, random)
            if aged:
                return
            if aged is None:
                break
    with tempfile.TemporaryDirectory(prefix="parterre-files-") as folder:
        write(Path(folder), random, 0)
        format(path, random, folder)


def chunks(path):
    """(logical, size, [physical]) of each chunk."""
    found = []
    for line in run("btrfs", "inspect-internal", "dump-tree", "-t", "chunk", path).splitlines():
        if item := re.search(r"CHUNK_ITEM (\d+)\)", line):
            found.append([int(item[1]), 0, []])
        elif size := re.match(r"\s+length (\d+) owner", line):
            found[-1][1] = int(size[1])
        elif stripe := re.match(r"\s+stripe \d+ devid 1 offset (\d+)", line):
            found[-1][2].append(int(stripe[1]))
    return found


def used(path, kind):
    text = run("btrfs", "inspect-internal", "dump-super", path)
    node = int(re.search(r"^nodesize\s+(\d+)", text, re.M)[1])
    end = int(re.search(r"^dev_item.total_bytes\s+(\d+)", text, re.M)[1])
    taken = [(0, 1 << 20), (64 << 20, 4096), (end, path.stat().st_size - end)]
    map = chunks(path)
    extents = run("btrfs", "inspect-internal", "dump-tree", "-t", "extent", path)
    for logical, kind, size in re.findall(r"item \d+ key \((\d+) (EXTENT_ITEM|METADATA_ITEM) (\d+)\)", extents):
        begin = int(logical)
        size = node if kind == "METADATA_ITEM" else int(size)
        start, _, places = next(chunk for chunk in map if chunk[0] <= begin < chunk[0] + chunk[1])
        taken += [(place + begin - start, size) for place in places]
    return taken
