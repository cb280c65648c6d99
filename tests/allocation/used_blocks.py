#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""used_blocks.py PRINT_ALLOCATION [--count N] [--seed S] KIND...

Clones file systems of the kind_*.py modules by the blocks that Parterre calls used alone: the rest of the clone is
rubbish. The file system's own checker must find nothing wrong with it, and its files must be those of the origin.
Needs root, to mount.
"""

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from compare import modules

# The checker, its path last; nothing may be found by it.
CHECKERS = {
    "ext2": ["e2fsck", "-fn"], "ext3": ["e2fsck", "-fn"], "ext4": ["e2fsck", "-fn"],
    "xfs": ["xfs_repair", "-n", "-f"],
    "btrfs": ["btrfs", "check", "--readonly"],
    "fat12": ["fsck.fat", "-n"], "fat16": ["fsck.fat", "-n"], "fat32": ["fsck.fat", "-n"],
    "exfat": ["fsck.exfat", "-n"],
    "ntfs": ["ntfsresize", "--check", "-f"],
    "f2fs": ["fsck.f2fs", "--dry-run"],
}
MOUNTS = {"ntfs": ["ntfs-3g", "-o", "ro"]}
COPIED_OUT = ["fat12", "fat16", "fat32"]  # by mtools: not every kernel has vfat
MOUNT = ["mount", "-o", "loop,ro"]


def clone(program, kind, origin, copy):
    told = subprocess.run([program, kind, origin], capture_output=True, text=True)
    if told.returncode:
        raise RuntimeError((told.stdout + told.stderr).strip())
    left = origin.stat().st_size
    with open(origin, "rb") as source, open(copy, "wb") as target:
        while left:
            left -= target.write(os.urandom(min(left, 2**20)))
        for begin, size in (map(int, line.split()) for line in told.stdout.splitlines()):
            source.seek(begin)
            target.seek(begin)
            while size:
                size -= target.write(source.read(min(size, 2**22)))


def hashes(folder):
    return {str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest()
            for one in Path(folder).rglob("*") if one.is_file() and not one.is_symlink()}


def files(kind, path):
    """Each file's path and the hash of what it holds."""
    with tempfile.TemporaryDirectory() as folder:
        if kind in COPIED_OUT:
            subprocess.run(["mcopy", "-s", "-n", "-Q", "-i", path, "::/", folder], check=True, capture_output=True)
            return hashes(folder)
        subprocess.run([*MOUNTS.get(kind, MOUNT), path, folder], check=True, capture_output=True)
        try:
            return hashes(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def problems(program, kind, origin, copy):
    clone(program, kind, origin, copy)
    checked = subprocess.run([*CHECKERS[kind], copy], capture_output=True, text=True)
    if checked.returncode:
        return (checked.stdout + checked.stderr).strip()[-500:]
    return "" if files(kind, origin) == files(kind, copy) else "the files differ"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("kinds", nargs="*")
    asked = parser.parse_args()
    known, failed = modules(), 0
    for kind in asked.kinds or [kind for kind in known if kind in CHECKERS]:
        for seed in range(asked.seed, asked.seed + asked.count):
            with tempfile.TemporaryDirectory(prefix="parterre-used-") as folder:
                origin = Path(folder) / "origin"
                known[kind].make(origin, kind, random.Random(f"{kind}-{seed}"))
                found = problems(asked.program, kind, origin, Path(folder) / "copy")
            if found:
                failed += 1
                print(f"{kind} --seed {seed}: {found}")
        print(f"{kind:10} {asked.count} cloned", flush=True)
    print(f"{failed} problems")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
