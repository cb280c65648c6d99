#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/kauth/run.sh BUILD: the privileged door with a real system bus and a real polkit, as root, as
# an ordinary user with and without a rule, and with a password dialog that is dismissed.
# Everything is installed into overlays of a mount namespace of its own, which takes all of it,
# rules and users too, along when it ends. Needs root.
set -u
build=$(cd "${1:?BUILD}" && pwd -P)

if [ "$(id -u)" != 0 ]; then
    echo "kauth: SKIPPED, needs root"
    exit 77
fi
if [ -z "${PARTERRE_KAUTH_INSIDE:-}" ]; then
    cmake --build "$build" --target kauth_call fake_logind parterrectl parterre-helper parterre-runner org.parterre.helper.policy-customtarget || exit 1
    PARTERRE_KAUTH_INSIDE=1 exec unshare --mount --propagation unchanged -- bash "$0" "$build"
fi

# In a build root "/" is no mount point, and its namespace is private already.
mount --make-rprivate / 2>/dev/null || true
set -e
large=$(mktemp -d /tmp/parterre-kauth-large.XXXXXX)  # too large for memory
scratch=$(mktemp -d /tmp/parterre-kauth.XXXXXX)
mount -t tmpfs -o mode=755 tmpfs "$scratch"
overlay() {
    mkdir -p "$scratch/$2.upper" "$scratch/$2.work"
    mount -t overlay -o "lowerdir=$1,upperdir=$scratch/$2.upper,workdir=$scratch/$2.work" overlay "$1"
}
overlay /usr usr
overlay /etc etc
overlay /var/lib varlib
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/dbus

loops=
background=
clean_up() {
    umount "$scratch/mounted" 2>/dev/null || true
    for loop in $loops; do losetup -d "$loop" || true; done
    for process in $background; do kill "$process" 2>/dev/null || true; done
    [ -s /run/dbus/pid ] && kill "$(cat /run/dbus/pid)" 2>/dev/null || true
    rm -f /dev/shm/parterre-kauth
    umount -l /etc /usr /var/lib /run "$scratch" 2>/dev/null || true
    rm -rf "$large"
    rmdir "$scratch" 2>/dev/null || true
}
trap clean_up EXIT

# Where the bus and polkit look, whatever prefix the build was configured with.
cmake --install "$build/helper/service" >/dev/null
find /usr/local -name org.parterre.helper.conf -exec cp {} /usr/share/dbus-1/system.d/ \; 2>/dev/null || true
find /usr/local -name org.parterre.helper.service -exec cp {} /usr/share/dbus-1/system-services/ \; 2>/dev/null || true
find /usr/local -name org.parterre.helper.policy -exec cp {} /usr/share/polkit-1/actions/ \; 2>/dev/null || true
for file in dbus-1/system.d/org.parterre.helper.conf dbus-1/system-services/org.parterre.helper.service \
    polkit-1/actions/org.parterre.helper.policy; do
    [ -s "/usr/share/$file" ] || { echo "kauth: $file was not installed"; exit 1; }
