#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Volume groups and arrays that LVM2 and mdadm made, and copies of them with new identifiers: both are there at the
# same time, in use, and their own tools find nothing wrong. Runs in the kernel that run.sh boots.
set -u
relabel_stack=$build/bin/relabel_stack
lvm_config=(--config 'activation{udev_sync=0 udev_rules=0 verify_udev_operations=0} devices{scan_lvs=0 use_devicesfile=0} backup{backup=0 archive=0}')

check_log=/run/check.log
# shellcheck source=tests/e2e/checks.sh
. "$(dirname "${BASH_SOURCE[0]}")/../e2e/checks.sh"
lvm() { local tool=$1; shift; "$tool" "${lvm_config[@]}" "$@"; }
attach() { losetup --find --show "$1"; }
loops_of() { losetup --noheadings --output NAME --associated "$1"; }
uuids() { { lvm pvs --noheadings -o pv_uuid; lvm vgs --noheadings -o vg_uuid; lvm lvs -a --noheadings -o lv_uuid; } | tr -d ' '; }
file_uuids() { strings -n 38 "$1" | grep -oE '[0-9A-Za-z]{6}(-[0-9A-Za-z]{4}){5}-[0-9A-Za-z]{6}' | sort -u; }

# make_group FILE OPTIONS...: a group of three volumes, one of them of two pieces, one with a file system.
make_group() {
    local image=$1 d
    shift
    truncate -s 96M "$image"
    d=$(attach "$image")
    must lvm pvcreate "$@" "$d"
    must lvm vgcreate --addtag blue garden "$d"
    must lvm lvcreate -Wn -Zn -y -L 16M -n bed garden
    must lvm lvcreate -Wn -Zn -y -L 8M -n shed garden
    must lvm lvextend -L +16M garden/bed
    must lvm lvcreate -Wn -Zn -y -r none -L 8M -n path garden
    must lvm vgmknodes
    must mkfs.ext4 -q -L BED -d /usr/share/bash-completion /dev/mapper/garden-bed
    must lvm vgchange -an garden
    losetup --detach "$d"
}

