#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""used_blocks.py PRINT_ALLOCATION [--count N] [--seed S] [--keep FOLDER] [KIND...]

Clones file systems of the kind_*.py modules by the blocks that Parterre calls used alone: the rest of the clone is
rubbish. The file system's own checker must find nothing wrong with it, and its files must be those of the origin:
read by the kernel where it takes the origin, else by tools of their own. Where there are none, the checker alone has
said so, and the line of the kind tells how many those were. Ends with "counted PASSED FAILED SKIPPED".
"""

import hashlib
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import kind_exfat
from compare import hindrance_to, kept, modules
from mounted import end_on_signals, mounted, mounted_by
from options import parsed

# The checker, its path last; nothing may be found by it.
CHECKERS = {
    "ext2": ["e2fsck", "-fn"], "ext3": ["e2fsck", "-fn"], "ext4": ["e2fsck", "-fn"],
    "xfs": ["xfs_repair", "-n", "-f"],
    "btrfs": ["btrfs", "check", "--readonly", "--check-data-csum"],
    "fat12": ["fsck.fat", "-n"], "fat16": ["fsck.fat", "-n"], "fat32": ["fsck.fat", "-n"],
    "exfat": ["fsck.exfat", "-n"],
    "ntfs": ["ntfsresize", "--check", "-f"],
    "f2fs": ["fsck.f2fs", "--dry-run"],
}
# f2fs's tells of damage without a status, and of what mkfs.f2fs miscounts in a new one.
DAMAGE = re.compile(r"^.*(?:\[FAIL\]|ASSERT).*$", re.I | re.M)
COPIED_OUT = ["fat12", "fat16", "fat32"]  # by mtools: few kernels have FAT to themselves


def clone(program, kind, origin, copy):
    told = subprocess.run([program, kind, origin], capture_output=True, text=True)
    if told.returncode:
        raise RuntimeError((told.stdout + told.stderr).strip())
    left, rubbish = origin.stat().st_size, os.urandom(2**20)
    with open(origin, "rb") as source, open(copy, "wb") as target:
        while left:
            left -= target.write(rubbish[:left])
        for begin, size in (map(int, line.split()) for line in told.stdout.splitlines()):
            source.seek(begin)
            target.seek(begin)
            while size:
                size -= target.write(source.read(min(size, 2**22)))


def hashes(folder):
    """What each file holds, and where each link leads."""
    found = {}
    for one in folder.rglob("*"):
        name = str(one.relative_to(folder))
        if one.is_symlink():
            found[name] = os.readlink(one)
        elif one.is_file():
            found[name] = hashlib.sha256(one.read_bytes()).hexdigest()
    return found


def copied_out(*words):
    """What a tool reads, whose last argument is where it shall put that; None where it fails."""
    with tempfile.TemporaryDirectory(prefix="parterre-files-") as folder:
        done = subprocess.run([*map(str, words), folder], capture_output=True)
        return None if done.returncode else hashes(Path(folder))


def copied_by_debugfs(path):
    with tempfile.TemporaryDirectory(prefix="parterre-files-") as folder:
        done = subprocess.run(["debugfs", "-R", f"rdump / {folder}", path], capture_output=True)
        return None if done.returncode else hashes(Path(folder))


def files(kind, path):
    """Who has read them, and what is in them; nobody where nothing here can."""
    if kind in COPIED_OUT:
        return "mcopy", copied_out("mcopy", "-s", "-n", "-Q", "-i", path, "::/")
    if kind == "exfat":
        return "its walker", kind_exfat.files(path)
    with mounted_by("ntfs-3g", "-o", "ro", path) if kind == "ntfs" else mounted(path, "ro") as folder:
        if folder:
            return "mount", hashes(folder)
    if kind.startswith("ext"):
        return "debugfs", copied_by_debugfs(path)
    if kind == "btrfs":
        return "btrfs restore", copied_out("btrfs", "restore", "--symlink", "-s", path)
    return "", None


def complaints(kind, path):
    """What the checker says against it, "" where nothing; of f2fs the lines that tell of damage."""
    done = subprocess.run([*CHECKERS[kind], path], capture_output=True, text=True)
    told = done.stdout + done.stderr
    lines = DAMAGE.findall(told) if kind == "f2fs" else []
    return "\n".join(lines) or (told.strip()[-500:] if done.returncode else "")


def problems(program, kind, origin, copy):
    """What is wrong with a clone, and whether the checker alone has judged."""
    clone(program, kind, origin, copy)
    found = complaints(kind, copy)
    if found and (kind != "f2fs" or found != complaints(kind, origin)):
        return found, False
    by, wanted = files(kind, origin)
    if wanted is None:
        return f"the origin cannot be read by {by}" if by else "", True
    return "" if files(kind, copy) == (by, wanted) else "the files differ", False


def main():
    asked = parsed(__doc__.splitlines()[0], 5)
    end_on_signals()
    known, passed, failed, skipped = modules(), 0, 0, 0
    for kind in [kind for kind in asked.kinds or known if kind in CHECKERS]:
        if hindrance_to(known[kind], kind):
            skipped += 1
            continue
        unread = 0
        for seed in range(asked.seed, asked.seed + asked.count):
            with tempfile.TemporaryDirectory(prefix="parterre-used-") as folder:
                origin = Path(folder) / "origin"
                known[kind].make(origin, kind, random.Random(f"{kind}-{seed}"))
                try:
                    found, is_unread = problems(asked.program, kind, origin, Path(folder) / "copy")
                except RuntimeError as doubt:
                    found, is_unread = str(doubt), False
                unread += is_unread
                if found:
                    kept(origin, asked.keep, f"{kind}-{seed}")
            passed, failed = passed + (not found), failed + bool(found)
            if found:
                print(f"{kind} --seed {seed}: {found}")
        print(f"{kind:10} {asked.count} cloned{f', {unread} of them held to the checker alone' if unread else ''}", flush=True)
    print(f"counted {passed} {failed} {skipped}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
