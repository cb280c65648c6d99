# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Where Parterre is built and run: on Debian 13 or later the host itself, on any other host with
# mmdebstrap a Debian 13 root in the user's cache. Sourced by try, test and run, which then call
#   prepare          set up what is missing (seconds when nothing is)
#   inside CMD ...   run CMD there, in the caller's folder, with the caller's streams and status
# Environment: PARTERRE_CACHE (default ${XDG_CACHE_HOME:-~/.cache}/parterre), PARTERRE_QUIET=1.

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
package_list=$checkout/packaging/packages.debian-13
cache=${PARTERRE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/parterre}

say() { [ -n "${PARTERRE_QUIET:-}" ] || printf '%s\n' "parterre: $*" >&2; }
die() { printf '%s\n' "parterre: $*" >&2; exit 3; }

packages() { sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$package_list" | sort -u; }

# Debian 13 or later, or something made of it.
host_is_debian_13() {
    [ "${PARTERRE_ROOT:-auto}" = always ] && return 1
    local id version
    id=$(. /etc/os-release && printf '%s %s' "${ID:-}" "${ID_LIKE:-}")
    version=$(. /etc/os-release && printf '%s' "${VERSION_ID:-0}")
    case " $id " in
        *" debian "*) [ "${version%%.*}" -ge 13 ] 2>/dev/null ;;
        *) return 1 ;;
    esac
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

prepare_native() {
    local missing
    missing=$(packages | while read -r p; do
        dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null | grep -qx installed || printf '%s ' "$p"
    done)
    [ -z "$missing" ] && return 0
    say "installing:" $missing
    # shellcheck disable=SC2086
    if ! { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends $missing; } >&2; then
        die "these packages are missing and could not be installed from here; as root run:
  apt-get install --no-install-recommends $missing"
    fi
}

# The mirror that the host itself takes Debian's packages from.
mirror() {
    apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk '$1 == "Debian" { print $2; exit }'
}

prepare_root() {
    root=$cache/root-$( { uname -m; packages; echo "layout 1"; } | sha256sum | cut -c1-16)
    [ -e "$root/.parterre-complete" ] && return 0
    mkdir -p "$cache"
    exec 9>"$cache/root.lock"
    flock 9                      # two starts at once make one root
    if [ ! -e "$root/.parterre-complete" ]; then
        if ! command -v mmdebstrap >/dev/null 2>&1; then
            say "installing mmdebstrap, which makes the Debian 13 build root"
            { as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y --no-install-recommends mmdebstrap; } >&2 ||
                die "mmdebstrap is missing and could not be installed from here; as root run:
  apt-get install mmdebstrap bubblewrap uidmap"
        fi
        make_root
    fi
    flock -u 9
    exec 9>&-
}

make_root() {
    local from new=$root.new.$$ proxy options=()
    from=$(mirror)
    [ -n "$from" ] || from=http://deb.debian.org/debian
    proxy=$(apt-config dump --format '%v' Acquire::http::Proxy 2>/dev/null || true)
    [ -n "$proxy" ] && options+=(--aptopt="Acquire::http::Proxy \"$proxy\"")
    say "making a Debian 13 build root (about 2 GB, a few minutes, once) in $root"
    rm -rf "$root".new.*         # what an interrupted set-up left behind
    mkdir "$new"
    local list
    list=$(packages | paste -sd,)
    if [ "$(id -u)" = 0 ]; then
        mmdebstrap --quiet --mode=root --variant=minbase "${options[@]}" \
            --include="$list" trixie "$new" "deb $from trixie main" >&2 ||
            { rm -rf "$new"; die "the build root could not be made; see the lines above"; }
    else
        command -v bwrap >/dev/null 2>&1 || die "bubblewrap is missing; as root run: apt-get install bubblewrap uidmap"
        # Everything in the root belongs to the user: owners inside do not matter to a build.
        mmdebstrap --quiet --mode=unshare --variant=minbase "${options[@]}" --format=tar \
            --include="$list" trixie - "deb $from trixie main" |
            tar --extract --directory "$new" --no-same-owner --exclude='./dev/*' ||
            { rm -rf "$new"; die "the build root could not be made; see the lines above"; }
    fi
    rm -rf "$new/var/cache/apt/archives" "$new/var/lib/apt/lists"
    : >"$new/.parterre-complete"
    sync -f "$new"
    rm -rf "$root"
    mv "$new" "$root"
}

prepare() {
    if host_is_debian_13; then
        prepare_native
        inside() { "$@"; }
    else
        prepare_root
        if [ "$(id -u)" = 0 ]; then inside() { inside_as_root "$@"; }
        else inside() { inside_as_user "$@"; }
        fi
    fi
}

# The host's folders that are not part of a system: they keep their names in the root.
host_folders() {
    local entry
    for entry in /*; do
        case $entry in
            /bin|/boot|/dev|/etc|/lib|/lib32|/lib64|/libx32|/proc|/run|/sbin|/sys|/usr|/var|/lost+found) ;;
            *) [ -d "$entry" ] && [ ! -L "$entry" ] && printf '%s\n' "$entry" ;;
        esac
    done
    return 0
}

inside_as_root() {
    PARTERRE_RUN=${PARTERRE_RUN:-host} root=$root folders=$(host_folders) here=$PWD \
        unshare --mount --propagation private -- /bin/bash -c '
        set -e
        for folder in $folders; do
            mkdir -p "$root$folder"
            mount --rbind "$folder" "$root$folder"
        done
        mkdir -p "$root/var/tmp"; mount --bind /var/tmp "$root/var/tmp"
        mount --rbind /dev "$root/dev"
        mount --rbind /sys "$root/sys"
        mount -t proc proc "$root/proc"
        if [ "$PARTERRE_RUN" = private ]; then mount -t tmpfs -o mode=755 tmpfs "$root/run"
        else mount --rbind /run "$root/run"; fi
        cp -f /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
        export root here
        exec chroot "$root" /bin/bash -c '\''
            unset root folders
            export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LD_LIBRARY_PATH= LIBRARY_PATH= LC_ALL=C.UTF-8
            unset LD_LIBRARY_PATH LIBRARY_PATH
            cd "$here"; unset here; exec "$@"'\'' bash "$@"' bash "$@"
}

inside_as_user() {
    local binds=() folder
    while read -r folder; do
        # the mount point must exist in the root, which is the user's own
        mkdir -p "$root$folder"
        binds+=(--bind "$folder" "$folder")
    done < <(host_folders)
    if [ "${PARTERRE_RUN:-host}" = private ]; then binds+=(--tmpfs /run); else binds+=(--bind /run /run); fi
    # uid 0 of a user namespace of our own, so that FUSE may be mounted; the kernel gives no other right.
    bwrap --die-with-parent --unshare-user --uid 0 --gid 0 --cap-add CAP_SYS_ADMIN \
        --bind "$root" / --dev-bind /dev /dev --proc /proc --bind /sys /sys --bind /var/tmp /var/tmp \
        "${binds[@]}" --chdir "$PWD" \
        --setenv PATH /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        --unsetenv LD_LIBRARY_PATH --unsetenv LIBRARY_PATH --setenv LC_ALL C.UTF-8 \
        -- "$@"
}
