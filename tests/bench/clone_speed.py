#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""clone_speed.py PARTERRECTL FOLDER [MIB [ROUNDS]]: a whole-block clone beside dd, and the engine's memory.

Each round runs in turn, on fresh copies of one image: dd bs=4M with direct I/O on both sides and a sync
at its end (A), the same again (the control: what chance alone makes of equal work), and parterrectl
apply of one clone. Compared is the report's time of the step that copies; the whole of apply, which
reads everything back besides, stands beside it.
"""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

MIB = 1024 * 1024


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"clone_speed: {' '.join(command)} failed with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def make_image(path, size):
    """A GPT with one ext4 partition whose every block holds data, and room for one clone."""
    with open(path, "wb") as image:
        image.truncate((2 * size + 8) * MIB)
    run("sgdisk", "--new", f"1:2048:+{size}M", "--change-name", "1:p.lxroot", str(path))
    noise = [random.Random(seed).randbytes(4 * MIB) for seed in range(8)]
    with open(path, "r+b") as image:
        for i in range(size // 4):
            image.seek((1 + 4 * i) * MIB)
            image.write(noise[i % 8])
        os.fsync(image.fileno())
    run("mkfs.ext4", "-q", "-F", "-E", f"offset={MIB},nodiscard", str(path), f"{size}M")


def settle():
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3\n")
    except OSError:
        pass


def time_dd(image, size):
    settle()
    began = time.monotonic()
    run("dd", f"if={image}", f"of={image}", "bs=4M", "iflag=direct,skip_bytes,count_bytes", "oflag=direct,seek_bytes",
        f"skip={MIB}", f"seek={(size + 1) * MIB}", f"count={size * MIB}", "conv=notrunc,fsync", "status=none")
    return time.monotonic() - began


def time_apply(parterrectl, image, report):
    settle()
    began = time.monotonic()
    run(parterrectl, "apply", str(image), "--clone", "root=1", "--yes", "--report", str(report))
    whole = time.monotonic() - began
    steps = json.loads(report.read_text())["steps"]
    copying = [s for s in steps if s.get("written", 0) > MIB]
    return sum(s["elapsed_ms"] for s in copying) / 1000, whole


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    parterrectl, folder = sys.argv[1], Path(sys.argv[2])
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 1024
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    folder.mkdir(parents=True, exist_ok=True)
    master, image, report = folder / "master.img", folder / "clone.img", folder / "report.json"
    make_image(master, size)
    rows = []
    for number in range(rounds):
        times = {}
        for name in random.Random(number).sample(["dd", "control", "parterre"], 3):
            image.unlink(missing_ok=True)
            run("cp", "--sparse=always", "--reflink=never", str(master), str(image))
            if name == "parterre":
                times[name], times["apply"] = time_apply(parterrectl, image, report)
            else:
                times[name] = time_dd(image, size)
        rows.append(times)
        print(f"round {number + 1}: " + ", ".join(f"{name} {value:.2f} s" for name, value in sorted(times.items())))
    for name in ("control", "parterre", "apply"):
        ratios = [row[name] / row["dd"] for row in rows]
        print(f"{name} / dd: median {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f})")
    print(f"largest process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MiB resident")
    for path in (master, image, report):
        path.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
