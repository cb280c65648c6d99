#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD OUT POINTS KILLS POWER_OFFS: moves in place with real kernels and real processes.
#
# User Mode Linux carries out three moves of partitions with FAT, NTFS, ext4, XFS, LUKS, btrfs and LVM in them on
# dm-log-writes (record.sh), and others on bad sectors (bad_sectors.sh). Here the disk is put into POINTS states that a
# power cut leaves along these logs (cut_moves), processes are killed KILLS times (kill_moves), and the kernel itself
# is killed POWER_OFFS times (power_off.sh). OUT/moves.told tells the counts, with those of a mover without a journal.
# The last line is "counted PASSED FAILED SKIPPED". No root needed; as root kills are on loop devices.
set -u
build=$1 out=$2 points=$3 kills=$4 power_offs=$5 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=$build/bin said=$out/moves
rm -rf "$said"
mkdir -p "$said"
# Memory is what is quick enough, 2 GB of it.
place=$out
[ -w /dev/shm ] && [ "$(df --output=avail -k /dev/shm | tail -n 1)" -gt 2000000 ] && place=/dev/shm
disks=$(mktemp -d "$place/parterre-moves.XXXXXX")
loops=()
finish() { for loop in "${loops[@]}"; do losetup --detach "$loop"; done; rm -rf "$disks"; }
trap finish EXIT

shift_order=("6=59" "7=79") swap_order=("4=36" "5=28") clones_order=("1=3" "2=7" "3=11,19") small_order=("1=3" "2=7")

# job NAME CMD...: beside others, as many as there are processors. What it says is in $said/NAME.
job() {
    local name=$1
    shift
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
    { "$@"; echo "status $?"; } >"$said/$name" 2>&1 &
}

