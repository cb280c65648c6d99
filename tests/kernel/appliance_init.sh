#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# /sbin/init of the appliance that boot.sh makes: mounts what fstab says, and tells, in lines that begin with "boot: ",
# what came from which partition, how many devices each name in fstab leads to, and what config.partids says.
export PATH=/usr/sbin:/usr/bin
tell() { echo "boot: $*"; }

# at WHERE DEVICE, where swap is at none as in fstab: its number and its first sector, as the kernel knows them.
at() {
    local place=/sys/class/block/$2
    tell "at $1 $(<"$place/partition") $(<"$place/start")"
}

# The name of the device that is mounted: btrfs gives mounts device numbers that are of no device.
device_of() {
    local link
    if link=$(readlink "/sys/dev/block/$1"); then echo "${link##*/}"
    else echo "${2##*/}"; fi
}

[ -e /proc/self ] || mount -t proc proc /proc
[ -e /sys/class ] || mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mount -o remount,rw / && mount -a && swapon -a && tell "fstab done"

while read -r _ _ number _ where _ rest; do
    source=${rest#*- }
    read -r _ source _ <<<"$source"
    case $source in /dev/*) at "$where" "$(device_of "$number" "$source")" ;; esac
done </proc/self/mountinfo
while read -r device _; do
    case $device in /dev/*) at none "${device##*/}" ;; esac
done </proc/swaps

while read -r name where _; do
    # shellcheck disable=SC2046
    set -- $(blkid -t "$name" -o device)
    tell "names $where $#"
done </etc/fstab
for where in / /boot /home /var; do
    tell "holds $where $(<"$where/whose")"
done
. /config.partids
for name in BOOT SWAP VAR HOME ROOT; do
    key=${name,,} key=kiwi_${key^}Part
    tell "partids $name ${!key}"
done
umount -a -t ext2,xfs,btrfs
mount -o remount,ro /
tell "done"
echo o >/proc/sysrq-trigger
# It takes a moment, in which this program may not end.
while :; do :; done