done
echo 'gardener:x:54321:54321::/tmp:/bin/sh' >>/etc/passwd
rm -f /etc/polkit-1/rules.d/*
# The rest of a machine: a logind, and a udev that keeps a diary.
sed 's/org.parterre.helper/org.freedesktop.login1/g' /usr/share/dbus-1/system.d/org.parterre.helper.conf \
    >/usr/share/dbus-1/system.d/fake-logind.conf
mkdir -p /run/udev/rules.d
touch /run/udev/control
rm -f /usr/bin/udevadm
printf '#!/bin/sh\necho "$*" >>%s\n' "$scratch/udev" >/usr/bin/udevadm
chmod 755 /usr/bin/udevadm
dbus-uuidgen --ensure
dbus-daemon --system --fork
/usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 &
background="$background $!"
"$build/bin/fake_logind" "$scratch/logind" &
background="$background $!"
gdbus wait --system --timeout 20 org.freedesktop.PolicyKit1
gdbus wait --system --timeout 20 org.freedesktop.login1

# A disk with one partition full of data and room for a clone of it.
disk() {
    truncate -s 64M "$scratch/$1.img"
    printf 'label: gpt\nstart=2048, size=16384, name="p.lxdata"\n' | sfdisk -q "$scratch/$1.img"
    if [ "${2:-}" = ext4 ]; then
        mke2fs -q -t ext4 -F -E offset=1048576 "$scratch/$1.img" 8192k
    else
        head -c 8M /dev/urandom | dd of="$scratch/$1.img" bs=1M seek=1 conv=notrunc status=none
    fi
    losetup --find --show --partscan "$scratch/$1.img"
}
# Without udev nobody else makes the node.
partition_node() {
    local name=${1#/dev/}p1 numbers
    [ -e "/sys/block/${1#/dev/}/$name" ] || partx --add --nr 1 "$1"
    numbers=$(cat "/sys/block/${1#/dev/}/$name/dev")
    [ -b "/dev/$name" ] || mknod "/dev/$name" b "${numbers%:*}" "${numbers#*:}"
    echo "/dev/$name"
}
plain=$(disk plain); loops="$loops $plain"
second=$(disk second ext4); loops="$loops $second"
held=$(disk held ext4); loops="$loops $held"
held_node=$(partition_node "$held")
mkdir "$scratch/mounted"
mount "$held_node" "$scratch/mounted"
head -c 1M /dev/zero >/dev/shm/parterre-kauth
ln -sf "$plain" /run/link-to-disk

# A disk whose copy takes long enough for something to happen meanwhile.
head -c 512M /dev/urandom >"$large/disk.img"
truncate -s 1200M "$large/disk.img"
busy=$(losetup --find --show --partscan "$large/disk.img"); loops="$loops $busy"
fresh_table() { printf 'label: gpt\nstart=2048, size=500MiB, name="p.lxdata"\n' | sfdisk -q "$busy"; }
fresh_table

# Images of his own, and one of somebody else's that he may only read.
image() { truncate -s 32M "$1"; printf 'label: gpt\nstart=2048, size=8192, name="p.lxdata"\n' | sfdisk -q "$1"; }
mkdir -m 755 "$scratch/his"
image "$scratch/his/own.img"
image "$scratch/his/second.img"
chown -R 54321:54321 "$scratch/his"
image "$scratch/foreign.img"
image "$scratch/roots.img"

passed=0
failed=0
say() {  # say STATUS WORDS
    if [ "$1" = 0 ]; then passed=$((passed + 1)); echo "PASS: $2"
    else failed=$((failed + 1)); echo "FAIL: $2"
    fi
}
as_gardener() { setpriv --reuid 54321 --regid 54321 --clear-groups "$@"; }
expect() {  # expect WHO WANTED WHAT PATH [COMMAND]
    local who=$1 wanted=$2 said door=
    shift 2
    [ "$who" = root ] || door=as_gardener
    said=$($door "$build/bin/kauth_call" "$@" 2>"$scratch/stderr") || said="exit $?"
    printf '%s\n' $wanted | grep -qxF "$(printf %s "$said" | tr ' ' -)"
    set -- $? "$who $1 ${2/$scratch/}: $said"
    if [ "$1" = 0 ]; then say 0 "$2"; else say 1 "$2, wanted $wanted"; sed 's/^/      /' "$scratch/stderr"; fi
}
check() {  # check WORDS COMMAND...: the command succeeds
    local words=$1
    shift
    "$@"
    say $? "$words"
}
eventually() {  # the command succeeds within half a minute
    local tries=300
    while ! "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 0.1
    done
}
set +e
# Everything that is broadcast during all this, as an ordinary user hears it.
as_gardener dbus-monitor --system --binary >"$scratch/heard" 2>/dev/null &
background="$background $!"
eventually test -s "$scratch/heard"
hex() { od -An -v -tx1 | tr -d ' \n'; }
plainly() { printf %s "$1" | hex; }
widely() { plainly "$1" | sed 's/../00&/g'; }  # how QDataStream writes a QString
heard() { hex <"$scratch/heard" | grep -q "$1"; }  # heard HEX
shout() { gdbus emit --system --object-path / --signal org.parterre.Test.Said "$1"; }
secret() { plainly "$1"; echo; widely "$1"; echo; }
secrets_of() {  # secrets_of DISK: its path, and its partition's identifier in words and in bytes
    local uuid
    uuid=$(sfdisk --part-uuid "$1" 1)
    secret "$1"
    secret "$uuid"
    secret "${uuid,,}"
    printf '%s\n' "${uuid,,}" | tr -d -
}
{
    secret p.lxdata
    for disk in "$plain" "$second" "$held" "$busy" "$scratch/his/own.img" "$scratch/roots.img"; do secrets_of "$disk"; done
} >"$scratch/secrets"
overheard() { hex <"$scratch/heard" | grep -qFf "$scratch/secrets"; }
not() { ! "$@"; }
may() { as_gardener sh -c 'exec pkcheck --action-id "$0" --process $$' "org.parterre.helper.$1" >/dev/null 2>&1; }
# polkit hears of a new rule in its own time: what it permits shows when.
rule() {  # rule ACTION: the last action that it newly permits
    cat >/etc/polkit-1/rules.d/00-test.rules
    eventually may "$1"
    check "polkit permits $1" may "$1"
}
partitions() { sfdisk -q -l -o device "$1" 2>/dev/null | grep -c '^/'; }

echo "# root"
expect root ok probe "$plain"
expect root ok jobs "$plain"
expect root ok probe /run/link-to-disk
expect root ok probe "$scratch/plain.img"
expect root Unsupported raw-probe "$held_node"
expect root Unsupported raw-apply "$held_node"
expect root Invalid raw-probe /dev/shm/parterre-kauth
expect root Invalid raw-apply /dev/shm/parterre-kauth
expect root Invalid raw-probe "$scratch/plain.img"
expect root Invalid raw-apply "$scratch/plain.img"
expect root Invalid raw-apply /run/link-to-disk
expect root Unsupported raw-probe /dev/null
expect root Invalid raw-apply-unanswered "$plain"
touch "$scratch/answer"
expect root Invalid raw-probe-into-file "$plain" "$scratch/answer"
check "nothing was written there" [ ! -s "$scratch/answer" ]
expect root Denied raw-apply-as-probe "$plain"
expect root StaleLayout apply-stale "$plain"
expect root "Busy Refused" apply "$held"
expect root ok apply "$plain"
check "the clone is there" [ "$(partitions "$plain")" = 2 ]
expect root ok apply "$scratch/roots.img"
check "the clone is there" [ "$(partitions "$scratch/roots.img")" = 2 ]

echo "# while a job runs"
ends() { { head -c 1M "$busy"; tail -c 1M "$busy"; } | sha256sum; }
before=$(ends)
expect root Cancelled-unchanged apply-cancel "$busy"
check "the table is the same" [ "$before" = "$(ends)" ]
: >"$scratch/udev"
expect root ok apply-during "$busy" \
    "cat $scratch/logind >$scratch/logind.during; cat /run/udev/rules.d/*-parterre-* >$scratch/rule.during; cat $scratch/udev >$scratch/udev.during"
check "the machine was kept awake" grep -q "^held shutdown:sleep:idle|Parterre|.*$busy.*|block" "$scratch/logind.during"
check "and may sleep now" eventually grep -q ^free "$scratch/logind"
check "the desktop was kept away" grep -q "KERNELS==\"${busy#/dev/}\".*UDISKS_IGNORE" "$scratch/rule.during"
check "udev was told" [ "$(cat "$scratch/udev.during")" = "control --reload --timeout=5" ]
check "and is as before" [ -z "$(ls /run/udev/rules.d)" ]
check "and was told that, too" [ "$(grep -c -- --reload "$scratch/udev")" = 2 ]
fresh_table
another() { echo "timeout -s KILL 20 '$build/bin/kauth_call' $1 '$plain' >>$scratch/other 2>/dev/null;"; }
expect root ok apply-during "$busy" "$(another apply-blindly) $(another probe)"
refused_twice() { [ "$(cat "$scratch/other")" = "HelperBusy
HelperBusy" ]; }
check "other callers meanwhile, of the same action and of another, are told so" refused_twice
fresh_table
before=$(ends)
cat >"$scratch/kill-helper" <<'K'
kill -9 "$(gdbus call --system -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.GetConnectionUnixProcessID org.parterre.helper |
    sed 's/.* //; s/,.*//')"
