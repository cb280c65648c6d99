#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# check_disk.sh IMAGE [SECTOR_SIZE]: what the distribution's own tools say of a disk image, with no
# right to mount: table verified, every identifier there once, fsck -n of every file system clean.
set -euo pipefail
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
image=$1 sector=${2:-512}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0
touch "$scratch"/{uuids,guids}

fail() { echo "NOT OK: $*"; failures=$((failures + 1)); }

# The file system tools want a file that begins with the file system.
check_file_system() {
    local kind=$1 file=$2
    case $kind in
        ext2|ext3|ext4) e2fsck -f -n "$file" ;;
        xfs) xfs_repair -n "$file" ;;
        vfat) fsck.fat -n "$file" ;;
        btrfs) btrfs check --readonly "$file" ;;
        ntfs) ntfsfix -n "$file" ;;
        exfat) fsck.exfat -n "$file" ;;
        f2fs) fsck.f2fs --dry-run "$file" ;;
        *) return 0 ;;
    esac >"$scratch/fsck" 2>&1
}

table() { sfdisk --sector-size "$sector" --dump "$image"; }

sfdisk --sector-size "$sector" --verify "$image" >"$scratch/verify" 2>&1 || { cat "$scratch/verify"; fail "sfdisk --verify"; }
if [ "$sector" = 512 ] && table | grep -q '^label: gpt'; then
    sgdisk --verify "$image" >"$scratch/verify"
    grep -q '^No problems found' "$scratch/verify" || { cat "$scratch/verify"; fail "sgdisk --verify"; }
fi

# One line for each identifier: what, value, partition.
while read -r number start size; do
    content=$scratch/content
    dd if="$image" of="$content" bs=1M iflag=skip_bytes,count_bytes skip="$start" count="$size" conv=sparse status=none
    truncate -s "$size" "$content"
    facts=$(blkid -p -o export "$content" 2>/dev/null || true)
    kind=$(sed -n 's/^TYPE=//p' <<<"$facts")
    uuid=$(sed -n 's/^UUID=//p' <<<"$facts")
    label=$(sed -n 's/^LABEL=//p' <<<"$facts")
    guid=$(sfdisk --sector-size "$sector" --part-uuid "$image" "$number" 2>/dev/null || true)
    printf '%2d  %-10s %-36s  %-12s %s\n' "$number" "${kind:--}" "${uuid:--}" "${label:--}" "${guid:--}"
    [ -n "$uuid" ] && echo "$uuid" >>"$scratch/uuids"
    [ -n "$guid" ] && echo "${guid,,}" >>"$scratch/guids"
    if ! check_file_system "$kind" "$content"; then
        sed 's/^/    /' "$scratch/fsck"
        fail "partition $number: fsck of $kind"
    fi
    rm -f "$content"
done < <(table | awk -v sector="$sector" '
    / : start=/ && !/type=(5|f|85)(,|$)/ {
        number = $1; sub(/^.*[^0-9]/, "", number)
        match($0, /start= *[0-9]+/); start = substr($0, RSTART + 6, RLENGTH - 6)
        match($0, /size= *[0-9]+/); size = substr($0, RSTART + 5, RLENGTH - 5)
        printf "%d %.0f %.0f\n", number, start * sector, size * sector
    }')

# Labels are shown and not judged: clones keep their origin's, and a finding says so.
for list in uuids guids; do
    double=$(sort "$scratch/$list" | uniq -d)
    [ -z "$double" ] || fail "$list that stand twice: $double"
done
[ "$failures" = 0 ] && echo "clean: $image" || { echo "$failures not in order: $image"; exit 1; }
