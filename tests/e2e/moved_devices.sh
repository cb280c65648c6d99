#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# moved_devices.sh OUT PARTERRECTL SECTOR_SIZE: a move in place on a block device, as root: while data moves the kernel
# has no node for what moves and keeps those of what stays, one of which is mounted and used all the time; killed on the
# way, it is finished; afterwards the nodes are those of the new table, and the file systems are whole.
set -u
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
out=$1 parterrectl=$2 sector=$3 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d "$out/moved_devices.XXXXXX")
image=$scratch/disk.img device=
# A loop device keeps what the kernel was told of it, and the next one of its number would have it.
trap 'umount -q "$scratch/mount"; [ -n "$device" ] && { partx --delete "$device"; losetup --detach "$device"; }; rm -rf --one-file-system "$scratch"' EXIT
mkdir "$scratch/mount"
check_log=$scratch/log
# shellcheck source=tests/e2e/checks.sh
. "$here/checks.sh"

# A part of the file system's files, so that its hash can be told again.
make_disk() {
    local mib=$((1048576 / sector))
    truncate -s 700M "$image"
    printf 'label: gpt\nstart=%s, size=%s, name=p.lxfirst\nsize=%s, name=p.lxboot\nsize=%s, name=p.lxhome\n' \
        $mib $((40 * mib)) $((100 * mib)) $((240 * mib)) | sfdisk --quiet --sector-size "$sector" "$image" || return
    truncate -s 40M "$scratch/first" && mkfs.ext4 -q -b 4096 -d /usr/share/doc/bash "$scratch/first" &&
        truncate -s 100M "$scratch/boot" && mkfs.ext4 -q -b 4096 -d /usr/share/perl5 "$scratch/boot" &&
        truncate -s 240M "$scratch/home" && mkfs.ext4 -q -b 4096 -d /usr/share/perl "$scratch/home" || return
    # Something that takes a while to move.
    head -c 150M /dev/urandom >"$scratch/noise" && debugfs -w -R "write $scratch/noise noise" "$scratch/home" || return
    dd if="$scratch/first" of="$image" bs=1M seek=1 conv=notrunc status=none &&
        dd if="$scratch/boot" of="$image" bs=1M seek=41 conv=notrunc status=none &&
        dd if="$scratch/home" of="$image" bs=1M seek=141 conv=notrunc status=none
}
# A device without partitions of an earlier one that had its number.
attach() {
    device=$(losetup --find --show --sector-size "$sector" "$image") || return
    partx --delete "$device" 2>/dev/null
    partx --add --sector-size "$sector" "$device" && [ "$(nodes)" = "1 2 3" ]
}
nodes() { (cd "/sys/block/${device#/dev/}" && ls -d "${device#/dev/}p"*) 2>/dev/null | sed 's/.*p//' | paste -sd' '; }
is_moving() { "$parterrectl" recover "$device" --json | grep -q '"disk": "moving"'; }
cat >"$scratch/design.json" <<'END'
{ "parterre-design": 1, "placement": "adjacent", "numbering": "kiwi", "copying": { "rate_limit": 31457280 },
  "partitions": [ { "number": 1 }, { "number": 2, "clones": 1 }, { "number": 3 } ] }
END
begin() {
    local seconds
    for seconds in 1 2 3 4 6; do
        timeout -s KILL $seconds "$parterrectl" apply "$device" --design "$scratch/design.json" --yes
        is_moving && return
        [ "$(nodes)" = "1 2 3" ] || break
    done
    return 1
}
nodes_are() { nodes; [ "$(nodes)" = "$1" ]; }
table_is_told() {
    local number
    for number in 1 2 3 4; do
        [ "$(cat "/sys/block/${device#/dev/}/${device#/dev/}p$number/start")" = \
            "$(sfdisk --sector-size "$sector" --json "$image" | python3 -c 'import json, sys
print(json.load(sys.stdin)["partitiontable"]["partitions"][int(sys.argv[1]) - 1]["start"] * int(sys.argv[2]) // 512)' $number "$sector")" ] || return
    done
}
noise_is_whole() {
    local start
    start=$(cat "/sys/block/${device#/dev/}/${device#/dev/}p4/start")
    dd if="$image" of="$scratch/moved" bs=1M iflag=skip_bytes,count_bytes skip=$((start * 512)) count=240M status=none
    debugfs -R "dump noise $scratch/again" "$scratch/moved" && cmp "$scratch/noise" "$scratch/again"
}

# in_use NUMBER CMD...: with this partition mounted.
in_use() {
    local number=$1 status
    shift
    mount "${device}p$number" "$scratch/mount" || return
    "$@"
    status=$?
    umount "$scratch/mount" && return $status
}
refuses() {
    local said
    said=$("$parterrectl" apply "$device" --design "$scratch/design.json" --yes 2>&1) && return 1
    echo "$said"
    [[ "$said" == *"$1"* ]] && [ "$(nodes)" = "1 2 3" ] && ! is_moving
}
use() { cp -r "$here" "$scratch/mount/$1" && sync -f "$scratch/mount"; }
used_is_whole() {
    umount "$scratch/mount" && mount "${device}p1" "$scratch/mount" || return
    for when in "$@"; do diff -r "$here" "$scratch/mount/$when" || return; done
}
cat >"$scratch/second.json" <<'END'
{ "parterre-design": 1, "numbering": "keep", "partitions": [ { "number": 3, "clones": 2 } ] }
END

check "a disk of three file systems" make_disk
check "attached, $sector bytes a sector" attach
check "not while somebody uses what moves" in_use 3 refuses "#3 (home) is in use: $scratch/mount"
check "nor what is cloned" in_use 2 refuses "#2 (boot) is in use: $scratch/mount"
check "what stays is mounted" mount "${device}p1" "$scratch/mount"
check "and used" use before
check "killed on the way" begin
check "the kernel has a node for what stays, and none for what moves" nodes_are 1
check "what stays is used meanwhile" use meanwhile
check "finished" "$parterrectl" recover "$device" --finish
check "nodes for all four" nodes_are "1 2 3 4"
check "where the table has them" table_is_told
check "another clone, beside what is mounted" "$parterrectl" apply "$device" --design "$scratch/second.json" --yes
check "nodes for all five" nodes_are "1 2 3 4 5"
check "verify" "$parterrectl" verify "$device"
check "what was mounted is whole" used_is_whole before meanwhile
check "unmounted" umount "$scratch/mount"
check "table, identifiers, fsck" bash "$here/../demo/check_disk.sh" "$image" "$sector"
check "a file of 150 MiB" noise_is_whole
[ $failures = 0 ]