K
expect root NoHelper apply-during "$busy" "sh '$scratch/kill-helper'"
check "the helper was killed, the table is the same" [ "$before" = "$(ends)" ]
check "its rule is still there" [ -e "/run/udev/rules.d/90-parterre-${busy#/dev/}.rules" ]
touch "$scratch/before-the-kill"
expect root "exit-137" apply-during "$busy" 'kill -9 $PPID'
report() { find /var/lib/parterre/jobs -name report.json -newer "$scratch/before-the-kill" | grep .; }
check "the caller is dead, the job goes on to its report" eventually report
check "which says that all is well" grep -q '"disk": "done"' "$(report)"
check "and to its clone" [ "$(partitions "$busy")" = 2 ]
check "and no rule, not even the dead helper's, is left" [ -z "$(ls /run/udev/rules.d)" ]
check "and the machine may sleep" eventually grep -q ^free "$scratch/logind"
expect root ok jobs "$busy"
pairs() {  # each of two at the same instant is served or refused, and one at least is served
    local pair first
    for pair in $(seq 10); do
        timeout -s KILL 60 "$build/bin/kauth_call" probe "$plain" >"$scratch/first" 2>/dev/null &
        first=$!
        timeout -s KILL 60 "$build/bin/kauth_call" probe "$second" >"$scratch/second" 2>/dev/null
        wait "$first"
        case "$(cat "$scratch/first") $(cat "$scratch/second")" in
        "ok ok" | "ok HelperBusy" | "HelperBusy ok") ;;
        *) echo "pair $pair: $(cat "$scratch/first" "$scratch/second")"; return 1 ;;
        esac
    done
}
check "of two callers at the same instant none is forgotten" pairs

