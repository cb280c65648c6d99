# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How ratios are measured: all cases of a round in random order, each from a cold cache onto a punched target,
timed until its target is durable; ratios are of one round, told as their median and range.
"""

import contextlib
import os
import random
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

MIB = 1 << 20
TICKS = os.sysconf("SC_CLK_TCK")
KERNEL_THREAD = 0x00200000  # PF_KTHREAD, proc_pid_stat(5)
FOREIGN_MOST = 0.25   # busy cores that are not ours, above which a table says nothing
CONTROL_OFF = 0.1     # by which equal work may differ in the median


def run(*words, **how):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, **how)
    if done.returncode:
        sys.exit(f"ratios: {' '.join(map(str, words))} gave {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


@dataclass
class Taken:
    """What a case took, over all its commands."""
    seconds: float = 0
    cpu: float = 0
    read: int = 0       # by the processes from devices (/proc/PID/io)
    written: int = 0
    grown: int = 0      # of the target file, in bytes allocated
    foreign: float = 0  # busy cores that were none of ours
    facts: dict = field(default_factory=dict)  # what the program itself counted


@dataclass
class Case:
    commands: list              # of words
    image: Path                 # that is made durable, and whose growth is counted
    prepare: object = lambda: None
    finish: object = lambda: {}  # untimed; gives facts
    environment: dict = field(default_factory=dict)
    others: list = field(default_factory=list)  # programs that the commands start


@dataclass
class Goal:
    words: str
    of: object       # a row of the round, case name -> Taken, to a number
    most: float | None = None  # None: told, not wanted
    is_timed: bool = True       # so that it says nothing where the machine was busy


def settle(programs=()):
    """A cold cache, but for the programs: what is measured is the disk, not how they are loaded from it."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3\n")
    for program in set(programs):
        subprocess.run([program, "--version"], stdin=subprocess.DEVNULL, capture_output=True)


def busy():
    """Seconds of processor that programs took, of the whole machine."""
    user, nice, system, *_ = map(int, Path("/proc/stat").read_text().split("\n")[0].split()[1:])
    return (user + nice + system - sum(map(kernel_ticks, Path("/proc").glob("[0-9]*/stat")))) / TICKS


def kernel_ticks(stat):
    """Of a kernel thread, which works for whoever uses a device; of a program 0."""
    try:
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return 0  # it has ended
    return int(fields[11]) + int(fields[12]) if int(fields[6]) & KERNEL_THREAD else 0


def counted(pid):
    """What a process that has ended, and the children that it waited for, read and wrote."""
    lines = dict(line.split(": ") for line in Path(f"/proc/{pid}/io").read_text().splitlines())
    return int(lines["read_bytes"]), int(lines["write_bytes"]) - int(lines["cancelled_write_bytes"])


def execute(words, environment, taken):
    with open(os.devnull) as nothing:
        process = subprocess.Popen(list(map(str, words)), stdin=nothing, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True, env={**os.environ, **environment})
    told = process.stdout.read()
    process.stdout.close()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    read, written = counted(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"ratios: {' '.join(map(str, words))} gave {process.returncode}:\n{told[-2000:]}")
    taken.read += read
    taken.written += written
    taken.cpu += usage.ru_utime + usage.ru_stime
    return told


def measure(case):
    try:
        case.prepare()
        taken = timed(case)
    except BaseException:
        with contextlib.suppress(Exception):
            case.finish()  # what was attached is let go of
        raise
    taken.facts.update(case.finish())
    return taken


def timed(case):
    settle([*(str(words[0]) for words in case.commands), *case.others])
    taken, before = Taken(), case.image.stat().st_blocks
    own, all_busy, began = sum(os.times()[:2]), busy(), time.monotonic()
    for words in case.commands:
        taken.facts["told"] = execute(words, case.environment, taken)
    with open(case.image, "rb+") as image:
        os.fsync(image.fileno())
    taken.seconds = time.monotonic() - began
    ours = taken.cpu + sum(os.times()[:2]) - own
    taken.foreign = max(0, (busy() - all_busy - ours) / taken.seconds)
    taken.grown = (case.image.stat().st_blocks - before) * 512
    return taken


def show(number, name, taken):
    print(f"  {number:5}  {name:30} {taken.seconds:8.3f} {taken.cpu:7.2f} {taken.read / MIB:9.1f} "
          f"{taken.written / MIB:9.1f} {taken.grown / MIB:9.1f} {taken.foreign:7.2f} {os.getloadavg()[0]:5.1f}", flush=True)


def rounds(title, cases, goals, count):
    """Prints each run; gives whether each goal was kept, None where it says nothing."""
    print(f"\n{title}\n  round  {'case':30} {'s':>8} {'CPU s':>7} {'read MiB':>9} {'wrote MiB':>9} "
          f"{'du + MiB':>9} {'foreign':>7} {'load':>5}")
    rows = []
    for number in range(1, count + 1):
        row = {}
        for name in random.sample(list(cases), len(cases)):
            row[name] = measure(cases[name])
            show(number, name, row[name])
        rows.append(row)
    foreign = statistics.median(taken.foreign for row in rows for taken in row.values())
    is_quiet = foreign <= FOREIGN_MOST
    print(f"  foreign cores: median {foreign:.2f}{'' if is_quiet else ' (too many: these figures say nothing)'}")
    for name in cases:
        if f"{name} again" in cases:
            is_quiet = control(name, rows) and is_quiet
    for goal in goals:
        is_kept = judge(goal, [goal.of(row) for row in rows])
        if goal.most is not None:
            yield is_kept if is_quiet or not goal.is_timed else None


def control(name, rows):
    ratios = [row[f"{name} again"].seconds / row[name].seconds for row in rows]
    median = statistics.median(ratios)
    is_even = abs(median - 1) <= CONTROL_OFF
    print(f"  control, {name} twice: {median:.3f} ({min(ratios):.3f} to {max(ratios):.3f})"
          f"{'' if is_even else ' (too far from 1: these figures say nothing)'}")
    return is_even


def judge(goal, values):
    median = statistics.median(values)
    verdict = "told" if goal.most is None else "kept" if median <= goal.most else "MISSED"
    wanted = "" if goal.most is None else f", wanted at most {goal.most:g}"
    print(f"  {verdict:6}  {goal.words}: {median:.3f} ({min(values):.3f} to {max(values):.3f}){wanted}", flush=True)
    return verdict != "MISSED"


def exact(words, of, most=None):
    """A goal whose numbers repeat, whoever else is at work."""
    return Goal(words, of, most, is_timed=False)


def ratio(one, other, of="seconds"):
    return lambda row: getattr(row[one], of) / max(getattr(row[other], of), 1e-9)
