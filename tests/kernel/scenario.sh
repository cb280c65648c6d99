#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# A disk with FAT, ext4, LUKS and LVM: the ext4 partition is cloned, all others are there, are told, and
# stay byte for byte what they were. Runs in the kernel that run.sh boots.
set -u
# shellcheck source=tests/kernel/partitioned.sh
. "$(dirname "${BASH_SOURCE[0]}")/partitioned.sh"

detach() { losetup --detach "$1"; }
hash_of() { local d; d=$(attach "$1"); sha256sum <"$d"; detach "$d"; }
by_name() { sgdisk --print $image | awk -v name="$1" '$7 == name { print $1 }'; }

make_disk() {
    local d
    truncate -s 400M $image
    must sgdisk -n 1:0:+40M -t 1:EF00 -c 1:p.UEFI -n 2:0:+64M -c 2:p.lxdata -n 3:0:+64M -c 3:p.lxsecret \
        -n 4:0:+64M -t 4:8E00 -c 4:p.lxlvm $image
    d=$(attach 1); must mkfs.vfat -n EFI "$d"; detach "$d"
    d=$(attach 2); must mkfs.ext4 -q -L DATA -d /usr/share/doc "$d"; detach "$d"
    d=$(attach 3)
    printf 'open sesame' >/run/key
    must cryptsetup luksFormat --batch-mode --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file /run/key "$d"
    must cryptsetup open --key-file /run/key "$d" secret
    must mkfs.ext4 -q -L SECRET -d /etc /dev/mapper/secret
    must cryptsetup close secret
    detach "$d"
    d=$(attach 4)
    must pvcreate "${quiet_lvm[@]}" "$d"
    must vgcreate "${quiet_lvm[@]}" garden "$d"
    must lvcreate "${quiet_lvm[@]}" -Wn -Zn -y -L 32M -n bed garden
    must vgmknodes "${quiet_lvm[@]}"
    must mkfs.ext4 -q -L BED -d /usr/share/bash-completion /dev/mapper/garden-bed
    must vgchange "${quiet_lvm[@]}" -an garden
    detach "$d"
}

kinds_are_told() {
    "$parterrectl" probe $image --json | python3 -c 'import json, sys
kinds = {p["name"]: p["content"]["kind"] for p in json.load(sys.stdin)["partitions"]}
print(kinds)
assert kinds["p.UEFI"].startswith(("vfat", "fat")), kinds
assert kinds["p.lxdata"] == "ext4", kinds
assert kinds["p.lxsecret"].lower().startswith(("luks", "crypto_luks")), kinds
assert kinds["p.lxlvm"].lower().startswith("lvm"), kinds'
}

both_mount() {
    local one two
    one=$(attach "$(by_name p.lxdata)") two=$(attach "$(by_name p.lxdataclone1)")
    mkdir -p /run/one /run/two
    mount -o ro "$one" /run/one && mount -o ro "$two" /run/two && diff -r --no-dereference /run/one /run/two
    local status=$?
    umount /run/one /run/two
    [ "$(blkid -p -o value -s UUID "$one")" != "$(blkid -p -o value -s UUID "$two")" ] || status=1
    detach "$one"; detach "$two"
    return $status
}

luks_opens() {
    local d status=0
    d=$(attach "$(by_name p.lxsecret)")
    cryptsetup open --readonly --key-file /run/key "$d" secret && e2fsck -fn /dev/mapper/secret || status=1
    cryptsetup close secret
    detach "$d"
    return $status
}

lvm_opens() {
    local d status=0
    d=$(attach "$(by_name p.lxlvm)")
    vgchange "${quiet_lvm[@]}" -ay garden && vgmknodes "${quiet_lvm[@]}" && e2fsck -fn /dev/mapper/garden-bed || status=1
    vgchange "${quiet_lvm[@]}" -an garden
    detach "$d"
    return $status
}

make_disk
secret=$(hash_of 3) lvm=$(hash_of 4) fat=$(hash_of 1)
check "probe tells FAT, ext4, LUKS and LVM" kinds_are_told
check "the ext4 partition is cloned" "$parterrectl" apply $image --clone '#2=1' --yes --report /run/report.json
check "verify agrees" "$parterrectl" verify $image
check "LUKS is untouched" [ "$secret" = "$(hash_of "$(by_name p.lxsecret)")" ]
check "LVM is untouched" [ "$lvm" = "$(hash_of "$(by_name p.lxlvm)")" ]
check "FAT is untouched" [ "$fat" = "$(hash_of "$(by_name p.UEFI)")" ]
check "origin and clone mount side by side, with the same files" both_mount
check "LUKS opens and its file system is clean" luks_opens
check "LVM comes up and its file system is clean" lvm_opens

# A disk in use: the volume group is active on a loop device of the image's partition.
used=$(attach "$(by_name p.lxlvm)")
must vgchange "${quiet_lvm[@]}" -ay garden
before=$(sha256sum <$image)
check "a disk in use is refused" refuses "$parterrectl" apply $image --clone data=2 --yes
check "and nothing was written to it" [ "$before" = "$(sha256sum <$image)" ]
must vgchange "${quiet_lvm[@]}" -an garden
detach "$used"

# A root in FAT, into which config.partids is written by this kernel's own driver.
image=/run/fat.img
make_fat_root() {
    local d
    truncate -s 160M $image
    must sgdisk -n 1:0:+64M -c 1:p.lxroot $image
    d=$(attach 1)
    must mkfs.vfat -F 16 -n ROOT "$d"
    must mcopy -i "$d" /etc/passwd ::passwd
    detach "$d"
}
fat_has_partids() {
    local number d status=0
    "$parterrectl" partids $image >/run/wanted && cat /run/wanted && grep -q kiwi_rootPartClone1 /run/wanted || return
    for number in 1 2; do
        d=$(attach $number)
        mtype -i "$d" ::config.partids | diff /run/wanted - && mtype -i "$d" ::passwd | diff /etc/passwd - && fsck.fat -n "$d" || status=1
        detach "$d"
    done
    return $status
}
check "XFS and btrfs are written by this kernel's drivers" "$build/bin/tst_helper_files_root_file" \
    aFileIsWrittenReplacedAndTakenAway:xfs aFileIsWrittenReplacedAndTakenAway:btrfs
for kind in xfs btrfs; do
    check "in $kind a file in a folder keeps what it is besides" "$build/bin/tst_helper_files_root_file" \
        aFileInAFolderIsReplacedAndStaysWhatItIsBesides:$kind
    for path in /way/fstab /way/new /etc/link /etc/fstab/new /nowhere/new /folder; do
        check "in $kind $path is not followed" "$build/bin/tst_helper_files_root_file" "nothingIsFollowed:$kind $path"
    done
done
make_fat_root
check "a root in FAT is cloned" "$parterrectl" apply $image --clone '#1=1' --yes
check "config.partids is in both, and both are clean" fat_has_partids
check "verify agrees" "$parterrectl" verify $image
[ "$failures" = 0 ]
