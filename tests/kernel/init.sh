#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The first program of the User Mode Linux that run.sh boots.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/run
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
ln -s /proc/self/fd /dev/fd
mkdir -p /dev/shm
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
mount -t tmpfs -o mode=755,size=1200m tmpfs /run
# The root is the host's: what this kernel writes stays in /run and in the job's folder.
mkdir -p /run/m/lib /run/lock /run/lvm /run/cryptsetup
ln -s /usr/lib/uml/modules /run/m/lib/modules
# The ciphers first: dm-crypt does not find them later.
# And what FAT reads names by, which this kernel would look for in the host's folder of modules.
for module in cbc aes_generic xts sha256_generic hmac encrypted-keys algif_skcipher dm-mod dm-bufio dm-crypt raid1 loop vfat \
    nls_cp437 nls_iso8859-1 fuse crc32_generic quota_v2 f2fs; do
    modprobe -d /run/m "$module" 2>/dev/null
done
# shellcheck disable=SC1090
. "$PARTERRE_JOB"
export DM_DISABLE_UDEV=1 TMPDIR=/run build work
bash "$scenario" "${arguments[@]}" >"$work/log" 2>&1
echo $? >"$work/status"
sync
halt -f -p
