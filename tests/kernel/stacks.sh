#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# A disk with ten kinds of content, plain and stacked, each cloned twice; then everything on it is opened at once by
# the kernel's own drivers, and no two things have anything in common by which they are found. Runs in the kernel
# that run.sh boots.
set -u
# shellcheck source=tests/kernel/partitioned.sh
. "$(dirname "${BASH_SOURCE[0]}")/partitioned.sh"

luks() { cryptsetup luksFormat --batch-mode --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file /run/key "$@"; }
# group NAME DEVICE LABEL...: a volume group with a volume and an ext4 for each label; inactive again.
group() {
    local name=$1 device=$2 label
    shift 2
    pvcreate "${quiet_lvm[@]}" -q "$device" && vgcreate "${quiet_lvm[@]}" -q "$name" "$device" || return
    for label; do
        lvcreate "${quiet_lvm[@]}" -q -Wn -Zn -y -L 16M -n "lv$label" "$name" && vgmknodes "${quiet_lvm[@]}" &&
            mkfs.ext4 -q -L "$label" -d /usr/share/doc/bash "/dev/$name/lv$label" || return
    done
    # The first volume in two pieces.
    lvextend "${quiet_lvm[@]}" -q -L +8M "$name/lv$1" && e2fsck -fp "/dev/$name/lv$1" && resize2fs "/dev/$name/lv$1" &&
        vgchange "${quiet_lvm[@]}" -q -an "$name"
}

make_disk() {
    local d i=1 name
    truncate -s 8G $image
    printf 'open sesame' >/run/key
    for name in ext4:48 xfs:320 btrfs:128 fat32:48 ntfs:24 swap:16 luksxfs:352 garden:64 lukslvm:96 lvmluks:96 tools:48; do
        must sgdisk -n $i:0:+${name#*:}M -c $i:p.lx${name%:*} $image
        i=$((i + 1))
    done
    d=$(attach 1); must mkfs.ext4 -q -L DATA -d /usr/share/doc/bash "$d"; losetup -d "$d"
    d=$(attach 2); must mkfs.xfs -q -L FILES "$d"; fill "$d"; losetup -d "$d"
    d=$(attach 3); must mkfs.btrfs -q -L TREE --rootdir /usr/share/doc/bash "$d"; losetup -d "$d"
    d=$(attach 4); must mkfs.vfat -F 32 -n BOOT "$d"; must mcopy -i "$d" /etc/passwd ::passwd; losetup -d "$d"
    d=$(attach 5); must mkntfs -Q -F -q -L WIN "$d"; must ntfscp "$d" /etc/passwd passwd; losetup -d "$d"
    d=$(attach 6); must mkswap -q -L SWAP "$d"; losetup -d "$d"
    d=$(attach 7); must luks --label SECRET "$d"; must cryptsetup open --key-file /run/key "$d" inner
    must mkfs.xfs -q -L HIDDEN /dev/mapper/inner; fill /dev/mapper/inner; must cryptsetup close inner; losetup -d "$d"
    d=$(attach 8); must group garden "$d" BED POND; losetup -d "$d"
    d=$(attach 9); must luks "$d"; must cryptsetup open --key-file /run/key "$d" inner
    must group cellar /dev/mapper/inner WINE; must cryptsetup close inner; losetup -d "$d"
    d=$(attach 10); must pvcreate "${quiet_lvm[@]}" -q "$d"; must vgcreate "${quiet_lvm[@]}" -q attic "$d"
    must lvcreate "${quiet_lvm[@]}" -q -Wn -Zn -y -L 64M -n chest attic; must vgmknodes "${quiet_lvm[@]}"
    must luks /dev/attic/chest; must cryptsetup open --key-file /run/key /dev/attic/chest inner
    must mkfs.ext4 -q -L CHEST -d /usr/share/doc/bash /dev/mapper/inner; must cryptsetup close inner
    must vgchange "${quiet_lvm[@]}" -q -an attic; losetup -d "$d"
    d=$(attach 11); must mdadm --create /dev/md0 --run --quiet --level=1 --raid-devices=2 --metadata=1.2 --homehost=shed --name=tools \
        "$d" missing
    must mkfs.ext4 -q -L TOOLS -d /usr/share/doc/bash /dev/md0; must mdadm --stop --quiet /dev/md0; losetup -d "$d"
}
fill() { mkdir -p /run/top && mount "$1" /run/top && cp -r /usr/share/doc/bash/. /run/top && umount /run/top; }

# Everything on the disk, opened at once, as a system does that starts: all loop devices first.
open_all() {
    local d node inner n=0
    parts=() layers=()
    for number in $(sfdisk --json $image | python3 -c 'import json, sys
for p in json.load(sys.stdin)["partitiontable"]["partitions"]: print(p["node"].removeprefix(sys.argv[1]))' $image); do
        d=$(attach "$number") && parts+=("$d") || return
    done
    layers=("${parts[@]}")
    for d in "${parts[@]}"; do
        n=$((n + 1))
        case $(blkid -p -o value -s TYPE "$d") in
            crypto_LUKS) cryptsetup open --key-file /run/key "$d" "luks$n" && layers+=("/dev/mapper/luks$n") || return ;;
            linux_raid_member) mdadm --assemble --run --quiet "/dev/md$n" "$d" && layers+=("/dev/md$n") || return ;;
        esac
    done
    vgchange "${quiet_lvm[@]}" -q -ay && vgmknodes "${quiet_lvm[@]}" || return
    for node in $(lvs "${quiet_lvm[@]}" --noheadings -o lv_path); do
        layers+=("$node")
        [ "$(blkid -p -o value -s TYPE "$node")" = crypto_LUKS ] || continue
        inner=inner_$(echo "$node" | tr / _)
        cryptsetup open --key-file /run/key "$node" "$inner" && layers+=("/dev/mapper/$inner") || return
    done
}
close_all() {
    local d
    for d in /dev/mapper/inner_*; do [ ! -e "$d" ] || cryptsetup close "${d##*/}"; done
    vgchange "${quiet_lvm[@]}" -q -an
    for d in /dev/mapper/luks*; do [ ! -e "$d" ] || cryptsetup close "${d##*/}"; done
    for d in /dev/md[0-9]*; do [ ! -b "$d" ] || mdadm --stop --quiet "$d"; done
    for d in "${parts[@]}"; do losetup -d "$d"; done
}

