#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""pvmove.py BIN DISK MIB ROUNDS: a move in place beside pvmove, of the same bytes on the same disk.

Run by pvmove.sh. BIN holds bench_move. DISK is written over: a logical volume of MIB lies at its begin, as much room behind it.
pvmove takes the volume there in one command, ours takes there what the volume holds, and dd does so twice as the control.
One command of pvmove cannot shift a volume over itself, for its target has to be free: it does so in slices here, from
the far end, each as large as the shift.
"""

import os
import random
import sys
from pathlib import Path

from protocol import MIB, Case, Goal, measure, ratio, rounds, run

SHIFT = 64  # MiB, over itself
SPARE = 160  # MiB behind what LVM has, for the journal and scratch
GROUP = "garden"
# No udev here; nothing but the disk is looked at; pvmove waits for its device, not for the clock (with --interval 0).
LVM = """
activation { udev_sync=0 udev_rules=0 verify_udev_operations=0 }
devices { scan_lvs=0 use_devicesfile=0 filter=["a|^%s$|", "r|.*|"] }
backup { backup=0 archive=0 }
global { use_lvmpolld=0 }
"""


class Volume:
    """A logical volume in extents of 1 MiB, from 1 MiB on. Behind it as much is free."""

    begin = MIB

    def __init__(self, disk, mib, tools):
        self.disk, self.mib, self.tools = disk, mib, tools
        folder = Path(os.environ["TMPDIR"]) / "bench-lvm"
        folder.mkdir()
        (folder / "lvm.conf").write_text(LVM % disk)
        os.environ["LVM_SYSTEM_DIR"] = str(folder)
        run("pvcreate", "--yes", "--setphysicalvolumesize", f"{1 + 2 * mib}M", disk)
        run("vgcreate", "--physicalextentsize", "1M", GROUP, disk)
        run("lvcreate", "--yes", "-Wn", "-Zn", "-an", "--extents", mib, "--name", "bed", GROUP, self.extents(0, mib))
        self.metadata = folder / "before"
        run("vgcfgbackup", "--file", self.metadata, GROUP)
        begin = int(run("pvs", "--noheadings", "--nosuffix", "--units", "b", "-o", "pe_start", disk))
        if begin != self.begin:
            sys.exit(f"pvmove: the first extent lies at {begin}")
        chance = random.Random(1)
        self.places = [chance.randrange(mib * MIB // 4096) * 4096 for _ in range(256)]

    def extents(self, begin, count):
        return f"{self.disk}:{begin}-{begin + count - 1}"

    def sampled(self, begin):
        run("blockdev", "--flushbufs", self.disk)
        with open(self.disk, "rb", buffering=0) as disk:
            return [os.pread(disk.fileno(), 4096, begin + place) for place in self.places]

    def spoil(self, begin):
        """A move before this one has left there what this one shall bring."""
        with open(self.disk, "rb+", buffering=0) as disk:
            for place in self.places:
                os.pwrite(disk.fileno(), os.urandom(4096), begin + place)
            os.fsync(disk.fileno())

    def case(self, commands, shift, is_active=False):
        """`shift` is in MiB. The volume is back at its begin before each; is it active, LVM and not we moves it."""
        target, samples = self.begin + shift * MIB, []

        def prepare():
            run("vgchange", "-an", GROUP)
            run("vgcfgrestore", "--yes", "--file", self.metadata, GROUP)
            self.spoil(target)
            samples[:] = self.sampled(self.begin)
            if is_active:
                run("vgchange", "-ay", GROUP)

        def finish():
            run("vgchange", "-an", GROUP)
            if self.sampled(target) != samples:
                sys.exit(f"pvmove: {commands[0][0]} by {shift} MiB: the target does not hold what was moved")
            if is_active and self.first() != shift:
                sys.exit("pvmove: the volume does not lie where it was moved to")
            return {}

        return Case(commands, self.disk, prepare, finish)

    def first(self):
        """The extent of the disk with the volume's first one."""
        told = run("lvs", "--segments", "--noheadings", "-o", "seg_pe_ranges", f"{GROUP}/bed")
        return int(told.split()[0].rpartition(":")[2].split("-")[0])

    def ours(self, shift, mode):
        spare = self.begin + 2 * self.mib * MIB
        return self.case([[self.tools / "bench_move", self.disk, self.begin, self.mib * MIB, self.begin + shift * MIB,
                           spare, mode]], shift)

    def pvmove(self, shift):
        """In slices of the size of the shift; one, where it goes to a place apart."""
        return self.case([["pvmove", "--interval", "0", "--alloc", "anywhere", self.extents(begin, shift),
                           self.extents(begin + shift, shift)] for begin in reversed(range(0, self.mib, shift))], shift, True)

    def dd(self):
        return self.case([["dd", f"if={self.disk}", f"of={self.disk}", "bs=1M", "skip=1", f"seek={1 + self.mib}",
                           f"count={self.mib}", "conv=notrunc,fsync", "status=none"]], self.mib)


def main():
    tools, disk, mib, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    if mib % SHIFT or mib < 2 * SHIFT:
        sys.exit(f"pvmove: {mib} MiB are not slices of {SHIFT} MiB")
    volume = Volume(disk, mib, tools)
    measure(volume.dd())  # untold: the host gives this kernel its memory, page by page, when it is touched first
    list(rounds(f"a move of {mib} MiB beside pvmove", {
        "ours": volume.ours(mib, "ours"), "ours, scanned before": volume.ours(mib, "scanned"),
        "pvmove": volume.pvmove(mib), "dd": volume.dd(), "dd again": volume.dd(),
        "ours, over itself": volume.ours(SHIFT, "ours"), "ours, scanned, over itself": volume.ours(SHIFT, "scanned"),
        "pvmove, over itself in slices": volume.pvmove(SHIFT),
    }, [
        Goal("ours / pvmove", ratio("ours", "pvmove"), 1),
        Goal("ours, scanned before / pvmove", ratio("ours, scanned before", "pvmove"), 1),
        Goal("ours, over itself / pvmove in slices", ratio("ours, over itself", "pvmove, over itself in slices"), 1),
        Goal("ours, scanned before, over itself / pvmove in slices",
             ratio("ours, scanned, over itself", "pvmove, over itself in slices"), 1),
        Goal("ours, scanned before, over itself / pvmove to a place apart",
             ratio("ours, scanned, over itself", "pvmove")),
        Goal("ours / dd", ratio("ours", "dd")),
        Goal("ours, scanned before / dd", ratio("ours, scanned before", "dd")),
        Goal("pvmove / dd", ratio("pvmove", "dd")),
    ], count))


if __name__ == "__main__":
    main()
