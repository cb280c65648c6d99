#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# file_systems.sh PARTERRECTL OUT DISK SECTOR [KIND...]: a disk for each kind of content, filled by its own
# tools; its partition is cloned, and the clone must have the same files, other identifiers and a clean fsck.
# Kinds that nobody can relabel must be refused, with the disk untouched; and so must real dirty logs.
# DISK is image, or loop (takes root): loop devices, whose partitions the kernel shows, and mounts where it can.
set -u
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
parterrectl=$1 out=$2 how=$3 sector=$4
shift 4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "$out/fs.XXXXXX")
trap 'detach; rm -rf --one-file-system "$work"' EXIT
failures=0 files=$work/files content=$work/content image=$work/disk.img size=$((320 * 1024 * 1024)) disk=
renewable="ext2 ext3 ext4 xfs btrfs fat12 fat16 fat32 exfat ntfs swap luks1 luks2 f2fs erofs jfs nilfs2 reiserfs"
refusable="squashfs iso9660"
dirty="dirty-ext4 dirty-xfs"

quietly() { "$@" >"$work/log" 2>&1; }
blank() { rm -f "$content"; truncate -s "$1" "$content"; }
is_mountable() { [ "$(id -u)" = 0 ] && [[ $1 != fat* ]] && grep -qw "$1" /proc/filesystems; }

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
    quietly mkfs.vfat -S "$sector" -F "$1" -n FATLABEL "$content" && quietly mcopy -i "$content" -s "${@:3}" ::/
}

make_content() {
    case $1 in
        ext2|ext3|ext4) blank "$size"; quietly "mkfs.$1" -q -b 4096 -L EXT -d "$files" "$content" ;;
        xfs)
            blank "$size"; xfs_protofile "$files" >"$work/proto"
            quietly mkfs.xfs -q -f -s size="$sector" -L XFS -p "$work/proto" "$content" ;;
        btrfs) blank "$size"; quietly mkfs.btrfs -q -L BTRFS --rootdir "$files" "$content" ;;
        fat12) make_fat 12 $((8 * 1024 * 1024)) "$files/top.txt" ;;
        fat16) make_fat 16 $((64 * 1024 * 1024)) "$files/deep" "$files/top.txt" ;;
        fat32) make_fat 32 "$size" "$files/deep" "$files/top.txt" ;;
        exfat) blank "$size"; quietly mkfs.exfat -s "$sector" -L EXFAT "$content" ;;
        ntfs) blank "$size"; quietly mkntfs -Q -F -s "$sector" -L NTFS "$content" && quietly ntfscp "$content" "$files/top.txt" top.txt ;;
        f2fs) blank "$size"; quietly mkfs.f2fs -f -l F2FS "$content" && quietly sload.f2fs -f "$files" "$content" ;;
        jfs) blank "$size"; quietly mkfs.jfs -q -L JFS "$content" ;;
        nilfs2) blank "$size"; quietly mkfs.nilfs2 -q -f -L NILFS2 "$content" ;;
        reiserfs) blank "$size"; quietly mkreiserfs -q -f -f -l REISERFS "$content" ;;
        swap) blank "$size"; quietly mkswap -L SWAP "$content" ;;
        squashfs) rm -f "$content"; quietly mksquashfs "$files" "$content" -noappend ;;
        erofs) rm -f "$content"; quietly mkfs.erofs -L EROFS "$content" "$files" ;;
        iso9660) rm -f "$content"; quietly xorriso -as mkisofs -V ISO -o "$content" "$files" ;;
        luks1|luks2)
            blank "$size"
            printf 'open sesame' | quietly cryptsetup luksFormat --batch-mode --type "$1" --pbkdf pbkdf2 \
                --pbkdf-force-iterations 1000 --key-file - "$content" ;;
    esac
}

# The content as partition 1 of a GPT, with room for one clone behind it; sets `disk`.
make_disk() {
    local mib=$((($(stat -c %s "$content") + 1048575) / 1048576))
    detach
    rm -f "$image"
    truncate -s $((2 * mib + 4))M "$image"
    printf 'label: gpt\nstart=1MiB, size=%dMiB, name="p.lxdata"\n' "$mib" | quietly sfdisk --sector-size "$sector" "$image" &&
        dd if="$content" of="$image" bs=1M seek=1 conv=notrunc,sparse status=none || return
    disk=$image
    [ "$how" = loop ] || return 0
    disk=$(losetup --find --show --partscan --sector-size "$sector" "$image") || { disk=; return 1; }
    # Not every kernel knows GPT.
    [ -e "/sys/class/block/${disk#/dev/}p1" ] || quietly partx --add "$disk" || return
    make_node 1
}

