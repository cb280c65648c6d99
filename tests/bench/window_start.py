#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""window_start.py IMAGE PROGRAM...: how long from start to a mapped window, on the X server of DISPLAY.

Each PROGRAM is a command line that is given IMAGE as its last word where it has none ("parterre", "gparted",
"partitionmanager"). Run under xvfb-run. The programs take turns for five rounds; the median is printed. A
window counts when the X server says that one of the process' own windows is viewable (xwininfo).
"""

import shlex
import shutil
import statistics
import subprocess
import sys
import time

ROUNDS = 5
LIMIT = 30.0


def windows():
    tree = subprocess.run(["xwininfo", "-root", "-tree"], capture_output=True, text=True).stdout
    return {line.split()[0] for line in tree.splitlines() if line.strip().startswith("0x")}


def is_viewable(window):
    told = subprocess.run(["xwininfo", "-id", window], capture_output=True, text=True).stdout
    size = [int(line.split()[-1]) for line in told.splitlines() if "Width:" in line or "Height:" in line]
    return "Map State: IsViewable" in told and len(size) == 2 and min(size) >= 100


def start(command):
    before = windows()
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.monotonic() - began < LIMIT and process.poll() is None:
            if any(is_viewable(window) for window in windows() - before):
                return time.monotonic() - began
        return None
    finally:
        process.terminate()
        process.wait()


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    commands = {}
    for text in sys.argv[2:]:
        words = shlex.split(text)
        if shutil.which(words[0]):
            commands[text] = [*words, sys.argv[1]]
        else:
            print(f"{text}: not installed here")
    took = {text: [] for text in commands}
    for _ in range(ROUNDS):
        for text, command in commands.items():
            took[text].append(start(command))
    for text, times in took.items():
        shown = [t for t in times if t is not None]
        if shown:
            print(f"{text}: median {statistics.median(shown) * 1000:.0f} ms ({min(shown) * 1000:.0f} to {max(shown) * 1000:.0f}), {len(shown)} of {ROUNDS} shown")
        else:
            print(f"{text}: no window within {LIMIT:.0f} s")


if __name__ == "__main__":
    main()
