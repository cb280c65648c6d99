#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# boot.sh BUILD OUT: an appliance whose partitions were cloned is booted in User Mode Linux from its disk image: everything
# has to come from the origins, by UUID, by LABEL and by PARTUUID, on a GPT and on an MBR. And where it does not, that
# has to be seen here, and foretold by parterrectl: clones by dd, labels that stay, numbers of which an MBR makes PARTUUIDs.
# No root needed. It leaves OUT/boot.*.console of the boots that went wrong.
set -u
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
parterrectl=$1/bin/parterrectl out=$2 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "$out/boot.XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
image=$work/disk.img check_log=$work/log
# shellcheck source=tests/e2e/checks.sh
. "$here/../e2e/checks.sh"
# shellcheck source=tests/kernel/appliance.sh
. "$here/appliance.sh"
clones=(--clone boot=2 --clone swap=1 --clone var=1 --clone home=2 --clone root=2)

# Of the table as the distribution's own tool reads it: number_at SECTOR, start_at NUMBER, size_at NUMBER.
number_at() { sfdisk --dump "$image" | sed -nE "s/^.*img([0-9]+) : start= *$1,.*/\1/p"; }
start_at() { sfdisk --dump "$image" | sed -nE "s/^.*img$1 : start= *([0-9]+),.*/\1/p"; }
size_at() { sfdisk --dump "$image" | sed -nE "s/^.*img$1 : .* size= *([0-9]+),.*/\1/p"; }
number_of() { number_at "${start_of[$1]}"; }

