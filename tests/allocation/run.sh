#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD OUT COUNT: kinds.sh for all kinds. In User Mode Linux where there is one: its kernel mounts all
# but exFAT, needs no root, and leaves no mount behind. Else here, where some kinds are skipped, each with the
# reason. The last line is "counted PASSED FAILED SKIPPED".
set -u
out=$2 count=$3 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export build=$1 work=$out/allocation KERNEL_SECONDS=$((120 + 60 * count))
# Two kernels at once; each half takes about as long.
halves=("f2fs ext2 ext3 ext4 exfat lvm md" "btrfs xfs ntfs fat12 fat16 fat32")
mkdir -p "$work"

half() {
    # shellcheck disable=SC2086
    if command -v linux.uml >/dev/null; then bash "$here/../kernel/run.sh" "$build" "$work" "$here/kinds.sh" "$count" $1
    else bash "$here/kinds.sh" "$count" $1; fi
}

jobs=() status=0
for i in 0 1; do
    half "${halves[i]}" >"$work/half$i.txt" 2>&1 &
    jobs+=($!)
done
for job in "${jobs[@]}"; do wait "$job" || status=1; done
grep -hv '^counted ' "$work"/half?.txt
awk -v status=$status '/^counted / { passed += $2; failed += $3; skipped += $4 }
    END { print "counted", passed + 0, failed + (status && !failed), skipped + 0 }' "$work"/half?.txt
exit $status
