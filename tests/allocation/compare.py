#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""compare.py PRINT_ALLOCATION [--count N] [--seed S] [--keep FOLDER] KIND...

Makes N file systems of each KIND, fills and ages them, and compares what Parterre takes for used with what
the file system's own tool says. A block that the tool calls used and Parterre calls free is a failure, and so is
a map that Parterre doubts where nothing is wrong with it. Prints a line for each kind.

The kinds are modules beside this file, kind_NAME.py, each with
    KINDS                          the words that --help of the program knows, e.g. ["ext4"]
    make(path, kind, random)       makes, fills and ages a file system in the new file `path`
    used(path, kind)               [(begin, size), ...] in bytes: what the file system's own tool calls used
    SLACK                          how many bytes more than the tool's Parterre may take, as a fraction of
                                   the size (readers that round up to groups say so here)
"""

import argparse
import importlib
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def modules():
    sys.path.insert(0, str(HERE))
    found = {}
    for path in sorted(HERE.glob("kind_*.py")):
        module = importlib.import_module(path.stem)
        found.update({kind: module for kind in module.KINDS})
    return found


def merged(extents):
    result = []
    for begin, size in sorted(e for e in extents if e[1] > 0):
        if result and begin <= result[-1][1]:
            result[-1][1] = max(result[-1][1], begin + size)
        else:
            result.append([begin, begin + size])
    return result


def missing(tool, ours):
    """The parts of `tool` that `ours` does not cover; both merged."""
    lost, at = [], 0
    for begin, end in tool:
        while at < len(ours) and ours[at][1] <= begin:
            at += 1
        here, i = begin, at
        while here < end:
            if i == len(ours) or ours[i][0] >= end:
                lost.append((here, end))
                break
            if ours[i][0] > here:
                lost.append((here, ours[i][0]))
            here = max(here, ours[i][1])
            i += 1
    return lost


def total(extents):
    return sum(end - begin for begin, end in extents)


def compare(program, module, kind, path):
    """Problems, and by how much of the size ours is larger."""
    tool = merged(module.used(path, kind))
    told = subprocess.run([program, kind, path], capture_output=True, text=True)
    if told.returncode:
        return [(told.stdout + told.stderr).strip() or f"status {told.returncode}"], 0
    ours = merged(tuple(map(int, line.split())) for line in told.stdout.splitlines())
    lost = missing(tool, ours)
    problems = [f"{len(lost)} used extents are free to Parterre, the first is bytes {lost[0][0]} to {lost[0][1]}"] if lost else []
    more = (total(ours) - total(tool)) / path.stat().st_size
    if more > module.SLACK:
        problems.append(f"takes {more:.1%} more of the size than the tool, allowed are {module.SLACK:.1%}")
    return problems, more


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where a file system that fails is kept")
    parser.add_argument("kinds", nargs="*")
    asked = parser.parse_args()
    known = modules()
    failed = 0
    for kind in asked.kinds or known:
        began, worst, problems = time.monotonic(), 0, 0
        for i in range(asked.count):
            seed = f"{kind}-{asked.seed + i}"
            with tempfile.TemporaryDirectory(prefix="parterre-map-") as folder:
                path = Path(folder) / "image"
                known[kind].make(path, kind, random.Random(seed))
                found, more = compare(asked.program, known[kind], kind, path)
                worst = max(worst, more)
                for problem in found:
                    problems += 1
                    print(f"{kind} --seed {asked.seed + i}: {problem}")
                if found and asked.keep:
                    asked.keep.mkdir(parents=True, exist_ok=True)
                    path.rename(asked.keep / seed)
        failed += problems
        print(f"{kind:10} {asked.count} compared, {problems} problems, at most {worst:.2%} more than its tool, "
              f"{time.monotonic() - began:.0f} s", flush=True)
    print(f"{len(asked.kinds or known) * asked.count} compared, {failed} problems")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