# record NAME ORDER...: one boot. Leaves $disks/NAME.N.log and $disks/NAME.N.before for its Nth order.
record() {
    local name=$1 i letters=(b c d e f g h i j k l m) drives="ubda=$disks/$1.disk"
    shift
    printf '%s\n' "$@" >"$said/$name.orders"
    truncate -s 100M "$disks/$name.disk"
    for ((i = 0; i < $#; ++i)); do
        truncate -s 300M "$disks/$name.$i.log"
        truncate -s 100M "$disks/$name.$i.before"
        drives+=" ubd${letters[2 * i]}=$disks/$name.$i.log ubd${letters[2 * i + 1]}=$disks/$name.$i.before"
    done
    KERNEL_DRIVES=$drives bash "$here/../kernel/run.sh" "$build" "$said" "$here/record.sh" "$said/$name.orders"
    local status=$?
    rm -f "$disks/$name.disk"
    return $status
}

# cut LOG SHARES HOW POINTS ORDER...
cut() {
    local log=$1 shares=$2 how=$3 wanted=$4 i
    shift 4
    for ((i = 0; i < shares; ++i)); do
        job "cut.$how.$log.$i" cut_share "$disks/$log" "$i" "$shares" "$how" "$wanted" "$@"
    done
}
cut_share() {
    local log=$1 i=$2 shares=$3 how=$4 wanted=$5 status
    shift 5
    "$bin/cut_moves" "$log.log" "$log.before" "$log.state$i" "$wanted" "$i/$shares" "$how" "$@"
    status=$?
    rm -f "$log.state$i"
    return $status
}

# kill_some NAME BEFORE KILLS ORDER...
kill_some() {
    local name=$1 before=$disks/$2.before wanted=$3 disk=$disks/$1.killed
    shift 3
    truncate -s 100M "$disk"
    cp --sparse=always "$before" "$disk"
    if [ "$(id -u)" = 0 ] && [ -e /dev/loop-control ]; then
        disk=$(losetup --find --show "$disk") || return
        loops+=("$disk")
    fi
    job "kill.$name" "$bin/kill_moves" "$before" "$disk" "$wanted" 1 "$@"
}

bad_sectors() {
    cp --sparse=always "$disks/two.1.before" "$disks/bad"
    KERNEL_DRIVES="ubda=$disks/bad ubdb=$disks/two.1.before" \
        bash "$here/../kernel/run.sh" "$build" "$said" "$here/bad_sectors.sh" "${clones_order[@]}"
}

job record.one record one "shift ${shift_order[*]}" "plain ${shift_order[*]}"
job record.two record two "swap ${swap_order[*]}" "clones ${clones_order[*]}"
wait
if ! grep -q '^status 0' "$said/record.one" || ! grep -q '^status 0' "$said/record.two"; then
    cat "$said"/record.one "$said"/record.two
    echo "counted 0 1 0"
    exit 1
fi
job bad bad_sectors
job power.one bash "$here/power_off.sh" "$build" "$said" "$disks/one.0.before" $((power_offs / 2)) 1 "${shift_order[@]}"
job power.two bash "$here/power_off.sh" "$build" "$said" "$disks/two.0.before" $((power_offs - power_offs / 2)) 2 "${swap_order[@]}"
kill_some shift one.0 $((kills / 4)) "${shift_order[@]}"
kill_some swap two.0 $((kills / 4)) "${swap_order[@]}"
kill_some small two.1 $((kills - 2 * (kills / 4))) "${small_order[@]}"
cut one.0 2 journal $((points / 3 + 1)) "${shift_order[@]}"
cut two.0 2 journal $((points / 3 + 1)) "${swap_order[@]}"
cut two.1 2 journal $((points / 3 + 1)) "${clones_order[@]}"
cut one.1 1 plain $((points / 20 + 1)) "${shift_order[@]}"
wait

# sum WORD FILE...: of the numbers after this word.
sum() { local word=$1; shift; cat "$@" | grep -oE "(^| )$word [0-9]+" | awk '{ sum += $2 } END { print sum + 0 }'; }
passed=0 failed=0
judge() {
    local what=$1
    shift
    if "$@"; then echo "ok      $what"; passed=$((passed + 1)); else echo "NOT OK  $what"; failed=$((failed + 1)); fi
}
all_ended_well() { ! grep -L '^status 0' "$@" | grep .; }
cd "$said" || exit
cat record.one record.two bad power.* kill.* cut.* | grep -v '^status'
passed=$(cat record.one record.two bad | grep -c '^ok ') failed=$(cat record.one record.two bad | grep -c '^NOT OK')
replayed=$(sum points cut.journal.*) plain=$(sum points cut.plain.*) plain_lost=$(sum lost cut.plain.*)
killed=$(sum kills kill.*) off=$(sum power-offs power.one power.two)
judge "bad sectors stop a move and lose nothing" all_ended_well bad
judge "no power cut loses anything" all_ended_well cut.journal.*
judge "there were $points of them" [ "$replayed" -ge "$points" ]
judge "the same power cuts lose what a mover without a journal moves" [ "$plain_lost" -gt 0 ]
judge "no kill loses anything" all_ended_well kill.*
judge "there were $kills of them" [ "$killed" -ge "$kills" ]
judge "no machine that is powered off loses anything" all_ended_well power.one power.two
judge "there were $power_offs of them" [ "$off" -ge "$power_offs" ]
{
    echo "power cuts replayed from dm-log-writes: $replayed, $(sum lost cut.journal.*) lost ($(sum processes cut.journal.*) taken up by a process of their own)"
    echo "the same of a mover without a journal: $plain, $plain_lost lost"
    echo "processes killed: $killed in $(sum moves kill.*) moves, $(sum lost kill.*) lost (${#loops[@]} of 3 on loop devices)"
    echo "kernels powered off: $off, $(sum lost power.one power.two) lost"
} >"$out/moves.told"
cat "$out/moves.told"
echo "counted $passed $failed 0"
[ "$failed" = 0 ]