# All by which something is found; those of members and what they make are asked of their own tools.
identifiers() {
    local d
    for d in "${layers[@]}"; do
        blkid -p -o export "$d" | grep -E '^(UUID|UUID_SUB|LABEL|PARTUUID)=' | sed 's/^[A-Z_]*=//'
        case $(blkid -p -o value -s TYPE "$d") in
            btrfs) btrfs inspect-internal dump-tree -t root "$d" | sed -nE 's/^\s*uuid ([0-9a-f-]{36})$/\1/p' | grep -v '^0*-' | sort -u ;;
        esac
    done
    vgs "${quiet_lvm[@]}" --noheadings -o vg_name,vg_uuid | tr -s ' ' '\n' | grep .
    lvs "${quiet_lvm[@]}" --noheadings -o lv_uuid
    sfdisk --json $image | grep -oE '"uuid": ?"[^"]*"'
}
# shares_nothing_of LEAST: so many identifiers are to be seen, or something was not opened.
shares_nothing_of() {
    identifiers | tr -d ' ' >/run/identifiers
    [ "$(wc -l </run/identifiers)" -ge "$1" ] || { echo "only $(wc -l </run/identifiers) identifiers"; return 2; }
    sort /run/identifiers | uniq -d >/run/twice
    cat /run/twice
    [ ! -s /run/twice ]
}

# Files as they were, and a file system without faults, in each of its copies.
hash_tree() { (cd "$1" && find . -path ./lost+found -prune -o -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum); }
same_files() {
    local d type hashes=0
    mkdir -p /run/top
    wanted=$(hash_tree /usr/share/doc/bash)
    for d in "${layers[@]}"; do
        type=$(blkid -p -o value -s TYPE "$d")
        case $type in
            ext4) e2fsck -fn "$d" >/dev/null ;;
            xfs) xfs_repair -n "$d" >/dev/null 2>&1 ;;
            btrfs) btrfs check --readonly "$d" >/dev/null 2>&1 ;;
            vfat) fsck.fat -n "$d" >/dev/null && mtype -i "$d" ::passwd | diff -q /etc/passwd - ;;
            ntfs) ntfscat "$d" passwd | diff -q /etc/passwd - ;;
            *) continue ;;
        esac || { echo "$d: $type has faults"; return 1; }
        [[ $type =~ ext4|xfs|btrfs ]] || continue
        mount -t "$type" -o ro "$d" /run/top || return
        [ "$(hash_tree /run/top)" = "$wanted" ] && hashes=$((hashes + 1))
        umount /run/top
    done
    echo "$hashes file systems hold the same files"
    [ "$hashes" = 27 ]
}

