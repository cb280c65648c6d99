#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# file_systems.sh PARTERRECTL OUT [KIND...]: an image for each kind of content, filled by its own tools; its
# partition is cloned, and the clone must have the same files, other identifiers and a clean fsck.
# Kinds that nobody can relabel must be refused, with the image untouched.
set -u
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
parterrectl=$1 out=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "$out/fs.XXXXXX")
trap 'umount -q "$work"/mount 2>/dev/null; rm -rf --one-file-system "$work"' EXIT
failures=0 files=$work/files content=$work/content image=$work/disk.img size=$((320 * 1024 * 1024))
renewable="ext2 ext3 ext4 xfs btrfs fat12 fat16 fat32 exfat ntfs swap luks1 luks2"
refusable="f2fs squashfs erofs iso9660"

quietly() { "$@" >"$work/log" 2>&1; }
blank() { rm -f "$content"; truncate -s "$1" "$content"; }

make_files() {
    mkdir -p "$files/deep/er"
    local file n=1000
    find /usr/share/perl5 /usr/lib/python3 /usr/share/cmake* -type f -size +1k -name '[a-z]*' 2>/dev/null | sort | head -n 300 >"$work/list"
    while read -r file; do
        n=$((n + 1))
        cp "$file" "$files/deep/er/${n}_${file##*/}"
    done <"$work/list"
    printf 'at the top\n' >"$files/top.txt"
    [ "$(find "$files" -type f | wc -l)" -gt 50 ]
}

make_fat() {
    blank "$2"
    quietly mkfs.vfat -F "$1" -n FATLABEL "$content" && quietly mcopy -i "$content" -s "$files/deep" "$files/top.txt" ::/
}

make_content() {
    case $1 in
        ext2|ext3|ext4) blank "$size"; quietly "mkfs.$1" -q -L EXT -d "$files" "$content" ;;
        xfs) blank "$size"; xfs_protofile "$files" >"$work/proto"; quietly mkfs.xfs -q -f -L XFS -p "$work/proto" "$content" ;;
        btrfs) blank "$size"; quietly mkfs.btrfs -q -L BTRFS --rootdir "$files" "$content" ;;
        fat12) blank $((8 * 1024 * 1024)); quietly mkfs.vfat -F 12 -n FATLABEL "$content" && quietly mcopy -i "$content" "$files/top.txt" ::/ ;;
        fat16) make_fat 16 $((64 * 1024 * 1024)) ;;
        fat32) make_fat 32 "$size" ;;
        exfat) blank "$size"; quietly mkfs.exfat -L EXFAT "$content" ;;
        ntfs) blank "$size"; quietly mkntfs -Q -F -L NTFS "$content" && quietly ntfscp "$content" "$files/top.txt" top.txt ;;
        f2fs) blank "$size"; quietly mkfs.f2fs -f -l F2FS "$content" && quietly sload.f2fs -f "$files" "$content" ;;
        swap) blank "$size"; quietly mkswap -L SWAP "$content" ;;
        squashfs) rm -f "$content"; quietly mksquashfs "$files" "$content" -noappend ;;
        erofs) rm -f "$content"; quietly mkfs.erofs "$content" "$files" ;;
        iso9660) rm -f "$content"; quietly xorriso -as mkisofs -V ISO -o "$content" "$files" ;;
        luks1|luks2)
            blank "$size"
            printf 'open sesame' | quietly cryptsetup luksFormat --batch-mode --type "$1" --pbkdf pbkdf2 \
                --pbkdf-force-iterations 1000 --key-file - "$content" ;;
    esac
}

# The content as partition 1 of a GPT, with room for one clone behind it.
make_image() {
    local mib=$((($(stat -c %s "$content") + 1048575) / 1048576))
    rm -f "$image"
    truncate -s $((2 * mib + 4))M "$image"
    quietly sgdisk --new "1:2048:+${mib}M" --change-name 1:p.lxdata "$image" &&
        dd if="$content" of="$image" bs=1M seek=1 conv=notrunc,sparse status=none
}

