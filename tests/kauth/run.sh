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
    cmake --build "$build" --target kauth_call parterre-helper parterre-runner org.parterre.helper.policy-customtarget || exit 1
    PARTERRE_KAUTH_INSIDE=1 exec unshare --mount --propagation unchanged -- bash "$0" "$build"
fi

# In a build root "/" is no mount point, and its namespace is private already.
mount --make-rprivate / 2>/dev/null || true
set -e
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
dbus-uuidgen --ensure
dbus-daemon --system --fork
/usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 &
background="$background $!"
gdbus wait --system --timeout 20 org.freedesktop.PolicyKit1

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

passed=0
failed=0
expect() {  # expect WHO WANTED WHAT PATH
    local said
    if [ "$1" = root ]; then said=$("$build/bin/kauth_call" "$3" "$4" 2>"$scratch/stderr") || said="exit $?"
    else said=$(setpriv --reuid 54321 --regid 54321 --clear-groups "$build/bin/kauth_call" "$3" "$4" 2>"$scratch/stderr") || said="exit $?"
    fi
    if printf '%s\n' $2 | grep -qx "$(printf %s "$said" | tr ' ' -)"; then
        passed=$((passed + 1))
        echo "PASS: $1 $3 ${4/$scratch/}: $said"
    else
        failed=$((failed + 1))
        echo "FAIL: $1 $3 ${4/$scratch/}: $said, wanted $2"
        sed 's/^/      /' "$scratch/stderr"
    fi
}
set +e
rule() { cat >/etc/polkit-1/rules.d/00-test.rules; sleep 1; }

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
expect root Denied raw-apply-as-probe "$plain"
expect root StaleLayout apply-stale "$plain"
expect root "Busy Refused" apply "$held"
expect root ok apply "$plain"

echo "# an ordinary user without a rule, and nobody who could ask for a password"
expect gardener Denied probe "$second"
expect gardener Denied apply "$second"
echo "# the same with a password dialog that is dismissed"
expect gardener "Dismissed Denied" probe-dismissed "$second"

echo "# a rule that lets him look"
rule <<'R'
polkit.addRule(function(action, subject) {
    if (action.id == "org.parterre.helper.probe" && subject.user == "gardener") return polkit.Result.YES;
});
R
expect gardener ok probe "$second"
expect gardener Denied apply "$second"
echo "# a rule that lets him do everything: the helper's own rules still hold"
rule <<'R'
polkit.addRule(function(action, subject) {
    if (action.id.indexOf("org.parterre.helper.") == 0 && subject.user == "gardener") return polkit.Result.YES;
});
R
expect gardener StaleLayout apply-stale "$second"
expect gardener "Busy Refused" apply "$held"
expect gardener Unsupported raw-apply "$held_node"
expect gardener Invalid raw-apply /etc/passwd
expect gardener ok apply "$second"

echo "kauth: $passed passed, $failed failed"
[ "$failed" = 0 ]