clones=(--clone '#1=2' --clone '#2=2' --clone '#3=2' --clone '#4=2' --clone '#5=2' --clone '#6=2' --clone '#7=2' --clone '#8=2'
    --clone '#9=2' --clone '#10=2' --clone '#11=2')
make_disk
before=$(sha256sum <$image)
check "the disk holds every layer, and each is found once" open_all
check "no identifier is there twice before" eval 'identifiers | tr -d " " | sort | uniq -d | diff /dev/null -'
close_all
printf 'open says me' >/run/wrong
check "a wrong passphrase leaves what is inside locked" eval \
    '"$parterrectl" probe $image --json --key-file /run/wrong | grep -c "\"locked\"" | grep -qx 3'
check "the right one opens it" eval '"$parterrectl" probe $image --json --key-file /run/key | grep -c "\"locked\"" | grep -qx 0'
check "looking writes nothing" [ "$before" = "$(sha256sum <$image)" ]
check "everything is cloned twice" "$parterrectl" apply $image "${clones[@]}" --key-file /run/key --yes --report /run/report.json
check "verify agrees" "$parterrectl" verify $image --key-file /run/key
check "all of it is opened at once" open_all
check "no two have any identifier in common" shares_nothing_of 90
check "every file system is clean and holds the files" same_files
close_all

# Without its key the inside of an LUKS is shared, which is said, and which the comparison above would have found.
image=/run/locked.img
make_locked() {
    local d
    truncate -s 200M $image
    must sgdisk -n 1:0:+48M -c 1:p.lxsecret $image
    d=$(attach 1); must luks "$d"; must cryptsetup open --key-file /run/key "$d" inner
    must mkfs.ext4 -q -L DEEP /dev/mapper/inner; must cryptsetup close inner; losetup -d "$d"
}
make_locked
check "a locked inside is a warning" eval '"$parterrectl" plan $image --clone "#1=1" | grep -q inside-locked'
check "none where it is open" eval '! "$parterrectl" plan $image --clone "#1=1" --key-file /run/key | grep -q inside-locked'
check "it is cloned all the same" "$parterrectl" apply $image --clone '#1=1' --yes
check "both are opened" open_all
check "and have something in common" refuses shares_nothing_of 6
close_all

# Two clones of an LUKS, of which no key is the other's nor their origin's, as cryptsetup and dm-crypt see it.
image=/run/keys.img
make_keyed() {
    local d
    truncate -s 400M $image
    must sgdisk -n 1:0:+80M -c 1:p.lxsecret $image
    d=$(attach 1); must luks --label SECRET "$d"; printf 'simsim' >/run/other
    must cryptsetup luksAddKey --batch-mode --pbkdf pbkdf2 --pbkdf-force-iterations 1000 --key-file /run/key "$d" /run/other
    must cryptsetup open --key-file /run/key "$d" inner
    must mkfs.ext4 -q -L DEEP -d /usr/share/doc/bash /dev/mapper/inner; must cryptsetup close inner; losetup -d "$d"
}
volume_keys() {
    local d
    for d in "${parts[@]}"; do
        cryptsetup luksDump --batch-mode --dump-volume-key --key-file /run/key "$d" | sed -n '/^MK dump:/,$p' | tr -d ' \t\n'
        echo
    done
}
keys_differ() { volume_keys | tee /dev/stderr | grep . | sort -u | wc -l | grep -qx "$1"; }
# opens_with KEY: in how many of the partitions.
opens_with() {
    local d n=0
    for d in "${parts[@]}"; do cryptsetup open --test-passphrase --key-file "$1" "$d" && n=$((n + 1)); done
    echo $n
}
hold_the_files() {
    local d n=0
    mkdir -p /run/top
    wanted=$(hash_tree /usr/share/doc/bash)
    for d in /dev/mapper/luks*; do
        e2fsck -fn "$d" >/dev/null && mount -o ro "$d" /run/top || return
        [ "$(hash_tree /run/top)" = "$wanted" ] && n=$((n + 1))
        umount /run/top
    done
    [ $n = 3 ]
}
make_keyed
check "fresh keys are refused while it is locked" refuses "$parterrectl" apply $image --clone '#1=2' --fresh-key '#1' --yes
check "it is cloned with keys of its clones' own" "$parterrectl" apply $image --clone '#1=2' --fresh-key secret --key-file /run/key --yes
check "verify looks through all of them" "$parterrectl" verify $image --key-file /run/key
check "and without a key says that it cannot" refuses "$parterrectl" verify $image
check "all are opened" open_all
check "no volume key is another's" keys_differ 3
check "each is opened by the key that was given" eval '[ "$(opens_with /run/key)" = 3 ]'
check "and the origin alone by its other one" eval '[ "$(opens_with /run/other)" = 1 ]'
check "no two have any identifier in common" shares_nothing_of 9
check "each holds the files" hold_the_files
close_all

