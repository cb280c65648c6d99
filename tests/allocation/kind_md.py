# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A member of a RAID1 that mdadm makes, and the kernel runs, on loop devices as root. mdadm --examine says where the
array's data lies, and the file system's own tool what is used of it."""

import os
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import kind_ext
from kind_lvm import attached

KINDS = ["md"]
SLACK = 0.0001  # after some of resize2fs's work libext2fs keeps a block more for descriptors than dumpe2fs says
run = kind_ext.run
ARRAY = "/dev/md99"


def hindrance():
    if "raid1" not in Path("/proc/mdstat").read_text() if Path("/proc/mdstat").exists() else True:
        return "it makes arrays, for which this kernel has no RAID1"
    with tempfile.NamedTemporaryFile() as file:
        file.truncate(1 << 20)
        try:
            with attached(file.name):
                return ""
        except subprocess.CalledProcessError:
            return "it attaches loop devices, for which this user has no right or this kernel has none"


def mdadm(*words):
    return run("mdadm", *words)


@contextmanager
def stopped_in_the_end():
    try:
        yield
    finally:
        for _ in range(50):
            if not subprocess.run(["mdadm", "--stop", ARRAY], capture_output=True).returncode:
                break
            time.sleep(0.1)  # whoever looked at it as it came still holds it
        else:
            raise RuntimeError(f"{ARRAY} cannot be stopped")


@contextmanager
def array(path, random):
    """An array in two members, of which `path` is one; the other is not kept."""
    other = path.with_suffix(".other")
    for member in path, other:
        member.touch()
        os.truncate(member, path.stat().st_size)
    words = ["--metadata", random.choice(["1.0", "1.1", "1.2", "1.2"]), "--bitmap", random.choice(["none", "internal"])]
    words += random.choice([[], [], ["--size", path.stat().st_size // 2048]])
    with attached(path) as one, attached(other) as two:
        names = random.choice([[one, two], [two, one], [one, "missing"], [one, "--write-mostly", two]])
        with stopped_in_the_end():
            mdadm("--create", ARRAY, "--run", "--assume-clean", "--level", 1, "--raid-devices", 2, *words, *names)
            yield two if two in names else None
    other.unlink()


def make(path, kind, random):
    path.touch()
    os.truncate(path, random.randint(24 << 20, 200 << 20))
    with array(path, random):
        inner = Path(f"{path}.inner")
        size = int(run("blockdev", "--getsize64", ARRAY))
        while True:
            kind_ext.make(inner, "ext4", random)
            if inner.stat().st_size <= size:
                break
        run("dd", f"if={inner}", f"of={ARRAY}", "bs=1M", "conv=sparse,fsync", "status=none")
        inner.unlink()


def make_doubtful(path, kind, random):
    """As the power's failing leaves it, a member of an array that recovers, and one that was given up."""
    path.touch()
    os.truncate(path, random.randint(24 << 20, 100 << 20))
    how, torn = random.choice(["written to", "spare", "failed"]), path.with_suffix(".torn")
    with array(path, random) as other:
        run("mkfs.ext4", "-q", "-F", ARRAY)
        if how == "written to" or not other:
            with open(ARRAY, "r+b", buffering=0) as disk:
                disk.seek(1 << 20)
                disk.write(b"x" * 4096)
                os.fsync(disk.fileno())
                shutil.copyfile(path, torn)
        else:
            mdadm(ARRAY, "--fail", other)
            mdadm(ARRAY, "--remove", other)
            if how == "spare":
                mdadm("--zero-superblock", other)
                Path("/sys/block/md99/md/sync_speed_max").write_text("1")
                mdadm(ARRAY, "--add", other)
                shutil.copyfile(path.with_suffix(".other"), torn)
            else:
                shutil.copyfile(path.with_suffix(".other"), torn)
    torn.rename(path)
    return True


def used(path, kind):
    text = mdadm("--examine", path)
    begin, size = 0, int(re.search(r"Array Size : (\d+)", text)[1]) << 10
    with suppress(TypeError):  # 1.0 has no offset
        begin = int(re.search(r"Data Offset : (\d+) sectors", text)[1]) * 512
    with tempfile.NamedTemporaryFile() as copy:
        with open(path, "rb") as disk:
            disk.seek(begin)
            copy.write(disk.read(size))
        copy.flush()
        inside = [(begin + at, length) for at, length in kind_ext.used(Path(copy.name), "ext4")]
    return [(0, begin), *inside, (begin + size, path.stat().st_size - begin - size)]
