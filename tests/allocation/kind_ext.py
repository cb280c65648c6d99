# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ext2, ext3 and ext4, aged by the kernel on a loop device or, where there is none, by debugfs; what
dumpe2fs does not list as free is used."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

from mounted import mounted

KINDS = ["ext2", "ext3", "ext4"]
SLACK = 0.0


def run(*words, **how):
    return subprocess.run(list(map(str, words)), check=True, capture_output=True, text=True, **how).stdout


def features(kind, random):
    words = random.choice([["sparse_super"]] * 4 + [["^sparse_super", "^resize_inode"]])
    words = words + random.choice([["dir_index"], ["^dir_index"]])
    if kind == "ext2":
        return words
    if kind == "ext4":
        checksums = random.choice(["metadata_csum", "metadata_csum", "^metadata_csum,uninit_bg", "^metadata_csum,^uninit_bg"])
        words += [checksums, random.choice(["64bit", "64bit", "^64bit"]), random.choice(["flex_bg", "flex_bg", "^flex_bg"])]
        words += random.choice([[], [], ["mmp"], ["inline_data"], ["quota"], ["orphan_file"], ["fast_commit"], ["^has_journal"]])
        if random.random() < 0.3:
            words += ["bigalloc", "extent"]
    if random.random() < 0.2:
        words = [word for word in words if "resize_inode" not in word] + ["meta_bg", "^resize_inode"]
    elif random.random() < 0.2:
        words = [word for word in words if "sparse_super" not in word] + ["sparse_super2"]
    return words


def format(path, kind, random):
    """Not all of these go together: what mkfs refuses is drawn again."""
    for _ in range(50):
        block = random.choice([1024, 1024, 2048, 4096, 4096])
        path.unlink(missing_ok=True)
        path.touch()
        os.truncate(path, random.randint(8 << 20, (48 if block == 1024 else 300) << 20))
        words = features(kind, random)
        arguments = ["-q", "-F", "-b", block, "-O", ",".join(words), "-m", 0]
        if "flex_bg" in words:
            arguments += ["-G", random.choice([1, 4, 16])]
        if "bigalloc" in words:
            arguments += ["-C", block * random.choice([2, 4, 16])]
        else:
            arguments += random.choice([[], ["-g", random.choice([1024, 2048, 8192])]])
        if "mmp" in words:
            arguments += ["-E", "mmp_update_interval=1"]  # all who open it wait for twice as long
        elif random.random() < 0.5:
            arguments += ["-E", random.choice(["lazy_itable_init=0", "packed_meta_blocks=1", "root_owner=0:0"])]
        # The file system may end before its partition.
        end = path.stat().st_size // block - random.choice([0, 0, 0, 3, 100])
        if not subprocess.run(list(map(str, ["mkfs." + kind, *arguments, path, end])), capture_output=True).returncode:
            # mke2fs 1.47.2 counts free blocks wrong where features that it seldom sees come together.
            subprocess.run(["e2fsck", "-f", "-y", path], capture_output=True)
            return
    raise ValueError("mkfs refuses all")


def age(write, remove, random, room):
    """Many files of all sizes, half of them deleted, and others written into the gaps."""
    left, names = int(room * random.choice([0.1, 0.5, 0.9])), []
    for round in range(3):
        for i in range(random.randint(5, 60)):
            size = min(int(random.paretovariate(0.5) * 500), left // 2)
            left -= size
            names.append(f"f{round}-{i}")
            write(names[-1], size)
        for name in random.sample(names, len(names) // 2):
            names.remove(name)
            remove(name)


def age_mounted(path, random):
    """False where the kernel does not take it."""
    with mounted(path) as folder:
        if not folder:
            return False

        def write(name, size):
            try:
                with open(folder / name, "wb") as file:
                    file.write(b"x" * size)
                    # Scattered blocks and holes: several extents of one file.
                    file.seek(random.choice([0, 0, 3]) * size)
                    file.write(b"y" * min(size, 5000))
            except OSError:
                pass  # it is full

        age(write, lambda name: (folder / name).unlink(missing_ok=True), random, path.stat().st_size)
    return True


def age_with_debugfs(path, random):
    with tempfile.TemporaryDirectory(prefix="parterre-files-") as folder:
        commands = []

        def write(name, size):
            (Path(folder) / name).write_bytes(b"x" * size)
            commands.append(f"write {folder}/{name} {name}")

        age(write, lambda name: commands.append(f"rm {name}"), random, path.stat().st_size // 4)
        # A feature that debugfs does not know leaves it empty.
        subprocess.run(["debugfs", "-w", "-f", "-", path], input="\n".join(commands), text=True, capture_output=True)


def make(path, kind, random):
    format(path, kind, random)
    aged = random.random() < 0.8 and age_mounted(path, random)
    if not aged:
        age_with_debugfs(path, random)
    if random.random() < 0.2:
        subprocess.run(["e2fsck", "-f", "-y", path], capture_output=True)
        subprocess.run(["resize2fs", path, f"{path.stat().st_size * 3 // 4 // 1024}K"], capture_output=True)
    # debugfs and resize2fs want one now and then; what the kernel left must do as it is.
    if not aged or random.random() < 0.5:
        subprocess.run(["e2fsck", "-f", "-y", path], capture_output=True)


def used(path, kind):
    text = run("dumpe2fs", path)
    block = int(re.search(r"^Block size: +(\d+)", text, re.M)[1])
    count = int(re.search(r"^Block count: +(\d+)", text, re.M)[1])
    begin = int(re.search(r"^First block: +(\d+)", text, re.M)[1])
    taken, at = [(0, begin * block)], begin
    # A group that has no free blocks at all has an empty list.
    for line in re.findall(r"^  Free blocks: (.*)$", text, re.M):
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", line):
            taken.append((at * block, (int(first) - at) * block))
            at = int(last or first) + 1
    taken.append((at * block, (count - at) * block))
    taken.append((count * block, path.stat().st_size - count * block))
    return taken
