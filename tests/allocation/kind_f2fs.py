# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""f2fs, aged by the kernel in several rounds of mounting it or, where the kernel has none, filled by sload.f2fs; used
is what dump.f2fs prints of the segments' table, and all that is before and behind them."""

import fcntl
import os
import re
import shutil
import struct
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from mounted import mounted

KINDS = ["f2fs"]
SLACK = 0
COLLECT_GARBAGE = 0x4004F506  # F2FS_IOC_GARBAGE_COLLECT, linux/f2fs.h


def run(*words, **how):
    return subprocess.run(list(map(str, words)), check=True, capture_output=True, text=True, **how).stdout


def drawn_size(random):
    return min(int(random.paretovariate(0.5) * 800), 2 << 20)


class Ageing:
    """What happens to a mounted f2fs; `files` are those that it has."""

    def __init__(self, folder, random):
        self.folder, self.random = folder, random
        self.files = sorted(entry for entry in folder.rglob("*") if entry.is_file() and not entry.is_symlink())
        self.folders = [folder, *sorted(entry for entry in folder.rglob("*") if entry.is_dir())]
        self.born = sum(1 for _ in folder.rglob("*"))

    def new_name(self):
        """What ends so goes to the logs of hot and cold data."""
        self.born += 1
        ending = self.random.choice(["", "", ".db", ".jpg"])
        return self.random.choice(self.folders) / f"{self.random.randbytes(4).hex()}-{self.born}{ending}"

    def create(self):
        name = self.new_name()
        with open(name, "wb") as file:
            file.seek(self.random.choice([0, 0, 3]) * 5000)
            file.write(self.random.randbytes(drawn_size(self.random)))
            self.sync(file)
        self.files.append(name)

    def sync(self, file):
        if self.random.random() < 0.15:
            file.flush()
            os.fsync(file.fileno())

    def overwrite(self):
        name = self.random.choice(self.files)
        with open(name, "r+b") as file:
            file.seek(self.random.randrange(1 + name.stat().st_size))
            file.write(self.random.randbytes(drawn_size(self.random) // 4))
            self.sync(file)

    def remove(self):
        self.files.pop(self.random.randrange(len(self.files))).unlink()

    def truncate(self):
        os.truncate(self.random.choice(self.files), drawn_size(self.random))

    def pierce_or_promise(self):
        """A hole, or blocks that are counted but have no place yet."""
        options = self.random.choice([["--punch-hole"], ["--keep-size"], []])
        where = ["-o", self.random.randrange(1 << 18), "-l", self.random.randrange(1, 1 << 19)]
        subprocess.run(["fallocate", *options, *map(str, where), self.random.choice(self.files)], capture_output=True)

    def make_entry(self):
        choice = self.random.randrange(4)
        if choice == 0:
            self.folders.append(self.new_name())
            self.folders[-1].mkdir()
        elif choice == 1:
            self.new_name().symlink_to("x/" * self.random.choice([5, 250, 1900]))
        elif choice == 2:
            os.link(self.random.choice(self.files), self.new_name())
        else:
            os.setxattr(self.random.choice(self.files), f"user.{self.born}", b"v" * self.random.choice([9, 300, 3000]))

    def collect_garbage(self):
        handle = os.open(self.folder, os.O_RDONLY)
        with suppress(OSError):  # there is none
            fcntl.ioctl(handle, COLLECT_GARBAGE, struct.pack("I", 1))
        os.close(handle)

    def step(self):
        steps = [self.create] * 8 + [self.remove, self.overwrite] * 4 + [self.truncate, self.make_entry] * 2
        step = self.random.choice(steps + [self.pierce_or_promise, self.collect_garbage, os.sync])
        if self.files or step == self.create:
            with suppress(OSError):  # it is full, or has no such feature
                step()

    def advance_logs(self):
        """So far that the summaries of data, hot, cold and other, do not fit into two blocks: they are not compact."""
        for ending in ".db", ".jpg", "":
            name = self.folder / f"advanced{ending}"
            name.write_bytes(self.random.randbytes(self.random.randrange(1500 << 10, 1900 << 10)))
            self.files.append(name)

    def run(self, most):
        for _ in range(self.random.randrange(1, most)):
            self.step()


OPTIONS = ["", "", "active_logs=2", "active_logs=4", "mode=lfs", "alloc_mode=reuse", "fsync_mode=strict", "noinline_data",
           "noinline_dentry", "background_gc=off", "background_gc=sync", "nodiscard", "inline_xattr_size=50", "atgc"]


def mounted_somehow(path, random):
    """Not all options go with all features."""
    with mounted(path, "ro") as folder:
        if not folder:
            return mounted(path)
    chosen = random.choice(OPTIONS)
    with mounted(path, chosen) as folder:
        return mounted(path, chosen if folder else "")


def age_mounted(path, random):
    """False where the kernel does not take it. Short rounds leave entries in the journals, long ones do not."""
    is_calm = random.random() < 0.4  # the logs stay where they are advanced to
    for round in range(random.randrange(2, 6)):
        with mounted_somehow(path, random) as folder:
            if not folder:
                return False
            ageing = Ageing(folder, random)
            if is_calm and round == 0:
                ageing.advance_logs()
            ageing.run(4 if is_calm else random.choice([4, 4, 30, 150]))
    return True


def fill(path, random):
    with tempfile.TemporaryDirectory(prefix="parterre-files-") as folder:
        for i in range(random.randint(5, 200)):
            (Path(folder) / f"{random.randbytes(4).hex()}-{i}").write_bytes(b"y" * drawn_size(random))
        subprocess.run(["sload.f2fs", "-f", folder, str(path)], capture_output=True)


def format(path, random):
    """Larger sections and zones do not fit into all sizes: what mkfs refuses is drawn again."""
    for _ in range(50):
        path.unlink(missing_ok=True)
        path.touch()
        os.truncate(path, random.randint(64 << 20, 300 << 20) + random.choice([0, 0, 512, 5000]))
        features = random.choice(["", "", "extra_attr,inode_checksum,sb_checksum", "extra_attr,inode_checksum,sb_checksum",
                                  "encrypt", "extra_attr,quota", "extra_attr,compression", "sb_checksum",
                                  "extra_attr,flexible_inline_xattr,inode_crtime", "lost_found,verity"])
        words = random.choice([[], [], ["-i"], ["-s", 2], ["-s", 4], ["-s", 8], ["-s", 2, "-z", 2], ["-a", 1]])
        words = words + random.choice([[], [], ["-o", 10], ["-o", 40]])
        words += ["-O", features] if features else []
        if not subprocess.run(["mkfs.f2fs", "-q", "-f", *map(str, words), str(path)], capture_output=True).returncode:
            return
    raise ValueError("mkfs refuses all")


def make(path, kind, random):
    format(path, random)
    if random.random() < 0.1:
        return
    if not age_mounted(path, random):
        for _ in range(random.randint(1, 3)):
            fill(path, random)
    if random.random() < 0.2:
        subprocess.run(["fsck.f2fs", "-f", str(path)], capture_output=True)


def make_doubtful(path, kind, random):
    """As the power's failing leaves it: after a checkpoint, or with one file synced since the last unmount. False where
    the kernel has no f2fs."""
    make(path, kind, random)
    torn = path.with_suffix(".torn")
    with mounted(path) as folder:
        if not folder:
            return False
        if random.random() < 0.5:
            Ageing(folder, random).run(30)
            (folder / "last").write_bytes(b"x" * 5000)
            os.sync()
        else:
            with open(folder / "last", "wb") as file:
                file.write(b"x" * 5000)
                file.flush()
                os.fsync(file.fileno())
        shutil.copyfile(path, torn)
    torn.rename(path)
    return True


def used(path, kind):
    with tempfile.TemporaryDirectory(prefix="parterre-dump-") as folder:
        super = run("dump.f2fs", "-d", "1", path, cwd=folder)
        main = int(re.search(r"^main_blkaddr\s+\[0x\s*([0-9a-f]+)", super, re.M)[1], 16)
        segments = int(re.search(r"^segment_count_main\s+\[0x\s*([0-9a-f]+)", super, re.M)[1], 16)
        run("dump.f2fs", "-s", f"0~{segments}", path, cwd=folder)
        text = (Path(folder) / "dump_sit").read_text()
    end = (main + segments * 512) * 4096
    taken = [(0, main * 4096), (end, path.stat().st_size - end)]
    for part in re.split(r"^segno:", text, flags=re.M)[1:]:
        number, count = re.match(r"\s*(\d+)\s+vblocks:\s*(\d+)", part).groups()
        bits = bytes.fromhex("".join(re.findall(r"^(?:\s+[0-9a-f]{2}\b)+$", part, re.M)))
        if int.from_bytes(bits).bit_count() != int(count):
            raise ValueError("dump.f2fs prints other bits than it counts")
        for i in range(512 if bits else 0):
            if bits[i // 8] >> 7 - i % 8 & 1:
                taken.append(((main + int(number) * 512 + i) * 4096, 4096))
    return taken
