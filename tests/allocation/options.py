# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the programs of this folder are asked: PRINT_ALLOCATION [--count N] [--seed S] [--keep FOLDER] [KIND...]"""

import argparse
from pathlib import Path


def parsed(description, count):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("program", help="print_allocation")
    parser.add_argument("--count", type=int, default=count, help="of each kind")
    parser.add_argument("--seed", type=int, default=1, help="the first one's")
    parser.add_argument("--keep", type=Path, help="where a file system that fails is kept")
    parser.add_argument("kinds", nargs="*", help="all of them, where none is named")
    return parser.parse_args()
