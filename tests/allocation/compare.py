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
and, where they are needed,
    hindrance()                    why none can be made here; "" where they can
    make_doubtful(path, kind, random)  makes one that Parterre must doubt; False where none can be made here.
                                   One is made for every three others.
A kind that cannot be made here is skipped. Ends with "counted PASSED FAILED SKIPPED".
"""

import importlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from mounted import end_on_signals
from options import parsed

HERE = Path(__file__).resolve().parent


def modules():
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


def hindrance_to(module, kind):
    why = module.hindrance() if hasattr(module, "hindrance") else ""
    if why:
        print(f"skipped: allocation::{kind} {why}", flush=True)
    return why


def kept(path, folder, name):
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)


class Comparison:
    """Of one kind."""

    def __init__(self, asked, module, kind):
        self.asked, self.module, self.kind = asked, module, kind
        self.passed = self.failed = 0
        self.worst = 0

    def one(self, number, judge):
        """`judge` makes one of `random` at `path` and tells what is wrong; None where none can be made."""
        seed = f"{self.kind}-{number}"
        with tempfile.TemporaryDirectory(prefix="parterre-map-") as folder:
            path = Path(folder) / "image"
            found = judge(path, random.Random(seed))
            if found is None:
                return
            for problem in found:
                print(f"{self.kind} --seed {number}: {problem}", flush=True)
            if found:
                kept(path, self.asked.keep, seed)
        self.passed, self.failed = self.passed + (not found), self.failed + bool(found)

    def compared(self, path, random):
        self.module.make(path, self.kind, random)
        found, more = compare(self.asked.program, self.module, self.kind, path)
        self.worst = max(self.worst, more)
        return found

    def doubted(self, path, random):
        if not self.module.make_doubtful(path, self.kind, random):
            return None
        told = subprocess.run([self.asked.program, self.kind, path], capture_output=True, text=True).stdout
        return [] if told.startswith("doubt: ") else ["it is believed where it must be doubted"]

    def run(self):
        began = time.monotonic()
        numbers = range(self.asked.seed, self.asked.seed + self.asked.count)
        for number in numbers:
            self.one(number, self.compared)
        if hasattr(self.module, "make_doubtful"):
            for number in numbers[::3]:
                self.one(number, self.doubted)
        print(f"{self.kind:10} {self.passed + self.failed} compared, {self.failed} problems, at most {self.worst:.2%} more "
              f"than its tool, {time.monotonic() - began:.0f} s", flush=True)


def main():
    asked = parsed(__doc__.splitlines()[0], 20)
    end_on_signals()
    known = modules()
    runs, skipped = [], 0
    for kind in asked.kinds or known:
        if hindrance_to(known[kind], kind):
            skipped += 1
            continue
        runs.append(Comparison(asked, known[kind], kind))
        runs[-1].run()
    failed = sum(run.failed for run in runs)
    print(f"counted {sum(run.passed for run in runs)} {failed} {skipped}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