# A system in a volume group, plain and in an LUKS, and its clone, which is to be a system of its own: what its fstab
# names is there, and is its own.
system() {
    local name=$1 device=$2 boot=$3 tree=/run/tree
    mkdir -p $tree/etc
    printf '%s\n' "/dev/$name/lvroot / ext4 defaults 0 1" "/dev/mapper/$name-lvvar /var ext4 defaults 0 2" \
        "UUID=$boot /boot ext4 defaults 0 2" >$tree/etc/fstab
    pvcreate "${quiet_lvm[@]}" -q "$device" && vgcreate "${quiet_lvm[@]}" -q "$name" "$device" &&
        lvcreate "${quiet_lvm[@]}" -q -Wn -Zn -y -L 24M -n lvroot "$name" &&
        lvcreate "${quiet_lvm[@]}" -q -Wn -Zn -y -L 16M -n lvvar "$name" && vgmknodes "${quiet_lvm[@]}" &&
        mkfs.ext4 -q -L ROOT -d $tree "/dev/$name/lvroot" && mkfs.ext4 -q -L VAR "/dev/$name/lvvar" &&
        vgchange "${quiet_lvm[@]}" -q -an "$name"
}
make_system() {
    local d boot
    truncate -s 400M $image
    must sgdisk -n 1:0:+16M -c 1:p.lxboot -n 2:0:+96M -c 2:p.lxlvm $image
    d=$(attach 1); must mkfs.ext4 -q -L BOOT "$d"; boot=$(blkid -p -o value -s UUID "$d"); losetup -d "$d"
    d=$(attach 2)
    if [ "$1" = luks ]; then
        must luks "$d"; must cryptsetup open --key-file /run/key "$d" inner
        must system garden /dev/mapper/inner "$boot"; must cryptsetup close inner
    else
        must system garden "$d" "$boot"
    fi
    losetup -d "$d"
}
# Each group's fstab names volumes of the group itself, which are there, and a boot partition that no other one names.
each_names_its_own() {
    local group device boots=() status=0
    mkdir -p /run/top
    for group in $(vgs "${quiet_lvm[@]}" --noheadings -o vg_name); do
        mount -o ro "/dev/$group/lvroot" /run/top || return
        cat /run/top/etc/fstab
        for device in $(sed -n 's/^\(\/dev\/[^ ]*\) .*/\1/p' /run/top/etc/fstab); do
            [ -b "$device" ] && [ "$(lvs "${quiet_lvm[@]}" --noheadings -o vg_name "$device" | tr -d ' ')" = "$group" ] || status=1
        done
        boots+=("$(sed -n 's/^UUID=\([^ ]*\) .*/\1/p' /run/top/etc/fstab)")
        diff /run/partids /run/top/config.partids || status=1
        umount /run/top
    done
    printf '%s\n' "${boots[@]}" | sort -u | tee /run/boots
    identifiers | tr -d ' ' >/run/identifiers
    [ "$status" = 0 ] && [ "$(wc -l </run/boots)" = 2 ] && [ "$(grep -cxFf /run/boots /run/identifiers)" = 2 ]
}
for stack in lvm luks; do
    image=/run/system_$stack.img
    make_system $stack
    check "$stack: a system in it is cloned" "$parterrectl" apply $image --clone '#1=1' --clone '#2=1' --clone-references own \
        --key-file /run/key --yes
    check "$stack: verify agrees, with config.partids in both" eval \
        '"$parterrectl" verify $image --key-file /run/key | tee /dev/stderr | grep -c "config.partids" | grep -qx 2'
    "$parterrectl" partids $image --key-file /run/key >/run/partids
    check "$stack: all is opened at once" open_all
    check "$stack: each system names what is its own" each_names_its_own
    check "$stack: no two have any identifier in common" shares_nothing_of 14
    close_all
done
[ "$failures" = 0 ]
