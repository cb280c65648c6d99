# shellcheck shell=bash disable=SC2034
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by what works on a partitioned image, $image, in the kernel that run.sh boots.

image=/run/disk.img
parterrectl=$build/bin/parterrectl
quiet_lvm=(--config 'activation{udev_sync=0 udev_rules=0 verify_udev_operations=0} devices{scan_lvs=0 use_devicesfile=0} backup{backup=0 archive=0}')

check_log=/run/check.log
# shellcheck source=tests/e2e/checks.sh
. "$(dirname "${BASH_SOURCE[0]}")/../e2e/checks.sh"
refuses() { "$@"; local status=$?; echo "exit status $status"; [ "$status" = 1 ]; }

# attach NUMBER: the partition as a loop device of its own (no udev here makes partition nodes).
attach() {
    local start size
    read -r start size < <(sfdisk --json $image | python3 -c 'import json, sys
for p in json.load(sys.stdin)["partitiontable"]["partitions"]:
    if p["node"] == sys.argv[2] + sys.argv[1]: print(p["start"] * 512, p["size"] * 512)' "$1" $image)
    losetup --find --show --offset "$start" --sizelimit "$size" $image
}