# Where there is neither udev nor devtmpfs, nobody else makes it.
make_node() {
    local numbers node=${disk}p$1
    numbers=$(cat "/sys/class/block/${node#/dev/}/dev" 2>"$work/log") || return
    [ -b "$node" ] || { quietly mknod "$node" b "${numbers%:*}" "${numbers#*:}" && made+=("$node"); }
}
made=()

detach() {
    umount -q "$work"/mount.* 2>/dev/null
    # A loop device keeps what the kernel was told of it, and the next one of its number would have it.
    [ "$how" = loop ] && [ -n "$disk" ] && { partx --delete "$disk"; losetup --detach "$disk"; }
    [ ${#made[@]} = 0 ] || rm -f "${made[@]}"
    disk='' made=()
}

# In bytes, as the table on the disk says.
place() {
    sfdisk --sector-size "$sector" --dump "$disk" | awk -v number="$1" -v sector="$sector" -F '[=,]' '
        $1 ~ number " : start$" { printf "%.0f %.0f\n", $2 * sector, $4 * sector }'
}

# The kernel's partition is the one that the table has, by number and place.
is_seen() {
    local start size folder=/sys/class/block/${disk#/dev/}p$1
    read -r start size < <(place "$1")
    [ "$(cat "$folder/start" "$folder/size" 2>"$work/log" | paste -sd' ')" = "$((start / 512)) $((size / 512))" ]
}

# part.NUMBER: the partition, as a device or a file.
take_out() {
    local start size
    if [ "$how" = loop ]; then
        is_seen "$1" && make_node "$1" && ln -sfT "${disk}p$1" "$work/part.$1"
    else
        read -r start size < <(place "$1")
        dd if="$disk" of="$work/part.$1" bs=1M iflag=skip_bytes,count_bytes skip="$start" count="$size" conv=sparse status=none
    fi
}

# read_files KIND NUMBER: hashes of all files, by what can read them here; 77 where nothing can. What the
# kernel has mounted stays so: it refuses a clone of the same identifier beside its origin.
read_files() {
    local tree=$work/tree.$2 part=$work/part.$2
    rm -rf "$tree"
    mkdir "$tree"
    if is_mountable "$1" && [ "$how" = loop ]; then
        mkdir -p "$work/mount.$2" && quietly mount -t "$1" -o ro "$part" "$work/mount.$2" || return 1
        tree=$work/mount.$2
    else
        case $1 in
            ext*) quietly debugfs -R "rdump / $tree" "$part" ;;
            fat*) quietly mcopy -s -i "$part" '::*' "$tree" ;;
            btrfs) quietly btrfs restore "$part" "$tree" ;;
            ntfs) ntfscat "$part" top.txt >"$tree/top.txt" 2>/dev/null ;;
            luks*)
                printf 'open sesame' | quietly cryptsetup luksDump --batch-mode --dump-volume-key --volume-key-file "$tree/key" \
                    --key-file - "$part" ;;
            xfs)
                is_mountable xfs || return 77
                mkdir -p "$work/mount.$2" && quietly mount -o loop,ro,norecovery "$part" "$work/mount.$2" || return 1
                tree=$work/mount.$2 ;;
            *) return 77 ;;
        esac || return 1
    fi
    (cd "$tree" && find . -type f ! -path './lost+found*' -exec sha256sum {} + | sort -k2) >"$work/hashes.$2"
    [ -s "$work/hashes.$2" ]
}

# What anybody could find the partition NUMBER by.
identifiers() { blkid -p -o export "$work/part.$1" | grep -E '^(UUID|UUID_SUB|LABEL)=' | sort; }

complain() { echo "NOT OK  $kind: $*"; sed 's/^/        /' "$work/log" | tail -n 12; failures=$((failures + 1)); return 1; }

refused_untouched() {
    [ "$before" = "$(sha256sum <"$disk")" ] || { complain "refused, but the disk has changed"; return; }
    echo "ok      $kind: refused, as it should be, and untouched"
}