# first_clone_of LABEL: its number, where clones have the lower numbers.
first_clone_of() {
    local word
    for word in "${clones[@]}"; do
        [ "${word%=*}" = "${1,,}" ] && echo $(($(number_of "$1") - ${word#*=}))
    done
}

# wanted [NUMBER|set]: what a boot has to tell when everything comes from the origins, but for a root that is NUMBER; or
# when everything comes from the first clones.
wanted() {
    local part label kind where number
    echo "fstab done"
    for part in "${parts[@]}"; do
        IFS=: read -r label kind _ where _ <<<"$part"
        number=$(number_of "$label")
        echo "partids $label $number"
        echo "names $where 1"
        [ "$kind" = swap ] || echo "holds $where $label"
        if [ "${1-}" = set ]; then number=$(first_clone_of "$label")
        elif [ "$where" = / ]; then number=${1:-$number}; fi
        echo "at $where $number $(start_at "$number")"
    done
    echo "done"
}

# machine WORD...: boots the disk with these words for the kernel; what it told is left in $work/told, in order. It writes
# into a file of its own, so that every boot has the disk as it is.
machine() {
    rm -f "$work/cow"
    # Names within this folder: that of the folder itself may have commas and blanks.
    (cd "$work" && timeout --kill-after=10 120 linux.uml mem=256M ubda=cow,disk.img con=null con0=null,fd:1 quiet ro \
        panic=-1 "$@") >"$work/console" 2>&1 </dev/null
    sed -nE 's/\r$//; s/^boot: //p' "$work/console" | sort >"$work/told"
}
is_as_wanted() { wanted "$@" | sort | diff - "$work/told"; }
boots() { machine "$@"; is_as_wanted; }
# boots_clone NUMBER WORD...: the root is NUMBER, and all else is as it should be.
boots_clone() { machine "${@:2}"; is_as_wanted "$1"; }
# boots_set WORD...: everything is a first clone.
boots_set() { machine "$@"; is_as_wanted set; }
# strays WORD...: the root is its first clone; told, and seen to be wrong.
strays() {
    local clone=$(($(number_of ROOT) - 2))
    machine "$@"
    ! is_as_wanted && grep -qx "at / $clone $(start_at $clone)" "$work/told"
}

# check, for what boots: its console is kept where it was wrong.
boot_check() {
    local before=$failures
    check "$@"
    [ "$failures" = "$before" ] || { cp "$work/console" "$out/boot.$failures.console"; echo "        its console: $out/boot.$failures.console"; }
}

# all_are VERDICT OPTION...: what fstab and GRUB's menu name.
all_are() {
    "$parterrectl" refs "$image" "${@:2}" --json | python3 -c 'import json, sys
found = json.load(sys.stdin)["references"]
print(*found, sep="\n")
assert len(found) >= 6 and {one["verdict"] for one in found} == {sys.argv[1]}' "$1"
}
# finds yes|no CODE OPTION...: whether plan warns so.
finds() {
    "$parterrectl" plan "$image" "${@:3}" --json | python3 -c 'import json, sys
found = [one["code"] for one in json.load(sys.stdin)["findings"]]
print(*found, sep="\n")
assert (sys.argv[2] in found) == (sys.argv[1] == "yes")' "$1" "$2"
}
# numbers_are NUMBERS: of the origins, in the order of the disk, by their place and by what probe says.
numbers_are() {
    local label found
    found=$(for label in BOOT SWAP VAR HOME ROOT; do number_of $label; done | paste -sd' ')
    echo "$found"
    [ "$found" = "$1" ] && "$parterrectl" probe "$image" --json | python3 -c 'import json, sys
found = [str(one["number"]) for one in json.load(sys.stdin)["partitions"] if one["role"] == "origin"]
print(*found)
assert found == sys.argv[1].split()' "$1"
}

# sees_all COUNT: what finds PARTUUIDs has a way of its own through the chain of logical partitions.
sees_all() { partx --show "$image" && [ "$(partx --show --noheadings --output NR "$image" | wc -l)" = "$1" ]; }

# clone_by_dd: over the first clone of each, which stands before its origin in the table.
clone_by_dd() {
    local of label origin clone
    for of in BOOT:2 SWAP:1 VAR:1 HOME:2 ROOT:2; do
        origin=$(number_of ${of%:*}) clone=$(($(number_of ${of%:*}) - ${of#*:}))
        dd if="$image" of="$image" bs=512 skip="$(start_at "$origin")" seek="$(start_at $clone)" count="$(size_at "$origin")" \
            conv=notrunc status=none || return
    done
}

# appliance TABLE BY VERDICT OPTION...: a disk, and what is foretold of clones with these options.
appliance() {
    must make_appliance "$1" "$2"
    check "$what: what names partitions will be $3" all_are "$3" "${clones[@]}" "${@:4}"
}
cloned() { must "$parterrectl" apply "$image" "${clones[@]}" --yes "$@"; }

must make_programs
for by in uuid label partuuid; do
    what="GPT, by $by"
    appliance gpt $by kept
    cloned
    check "$what: verify agrees" "$parterrectl" verify "$image"
    check "$what: clones have the lower numbers" numbers_are "3 5 7 10 13"
    boot_check "$what: boots" boots "root=$root" initrd=initrd
    if [ $by = partuuid ]; then
        boot_check "$what: boots without an initramfs" boots "root=$root"
        must clone_by_dd
        boot_check "$what: boots with clones by dd" boots "root=$root" initrd=initrd
        continue
    fi
    boot_check "$what: boots where the first is taken" boots "root=$root" initrd=initrd find=first
    boot_check "$what: boots where the last is taken" boots "root=$root" initrd=initrd find=last
    boot_check "$what: a root clone boots when it is named" boots_clone 11 root=LABEL=ROOT-C1 initrd=initrd
    must clone_by_dd
    boot_check "$what: with clones by dd it does not, and is seen" strays "root=$root" initrd=initrd find=first
done

for by in uuid label partuuid; do
    what="GPT, by $by, clones of their own"
    appliance gpt $by kept --clone-references own
    cloned --clone-references own
    check "$what: verify agrees" "$parterrectl" verify "$image"
    boot_check "$what: boots" boots "root=$root" initrd=initrd
    boot_check "$what: the first clones boot as a system of their own" boots_set root=LABEL=ROOT-C1 initrd=initrd
done

what="GPT, by label, labels as they are"
appliance gpt label shared --labels as-origin
check "$what: plan warns" finds yes reference-label "${clones[@]}" --labels as-origin
cloned --labels as-origin
boot_check "$what: it does not boot, and is seen" strays "root=$root" initrd=initrd find=first

for by in uuid label; do
    what="MBR, by $by"
    appliance dos $by kept
    cloned
    check "$what: verify agrees" "$parterrectl" verify "$image"
    check "$what: clones have the lower numbers" numbers_are "3 6 8 11 14"
    check "$what: libblkid sees every partition" sees_all 14
    boot_check "$what: boots" boots "root=$root" initrd=initrd
done

what="MBR, by partuuid"
# mounts_var WORD...: the kernel takes /var for the root.
mounts_var() {
    machine "$@" loglevel=7
    ! is_as_wanted && grep -a "VFS: Mounted root (btrfs filesystem)" "$work/console"
}
appliance dos partuuid diverted
check "$what: plan warns" finds yes reference-partuuid "${clones[@]}"
cloned
boot_check "$what: it does not boot, and is seen" mounts_var "root=$root"
what="MBR, by partuuid, rewritten"
appliance dos partuuid diverted --origin-references follow --clone-references own
check "$what: plan does not warn" finds no reference-partuuid "${clones[@]}" --origin-references follow
cloned --origin-references follow --clone-references own
check "$what: verify agrees" "$parterrectl" verify "$image"
boot_check "$what: boots" boots "root=$(printf 'PARTUUID=%s-%02x' $disk_signature "$(number_of ROOT)")" initrd=initrd
boot_check "$what: the first clones boot as a system of their own" boots_set root=LABEL=ROOT-C1 initrd=initrd
what="MBR, by partuuid, numbers kept"
appliance dos partuuid kept --numbering keep
check "$what: plan does not warn" finds no reference-partuuid "${clones[@]}" --numbering keep
cloned --numbering keep
boot_check "$what: boots" boots "root=$root" initrd=initrd
boot_check "$what: boots without an initramfs" boots "root=$root"

what="Built of a description for KIWI"
must build_appliance
check "$what: verify agrees" "$parterrectl" verify "$image"
check "$what: numbers are KIWI's" test "$(for label in BOOT SWAP VAR HOME ROOT; do number_of $label; done | paste -sd' ')" = "4 5 7 10 13"
boot_check "$what: boots" boots "root=$root" initrd=initrd
boot_check "$what: boots where the first is taken" boots "root=$root" initrd=initrd find=first
boot_check "$what: boots by PARTUUID, without an initramfs" boots "root=PARTUUID=$(sfdisk --part-uuid "$image" 13)"
boot_check "$what: a root clone boots when it is named" boots_clone 11 root=LABEL=ROOT-C1 initrd=initrd
[ "$failures" = 0 ]
