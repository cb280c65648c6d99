#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""count_tests.py [--strict ALLOWED] COUNTS FILE...: how many test functions passed, failed, were skipped.

FILEs are ctest's JUnit files or the plain output of Qt Test programs. With --strict a function that
skips itself counts as failed, unless a line of ALLOWED is its name. Exit status 1 where one failed so.
"""

import argparse
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

TOTALS = re.compile(r"^Totals: (\d+) passed, (\d+) failed, (\d+) skipped", re.M)
SKIP = re.compile(r"^SKIP\s*: (\w+)::(\w+)\((.*?)\)(.*)", re.M)


def outputs(path):
    """(name, whether ctest calls it failed, output) of each test program."""
    if path.suffix != ".xml":
        yield path.stem, False, path.read_text(errors="replace")
        return
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "?", path.read_text(errors="replace"))
    for case in ElementTree.fromstring(text).iter("testcase"):
        failed = case.get("status") == "fail" or case.find("failure") is not None
        yield case.get("name"), failed, case.findtext("system-out") or ""


def count(path, allowed):
    """passed, failed, skipped, and the names of functions that may not skip themselves."""
    sums, forbidden = [0, 0, 0], []
    for name, is_failed, output in outputs(path):
        found = TOTALS.findall(output)
        for total in found:
            sums = [a + int(b) for a, b in zip(sums, total)]
        if not found or (is_failed and not any(int(t[1]) for t in found)):
            sums[1 if is_failed or path.suffix != ".xml" else 0] += 1  # no Qt Test, or it did not come to its end
        for klass, function, row, why in SKIP.findall(output):
            print(f"skipped: {name} {klass}::{function}({row}){why}")
            if allowed is not None and f"{klass}::{function}" not in allowed:
                forbidden.append(f"{klass}::{function}({row})")
    return sums, forbidden


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--strict", type=Path)
    parser.add_argument("counts", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    arguments = parser.parse_args()
    allowed = None
    if arguments.strict:
        allowed = {line.strip() for line in arguments.strict.read_text().splitlines() if not line.startswith("#")}
    passed = failed = skipped = 0
    for path in arguments.files:
        sums, forbidden = count(path, allowed)
        passed, failed, skipped = passed + sums[0], failed + sums[1] + len(forbidden), skipped + sums[2] - len(forbidden)
        for name in forbidden:
            print(f"FAILED: {name} skipped itself where everything can run")
    arguments.counts.write_text(f"{passed} {failed} {max(skipped, 0)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
