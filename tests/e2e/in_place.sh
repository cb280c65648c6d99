#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# in_place.sh OUT PARTERRECTL: the demo disk, full to the last MiB but 64: root once more, boot once more, home in 300
# MiB twice more, each clone directly before its origin. Nearly everything has to go where something else lies.
# Killed five times on the way, and taken up again with nothing but the disk; then the same, and back again.
# What came of it is told by the distribution's own tools: identifiers, fsck, and the hash of every file.
set -u
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
out=$1 parterrectl=$2 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d "$out/in_place.XXXXXX")
disk=$scratch/appliance.img before=$scratch/before.img design=$scratch/design.json
trap 'umount -q "$scratch"/mount 2>/dev/null; rm -rf --one-file-system "$scratch"' EXIT
check_log=$scratch/log
# shellcheck source=tests/e2e/checks.sh
. "$here/checks.sh"

# A rate limit, so that there is something to be killed in the middle of.
cat >"$design" <<'END'
{ "parterre-design": 1, "placement": "adjacent", "numbering": "kiwi", "copying": { "rate_limit": 209715200 },
  "partitions": [ { "number": 1 }, { "number": 2 }, { "number": 3, "clones": 1 },
                  { "number": 4, "clones": 2, "size": 314572800 }, { "number": 5, "clones": 1 } ] }
END

place() { sfdisk --json "$1" | python3 -c 'import json, sys
for p in json.load(sys.stdin)["partitiontable"]["partitions"]:
    if p.get("name") == sys.argv[1]: print(p["start"] * 512, p["size"] * 512)' "$2"; }

# hashes IMAGE NAME OPTIONS: every file of this partition with its hash; config.partids apart, which was added.
hashes() {
    local start size part=$scratch/part
    read -r start size < <(place "$1" "$2")
    dd if="$1" of="$part" bs=1M iflag=skip_bytes,count_bytes skip="$start" count="$size" conv=sparse status=none
    mkdir -p "$scratch/mount"
    if [ "$(id -u)" = 0 ] && mount -o "ro,loop,$3" "$part" "$scratch/mount"; then
        (cd "$scratch/mount" && find . -xdev -type f ! -path ./config.partids -exec sha256sum {} + | sort -k2)
        umount "$scratch/mount"
    elif [ "$3" = noload ]; then
        rm -rf "$scratch/tree"; mkdir "$scratch/tree"
        debugfs -R "rdump / $scratch/tree" "$part" >/dev/null 2>&1
        (cd "$scratch/tree" && find . -type f ! -path ./config.partids -exec sha256sum {} + | sort -k2)
    fi
    rm -f "$part"
}
# same NAME OPTIONS ANOTHER...: each of them has the files that the first had before; as no root only those of ext4.
same() {
    local name options=$2 known=$scratch/known.$1
    [ -e "$known" ] || hashes "$before" "$1" "$options" >"$known"
    if [ "$(id -u)" != 0 ] && [ "$options" != noload ]; then return 0; fi
    wc -l <"$known"
    [ "$(wc -l <"$known")" -gt 10 ] || return
    for name in "$1" "${@:3}"; do hashes "$disk" "$name" "$options" | diff "$known" - || return; done
}
# What did not move is the same, byte for byte.
untouched() {
    local name start size
    for name; do
        read -r start size < <(place "$before" "$name")
        cmp --ignore-initial="$start" --bytes="$size" "$before" "$disk" || return
    done
}
all_files() {
    same p.lxboot noload p.lxbootclone1 && same p.lxhome noload p.lxhomeclone1 p.lxhomeclone2 &&
        same p.lxroot nouuid,norecovery p.lxrootclone1 && untouched p.legacy p.UEFI
}
is_moving() { "$parterrectl" recover "$disk" --json | grep -q '"disk": "moving"'; }
fresh() { cp --reflink=auto --sparse=always "$before" "$disk"; }
cut_off() { timeout -s KILL "$1" "${@:2}" >>"$scratch/said" 2>&1; }

# Until it is killed in the middle: how long it takes to get there depends on the machine.
begin() {
    local seconds
    for seconds in 2 3 4 6 8 12 16 24; do
        fresh
        cut_off $seconds "$parterrectl" apply "$disk" --design "$design" --yes
        is_moving && return
    done
    cat "$scratch/said"
    return 1
}
# Four times more, each a little further; what is killed too early to move anything is killed again.
kill_four_times() {
    local kills=0
    while [ $kills -lt 4 ]; do
        cut_off 1.5 "$parterrectl" recover "$disk" --finish
        is_moving || { echo "it was done after $kills more"; return 1; }
        kills=$((kills + 1))
    done
}
nothing_else_may_be_done() {
    "$parterrectl" plan "$disk" --clone efi=1 | grep -q 'error move-unfinished'
    "$parterrectl" apply "$disk" --clone efi=1 --yes
    [ $? -ne 0 ] && is_moving
}
is_hidden() { sfdisk --dump "$disk" && [ "$(sfdisk --dump "$disk" | grep -ci 5B2A6F0E-7C1D-4E43-9F55-2D1C0B8A7E31)" -ge 3 ]; }
nothing_is_left() { "$parterrectl" recover "$disk" --json | tr -d ' \n' | grep -q '"jobs":\[\]'; }
table_is_old() { diff <(sfdisk --dump "$before" | tail -n +7) <(sfdisk --dump "$disk" | tail -n +7 | sed "s|$disk|$before|"); }

python3 "$here/../demo/make_disk.py" "$before" --variant tight || exit 1
check "killed on the way" begin
check "the table hides what moves" is_hidden
check "no other design is applied meanwhile" nothing_else_may_be_done
check "killed four times more" kill_four_times
check "finished" "$parterrectl" recover "$disk" --finish
check "nothing is left to recover" nothing_is_left
check "table, identifiers, fsck" bash "$here/../demo/check_disk.sh" "$disk"
check "verify" "$parterrectl" verify "$disk"
check "every file is where it was, and in the clones" all_files
check "killed on the way once more" begin
check "gone back" "$parterrectl" recover "$disk" --undo
check "nothing is left to undo" nothing_is_left
check "the table is the old one" table_is_old
check "table, identifiers, fsck of the old layout" bash "$here/../demo/check_disk.sh" "$disk"
all_old_files() { same p.lxboot noload && same p.lxhome noload && same p.lxroot nouuid,norecovery && untouched p.legacy p.UEFI; }
check "every file is as it was" all_old_files
[ $failures = 0 ]