echo "# an ordinary user without a rule, and nobody who could ask for a password"
expect gardener Denied probe "$second"
expect gardener Denied apply "$second"
echo "# the same with a password dialog that is dismissed"
expect gardener "Dismissed Denied" probe-dismissed "$second"

echo "# a rule that lets him look"
rule probe <<'R'
polkit.addRule(function(action, subject) {
    if (action.id == "org.parterre.helper.probe" && subject.user == "gardener") return polkit.Result.YES;
});
R
expect gardener ok probe "$second"
expect gardener ok probe "$scratch/his/own.img"
expect gardener Denied apply "$second"
expect gardener Denied apply "$scratch/his/own.img"
check "nothing was cloned" [ "$(partitions "$scratch/his/own.img")" = 1 ]
echo "# a rule that lets him do everything: the helper's own rules still hold"
rule apply <<'R'
polkit.addRule(function(action, subject) {
    if (action.id.indexOf("org.parterre.helper.") == 0 && subject.user == "gardener") return polkit.Result.YES;
});
R
expect gardener StaleLayout apply-stale "$second"
expect gardener "Busy Refused" apply "$held"
check "nothing was cloned" [ "$(partitions "$held")" = 1 ]
umount "$scratch/mounted"
expect gardener ok apply "$held"
expect gardener Unsupported raw-apply "$held_node"
expect gardener Invalid raw-apply /etc/passwd
expect gardener ok apply "$second"
expect gardener ok apply "$scratch/his/own.img"
check "the clone is there" [ "$(partitions "$scratch/his/own.img")" = 2 ]
expect gardener Denied apply "$scratch/foreign.img"
check "nothing was cloned" [ "$(partitions "$scratch/foreign.img")" = 1 ]

echo "# his own door"
as_gardener env HOME="$scratch/his" "$build/bin/parterrectl" apply "$scratch/his/second.img" --clone '#1=1' --yes >"$scratch/stderr" 2>&1
check "the runner clones, too" [ "$(partitions "$scratch/his/second.img")" = 2 ]
check "and asks that the machine stay awake" eventually grep -q "^free shutdown.*$scratch/his/second.img" "$scratch/logind"

echo "# what everybody could hear"
shout "that is all"
check "the listener heard all" eventually heard "$(plainly "that is all")"
check "that the helper was asked" heard "$(plainly org.parterre.helper.probe)00"
check "and progress" heard "$(widely isTableWritten)"
check "but no path, name or identifier" not overheard
shout p.lxdata
check "which he would have understood" eventually overheard

echo "# at last"
is_gone() { [ "$(gdbus call --system -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.NameHasOwner org.parterre.helper)" = "(false,)" ]; }
check "the idle helper ends" eventually is_gone

echo "kauth: $passed passed, $failed failed"
[ "$failed" = 0 ]
