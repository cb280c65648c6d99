# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""File systems that are 40 % full, and images that hold one of them and room for clones. Takes root, to mount."""

import contextlib
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from protocol import MIB, run

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "allocation"))
import kind_exfat
import kind_ntfs

FULL = 0.4
FORMATS = {
    "ext4": ["mkfs.ext4", "-q", "-F"], "xfs": ["mkfs.xfs", "-q", "-f"], "btrfs": ["mkfs.btrfs", "-q", "-f"],
    "fat32": ["mkfs.fat", "-F", "32"], "exfat": ["mkfs.exfat", "-q"], "ntfs": ["mkntfs", "-Q", "-q", "-F"],
    "f2fs": ["mkfs.f2fs", "-q", "-f"],
}
HUGE = {"ext4": ["-E", "lazy_itable_init=1,lazy_journal_init=1"], "fat32": ["-s", "128"]}


@contextlib.contextmanager
def mounted(path, folder, *words):
    folder.mkdir(exist_ok=True)
    run("mount", *(words or ["-o", "loop"]), path, folder)
    try:
        yield folder
    finally:
        run("umount", folder)


def write_files(folder, room):
    """Files of all sizes; each tenth is deleted again, as in a file system that somebody works in."""
    chance, names = random.Random(1), []
    while room > 0:
        size = min(int(2 ** chance.uniform(10, 22)), room)
        below = folder / f"folder{len(names) % 20}"
        below.mkdir(exist_ok=True)
        names.append(below / f"file{len(names)}")
        names[-1].write_bytes(os.urandom(size))
        room -= size
    for name in names[::10]:
        name.unlink()


