#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# power_off.sh BUILD OUT BEFORE COUNT SEED NUMBER=MIB...: boots User Mode Linux COUNT times, kills it (SIGKILL, the
# kernel itself) at a random moment while it moves partitions of a copy of BEFORE, and finishes the move here.
# Prints "power-offs N lost L".
set -u
build=$1 out=$2 before=$3 count=$4 RANDOM=$5 here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
shift 5
tool=$build/bin/move_tool disk=$before.power.$$
work=$(mktemp -d "$out/power.XXXXXX")
trap 'rm -f "$disk"; rm -rf "$work"' EXIT
{ printf '%s=%q\n' tool "$tool" work "$work"; printf 'words=(%s)\n' "${*@Q}"; } >"$work/job"

boot() {
    rm -f "$work/begun" "$work/ended"
    cp --sparse=always "$before" "$disk"
    # A session of its own: its process group is the machine.
    setsid linux.uml mem=256M rootfstype=hostfs root=/dev/root rootflags=/ rw init="$here/power_init.sh" ubda="$disk" \
        PARTERRE_JOB="$work/job" con=null con0=null,fd:1 quiet >"$work/console" 2>&1 </dev/null &
    machine=$!
}
milliseconds() { local now=${EPOCHREALTIME/./}; echo $((now / 1000)); }
# until_file FILE: false where the machine ended without it.
until_file() {
    local never
    exec {never}<> <(:)
    until [ -e "$1" ]; do
        kill -0 $machine 2>/dev/null || [ -e "$1" ] || return
        read -r -t 0.01 -u "$never" _
    done
    exec {never}<&-
}
after() { local never; exec {never}<> <(:); read -r -t "$1" -u "$never" _; exec {never}<&-; }

boot
until_file "$work/begun" && begun=$(milliseconds) && until_file "$work/ended" && takes=$(($(milliseconds) - begun)) ||
    { echo "the machine did not come to its end:"; tail -n 20 "$work/console"; exit 1; }
wait $machine
"$tool" check "$before" "$disk" "$@" || { echo "the move does not work where nobody cuts it off:"; cat "$work/log"; exit 1; }
lost=0 done=0
for ((attempt = 0; done < count && attempt < 3 * count; ++attempt)); do
    boot
    until_file "$work/begun" || break
    moment=$((RANDOM * takes / 32768))
    after "$((moment / 1000)).$(printf %03d $((moment % 1000)))"
    [ -e "$work/ended" ] || done=$((done + 1))
    kill -KILL -- -$machine 2>/dev/null
    wait $machine 2>/dev/null
    # The last of the machine's processes may hold the disk for a moment longer.
    for ((i = 0; i < 100; ++i)); do
        "$tool" finish "$disk" 2>"$work/finish"
        status=$?
        [ $status = 3 ] || break
        after 0.02
    done
    state=$("$tool" check "$before" "$disk" "$@") && { [ $status = 0 ] || [ $status = 11 ]; } && continue
    cat "$work/finish"
    echo "off after $moment of $takes ms: finishing ended with status $status, and the disk is $state"
    lost=$((lost + 1))
done
echo "power-offs $done lost $lost"
[ $done = "$count" ] && [ $lost = 0 ]
