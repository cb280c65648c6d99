#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""ratios.py BIN FOLDER [--mib 1024] [--rounds 5] [TABLE...]: what cloning costs beside other programs.

BIN holds parterrectl, parterre-runner, bench_copy, bench_move and print_allocation; FOLDER, on the disk to be measured, takes
a dozen times --mib of space and is left as it was found. Takes root: it mounts, attaches loop devices and drops the
page cache.
"apply" is the program from start to end: probing, copying, reading back, new identifiers, the table. "copy" is its
copying alone, without reading back. Tables: B1 B1p B2 B3 B4 B5 B5s B7 map memory. docs/benchmarks.md says what is wanted.
"""

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import made_disks
from made_disks import Disk, Movable
from protocol import MIB, Case, Goal, exact, ratio, rounds, run, settle

B1_KINDS = ["ext4", "ext4 aged", "xfs", "btrfs", "ntfs", "fat32", "exfat"]
B1P_KINDS = ["ext4 aged", "xfs", "ntfs"]
COPY, CHECKED = "copy (no read-back)", "copy, read back"


class Bench:
    def __init__(self, asked, work):
        self.tools, self.work, self.mib, self.rounds = asked.bin.resolve(), work, asked.mib, asked.rounds

    def disk(self, kind, clones=1, mib=None, folder=None):
        """`kind` is one of the file systems, perhaps "aged"."""
        name, *aged = kind.split()
        content, mib = self.work / "content", mib or self.mib
        made_disks.make(content, name, mib, bool(aged))
        disk = Disk((folder or self.work) / f"disk{mib}.img", content, name, clones, self.tools)
        content.unlink()
        return disk

    def case(self, disk, commands, finish=lambda: {}):
        return Case(commands, disk.path, disk.reset, finish, disk.environment(), [str(self.tools / "parterre-runner")])

    def run(self, title, disk, cases, goals):
        print(f"\n{disk.kind}: {disk.used / MIB:.1f} of {disk.size / MIB:.0f} MiB are used", end="")
        return rounds(title, cases, goals, self.rounds)

    def own(self, disk):
        return {COPY: self.case(disk, disk.copy("--no-read-back")), "apply": self.case(disk, disk.apply(), disk.reported)}

    def dd(self, disk):
        return {name: self.case(disk, disk.dd("4M", True)) for name in ("dd direct", "dd direct again")}


def outcome(taken):
    """What bench_copy told."""
    return json.loads(taken.facts["told"])


def written_of(disk, case):
    return lambda row: row[case].written / (disk.used * disk.clones)


def b1(bench):
    for kind in B1_KINDS:
        disk = bench.disk(kind)
        cases = {**bench.dd(disk), "dd 1M": bench.case(disk, disk.dd("1M", False)), **bench.own(disk)}
        yield from bench.run(f"B1 one clone, {kind}", disk, cases, [
            Goal("copy / dd direct", ratio(COPY, "dd direct"), 0.50),
            Goal("apply, which reads back besides / dd direct", ratio("apply", "dd direct"), 0.80),
            Goal("copy / dd 1M", ratio(COPY, "dd 1M")),
            Goal("copy: processor / that of dd 1M", ratio(COPY, "dd 1M", "cpu"), 0.15),
            Goal("apply: processor / that of dd 1M", ratio("apply", "dd 1M", "cpu")),
            exact("copy: written / used", written_of(disk, COPY), 1.02),
            exact("apply: written / used", written_of(disk, "apply"), 1.02),
        ])
        disk.path.unlink()


def others(disk, source, target):
    """The programs that copy used blocks as well, from device to device."""
    log = disk.path.with_suffix(".log")
    partclone = ["-b", "-f", "1", "-z", "10485760", "-F", "-L", log, "-s", source, "-o", target]
    return {
        "ext4": {"partclone": ["partclone.ext4", *partclone], "e2image": ["e2image", "-ra", source, target]},
        "xfs": {"partclone": ["partclone.xfs", *partclone], "xfs_copy": ["xfs_copy", "-d", source, target]},
        "ntfs": {"partclone": ["partclone.ntfs", *partclone], "ntfsclone": ["ntfsclone", "-f", "-O", target, source]},
    }[disk.kind]


def on_loops(disk, words):
    """`words` gives a command, told the loop devices: the whole image, its origin and the place of its clone."""
    commands, loops = [[]], []

    def prepare():
        disk.reset()
        for begin, size in ((0, disk.length), (disk.begin, disk.size), (disk.targets[0], disk.size)):
            loops.append(made_disks.attach(disk.path, begin, size))
        commands[0] = words(*loops)

    def finish():
        while loops:
            made_disks.detach(loops.pop())
        return {}

    return Case(commands, disk.path, prepare, finish)


def b1p(bench):
    for kind in B1P_KINDS:
        disk = bench.disk(kind)
        tools = {name: on_loops(disk, lambda whole, source, target, name=name: others(disk, source, target)[name])
                 for name, words in others(disk, "", "").items() if shutil.which(words[0])}
        cases = {**bench.dd(disk), **bench.own(disk), **tools, "copy on a loop device": on_loops(
            disk, lambda whole, source, target: disk.copy("--no-read-back", on=whole)[0])}
        goals = []
        for name in tools:
            most = 0.85 if name == "partclone" else 0.70
            goals.append(Goal(f"copy / {name}", ratio(COPY, name), most))
            goals.append(Goal(f"copy on a loop device / {name}", ratio("copy on a loop device", name), most))
            goals.append(Goal(f"apply / {name}", ratio("apply", name)))
        yield from bench.run(f"B1p beside programs of its kind, on loop devices with direct I/O, {kind}", disk, cases, goals)
        disk.path.unlink()


def b2(bench):
    for clones, most in ((2, 0.45), (4, 0.35)):
        disk = bench.disk("ext4 aged", clones)
        yield from bench.run(f"B2 {clones} clones at once", disk, {**bench.dd(disk), **bench.own(disk)}, [
            Goal(f"copy / dd direct {clones} times", ratio(COPY, "dd direct"), most),
            Goal(f"apply / dd direct {clones} times", ratio("apply", "dd direct")),
            exact("copy: read of the source / used", lambda row: outcome(row[COPY])["read"] / disk.used, 1.02),
            exact("apply: read of the source / used", lambda row: (
                row["apply"].facts["read"] - row["apply"].facts["written"]) / disk.used, 1.02),
            exact("copy: written / used", written_of(disk, COPY), 1.02),
        ])
        disk.path.unlink()


def b3(bench):
    for kind in ("xfs", "btrfs"):
        with made_disks.host(bench.work / "host.img", kind, 4 * bench.mib * MIB + 1024 * MIB) as (folder, loop):
            disk = bench.disk("ext4 aged", folder=folder)
            small = bench.disk("ext4 aged", mib=bench.mib // 4, folder=folder)

            def shared(one):
                before = {}

                def prepare():
                    one.reset()
                    os.sync()
                    before.update(device=device_written(loop), taken=taken_of(folder))

                def finish():
                    os.sync()
                    return {**one.reported(), "device": device_written(loop) - before["device"],
                            "space": taken_of(folder) - before["taken"]}

                return Case(one.apply(), one.path, prepare, finish, one.environment(),
                            [str(bench.tools / "parterre-runner")])

            cases = {COPY: bench.case(disk, disk.copy("--no-read-back")), "apply": shared(disk),
                     "apply, a quarter of the size": shared(small)}
            yield from bench.run(f"B3 blocks shared by {kind} under the image", disk, cases, [
                Goal("apply / copy", ratio("apply", COPY), 0.10),
                Goal("its step that shares / copy",
                     lambda row: row["apply"].facts["elapsed_ms"] / 1000 / row[COPY].seconds, 0.10),
                exact("neither shared nor unused / size", lambda row: 1 - (
                    row["apply"].facts["shared"] + row["apply"].facts["skipped"]) / disk.size, 0),
                exact("data copied, MiB", lambda row: row["apply"].facts["written"] / MIB, 0),
                exact("written to the device by all of it, MiB", lambda row: row["apply"].facts["device"] / MIB, 2),
                exact("space taken, MiB", lambda row: row["apply"].facts["space"] / MIB, 2),
                Goal("apply / apply of a quarter", ratio("apply", "apply, a quarter of the size"), 2),
            ])


def device_written(loop):
    return int(Path(f"/sys/block/{loop.name}/stat").read_text().split()[6]) * 512


def taken_of(folder):
    room = os.statvfs(folder)
    return (room.f_blocks - room.f_bfree) * room.f_frsize


def b4(bench):
    disk = bench.disk("ext4 aged")
    every = ["--every-block"]  # all of it is data
    cases = {COPY: bench.case(disk, disk.copy(*every, "--no-read-back")), CHECKED: bench.case(disk, disk.copy(*every)),
             "copy, read back, SHA-256": bench.case(disk, disk.copy(*every, "--digest", "sha-256")),
             "copy, read back, threads": bench.case(disk, disk.copy(*every, "--threads")), **bench.dd(disk)}
    yield from bench.run("B4 a copy that is read back, of every block", disk, cases, [
        Goal("read back / not", ratio(CHECKED, COPY), 1.6),
        Goal("not read back / dd direct", ratio(COPY, "dd direct"), 1.05),
        Goal("read back with SHA-256 / not", ratio("copy, read back, SHA-256", COPY)),
        Goal("by threads / by io_uring", ratio("copy, read back, threads", CHECKED)),
        exact("read of the source / size", lambda row: outcome(row[CHECKED])["read"] / disk.size, 1.02),
        exact("read back / size", lambda row: outcome(row[CHECKED])["readBack"] / disk.size),
    ])
    disk.path.unlink()


MOVES = {
    "ours": ["ours"], "ours, scanned before": ["scanned"], "same epochs": ["plain"], "one pass": ["one-pass"],
    "one pass again": ["one-pass"], "GParted's loop, 16 MiB": ["gparted", "16"],
    "GParted's loop, 1 MiB": ["gparted", "1"],
}


def moved(bench, shift):
    """One partition by each of these programs; the disk, what all of it takes, and a case for each."""
    disk = Movable(bench.work / "moved.img", bench.mib, shift, bench.tools)
    commands = {name: disk.move(*words) for name, words in MOVES.items()}
    commands.update({"sfdisk": disk.sfdisk(), "sfdisk, fsync": disk.sfdisk("--move-use-fsync")})
    return disk, {name: Case(words, disk.path, disk.reset, disk.check, others=["sfdisk"])
                  for name, words in commands.items()}


def counted_of_move(disk, written_most):
    return [
        exact("written / size", lambda row: (outcome(row["ours"])["written"] + outcome(row["ours"])["journal"]) / disk.size,
              written_most),
        exact("read / size", lambda row: outcome(row["ours"])["read"] / disk.size),
        exact("flushes for each MiB", lambda row: outcome(row["ours"])["flushes"] / (disk.size / MIB)),
        exact("written to the journal / size", lambda row: outcome(row["ours"])["journal"] / disk.size),
    ]


def b5(bench):
    for shift in (64, 100, 256):
        disk, cases = moved(bench, shift)
        yield from rounds(f"B5 a move by {shift} MiB that survives a power cut", cases, [
            Goal("ours / the same epochs, no journal, one flush", ratio("ours", "same epochs"), 1.05),
            Goal("ours / one pass, one flush", ratio("ours", "one pass"), 1.05),
            Goal("ours / sfdisk", ratio("ours", "sfdisk"), 0.6),
            Goal("ours / sfdisk, fsync", ratio("ours", "sfdisk, fsync"), 0.6),
            Goal("ours / GParted's loop, 16 MiB", ratio("ours", "GParted's loop, 16 MiB"), 1),
            Goal("ours / GParted's loop, 1 MiB", ratio("ours", "GParted's loop, 1 MiB"), 1),
            Goal("ours, scanned before / sfdisk", ratio("ours, scanned before", "sfdisk")),
            Goal("ours, scanned before / ours", ratio("ours, scanned before", "ours")),
            Goal("ours: processor / that of sfdisk", ratio("ours", "sfdisk", "cpu")),
            *counted_of_move(disk, 1.01),
        ], bench.rounds)
        disk.path.unlink()


def b5s(bench):
    disk, cases = moved(bench, 1)
    yield from rounds("B5s a move by 1 MiB, through scratch", cases, [
        Goal("ours / one pass, one flush", ratio("ours", "one pass"), 1.6),
        Goal("ours / the same epochs, no journal, one flush", ratio("ours", "same epochs"), 1.6),
        Goal("ours / sfdisk", ratio("ours", "sfdisk")),
        Goal("ours / GParted's loop, 16 MiB", ratio("ours", "GParted's loop, 16 MiB")),
        *counted_of_move(disk, 2.02),
    ], bench.rounds)
    disk.path.unlink()


def b7(bench):
    """Repeats exactly: once is enough."""
    for kind in B1_KINDS:
        disk = bench.disk(kind, 4, mib=max(512, bench.mib // 4))
        print(f"\n{disk.kind}: {disk.used / MIB:.1f} of {disk.size / MIB:.0f} MiB are used", end="")
        yield from rounds(f"B7 space after 4 clones in an image, {kind}", {"apply": bench.case(disk, disk.apply())}, [
            exact("MiB for each clone beyond what is used", lambda row: (
                row["apply"].grown / disk.clones - disk.used) / MIB, 1)], 1)
        disk.path.unlink()


def peak(words, environment=None):
    """Seconds and MiB of memory, as time(1) measures: a process started from here has begun as large as this one."""
    with tempfile.NamedTemporaryFile("r") as told:
        run("time", "-o", told.name, "-f", "%e %M", *words, env={**os.environ, **(environment or {})})
        seconds, kib = re.findall(r"[\d.]+", told.read())
        return float(seconds), int(kib) / 1024


def told(words, value, most, unit):
    verdict = "kept" if value <= most else "MISSED"
    print(f"  {verdict:6}  {words}: {value:.2f} {unit}, wanted at most {most:g}", flush=True)
    return value <= most


def map_of_1_tib(bench):
    """The map of an empty file system of 1 TiB: many groups, and large tables for them."""
    print("\nmap: allocation of a file system of 1 TiB")
    path = bench.work / "huge"
    for kind in made_disks.FORMATS:
        made_disks.make_empty(path, kind, 1 << 40, *made_disks.HUGE.get(kind, []))
        times = []
        for _ in range(bench.rounds):
            settle()
            times.append(peak([bench.tools / "print_allocation", kind, path]))
        yield told(f"{kind}, cold", sorted(one[0] for one in times)[len(times) // 2], 2, "s")
        yield told(f"{kind}", max(one[1] for one in times), 64, "MiB resident")
        path.unlink()


def memory(bench):
    print("\nmemory: what apply takes beyond the program itself")
    itself = peak([bench.tools / "parterrectl", "--help"])[1]
    for mib in (bench.mib // 4, bench.mib):
        disk = bench.disk("ext4 aged", 2, mib)
        taken = peak(disk.apply()[0], disk.environment())[1]
        yield told(f"two clones of {mib} MiB", taken - itself, 64, f"MiB more than {itself:.0f}")
        disk.path.unlink()


TABLES = {"B1": b1, "B1p": b1p, "B2": b2, "B3": b3, "B4": b4, "B5": b5, "B5s": b5s, "B7": b7,
          "map": map_of_1_tib, "memory": memory}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bin", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("tables", nargs="*")
    asked = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("ratios: takes root")
    if unknown := set(asked.tables) - set(TABLES):
        parser.error(f"no such table: {', '.join(sorted(unknown))}")
    asked.folder.mkdir(parents=True, exist_ok=True)
    verdicts = {}
    with tempfile.TemporaryDirectory(prefix="ratios-", dir=asked.folder) as work:
        bench = Bench(asked, Path(work))
        for name in asked.tables or TABLES:
            verdicts[name] = list(TABLES[name](bench))
    print()
    for name, found in verdicts.items():
        print(f"{name:8} {found.count(True)} kept, {found.count(False)} missed, {found.count(None)} that say nothing")


if __name__ == "__main__":
    main()
