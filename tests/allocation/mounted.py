# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mounts that end with the block that made them, whatever happens in it."""

import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path


def unmount(folder):
    if subprocess.run(["umount", folder], capture_output=True).returncode == 0:
        return
    # Something still holds it: it leaves the tree now, and the kernel lets it go with its last file.
    subprocess.run(["umount", "--lazy", folder], check=True, capture_output=True)
    raise RuntimeError(f"{folder} was held when it was to be unmounted")


@contextmanager
def mounted_by(*words):
    """The folder where `words` and the folder's path mounted something; None where they could not."""
    with tempfile.TemporaryDirectory(prefix="parterre-mount-") as folder:
        if subprocess.run([*map(str, words), folder], capture_output=True).returncode:
            yield None
            return
        try:
            yield Path(folder)
        finally:
            unmount(folder)


def mounted(path, options=""):
    """The folder where the file system in the file `path` is; None where the kernel does not take it."""
    return mounted_by("mount", "-o", ",".join(["loop", *options.split()]), path)


def end_on_signals():
    """A program that is told to end unmounts first."""
    for number in signal.SIGTERM, signal.SIGHUP:
        signal.signal(number, lambda number, frame: sys.exit(128 + number))
