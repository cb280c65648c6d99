# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced: makes the disk image of a small appliance that User Mode Linux boots from, without any right. Wants $here, $work.
#   make_programs         once: $work/programs, a userland with its libraries, and $work/initrd
#   make_appliance gpt|dos uuid|label|partuuid
#                         $image, in whose /etc/fstab every file system is named so; sets `root`, how it is named, and
#                         `start_of`, the first sector of each partition by its label
#   build_appliance       the same by label, with its clones, of a description for KIWI and by parterrectl alone

# label:kind:MiB:where:GPT name; in the order of the disk.
parts=(BOOT:ext2:32:/boot:p.lxboot SWAP:swap:32:none:p.swap VAR:btrfs:128:/var:p.lxvar HOME:xfs:300:/home:p.lxhome
    ROOT:ext4:64:/:p.lxroot)
disk_mib=2048 disk_signature=50415254
declare -A start_of

uuid_of() { printf 'f11e5000-0000-4000-8000-%012d' "$1"; }
guid_of() { printf 'b007b007-0000-4000-8000-%012d' "$1"; }

make_programs() {
    local tree=$work/programs program file
    mkdir -p "$tree"/usr/{bin,sbin,lib,lib64} "$tree"/{proc,sys,dev,run,sysroot}
    for file in bin sbin lib lib64; do ln -s "usr/$file" "$tree/$file"; done
    for program in bash mount umount readlink findfs blkid swapon switch_root; do
        program=$(PATH=$PATH:/usr/sbin:/sbin type -P "$program") || return
        # Without the bits that make it the file's owner's program: the owner is whoever runs this.
        cp --no-preserve=mode "$program" "$tree/usr/bin/" && chmod 755 "$tree/usr/bin/${program##*/}" || return
        for file in $(ldd "$program" | grep -oE '/[^ ]+'); do
            mkdir -p "$tree${file%/*}" && cp --no-preserve=mode "$file" "$tree$file" && chmod 755 "$tree$file" || return
        done
    done
    cp -r "$tree" "$work/initramfs" && install "$here/initramfs_init.sh" "$work/initramfs/init" &&
        python3 "$here/make_cpio.py" "$work/initramfs" "$work/initrd"
}

# name_of TABLE BY INDEX NUMBER LABEL
name_of() {
    case $2 in
        uuid) echo "UUID=$(uuid_of "$3")" ;;
        label) echo "LABEL=$5" ;;
        partuuid) if [ "$1" = gpt ]; then echo "PARTUUID=$(guid_of "$3")"; else printf 'PARTUUID=%s-%02d\n' $disk_signature "$4"; fi ;;
    esac
}

# The tree of each file system; all say whose they are.
stage() {
    local label tree
    for label in BOOT VAR HOME; do
        mkdir -p "$work/tree/$label"
        echo "$label" >"$work/tree/$label/whose"
    done
    mkdir -p "$work/tree/BOOT/grub2" "$work/tree/VAR/log"
    printf 'linux /vmlinuz root=%s rw\ninitrd /initrd\n' "$root" >"$work/tree/BOOT/grub2/grub.cfg"
    tree=$work/tree/ROOT
    cp -r "$work/programs" "$tree" && mkdir -p "$tree"/{boot,home,var,etc} || return
    echo ROOT >"$tree/whose"
    printf '%s\n' "${fstab[@]}" >"$tree/etc/fstab"
    install "$here/appliance_init.sh" "$tree/usr/sbin/init"
}

# make_content KIND LABEL UUID: as $work/content, which is there and blank.
make_content() {
    local tree=$work/tree/$2 content=$work/content
    case $1 in
        ext*) "mkfs.$1" -q -L "$2" -U "$3" -E root_owner=0:0 -d "$tree" "$content" ;;
        btrfs) mkfs.btrfs -q -L "$2" -U "$3" --rootdir "$tree" "$content" ;;
        xfs) xfs_protofile "$tree" >"$work/proto" && mkfs.xfs -q -L "$2" -m "uuid=$3" -p "$work/proto" "$content" ;;
        swap) mkswap -q -L "$2" -U "$3" "$content" ;;
    esac
}

