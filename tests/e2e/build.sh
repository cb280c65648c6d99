#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# build.sh OUT PARTERRECTL: the clone example of KIWI's manual, from its description to a disk with all its contents and
# clones, by Parterre alone; then told by the distribution's own tools whether it is that disk.
set -u
export LC_ALL=C.UTF-8 PATH=$PATH:/usr/sbin:/sbin
out=$1 parterrectl=$2 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d "$out/build.XXXXXX")
trap 'rm -rf --one-file-system "$scratch"' EXIT
check_log=$scratch/log
# shellcheck source=tests/e2e/checks.sh
. "$here/checks.sh"
cd "$scratch" || exit 1

tree() { mkdir -p "$1/$2" && seq 1 50000 >"$1/$2/numbers" && head -c 300000 /dev/urandom >"$1/$2/noise" && ln -s numbers "$1/$2/link"; }
must tree root etc
must tree boot grub
must tree home user
mkdir -p efi/EFI/BOOT && echo loader >efi/EFI/BOOT/bootx64.efi
printf 'LABEL=ROOT / ext4 defaults 0 1\nLABEL=BOOT /boot ext4 defaults 0 2\nLABEL=HOME /home ext4 defaults 0 2\n' >root/etc/fstab

cat >description.kiwi <<'END'
<?xml version="1.0" encoding="utf-8"?>
<image schemaversion="8.0" name="clones">
  <description type="system"><author>A</author><contact>a@b.c</contact><specification>Clones</specification></description>
  <preferences>
    <version>1.0.0</version>
    <type image="oem" filesystem="ext4" firmware="uefi" efiparttable="gpt" bootpartition="true" bootfilesystem="ext4"
          bootpartsize="300" boot_clone="1" root_clone="1">
      <oemconfig><oem-resize>false</oem-resize></oemconfig>
      <partitions><partition name="home" size="10" mountpoint="/home" filesystem="ext4" clone="2"/></partitions>
      <size unit="G">3</size>
      <bootloader name="grub2"/>
    </type>
  </preferences>
</image>
END

# What KIWI makes of it, worked out by hand: 6291456 sectors; what boot, home and their clones leave is divided.
cat >wanted <<'END'
2048 4096 p.legacy
6144 40960 p.UEFI
47104 614400 p.lxbootclone1
661504 614400 p.lxboot
1275904 20480 p.lxhomeclone1
1296384 20480 p.lxhomeclone2
1316864 20480 p.lxhome
END
partids='kiwi_BiosGrub="1"
kiwi_BootPart="4"
kiwi_EfiPart="2"
kiwi_HomePart="7"
kiwi_RootPart="9"
kiwi_bootPartClone1="3"
kiwi_homePartClone1="5"
kiwi_homePartClone2="6"
kiwi_rootPartClone1="8"'

table() { sfdisk --json disk.img | python3 -c 'import json, sys
for p in json.load(sys.stdin)["partitiontable"]["partitions"]: print(p["start"], p["size"], p["name"])'; }
extract() {
    local start size
    read -r start size _ < <(table | sed -n "$1p")
    dd if=disk.img of="p$1" bs=1M iflag=skip_bytes,count_bytes skip=$((start * 512)) count=$((size * 512)) conv=sparse status=none
}
identifiers() {
    local number
    for number in 2 3 4 5 6 7 8 9; do
        extract "$number" && blkid -p -o export "p$number" | grep -E '^(UUID|UUID_SUB|LABEL)=' || return
        sfdisk --part-uuid disk.img "$number"
    done
}
# rdump says nothing of what it may not set as an ordinary user; what it read is compared.
files() { mkdir -p "tree$1" && debugfs -R "rdump / tree$1" "p$1" >/dev/null 2>&1 && rm -rf "tree$1/lost+found"; }

check "the description is read" "$parterrectl" import kiwi description.kiwi -o disk.design
check "the disk is built" "$parterrectl" build disk.design -o disk.img --report report.json \
    --content root=root --content boot=boot --content home=home --content efi=efi
check "its table has no faults" sgdisk --verify disk.img
check "places and names are KIWI's" diff wanted <(table | head -n 7)
check "the root and its clone are equally large" test "$(table | sed -n '8s/^[0-9]* \([0-9]*\) .*/\1/p')" = "$(table | sed -n '9s/^[0-9]* \([0-9]*\) .*/\1/p')"
check "no identifier and no label is there twice" test "$(identifiers | sort | uniq -d | wc -l)" = 0
check "identifiers were found" test "$(identifiers | wc -l)" -ge 24
for number in 3 4 5 6 7 8 9; do
    must extract "$number"
    check "partition $number is clean" e2fsck -fn "p$number"
    must files "$number"
done
for pair in 3:boot 4:boot 5:home 6:home 7:home 8:root 9:root; do
    check "partition ${pair%:*} holds the files of ${pair#*:}" diff -r --exclude=config.partids "tree${pair%:*}" "${pair#*:}"
done
for number in 8 9; do check "config.partids in partition $number" diff "tree$number/config.partids" <(echo "$partids"); done
check "config.partids beside the image" diff disk.img.config.partids <(echo "$partids")
must extract 2
check "the loader is on the EFI system partition" test "$(mtype -i p2 ::/EFI/BOOT/bootx64.efi)" = loader
check "parterrectl finds it in order" "$parterrectl" verify disk.img

refused() { ! "$parterrectl" build disk.design "$@" && [ ! -e other.img ] && ! compgen -G '*.building-*' >/dev/null; }
check "no other image is written over" refused -o disk.img
check "a partition that is not there is refused" refused -o other.img --content hoome=home
check "files that do not fit are refused, and leave nothing" refused -o other.img --content efi=/usr/lib/x86_64-linux-gnu
exit $((failures > 0))
