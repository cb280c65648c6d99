# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A physical volume of LVM2, made and aged by its own tools on a loop device, as root. pvs says which
extents volumes have; inside a volume that is linear, dumpe2fs says what is free."""

import os
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import kind_ext

KINDS = ["lvm"]
SLACK = 0.0
run = kind_ext.run
CONFIG = ["--config", 'devices { use_devicesfile=0 scan_lvs=0 } global { use_lvmetad=0 } '
          'activation { udev_sync=0 udev_rules=0 }', "--driverloaded", "n", "--nolocking"]


def hindrance():
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(1 << 20)
        try:
            with attached(file.name):
                return ""
        except subprocess.CalledProcessError:
            return "it attaches loop devices, for which this user has no right or this kernel has none"


@contextmanager
def attached(path):
    device = run("losetup", "--find", "--show", path).strip()
    try:
        yield device
    finally:
        run("losetup", "--detach", device)


def lvm(device, *words):
    return run("lvm", *words, *CONFIG, "--devices", device)


def segments(path):
    """(where, size, name, kind, how many pieces the volume has) for each, in bytes; name is empty where free."""
    with attached(path) as device:
        text = lvm(device, "pvs", "--noheadings", "--units", "b", "--nosuffix", "--separator", "|", "--segments",
                   "-o", "pe_start,vg_extent_size,pvseg_start,pvseg_size,lv_name,segtype", device)
    rows = [line.strip().split("|") for line in text.splitlines() if line.strip()]
    for start, extent, first, count, name, kind in rows:
        pieces = sum(row[4] == name for row in rows)
        yield int(start) + int(first) * int(extent), int(count) * int(extent), name.strip("[]"), kind, pieces


def make(path, kind, random):
    path.touch()
    os.truncate(path, random.randint(64 << 20, 200 << 20))
    group = f"parterre{os.getpid()}"
    with attached(path) as device:
        lvm(device, "pvcreate", "-ff", "-y", "--metadatacopies", random.choice("12"), device)
        lvm(device, "vgcreate", "-s", random.choice(["1m", "4m"]), group, device)
        names = []
        for i in range(random.randint(1, 12)):
            words = random.choice([["-n", f"v{i}"]] * 4 + [["-n", f"v{i}", "--type", "thin-pool"]])
            try:
                lvm(device, "lvcreate", "-y", "-an", "-Zn", "-Wn", "-L", f"{random.randint(4, 24)}m", *words, group)
                names.append(f"v{i}")
                if random.random() < 0.4:
                    lvm(device, "lvextend", "-L", "+8m", f"{group}/{random.choice(names)}")
                if random.random() < 0.3:
                    lvm(device, "lvremove", "-y", f"{group}/{names.pop(random.randrange(len(names)))}")
            except subprocess.CalledProcessError:
                pass  # it is full
    for begin, size, name, segment, pieces in segments(path):
        if segment == "linear" and pieces == 1 and random.random() < 0.7:
            run("mkfs.ext4", "-q", "-F", "-b", 4096, "-E", f"offset={begin}", path, size // 4096)


def inside(path, begin, size):
    """dumpe2fs wants a file of its own."""
    with tempfile.NamedTemporaryFile() as copy:
        with open(path, "rb") as disk:
            disk.seek(begin)
            copy.write(disk.read(size))
        copy.flush()
        try:
            return [(begin + at, length) for at, length in kind_ext.used(Path(copy.name), "ext4")]
        except subprocess.CalledProcessError:
            return [(begin, size)]


def used(path, kind):
    taken, end = [], path.stat().st_size
    rows = sorted(segments(path))
    taken.append((0, rows[0][0]))
    taken.append((rows[-1][0] + rows[-1][1], end - rows[-1][0] - rows[-1][1]))
    for begin, size, name, segment, pieces in rows:
        if segment == "linear" and pieces == 1:
            taken += inside(path, begin, size)
        elif segment != "free":
            taken.append((begin, size))
    return taken
