# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Where Parterre is built and run: on Debian 13 or later the host itself, on any other host with
# mmdebstrap a Debian 13 root in the user's cache. Sourced by try, test and run, which then call
#   prepare          set up what is missing (seconds when nothing is)
#   inside CMD ...   run CMD there, in the caller's folder, with the caller's streams and status
#   become CMD ...   the same, in place of this shell
#   show CMD ...     become for a program that speaks to the user, in the user's language
# Environment: PARTERRE_CACHE (default ${XDG_CACHE_HOME:-~/.cache}/parterre), PARTERRE_QUIET=1,
# PARTERRE_ROOT=always (use a build root on Debian 13 too), PARTERRE_RUN=private (a /run of its own).

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
package_list=$checkout/packaging/packages.debian-13
cache=${PARTERRE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/parterre}
root_needs_kib=$((3 * 1024 * 1024))

say() { [ -n "${PARTERRE_QUIET:-}" ] || printf '%s\n' "parterre: $*" >&2; }
# 125: nothing was run; the programs themselves use small numbers.
die() { printf '%s\n' "parterre: $*" >&2; exit 125; }

# NAME, or NAME [ARCHITECTURE ...] where only some have it.
packages() {
    awk -v here="$(dpkg --print-architecture 2>/dev/null || echo amd64)" '
        { sub(/#.*/, "") }
        /\[/ { if (!match(" " $0 " ", "[[ ]" here "[] ]")) next; sub(/ *\[.*/, "") }
        NF { print $1 }' "$package_list" | sort -u
}

host_is_debian_13() {
    [ "${PARTERRE_ROOT:-auto}" = always ] && return 1
    (
        . /etc/os-release 2>/dev/null || exit 1
        [ "${ID:-}" = debian ] || exit 1
        [ -n "${VERSION_ID:-}" ] || exit 0  # testing and unstable have no number
        [ "${VERSION_ID%%.*}" -ge 13 ]
    )
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

install_packages() {
    say "installing: $*"
    { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "$@"; } </dev/null >&2
}

prepare_native() {
    local missing
    mapfile -t missing < <(comm -23 <(packages) <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' |
        sed -n 's/^installed //p' | sort -u))
    [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}" ||
        die "these packages are missing and could not be installed from here; as root run:
  apt-get install --no-install-recommends ${missing[*]}"
}

# What makes a root and enters it; a user needs more of it than root.
prepare_tools() {
    local missing=()
    command -v mmdebstrap >/dev/null 2>&1 || missing+=(mmdebstrap)
    if [ "$(id -u)" != 0 ]; then
        command -v bwrap >/dev/null 2>&1 || missing+=(bubblewrap)
        command -v newuidmap >/dev/null 2>&1 || missing+=(uidmap)
    fi
    [ ${#missing[@]} = 0 ] && return 0
    command -v apt-get >/dev/null 2>&1 || die "please install ${missing[*]}, which the Debian 13 build root is made with"
    install_packages "${missing[@]}" ||
        die "${missing[*]}: missing, and could not be installed from here; as root run:
  apt-get install ${missing[*]}"
}

# The mirror that the host itself takes Debian's packages from; nothing where it is no Debian, and
# mmdebstrap takes its own.
mirror() {
    apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk '$1 == "Debian" { print "deb " $2 " trixie main"; exit }'
}

prepare_root() {
    root=$cache/root-$( { uname -m; packages; echo "layout 1"; } | sha256sum | cut -c1-16)
    mkdir -p "$cache" || die "the folder $cache could not be made"
    while ! use_root; do
        (
            flock -n 9 || { say "another start is setting up; waiting for it"; flock 9; }
            [ -e "$root/.parterre-complete" ] || { prepare_tools && make_root; }
        ) 9>"$cache/root.lock" || exit
    done
}

# Holds a shared lock on the root, which all that is started in it inherits: it is in use.
use_root() {
    { exec 8<"$root/.parterre-complete"; } 2>/dev/null && flock -s -n 8
}

free_kib() { df --output=avail -k "$1" | tail -n 1; }

# A half-made root has another name than a whole one; the next start clears it away.
make_root() {
    local new=$root.new.$$ left
    for left in "$cache"/root-*.new.*; do [ -e "$left" ] && discard "$left"; done
    [ "$(free_kib "$cache")" -ge "$root_needs_kib" ] ||
        die "$cache has too little room for the Debian 13 build root: $(($(free_kib "$cache") / 1024)) MiB are free, $((root_needs_kib / 1024)) MiB are needed.
Make room, or set PARTERRE_CACHE to a folder on another disk."
    say "making a Debian 13 build root (about 2 GB, a few minutes, once) in $root"
    mkdir "$new"
    if ! { fill_root "$new" && rm -rf "$new/var/cache/apt/archives" "$new/var/lib/apt/lists" &&
            : >"$new/.parterre-complete" && sync -f "$new" && mv -T "$new" "$root"; }; then
        local room
        room=$(free_kib "$cache")
        discard "$new"
        [ "$room" -ge 102400 ] || die "the disk ran full ($cache); make room, or set PARTERRE_CACHE to a folder on another disk"
        die "the build root could not be made; the lines above say why"
    fi
    discard_old_roots
}

fill_root() (
    set -o pipefail
    proxy=$(apt-config dump --format '%v' Acquire::http::Proxy 2>/dev/null)
    options=(--quiet --variant=minbase --include="$(packages | paste -sd,)")
    [ -n "$proxy" ] && options+=(--aptopt="Acquire::http::Proxy \"$proxy\"")
    mapfile -t source < <(mirror)
    if [ "$(id -u)" = 0 ]; then
        # Its mounts are made where they end with it, even when it is killed.
        unshare --mount --propagation private -- \
            mmdebstrap "${options[@]}" --mode=root trixie "$1" "${source[@]}" </dev/null >&2
    else
        grep -q "^$(id -un):" /etc/subuid 2>/dev/null ||
            die "this user has no subordinate ids, which mmdebstrap needs; as root run:
  usermod --add-subuids 100000-165535 --add-subgids 100000-165535 $(id -un)"
        # Everything in the root belongs to the user: owners inside do not matter to a build.
        mmdebstrap "${options[@]}" --mode=unshare --format=tar trixie - "${source[@]}" </dev/null |
            tar --extract --directory "$1" --no-same-owner --exclude='./dev/*'
    fi
)

discard() {
    [ "$(id -u)" = 0 ] || chmod -R u+rwX "$1" 2>/dev/null
    rm -rf --one-file-system "$1"
}

# Roots of other package lists go, unless something still runs in them.
discard_old_roots() {
    local old
    for old in "$cache"/root-*; do
        if [ "$old" = "$root" ] || [ ! -e "$old/.parterre-complete" ]; then continue; fi
        (
            flock -x -n 7 || exit 0
            say "removing the build root of an older package list: $old"
            mv -T "$old" "$old.new.old" && discard "$old.new.old"
        ) 7<"$old/.parterre-complete"
    done
}

prepare() {
    if host_is_debian_13; then
        prepare_native
        become() { exec "$@"; }
    else
        prepare_root
        if [ "$(id -u)" = 0 ]; then become() { become_as_root "$@"; }
        else become() { become_as_user "$@"; }
        fi
    fi
}

inside() { (become "$@"); }

# A root has the locale C.UTF-8 alone, in which tools say what is expected of them; Qt and gettext
# take the language of their words from LANGUAGE all the same.
shown_in=
show() { shown_in=$(languages); become "$@"; }

# The languages that the user prefers, as LANGUAGE lists them; nothing for the C locale.
languages() {
    local locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
    locale=${locale%%[.@]*}
    case $locale in C|POSIX) locale= ;; esac
    printf '%s' "${LANGUAGE:-$locale}"
}

# The host's folders that are not part of a system keep their names in the root: those at the top,
# and of the others those in which the caller stands or whose files the caller names.
host_folders() {
    local entry
    for entry in /*; do
        case $entry in
            /bin|/boot|/dev|/etc|/lib|/lib32|/lib64|/libx32|/proc|/run|/sbin|/sys|/usr|/var|/lost+found) ;;
            *) [ -d "$entry" ] && [ ! -L "$entry" ] && printf '%s\n' "$entry" ;;
        esac
    done
    printf '/var/tmp\n'
    for entry in "$PWD/." "$checkout/." "$cache/." "$@"; do
        case $entry in /*) ;; *=/*) entry=${entry#*=} ;; *) entry=$PWD/$entry ;; esac
        entry=$(dirname "$entry")
        case $entry in
            /var/lib/dpkg*|/var/lib/apt*|/var/tmp*|/var/lib|/var/cache|/var) ;;
            /var/*|/boot|/boot/*|/usr/local/*|/usr/src/*) [ -d "$entry" ] && printf '%s\n' "$entry" ;;
        esac
    done | sort -u
    return 0
}

# What would lead a Debian 13 program to the host's libraries.
host_only_variables="LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH
PKG_CONFIG_PATH CMAKE_PREFIX_PATH QT_PLUGIN_PATH PYTHONHOME PYTHONPATH"
root_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

become_as_root() {
    # shellcheck disable=SC2086
    unset $host_only_variables
    export LANGUAGE=$shown_in
    # shellcheck disable=SC2016
    exec unshare --mount --propagation private -- /bin/bash -c '
        set -e
        root=$1 folders=$2 run=$3 here=$4 path=$5
        shift 5
        while read -r folder; do
            mkdir -p "$root$folder"
            mount --rbind "$folder" "$root$folder"
        done <<<"$folders"
        mount --rbind /dev "$root/dev"
        mount --rbind /sys "$root/sys"
        mount -t proc proc "$root/proc"
        if [ "$run" = private ]; then mount -t tmpfs -o mode=755 tmpfs "$root/run"
        else mount --rbind /run "$root/run"; fi
        cp -f /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
        export PATH=$path LC_ALL=C.UTF-8
        exec chroot "$root" /bin/bash -c '\''cd "$0" && exec "$@"'\'' "$here" "$@"' \
        parterre "$root" "$(host_folders "$@")" "${PARTERRE_RUN:-host}" "$PWD" "$root_path" "$@"
}

become_as_user() {
    local binds=() folder
    while read -r folder; do
        mkdir -p "$root$folder"  # the mount point; the root is the user's own
        binds+=(--bind "$folder" "$folder")
    done < <(host_folders "$@")
    if [ "${PARTERRE_RUN:-host}" = private ]; then binds+=(--tmpfs /run); else binds+=(--bind /run /run); fi
    # shellcheck disable=SC2086
    unset $host_only_variables
    # uid 0 of a user namespace of our own, so that FUSE may be mounted; the kernel gives no other right.
    exec bwrap --die-with-parent --unshare-user --uid 0 --gid 0 --cap-add CAP_SYS_ADMIN \
        --bind "$root" / --dev-bind /dev /dev --proc /proc --bind /sys /sys \
        "${binds[@]}" --chdir "$PWD" --setenv PATH "$root_path" --setenv LC_ALL C.UTF-8 --setenv LANGUAGE "$shown_in" -- "$@"
}