all_differ() { [ "$(uuids | sort | uniq -d | wc -l)" = 0 ] && [ "$(uuids | wc -l)" = 10 ] && uuids; }
nothing_is_left() {
    local one
    for one in $(file_uuids /run/garden.img); do
        ! strings -n 32 /run/clone.img | grep -F -e "$one" -e "${one//-/}" || return 1
    done
}
headers_are_right() {
    local d said
    d=$(loops_of /run/clone.img)
    said=$(lvm pvck --dump headers "$d" 2>&1); echo "$said"
    lvm pvck "$d" && ! grep -iE 'bad|incorrect|invalid|error|CHECK:' <<<"$said"
}
text_is_right() {
    lvm pvck --dump metadata "$(loops_of /run/clone.img)" >/run/text && cat /run/text && grep -q '^gardenclone1 {' /run/text \
        && ! grep -q device_id /run/text && grep -q 'blue' /run/text
}
both_are_up() {
    lvm vgchange -ay && lvm vgmknodes && dmsetup table && e2fsck -fn /dev/mapper/garden-bed && e2fsck -fn /dev/mapper/gardenclone1-bed \
        && cmp /dev/mapper/garden-bed /dev/mapper/gardenclone1-bed
}
# The pieces that relabel_stack tells are what the kernel maps, in sectors.
pieces_are_right() {
    local offset size part=() at=0 told
    cat /run/told
    read -r -a told <<<"$(sed -n 's/^bed: //p' /run/told | tr -d ,)"
    set -- "${told[@]}"
    [ $# = 4 ] || return 1
    while [ $# -gt 0 ]; do
        offset=$1 size=$2
        shift 2
        part+=("$at $((size / 512)) linear $((offset / 512))")
        at=$((at + size / 512))
    done
    diff <(printf '%s\n' "${part[@]}") <(dmsetup table gardenclone1-bed | sed 's/ [0-9]*:[0-9]* / /')
}
goes_on() {
    lvm lvcreate -Wn -Zn -y -L 4M -n pond gardenclone1 && lvm lvextend -L +4M gardenclone1/bed && lvm lvremove -y gardenclone1/pond \
        && lvm vgrename gardenclone1 meadow && lvm vgck meadow && lvm vgs -o +vg_uuid,vg_seqno,vg_mda_used_count
}

stack_lvm() {
    local copies=$1
    rm -f /run/garden.img /run/clone.img
    make_group /run/garden.img --metadatacopies "$copies"
    cp /run/garden.img /run/clone.img
    check "LVM, $copies copies: the copy is given new identifiers" \
        sh -c "$relabel_stack lvm /run/clone.img gardenclone1 >/run/told"
    check "none of the origin's is left in it" nothing_is_left
    attach /run/garden.img >/dev/null
    attach /run/clone.img >/dev/null
    check "its headers are right" headers_are_right
    check "its text is right" text_is_right
    check "vgck finds both groups whole" lvm vgck garden gardenclone1
    check "no UUID is there twice" all_differ
    check "both groups are up, their file systems are clean and alike" both_are_up
    check "the pieces of a volume are what the kernel maps" pieces_are_right
    check "LVM goes on with the copy" goes_on
    must lvm vgchange -an
    losetup --detach-all
}

new_array=a0a1a2a3-a4a5-46a7-88a9-aaabacadaeaf
new_device=d0d1d2d3-d4d5-46d7-88d9-dadbdcdddedf

make_array() {
    local version=$1 bitmap=$2 one two
    truncate -s 48M /run/one.img /run/two.img
    one=$(attach /run/one.img) two=$(attach /run/two.img)
    must mdadm --create /dev/md0 --run --homehost=garden --name=bed --level=1 --raid-devices=2 --assume-clean \
        --metadata="$version" --bitmap="$bitmap" "$one" "$two"
    must mkfs.ext4 -q -L BED -d /usr/share/bash-completion /dev/md0
    must mdadm --stop /dev/md0
    losetup --detach-all
}
superblock_is_right() {
    local said
    said=$(mdadm --examine "$(loops_of /run/clone.img)" 2>&1); echo "$said"
    grep -qE 'Checksum : [0-9a-f]+ - correct' <<<"$said" && grep -qi 'a0a1a2a3:a4a546a7:88a9aaab:acadaeaf' <<<"$said" \
        && { [ "$1" = 0.90 ] || { grep -qi 'd0d1d2d3:d4d546d7:88d9dadb:dcdddedf' <<<"$said" && grep -q 'Name : gardenclone1' <<<"$said"; }; }
}
bitmap_is_right() {
    mdadm --examine-bitmap "$(loops_of /run/clone.img)" >/run/bitmap && cat /run/bitmap && grep -qi 'a0a1a2a3:a4a546a7:88a9aaab:acadaeaf' /run/bitmap
}
blkid_agrees() {
    local told d
    read -r -a told </run/told
    d=$(loops_of /run/clone.img)
    cat /run/told; blkid -p "$d"
    [ "$(blkid -p -o value -s UUID "$d")" = $new_array ] && [ "${told[0]}" = $new_array ] \
        && [ "$(blkid -p -o value -s UUID_SUB "$d")" = "$([ "$1" = 0.90 ] || echo $new_device)" ]
}
arrays_are_up() {
    mdadm --assemble /dev/md1 "$(loops_of /run/one.img)" "$(loops_of /run/two.img)" \
        && mdadm --assemble --run /dev/md2 "$(loops_of /run/clone.img)" && cat /proc/mdstat \
        && e2fsck -fn /dev/md1 && e2fsck -fn /dev/md2 && cmp /dev/md1 /dev/md2
}
data_is_right() {
    local told
    read -r -a told </run/told
    echo "${told[@]}"
    cmp -n "${told[3]}" /run/clone.img /dev/md2 "${told[2]}" 0 && [ "$(blockdev --getsize64 /dev/md2)" = "${told[3]}" ]
}
bitmap_is_in_use() { grep -A3 '^md2' /proc/mdstat | tee /dev/stderr | grep -q bitmap; }

stack_md() {
    local version=$1 bitmap=$2
    rm -f /run/one.img /run/two.img /run/clone.img
    make_array "$version" "$bitmap"
    cp /run/one.img /run/clone.img
    check "MD $version, bitmap $bitmap: the copy is given new identifiers" \
        sh -c "$relabel_stack md /run/clone.img $new_array $new_device gardenclone1 >/run/told"
    for image in one two clone; do attach /run/$image.img >/dev/null; done
    check "its superblock is right" superblock_is_right "$version"
    check "libblkid reads the same" blkid_agrees "$version"
    check "both arrays are up, their file systems are clean and alike" arrays_are_up
    check "its data is where it is told" data_is_right
    if [ "$bitmap" = internal ]; then
        check "its bitmap is right" bitmap_is_right
        check "its bitmap is in use" bitmap_is_in_use
    fi
    must mdadm --stop /dev/md1
    must mdadm --stop /dev/md2
    losetup --detach-all
}

stack_lvm 1
stack_lvm 2
for version in 1.2 1.1 1.0 0.90; do
    for bitmap in none internal; do stack_md $version $bitmap; done
done
[ "$failures" = 0 ]