# KIWI's numbering puts the clone first: 1 is the clone, 2 the origin.
try_kind() {
    local kind=$1 before status what=
    : >"$work/log"
    make_content "$kind" && make_disk || { complain "could not be made"; return; }
    before=$(sha256sum <"$disk")
    quietly "$parterrectl" apply "$disk" --clone '#1=1' --yes --report "$work/report"
    status=$?
    if [ "$status" = 1 ] && [[ " $refusable " == *" $kind "* ]]; then
        refused_untouched
        return
    fi
    [ "$status" = 0 ] || { complain "apply gave $status"; return; }
    quietly "$parterrectl" verify "$disk" || { complain "verify"; return; }
    quietly "$parterrectl" verify "$disk" --against "$work/report" || { complain "verify --against"; return; }
    [ "$(grep -cE 'holds what it held then|has no digests of it' "$work/log")" = 2 ] || { complain "was not compared with its report"; return; }
    quietly "$here/../demo/check_disk.sh" "$disk" "$sector" || { complain "the distribution's tools"; return; }
    take_out 1 && take_out 2 || { complain "cannot be taken out again"; return; }
    if [ "$kind" = squashfs ]; then  # has none
        cmp -s "$work/part.1" "$work/part.2" || { complain "clone and origin differ"; return; }
    else
        identifiers 1 >"$work/clone.ids" && identifiers 2 >"$work/origin.ids" || { complain "blkid finds no identifiers"; return; }
        comm -12 "$work/clone.ids" "$work/origin.ids" >"$work/log"
        [ ! -s "$work/log" ] || { complain "clone and origin share identifiers"; return; }
    fi
    [ "$(sha256sum <"$content")" = "$(head -c "$(stat -c %s "$content")" "$work/part.2" | sha256sum)" ] ||
        { complain "the origin was changed"; return; }
    read_files "$kind" 2
    case $? in
        0)
            read_files "$kind" 1 || { complain "the clone's files cannot be read"; return; }
            diff "$work/hashes.1" "$work/hashes.2" >"$work/log" || { complain "files differ"; return; }
            what="$(wc -l <"$work/hashes.1") files equal, " ;;
        77) ;;
        *) complain "the origin's files cannot be read"; return ;;
    esac
    echo "ok      $kind: ${what}identifiers new, fsck clean, origin untouched"
}

# What a power cut leaves of a mounted file system: changes that are in the log alone.
leave_dirty() {
    mkdir -p "$work/mount.1"
    quietly mount -t "$1" "$2" "$work/mount.1" || return
    printf 'not yet in its place\n' >"$work/mount.1/late.txt"
    quietly xfs_io -x -c fsync -c 'shutdown -f' "$work/mount.1/late.txt" && umount "$work/mount.1"
}

# Refused while the log is to be replayed, and cloned when a mount has done that.
try_dirty() {
    local kind=$1 fs=${1#dirty-} before status
    : >"$work/log"
    make_content "$fs" && make_disk && leave_dirty "$fs" "${disk}p1" || { complain "could not be made"; return; }
    before=$(sha256sum <"$disk")
    quietly "$parterrectl" apply "$disk" --clone '#1=1' --yes
    status=$?
    [ "$status" = 1 ] && grep -q journal "$work/log" || { complain "apply gave $status"; return; }
    refused_untouched || return
    quietly mount -t "$fs" "${disk}p1" "$work/mount.1" && umount "$work/mount.1" || { complain "cannot be mounted"; return; }
    quietly "$parterrectl" apply "$disk" --clone '#1=1' --yes || { complain "is not cloned after a mount"; return; }
    quietly "$here/../demo/check_disk.sh" "$disk" "$sector" || { complain "the distribution's tools"; return; }
    take_out 1 && read_files "$fs" 1 && grep -q late.txt "$work/hashes.1" || { complain "the late file is not in the clone"; return; }
    echo "ok      $kind: cloned once its log was replayed"
}

make_files || { echo "there are no files to fill the file systems with"; exit 1; }
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- $renewable $refusable $dirty
for kind in "$@"; do
    case $kind in
        dirty-*) [ "$how" = loop ] && is_mountable "${kind#dirty-}" && try_dirty "$kind" ;;
        *) try_kind "$kind" ;;
    esac
done
[ "$failures" = 0 ]