def write_exfat(path, room):
    writer = kind_exfat.Writer(path, random.Random(1))
    entries, most = b"".join(writer.folder()), 4 * MIB // writer.size
    for number in range(room // (4 * MIB)):
        clusters = writer.allocate(most, 1)
        for cluster in clusters:
            writer.write(writer.place(cluster), os.urandom(writer.size))
        entries += kind_exfat.entries_of(f"file number {number}", clusters[0] if clusters else 0,
                                         len(clusters) * writer.size, True)
    writer.finish(entries)


def make_empty(path, kind, size, *more):
    path.unlink(missing_ok=True)
    with open(path, "wb") as file:
        file.truncate(size)
    run(*FORMATS[kind], *more, path)


def make(path, kind, mib, is_aged=False):
    """A new file system in the file `path`; an aged one had all its free space written to once."""
    make_empty(path, kind, mib * MIB)
    room, folder = int(mib * MIB * FULL), path.parent / "mount"
    if kind == "exfat":
        write_exfat(path, room)
    elif kind == "fat32":
        tree = path.parent / "tree"
        tree.mkdir()
        write_files(tree, room)
        run("mcopy", "-i", path, "-s", "-Q", *sorted(tree.iterdir()), "::/")
        run("rm", "-r", tree)
    else:
        with mounted(path, folder, *(["-t", "ntfs-3g"] if kind == "ntfs" else [])):
            write_files(folder, room)
            if is_aged:
                age(folder)
        kind_ntfs.wait_until_closed(path)
    os.sync()


def age(folder):
    rubbish = os.urandom(4 * MIB)
    with open(folder / "rubbish", "wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(rubbish):
            pass
    os.sync()
    (folder / "rubbish").unlink()
    os.sync()


class Disk:
    """A GPT image whose partition 1 holds the content of a file, with room for clones behind it."""

    begin = MIB

    def __init__(self, path, content, kind, clones, tools):
        self.path, self.kind, self.clones, self.tools = path, kind, clones, tools
        self.size = content.stat().st_size
        path.unlink(missing_ok=True)
        with open(path, "wb") as image:
            image.truncate(self.size * (clones + 1) + 4 * MIB)
        run("sfdisk", "-q", path, input=f'label: gpt\nstart=1MiB, size={self.size // MIB}MiB, name="p.lxdata"\n')
        # All of it, zeros too: a disk has no holes, and dd need not read those of an image.
        run("dd", f"if={content}", f"of={path}", "bs=1M", "seek=1", "conv=notrunc,fsync", "status=none")
        self.length = path.stat().st_size
        with open(path, "rb") as image:
            self.head = image.read(MIB)
            image.seek(self.length - MIB)
            self.tail = image.read(MIB)
        self.used = sum(int(line.split()[1]) for line in run(
            tools / "print_allocation", kind, path, self.begin, self.size).splitlines())
        self.report = path.with_suffix(".json")

    @property
    def targets(self):
        return [self.begin + self.size * (i + 1) for i in range(self.clones)]

    def reset(self):
        """The table as it was, and nothing behind the origin."""
        behind = self.begin + self.size
        run("fallocate", "--punch-hole", "-o", behind, "-l", self.length - behind, self.path)
        with open(self.path, "rb+") as image:
            image.write(self.head)
            image.seek(self.length - MIB)
            image.write(self.tail)

    def dd(self, block, direct):
        flags = ["iflag=direct,skip_bytes,count_bytes", "oflag=direct,seek_bytes"] if direct else [
            "iflag=skip_bytes,count_bytes", "oflag=seek_bytes"]
        return [["dd", f"if={self.path}", f"of={self.path}", f"bs={block}", *flags, f"skip={self.begin}", f"seek={target}",
                 f"count={self.size}", "conv=notrunc,fsync", "status=none"] for target in self.targets]

    def copy(self, *more, on=None):
        return [[self.tools / "bench_copy", on or self.path, self.begin, self.size, self.kind, *self.targets, *more]]

    def apply(self):
        return [[self.tools / "parterrectl", "apply", self.path, "--clone", f"#1={self.clones}", "--yes",
                 "--report", self.report]]

    def environment(self):
        return {"XDG_STATE_HOME": str(self.path.parent / "state")}

    def reported(self):
        """What the steps of the last apply say that they did."""
        steps = json.loads(self.report.read_text())["steps"]
        copying = [step for step in steps if step["kind"] == "copy-blocks"]
        return {key: sum(step.get(key, 0) for step in copying) for key in ("read", "written", "shared", "skipped", "elapsed_ms")}


class Movable:
    """A GPT image without holes whose partition 1 moves up by some MiB, and 160 MiB behind that are free."""

    begin, spare = MIB, 160 * MIB

    def __init__(self, path, mib, shift, tools):
        self.path, self.size, self.shift, self.tools = path, mib * MIB, shift * MIB, tools
        length = self.begin + self.size + self.shift + self.spare + MIB
        path.unlink(missing_ok=True)
        with open(path, "wb") as image:
            for _ in range(length // MIB):
                image.write(os.urandom(MIB))
        run("sfdisk", "-q", path, input=f"label: gpt\nstart=1MiB, size={mib}MiB\n")
        with open(path, "rb") as image:
            self.head = image.read(MIB)
            image.seek(length - MIB)
            self.tail = image.read(MIB)
        chance = random.Random(1)
        self.places = [chance.randrange(self.size // 4096) * 4096 for _ in range(256)]
        self.samples = []

    def sampled(self, begin):
        with open(self.path, "rb", buffering=0) as image:
            return [os.pread(image.fileno(), 4096, begin + place) for place in self.places]

    def reset(self):
        """The table as it was; whatever the partition holds shall move."""
        with open(self.path, "rb+") as image:
            image.write(self.head)
            image.seek(-MIB, os.SEEK_END)
            image.write(self.tail)
        self.samples = self.sampled(self.begin)

    def check(self):
        if self.sampled(self.begin + self.shift) != self.samples:
            sys.exit(f"ratios: {self.path.name} does not hold what was moved")
        return {}

    def move(self, mode, *more):
        target = self.begin + self.shift
        return [[self.tools / "bench_move", self.path, self.begin, self.size, target, target + self.size, mode, *more]]

    def sfdisk(self, *more):
        words = f"echo '+{self.shift // MIB}M,' | sfdisk -q --move-data {' '.join(more)} -N 1 '{self.path}'"
        return [["sh", "-c", words]]


@contextlib.contextmanager
def host(path, kind, size):
    """A folder in a new file system of this kind, in a file, past the cache of what lies below."""
    make_empty(path, kind, size, *(["-m", "reflink=1"] if kind == "xfs" else []))
    folder = path.parent / f"host-{kind}"
    folder.mkdir(exist_ok=True)
    loop = attach(path, 0, size)
    try:
        run("mount", loop, folder)
        try:
            yield folder, Path(loop)
        finally:
            run("umount", folder)
    finally:
        detach(loop)
        path.unlink()


def attach(path, begin, size):
    return run("losetup", "--find", "--show", "--direct-io=on", "-o", begin, "--sizelimit", size, path).strip()


def detach(loop):
    """Somebody who looks at every new device may hold it for a moment."""
    for _ in range(50):
        if subprocess.run(["losetup", "-d", loop], capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    sys.exit(f"ratios: {loop} cannot be detached")