make_appliance() {
    local table=$1 by=$2 at=1 i number label kind mib where gpt_name script fstab=() starts=()
    script="label: $table"$'\n'
    [ "$table" = gpt ] || script+="label-id: 0x$disk_signature"$'\n'
    for ((i = 0; i < ${#parts[@]}; ++i)); do
        IFS=: read -r label kind mib where gpt_name <<<"${parts[i]}"
        number=$((i + 1))
        if [ "$table" = dos ] && [ $i -gt 0 ]; then
            number=$((i + 4)) at=$((at + 1))
            if [ $i = 1 ]; then
                # Room for clones of the first, which is not logical.
                at=$((at + 100))
                script+="2 : start=$((at - 1))MiB, size=$((disk_mib - at))MiB, type=5"$'\n'
            fi
        fi
        script+="$number : start=${at}MiB, size=${mib}MiB, type=$([ "$kind" = swap ] && echo swap || echo linux)"
        [ "$table" = dos ] || script+=", name=\"$gpt_name\", uuid=$(guid_of "$i")"
        script+=$'\n'
        # shellcheck disable=SC2034
        starts+=("$at") start_of[$label]=$((at * 2048)) at=$((at + mib))
        root=$(name_of "$table" "$by" $i $number "$label")
        fstab+=("$root $where $kind defaults 0 0")
    done
    rm -rf "$image" "$work/tree"
    truncate -s ${disk_mib}M "$image" && sfdisk -q "$image" <<<"$script" && stage || return
    for ((i = 0; i < ${#parts[@]}; ++i)); do
        IFS=: read -r label kind mib where gpt_name <<<"${parts[i]}"
        rm -f "$work/content"
        truncate -s "${mib}M" "$work/content" && make_content "$kind" "$label" "$(uuid_of $i)" &&
            dd if="$work/content" of="$image" bs=1M seek="${starts[i]}" conv=notrunc,sparse status=none || return
    done
}

# Its partitions in the order that KIWI gives them, as they stand above; behind the EFI system partition.
build_appliance() {
    local part label kind where gpt_name fstab=()
    cat >"$work/description.kiwi" <<'END'
<?xml version="1.0" encoding="utf-8"?>
<image schemaversion="8.0" name="appliance">
  <description type="system"><author>A</author><contact>a@b.c</contact><specification>Appliance</specification></description>
  <preferences>
    <version>1.0.0</version>
    <type image="oem" filesystem="ext4" firmware="efi" eficsm="false" bootpartition="true" bootfilesystem="ext2"
          bootpartsize="32" boot_clone="2" root_clone="2">
      <oemconfig><oem-resize>false</oem-resize><oem-swap>true</oem-swap><oem-swapsize>32</oem-swapsize></oemconfig>
      <partitions>
        <partition name="var" size="128" mountpoint="/var" filesystem="btrfs" clone="1"/>
        <partition name="home" size="300" mountpoint="/home" filesystem="xfs" clone="2"/>
      </partitions>
      <size unit="M">2048</size>
      <bootloader name="grub2"/>
    </type>
  </preferences>
</image>
END
    for part in "${parts[@]}"; do
        IFS=: read -r label kind _ where _ <<<"$part"
        fstab+=("LABEL=$label $where $kind defaults 0 0")
    done
    root=LABEL=ROOT
    rm -rf "$image" "$work/tree"
    stage && "$parterrectl" import kiwi "$work/description.kiwi" -o "$work/appliance.design" &&
        "$parterrectl" build "$work/appliance.design" -o "$image" --content "root=$work/tree/ROOT" --content "boot=$work/tree/BOOT" \
            --content "var=$work/tree/VAR" --content "home=$work/tree/HOME" || return
    for part in "${parts[@]}"; do
        IFS=: read -r label _ _ _ gpt_name <<<"$part"
        # shellcheck disable=SC2034
        start_of[$label]=$(sfdisk --dump "$image" | sed -nE "s/^.*: start= *([0-9]+),.* name=\"$gpt_name\".*/\1/p")
    done
}
