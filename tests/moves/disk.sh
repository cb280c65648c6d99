# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The disk of the lane moves: FAT, NTFS, ext4, XFS, LUKS with ext4 in it, btrfs and an LVM volume with ext4, each
# made and filled by the kernel that run.sh of tests/kernel boots. Sourced there; `disk` is the device.
# In MiB, from the disk's begin: 1 FAT, 6 NTFS, 20 ext4, 28 XFS, 48 LUKS, 56 btrfs, 76 LVM, 84 to 100 nothing.

quiet_lvm=(--config 'activation{udev_sync=0 udev_rules=0 verify_udev_operations=0} devices{scan_lvs=0 use_devicesfile=0} backup{backup=0 archive=0}')

check_log=/run/check.log
# shellcheck source=tests/e2e/checks.sh
. "$(dirname "${BASH_SOURCE[0]}")/../e2e/checks.sh"
fails() { "$@"; local status=$?; echo "exit status $status"; [ "$status" = 1 ]; }

# attach NAME: the partition of this name, as a loop device of its own (no udev here makes partition nodes).
attach() {
    local start size
    read -r start size < <(sgdisk --print "$disk" | awk -v name="$1" '$7 == name { print $2 * 512, ($3 - $2 + 1) * 512; exit }')
    losetup --find --show --offset "$start" --sizelimit "$size" "$disk"
}

partition_disk() {
    must sgdisk --zap-all "$disk"
    must sgdisk -a 2048 -n 1:1M:+4M -t 1:EF00 -c 1:fat -n 2:6M:+4M -t 2:0700 -c 2:ntfs -n 3:20M:+8M -c 3:ext4 \
        -n 4:28M:+20M -c 4:xfs -n 5:48M:+8M -c 5:luks -n 6:56M:+20M -c 6:btrfs -n 7:76M:+8M -t 7:8E00 -c 7:lvm "$disk"
}

kinds=(fat ntfs ext4 xfs luks btrfs lvm)

make_content() {
    local d=$1
    # No two sectors are the same: what is copied to the wrong place is seen.
    must dd if=/dev/urandom of="$d" bs=1M count=$(($(blockdev --getsize64 "$d") >> 20)) status=none
    case $2 in
        fat) must mkfs.vfat -n FAT "$d" ;;
        ntfs) must mkfs.ntfs -Q -F -L NTFS "$d" ;;
        ext4) must mkfs.ext4 -q -E nodiscard -L EXT "$d" ;;
        xfs) must mkfs.xfs -q -f -K --unsupported -L XFS "$d" ;;
        btrfs) must mkfs.btrfs -q -f -K --mixed -L BTRFS "$d" ;;
        luks) printf 'open sesame' >/run/key
            must cryptsetup luksFormat --batch-mode --pbkdf pbkdf2 --pbkdf-force-iterations 1000 \
                --luks2-metadata-size 16k --luks2-keyslots-size 512k --key-file /run/key "$d"
            must cryptsetup open --key-file /run/key "$d" secret
            must mkfs.ext4 -q -E nodiscard -L SECRET /dev/mapper/secret
            must cryptsetup close secret ;;
        lvm) must pvcreate "${quiet_lvm[@]}" "$d"
            must vgcreate "${quiet_lvm[@]}" -s 1M garden "$d"
            must lvcreate "${quiet_lvm[@]}" -Wn -Zn -y -L 6M -n bed garden
            must vgmknodes "${quiet_lvm[@]}"
            must mkfs.ext4 -q -E nodiscard -L BED /dev/mapper/garden-bed
            must vgchange "${quiet_lvm[@]}" -an garden ;;
    esac
}

# with_content NAME KIND CMD...: mounts it on /run/mnt and runs CMD; then its own tool judges it, which changes nothing.
with_content() {
    local d node kind=$2 status=0
    d=$(attach "$1") && node=$d || return
    shift 2
    case $kind in
        luks) cryptsetup open --key-file /run/key "$d" secret && node=/dev/mapper/secret ;;
        lvm) vgchange "${quiet_lvm[@]}" -ay garden && vgmknodes "${quiet_lvm[@]}" && node=/dev/mapper/garden-bed ;;
    esac || { losetup --detach "$d"; return 1; }
    mkdir -p /run/mnt
    if mount_content "$kind" "$node"; then
        "$@" || status=1
        umount /run/mnt || status=1
    else status=1; fi
    judge_content "$kind" "$node" || status=1
    case $kind in
        luks) cryptsetup close secret ;;
        lvm) vgchange "${quiet_lvm[@]}" -an garden ;;
    esac
    losetup --detach "$d"
    return $status
}
mount_content() {
    if [ "$1" = ntfs ]; then ntfs-3g "$2" /run/mnt; else mount "$2" /run/mnt; fi
}
judge_content() {
    case $1 in
        fat) fsck.fat -n "$2" ;;
        ntfs) ntfsfix --no-action "$2" ;;
        xfs) xfs_repair -n -o force_geometry "$2" ;;
        btrfs) btrfs check --readonly "$2" ;;
        *) e2fsck -fn "$2" ;;
    esac
}

fill() { cp -r /usr/share/doc/e2fsprogs /etc/ssl/openssl.cnf /etc/services /run/mnt/ && sync -f /run/mnt; }
hash_files() { (cd /run/mnt && find . -type f -print0 | sort -z | xargs -0 sha256sum); }

make_contents() {
    local kind d
    for kind in "${kinds[@]}"; do
        d=$(attach "$kind")
        make_content "$d" "$kind"
        must losetup --detach "$d"
        with_content "$kind" "$kind" fill && with_content "$kind" "$kind" hash_files_to "/run/files.$kind" || exit 1
    done
}
make_disk() {
    partition_disk
    (make_contents) >/run/make.log 2>&1 || { cat /run/make.log; exit 1; }
}
hash_files_to() { hash_files >"$1"; [ -s "$1" ]; }

same_files() { with_content "$1" "$2" hash_files_to /run/files.now && diff "/run/files.$2" /run/files.now; }
all_files_are_there() {
    local kind
    for kind in "${kinds[@]}"; do same_files "$kind" "$kind" || { echo "$kind"; return 1; }; done
}
