#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# bad_sectors.sh NUMBER=MIB...: in the kernel that tests/kernel/run.sh boots. A disk (ubda; ubdb has the same) some
# of whose sectors are bad (dm-error), or that fails all writes and flushes (dm-flakey): what is moved stops, and
# loses nothing.
set -u
. "$(dirname "$0")/disk.sh"
disk=/dev/ubda before=/dev/ubdb tool=$build/bin/move_tool order=("$@")
must modprobe -d /run/m dm-flakey

# make_bad [error KIB | flakey]: /dev/mapper/bad is the disk, but for 4 KiB, KIB from its begin, or for all writes.
make_bad() {
    local sectors at=$((${2:-0} * 2))
    sectors=$(blockdev --getsz $disk)
    case ${1:-} in
        error) printf '%s\n' "0 $at linear $disk 0" "$at 8 error" "$((at + 8)) $((sectors - at - 8)) linear $disk $((at + 8))" ;;
        flakey) echo "0 $sectors flakey $disk 0 0 60 1 error_writes" ;;
        *) echo "0 $sectors linear $disk 0" ;;
    esac >/run/table
    if dmsetup info bad >/dev/null 2>&1; then dmsetup reload bad /run/table && dmsetup resume bad
    else dmsetup create bad /run/table && dmsetup mknodes bad; fi
}
# What was written past its cache is read from it no more.
seen_anew() { blockdev --flushbufs $disk && "$@"; }
as_before() { seen_anew cmp $disk $before; }
state_is() { local state; state=$(seen_anew "$tool" check $before $disk "${order[@]}"); echo "$state"; [ "$state" = "$1" ]; }
restore() { must make_bad; must dd if=$before of=/dev/mapper/bad bs=1M conv=fsync status=none; }
move() { "$tool" begin /dev/mapper/bad "${order[@]}"; }
status_is() { local wanted=$1; shift; "$@"; local status=$?; echo "exit status $status"; [ "$status" = "$wanted" ]; }

# Partition 2 lies at 6 MiB and is read; a clone comes to 11 MiB.
restore
must make_bad error $((8 * 1024 + 20))
check "a sector that cannot be read stops the move" status_is 1 move
check "before anything was written" as_before
restore
must make_bad flakey
check "a journal that cannot be written stops it" status_is 1 move
check "and the disk is as before" state_is old
restore
must make_bad error $((15 * 1024 + 8))
check "a sector that cannot be written stops it midway" status_is 1 move
check "and the table hides what moves" state_is locked
check "it stops there again" status_is 1 "$tool" finish /dev/mapper/bad
must make_bad flakey
check "a disk that takes no writes stops it, too" status_is 1 "$tool" finish /dev/mapper/bad
check "and the table still hides what moves" state_is locked
must make_bad
check "without the error it goes on to the end" status_is 0 "$tool" finish /dev/mapper/bad
check "and everything is there" state_is new
restore
must make_bad error $((15 * 1024 + 8))
check "once more it stops midway" status_is 1 move
check "it goes back although the sector still is bad" status_is 10 "$tool" undo /dev/mapper/bad
check "and the disk is as before" state_is old
[ "$failures" = 0 ]
