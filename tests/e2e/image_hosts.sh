#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# image_hosts.sh PARTERRECTL OUT [HOST...]: an image on each kind of file system; its partition is cloned twice. Where
# blocks can be shared nothing may be copied and no space taken, elsewhere what is used is copied; the clones must have the
# origin's files, nothing of what was deleted there, other identifiers and a clean fsck. Takes root, to mount.
set -u
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
parterrectl=$1 out=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "$out/hosts.XXXXXX")
trap 'umount -q "$work/host"; rm -rf --one-file-system "$work"' EXIT
mkdir "$work/host" "$work/files"
export XDG_STATE_HOME=$work/state
failures=0 content=$work/content disk=$work/host/disk.img size=$((160 * 1024 * 1024)) clones=2

quietly() { "$@" >"$work/log" 2>&1; }
complain() { echo "NOT OK  $host: $*"; sed 's/^/        /' "$work/log" | tail -n 12; failures=$((failures + 1)); return 1; }

# Files, and rubbish in most of the free space: what is used is far less than what was ever written.
make_content() {
    local n
    for n in $(seq 200); do head -c $((n * 500)) /dev/urandom >"$work/files/file$n" || return; done
    head -c 60M /dev/urandom >"$work/rubbish" && truncate -s "$size" "$content" &&
        quietly mkfs.ext4 -q -F -L EXT -d "$work/files" "$content" &&
        quietly debugfs -w -R "write $work/rubbish rubbish" "$content" && quietly debugfs -w -R 'rm rubbish' "$content" &&
        quietly e2fsck -f -n "$content"
}

mount_host() {
    rm -f "$work/host.img"
    truncate -s 1200M "$work/host.img"
    case $host in
        tmpfs) quietly mount -t tmpfs -o size=1200M tmpfs "$work/host" ;;
        xfs) quietly mkfs.xfs -q -m reflink=1 "$work/host.img" && quietly mount -o loop "$work/host.img" "$work/host" ;;
        xfs-plain) quietly mkfs.xfs -q -m reflink=0 "$work/host.img" && quietly mount -o loop "$work/host.img" "$work/host" ;;
        btrfs-compressed)
            quietly mkfs.btrfs -q "$work/host.img" &&
                quietly mount -o loop,compress-force=zstd "$work/host.img" "$work/host" ;;
        *) quietly "mkfs.$host" -q "$work/host.img" && quietly mount -o loop "$work/host.img" "$work/host" ;;
    esac
}

# xfs-allocated: an image all of whose blocks are kept for it, as virtual machines like them.
make_disk() {
    truncate -s $(((clones + 1) * size + 4194304)) "$disk"
    [ "$1" = sparse ] || quietly fallocate -l $(((clones + 1) * size + 4194304)) "$disk" || return
    printf 'label: gpt\nstart=1MiB, size=%dMiB, name="p.lxdata"\n' $((size / 1048576)) | quietly sfdisk "$disk" &&
        dd if="$content" of="$disk" bs=1M seek=1 conv=notrunc,fsync status=none
}

# In bytes, of all that the host holds.
taken() { sync -f "$work/host"; echo $(($(stat -f -c '(%b - %f) * %S' "$work/host"))); }

# sum KEY: of the steps that copy.
sum() { python3 -c 'import json, sys
print(sum(s[sys.argv[2]] for s in json.load(open(sys.argv[1]))["steps"] if s["kind"] == "copy-blocks"))' "$work/report" "$1"; }

take_out() {
    local start
    start=$(sfdisk --dump "$disk" | sed -nE "s,^[^ ]*img$1 : start= *([0-9]+).*,\1,p")
    dd if="$disk" of="$work/part.$1" bs=1M iflag=skip_bytes,count_bytes skip=$((start * 512)) count="$size" conv=sparse status=none
}

hash_files() {
    rm -rf "$work/tree"
    mkdir "$work/tree"
    take_out "$1" && quietly debugfs -R "rdump / $work/tree" "$work/part.$1" &&
        (cd "$work/tree" && find . -type f -exec sha256sum {} + | sort -k2) >"$work/hashes.$1" && [ "$(wc -l <"$work/hashes.$1")" = 200 ]
}

# deleted PART: how many 4096 bytes of it are of the file that was deleted, whose blocks have 1024.
deleted() { python3 -c 'import sys
def blocks(path):
    data = open(path, "rb").read()
    return [data[at:at + 1024] for at in range(0, len(data), 1024)]
gone, part = set(blocks(sys.argv[1])), blocks(sys.argv[2])
print(sum(gone.issuperset(part[at:at + 4]) for at in range(0, len(part), 4)))' "$work/rubbish" "$work/part.$1"; }

# Space that is kept for an image is taken before: sharing gives it back.
check_space() {
    local grown=$1 written shared
    written=$(sum written) shared=$(sum shared)
    echo "written $written, shared $shared, grown $grown" >"$work/log"
    case $2 in
        # 200 files of 50 KB on average, a journal of 8 MiB and the inodes.
        shares) [ "$written" = 0 ] && [ "$shared" -gt $((clones * 10000000)) ] && [ "$shared" -lt $((clones * 40000000)) ] &&
            [ "$grown" -le 2097152 ] ;;
        copies) [ "$shared" = 0 ] && [ "$written" -gt $((clones * 10000000)) ] && [ "$written" -lt $((clones * 40000000)) ] &&
            [ "$grown" -le $((written + clones * 1048576)) ] ;;
    esac
}

try_host() {
    local wanted=$1 how=$2 before number found
    : >"$work/log"
    mount_host || { echo "SKIPPED $host: this kernel does not mount it"; return; }
    make_disk "$how" || { complain "could not be made"; return; }
    before=$(taken)
    quietly "$parterrectl" apply "$disk" --clone "#1=$clones" --yes --report "$work/report" || { complain "apply gave $?"; return; }
    check_space $(($(taken) - before)) "$wanted" || { complain "space"; return; }
    quietly "$parterrectl" verify "$disk" || { complain "verify"; return; }
    quietly "$here/../demo/check_disk.sh" "$disk" || { complain "the distribution's tools"; return; }
    for number in $(seq $((clones + 1))); do
        hash_files "$number" || { complain "the files of $number cannot be read"; return; }
        quietly diff "$work/hashes.1" "$work/hashes.$number" || { complain "files of $number differ"; return; }
        cmp -s "$work/part.1" "$work/part.$number" && [ "$number" != 1 ] && { complain "1 and $number have the same identifiers"; return; }
        # The origin comes last, and has them: else this would prove nothing.
        found=$(deleted "$number")
        echo "$found blocks of it are in $number" >"$work/log"
        if [ "$number" -le "$clones" ]; then [ "$found" = 0 ]; else [ "$found" -gt 10000 ]; fi ||
            { complain "what was deleted"; return; }
    done
    cmp "$content" "$work/part.$((clones + 1))" >"$work/log" || { complain "the origin was changed"; return; }
    echo "ok      $host: $wanted"
}

[ "$(id -u)" = 0 ] || { echo "SKIPPED: it mounts file systems, which takes root"; exit 77; }
make_content || { cat "$work/log"; echo "there is no file system to clone"; exit 1; }
[ $# -gt 0 ] || set -- xfs btrfs btrfs-compressed xfs-allocated xfs-plain ext4 tmpfs
for host in "$@"; do
    wanted=copies how=sparse
    case $host in
        xfs-allocated) host=xfs wanted=shares how=allocated ;;
        xfs|btrfs*) wanted=shares ;;
    esac
    try_host "$wanted" "$how"
    umount -q "$work/host"
done
[ "$failures" = 0 ]
