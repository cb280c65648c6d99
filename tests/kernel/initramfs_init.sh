#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# /init of the initramfs that boot.sh makes: finds the root as the kernel's command line names it, as those of
# distributions do, and goes over to it. Where a name leads to many, some take the first and some the last: the
# word find=first or find=last is for that; findfs takes whichever it comes upon.
export PATH=/usr/sbin:/usr/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev

# by_number first|last NAME: of the partitions that have this name.
by_number() {
    local device number best=
    for device in $(blkid -t "$2" -o device); do
        number=$(<"/sys/class/block/${device##*/}/partition")
        if [ -z "$best" ] || { [ "$1" = first ] && [ "$number" -lt "$best" ]; } || { [ "$1" = last ] && [ "$number" -gt "$best" ]; }; then
            best=$number found=$device
        fi
    done
    [ -n "$best" ]
}

# The kernel makes variables of the words that it does not know.
read -r -a words </proc/cmdline
for word in "${words[@]}"; do
    case $word in root=*) root=${word#root=} ;; esac
done
case ${find:-} in
    first|last) by_number "$find" "$root" ;;
    *) found=$(findfs "$root") ;;
esac && mount -o ro "$found" /sysroot && exec switch_root /sysroot /sbin/init
echo "boot: no root: $root leads to '${found:-}'"
echo o >/proc/sysrq-trigger
# It takes a moment, in which this program may not end.
while :; do :; done
