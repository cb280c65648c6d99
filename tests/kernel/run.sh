#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD OUT [SCRIPT [ARGS...]]: boots User Mode Linux on this very root and runs scenario.sh (or SCRIPT)
# in it: a kernel with device-mapper, LUKS, LVM, RAID1, FAT and f2fs, wherever the host's kernel has none. No root needed.
# Environment: KERNEL_SECONDS (420) is how long it may take; KERNEL_DRIVES are its drives, "ubda=FILE ubdb=FILE".
# It leaves OUT/kernel.* only where it failed.
set -u
build=$1 out=$2 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scenario=${3:-$here/scenario.sh}
work=$(mktemp -d "$out/kernel.XXXXXX")
shift $(($# < 3 ? $# : 3))
{ printf '%s=%q\n' build "$build" scenario "$scenario" work "$work"; printf 'arguments=(%s)\n' "${*@Q}"; } >"$work/job"

# The init program cannot be given arguments with blanks: it finds its job by this variable.
timeout --kill-after=10 "${KERNEL_SECONDS:-420}" \
    linux.uml mem=1500M rootfstype=hostfs root=/dev/root rootflags=/ rw init="$here/init.sh" \
    PARTERRE_JOB="$work/job" ${KERNEL_DRIVES:-} con=null con0=null,fd:1 quiet >"$work/console" 2>&1 </dev/null
status=$(cat "$work/status" 2>/dev/null || echo none)
cat "$work/log" 2>/dev/null
if [ "$status" = none ]; then
    echo "the kernel did not come to its end; its console said:"
    tail -n 30 "$work/console"
    status=1
fi
[ "$status" = 0 ] && rm -rf "$work"
exit "$status"
