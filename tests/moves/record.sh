#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# record.sh ORDERS: in the kernel that tests/kernel/run.sh boots. Makes the disk of disk.sh on ubda, and carries
# out the moves that the file ORDERS lists, one "NAME NUMBER=MIB..." a line, one after the other on dm-log-writes.
# The first log is left on ubdb, the disk from before it on ubdc, and so on. The last one is the first move once
# more, from the same disk, by a mover without a journal.
set -u
. "$(dirname "$0")/disk.sh"
disk=/dev/ubda tool=$build/bin/move_tool
must modprobe -d /run/m dm-log-writes
mapfile -t orders <"$1"
letters=(b c d e f g h i j k l m)

# logged LOG CMD...: CMD with "DISK" in its words replaced by a device that logs what is written.
logged() {
    local log=$1 status sectors
    shift
    sectors=$(blockdev --getsz $disk)
    dmsetup create logged --table "0 $sectors log-writes $disk $log" && dmsetup mknodes logged || return
    "${@/#DISK/\/dev\/mapper\/logged}"
    status=$?
    dmsetup remove logged || status=1
    return $status
}

make_disk
for i in "${!orders[@]}"; do
    read -ra words <<<"${orders[i]}"
    log=/dev/ubd${letters[2 * i]} before=/dev/ubd${letters[2 * i + 1]} verb=begin
    if [ "${words[0]}" = plain ]; then
        verb=plain
        must dd if=/dev/ubdc of=$disk bs=1M conv=fsync status=none
    fi
    must dd if=$disk of="$before" bs=1M conv=fsync status=none
    check "${words[0]}: carried out on dm-log-writes" logged "$log" "$tool" $verb DISK "${words[@]:1}"
    check "${words[0]}: the disk holds what it should" "$tool" check "$before" $disk "${words[@]:1}"
    check "${words[0]}: every file system is clean and has its files" all_files_are_there
done
[ "$failures" = 0 ]
