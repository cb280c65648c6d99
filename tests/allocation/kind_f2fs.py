# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""f2fs, filled in several rounds by sload.f2fs, or by the kernel where it has f2fs; used is what dump.f2fs prints of
the segments' table, and all that is before and behind them."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

KINDS = ["f2fs"]
SLACK = 0


def run(*words, **how):
    return subprocess.run(list(map(str, words)), check=True, capture_output=True, text=True, **how).stdout


def fill(folder, random, round):
    for i in range(random.randint(5, 200)):
        size = min(int(random.paretovariate(0.5) * 800), 2 << 20)
        with open(folder / f"f{round}-{i}", "wb") as file:
            file.seek(random.choice([0, 0, 3]) * size)
            file.write(b"y" * size)


def age_mounted(path, random):
    with tempfile.TemporaryDirectory(prefix="parterre-mount-") as folder:
        if subprocess.run(["mount", "-t", "f2fs", "-o", "loop", str(path), folder], capture_output=True).returncode:
            return
        try:
            for round in range(3):
                fill(Path(folder), random, f"m{round}")
                files = [entry for entry in Path(folder).iterdir() if entry.is_file()]
                for file in random.sample(files, len(files) // 2):
                    file.unlink()
        except OSError:
            pass  # it is full
        finally:
            run("umount", folder)


def make(path, kind, random):
    path.touch()
    os.truncate(path, random.randint(64 << 20, 300 << 20) + random.choice([0, 0, 512, 5000]))
    features = random.choice([[], [], ["extra_attr,inode_checksum,sb_checksum"], ["encrypt"], ["extra_attr,quota"],
                              ["extra_attr,compression"], ["sb_checksum"]])
    words = ["-q", "-f", *random.choice([[], [], ["-i"], ["-s", 2]])]
    words += ["-O", features[0]] if features else []
    if subprocess.run(["mkfs.f2fs", *map(str, words), str(path)], capture_output=True).returncode:
        words = ["-q", "-f"]  # larger sections do not fit into the smallest
        run("mkfs.f2fs", *words, path)
    # mkfs.f2fs counts the free segments of larger sections wrong, which we doubt; sload.f2fs puts it right.
    for round in range(random.randint(1 if "-s" in words else 0, 3)):
        with tempfile.TemporaryDirectory(prefix="parterre-files-") as folder:
            fill(Path(folder), random, round)
            subprocess.run(["sload.f2fs", "-f", folder, str(path)], capture_output=True)
    if random.random() < 0.5:
        age_mounted(path, random)
    if random.random() < 0.2:
        subprocess.run(["fsck.f2fs", "-f", str(path)], capture_output=True)


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
