#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# The first program of the kernel that power_off.sh boots: moves partitions of ubda, and says when.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mount -t tmpfs tmpfs /run
# shellcheck disable=SC1090
. "$PARTERRE_JOB"
: >"$work/begun"
"$tool" begin /dev/ubda "${words[@]}" >"$work/log" 2>&1
echo $? >"$work/status"
mv "$work/status" "$work/ended"
sync
halt -f -p
