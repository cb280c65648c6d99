#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# pvmove.sh BUILD OUT FOLDER [MIB [ROUNDS]]: a move in place beside pvmove, in the kernel that tests/kernel/run.sh
# boots, for it has device-mapper wherever the host's has none. BUILD has bench_move. The disk is a file without holes in
# FOLDER, which may be /dev/shm: twice MIB (512; a multiple of 64) and 162 MiB. It goes when all is done. Times are told,
# never asserted: what fails is a move, or a target that does not hold what was moved. No root needed.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ -n "${PARTERRE_JOB:-}" ]; then # it is booted
    modprobe -d /run/m dm-mirror || exit
    PYTHONDONTWRITEBYTECODE=1 exec python3 "$here/pvmove.py" "$build/bin" /dev/ubda "$@"
fi

built=$(realpath "$1") out=$(realpath "$2") mib=${4:-512} rounds=${5:-5}
mkdir -p "$out" "$3" && disk=$(mktemp "$(realpath "$3")/pvmove.XXXXXX") || exit
trap 'rm -f "$disk"' EXIT
head -c $(((2 * mib + 162) << 20)) /dev/urandom >"$disk" && sync "$disk" || exit

# Who else is at work on the host cannot be seen from the kernel that is booted.
host_load() { echo "load of the host $1: $(cut -d ' ' -f 1-3 /proc/loadavg) of $(nproc) processors"; }
host_load before
KERNEL_SECONDS=${KERNEL_SECONDS:-1800} KERNEL_DRIVES="ubda=$disk" \
    bash "$here/../kernel/run.sh" "$built" "$out" "$here/pvmove.sh" "$mib" "$rounds"
status=$?
host_load after
exit $status
