#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_cpio.py FOLDER OUT: the folder as an initramfs, in cpio's form "newc", everything owned by root."""

import os
import stat
import sys
from pathlib import Path


def padded(data):
    return data + b"\0" * (-len(data) % 4)


def entry(number, name, mode, data):
    words = (number, mode, 0, 0, 1, 0, len(data), 0, 0, 0, 0, len(name) + 1, 0)
    header = b"070701" + b"".join(b"%08x" % word for word in words)
    return padded(header + name.encode() + b"\0") + padded(data)


def content(path, mode):
    if stat.S_ISLNK(mode):
        return os.readlink(path).encode()
    return path.read_bytes() if stat.S_ISREG(mode) else b""


def main():
    folder, out = map(Path, sys.argv[1:3])
    with open(out, "wb") as archive:
        # Sorted, so that a folder stands before what is in it.
        for number, path in enumerate(sorted(folder.rglob("*")), 1):
            mode = path.lstat().st_mode
            archive.write(entry(number, str(path.relative_to(folder)), mode, content(path, mode)))
        archive.write(entry(0, "TRAILER!!!", 0, b""))


if __name__ == "__main__":
    main()