extract() {
    local start size
    read -r start size < <(sgdisk --info "$1" "$image" | awk '/^First sector/ { f = $3 } /^Last sector/ { l = $3 } END { print f * 512, (l - f + 1) * 512 }')
    dd if="$image" of="$work/part.$1" bs=1M iflag=skip_bytes,count_bytes skip="$start" count="$size" conv=sparse status=none
}

# read_files KIND NUMBER: hashes of all files, by what can read them here; 77 where nothing can.
read_files() {
    local tree=$work/tree.$2
    rm -rf "$tree"
    mkdir "$tree"
    case $1 in
        ext*) quietly debugfs -R "rdump / $tree" "$work/part.$2" ;;
        fat*) quietly mcopy -s -i "$work/part.$2" '::*' "$tree" ;;
        btrfs) quietly btrfs restore "$work/part.$2" "$tree" ;;
        ntfs) ntfscat "$work/part.$2" top.txt >"$tree/top.txt" 2>/dev/null ;;
        xfs)
            [ "$(id -u)" = 0 ] && grep -qw xfs /proc/filesystems || return 77
            mkdir -p "$work/mount" && quietly mount -o loop,ro,norecovery,nouuid "$work/part.$2" "$work/mount" &&
                cp -a "$work/mount/." "$tree" && umount "$work/mount" ;;
        *) return 77 ;;
    esac || return 1
    (cd "$tree" && find . -type f ! -path './lost+found*' -exec sha256sum {} + | sort -k2) >"$work/hashes.$2"
    [ -s "$work/hashes.$2" ]
}

complain() { echo "NOT OK  $kind: $*"; sed 's/^/        /' "$work/log" | tail -n 12; failures=$((failures + 1)); return 1; }

# KIWI's numbering puts the clone first: 1 is the clone, 2 the origin.
try_kind() {
    local kind=$1 before status what=
    : >"$work/log"
    make_content "$kind" && make_image || { complain "could not be made"; return; }
    before=$(sha256sum <"$image")
    quietly "$parterrectl" apply "$image" --clone '#1=1' --yes
    status=$?
    if [ "$status" = 1 ] && [[ " $refusable " == *" $kind "* ]]; then
        [ "$before" = "$(sha256sum <"$image")" ] || { complain "refused, but the image has changed"; return; }
        echo "ok      $kind: refused, as it should be, and untouched"
        return
    fi
    [ "$status" = 0 ] || { complain "apply gave $status"; return; }
    quietly "$parterrectl" verify "$image" || { complain "verify"; return; }
    quietly "$here/../demo/check_disk.sh" "$image" || { complain "the distribution's tools"; return; }
    extract 1 && extract 2 || { complain "cannot be taken out again"; return; }
    read_files "$kind" 2
    case $? in
        0)
            read_files "$kind" 1 || { complain "the clone's files cannot be read"; return; }
            diff "$work/hashes.1" "$work/hashes.2" >"$work/log" || { complain "files differ"; return; }
            what="$(wc -l <"$work/hashes.1") files equal, " ;;
        77) ;;
        *) complain "the origin's files cannot be read"; return ;;
    esac
    if [ "$kind" = squashfs ]; then  # has none
        cmp -s "$work/part.1" "$work/part.2" || { complain "clone and origin differ"; return; }
    else
        cmp -s "$work/part.1" "$work/part.2" && { complain "clone and origin have the same identifiers"; return; }
    fi
    [ "$(sha256sum <"$content")" = "$(head -c "$(stat -c %s "$content")" "$work/part.2" | sha256sum)" ] ||
        { complain "the origin was changed"; return; }
    echo "ok      $kind: ${what}identifiers new, fsck clean, origin untouched"
}

make_files || { echo "there are no files to fill the file systems with"; exit 1; }
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $renewable $refusable
for kind in "$@"; do try_kind "$kind"; done
[ "$failures" = 0 ]
