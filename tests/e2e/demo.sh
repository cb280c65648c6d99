#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# demo.sh OUT PARTERRECTL: is the disk that packaging/try left in OUT what was promised? Told by the
# distribution's own tools: nine lines of config.partids, identifiers, fsck, and the hash of every file.
set -u
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
out=$1 parterrectl=$2 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
disk=$out/appliance.img
scratch=$(mktemp -d "$out/check.XXXXXX")
trap 'umount -q "$scratch"/mount.* 2>/dev/null; rm -rf --one-file-system "$scratch"' EXIT
check_log=$scratch/log
# shellcheck source=tests/e2e/checks.sh
. "$here/checks.sh"

cat >"$scratch/wanted" <<'END'
kiwi_BiosGrub="1"
kiwi_BootPart="4"
kiwi_EfiPart="2"
kiwi_HomePart="7"
kiwi_RootPart="9"
kiwi_bootPartClone1="3"
kiwi_homePartClone1="5"
kiwi_homePartClone2="6"
kiwi_rootPartClone1="8"
END

start_of() { sfdisk --json "$disk" | python3 -c 'import json, sys
for p in json.load(sys.stdin)["partitiontable"]["partitions"]:
    if p["node"].endswith(sys.argv[1]) and p["node"][len(sys.argv[2]):] == sys.argv[1]: print(p["start"] * 512, p["size"] * 512)' "$1" "$disk"; }

extract() {
    local start size
    read -r start size < <(start_of "$1")
    dd if="$disk" of="$scratch/p$1" bs=1M iflag=skip_bytes,count_bytes skip="$start" count="$size" conv=sparse status=none
}

# hashes NUMBER: every file of this partition with its hash, mode and length; config.partids apart,
# which is the one file that was added. Read by a mount as root, else by the tools' own readers.
hashes() {
    local tree=$scratch/tree.$1
    extract "$1" || return
    if [ "$(id -u)" = 0 ] && mkdir -p "$scratch/mount.$1" && mount -o ro,loop,"$2" "$scratch/p$1" "$scratch/mount.$1"; then
        tree=$scratch/mount.$1
    elif [ "$3" = ext4 ]; then
        mkdir "$tree" && debugfs -R "rdump / $tree" "$scratch/p$1" >/dev/null 2>&1
    else
        return 77
    fi
    (cd "$tree" && find . -xdev ! -path ./config.partids \( -type f -exec sha256sum {} + -o -type l -printf '%l  %p\n' -o -printf '%m  %p\n' \) | sort -k2) >"$scratch/hashes.$1"
    [ -f "$tree/config.partids" ] && cp "$tree/config.partids" "$scratch/partids.$1"
    [ "$tree" = "$scratch/mount.$1" ] && umount "$tree"
    rm -f "$scratch/p$1"
    [ "$(wc -l <"$scratch/hashes.$1")" -gt 50 ]
}

# same ORIGIN CLONE KIND OPTIONS
same() {
    hashes "$1" "$4" "$3" && hashes "$2" "$4" "$3" || return
    wc -l <"$scratch/hashes.$1"
    diff "$scratch/hashes.$1" "$scratch/hashes.$2"
}

names() { sgdisk --print "$disk" | awk '$1 ~ /^[0-9]+$/ { print $1, $7 }' | paste -sd, ; }
# Of KIWI's numbering: clones first, then their origin.
is_in_order() {
    names
    [ "$(names)" = "1 p.legacy,2 p.UEFI,3 p.lxbootclone1,4 p.lxboot,5 p.lxhomeclone1,6 p.lxhomeclone2,7 p.lxhome,8 p.lxrootclone1,9 p.lxroot" ]
}
guids_differ() {
    local number
    for number in $(seq 9); do sgdisk -i "$number" "$disk" | sed -n 's/^Partition unique GUID: //p'; done | sort >"$scratch/guids"
    [ "$(wc -l <"$scratch/guids")" = 9 ] && [ -z "$(uniq -d "$scratch/guids")" ]
}

check "config.partids by parterrectl" bash -c "'$parterrectl' partids '$disk' | diff '$scratch/wanted' -"
check "names and numbers in KIWI's order" is_in_order
check "nine partition GUIDs, each once" guids_differ
check "table, identifiers and file systems by their own tools" "$here/../demo/check_disk.sh" "$disk"
check "boot: clone 1 has the origin's files" same 4 3 ext4 noload
check "home: clone 1 has the origin's files" same 7 5 ext4 noload
check "home: clone 2 has the origin's files" same 7 6 ext4 noload
if [ "$(id -u)" = 0 ] && grep -qw xfs /proc/filesystems; then
    check "root: clone 1 has the origin's files" same 9 8 xfs norecovery,nouuid
    check "root: config.partids in the origin" diff "$scratch/wanted" "$scratch/partids.9"
    check "root: config.partids in the clone" diff "$scratch/wanted" "$scratch/partids.8"
else
    echo "SKIPPED root: its files: xfs is only read by a mount, which takes root and a kernel with xfs"
fi
check "parterrectl verify" "$parterrectl" verify "$disk"
check "parterrectl verify --against the report" "$parterrectl" verify "$disk" --against "$out/report.json"
# A report that cannot be written is known before the job, which would have been done by then.
nothing_is_written() {
    cp --sparse=always "$disk" "$scratch/copy.img"
    "$parterrectl" apply "$scratch/copy.img" --clone boot=2 --placement free-space --yes "$@"
    [ $? = 3 ] && cmp "$disk" "$scratch/copy.img"
}
check "an impossible --report is refused first" nothing_is_written --report "$scratch/none/report.json"

# The same design on several at once: each its own identifiers and its own report; all of them or none.
both() { "$parterrectl" apply "$scratch/one.img" "$scratch/two.img" --placement free-space --yes "$@"; }
guid_of_boot_clone() { sgdisk -i 4 "$1" | sed -n 's/^Partition unique GUID: //p'; }
several_are_done() {
    mkdir "$scratch/reports"
    cp --sparse=always "$disk" "$scratch/one.img"
    cp --sparse=always "$disk" "$scratch/two.img"
    both --clone boot=2 --report "$scratch/reports" 2>"$scratch/said" || return
    cat "$scratch/said"
    ! grep -q umount "$scratch/said" || return
    local image
    for image in one two; do
        "$parterrectl" verify "$scratch/$image.img" --against "$scratch/reports/$image.img.report.json" || return
    done
    [ "$(guid_of_boot_clone "$scratch/one.img")" != "$(guid_of_boot_clone "$scratch/two.img")" ]
}
none_is_written() {
    local status=$1
    shift
    cp --sparse=always "$disk" "$scratch/one.img"
    "$@"
    [ $? = "$status" ] && cmp "$disk" "$scratch/one.img"
}
check "two images at the same time" several_are_done
rm "$scratch/two.img" && truncate -s 64M "$scratch/two.img" && echo 'label: gpt' | sfdisk -q "$scratch/two.img"
check "none where one has no such partition" none_is_written 2 both --clone boot=2
check "none where one is given twice" none_is_written 2 "$parterrectl" apply "$scratch/one.img" "$scratch/./one.img" --clone boot=2 --yes
check "none where the reports have no folder" none_is_written 2 both --clone boot=2 --report "$scratch/none"
check "picture as PNG" bash -c "head -c 8 '$out/layout.png' | grep -q PNG"
check "picture as SVG" grep -q '<svg' "$out/layout.svg"
[ "$failures" = 0 ]
