# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# build PRESET [TARGET...]: configures and builds where needed, silent unless it fails; sets `built`
# to the build folder. Sourced after buildroot.sh, called after prepare.

# In the checkout, or in the cache where the checkout cannot be written.
if [ -w "$checkout" ] && { [ ! -e "$checkout/build" ] || [ -w "$checkout/build" ]; }; then
    builds=$checkout/build
else
    builds=$cache/build-$(printf '%s' "$checkout" | sha256sum | cut -c1-16)
fi
export CCACHE_DIR=$cache/ccache
# A clone in another folder finds what this one compiled.
export CCACHE_BASEDIR=$checkout CCACHE_NOHASHDIR=1
# All presets fit; and what ccache wants for precompiled headers.
export CCACHE_MAXSIZE=12G CCACHE_SLOPPINESS=pch_defines,time_macros

build() {
    local preset=$1 targets=() status=0
    shift
    [ $# = 0 ] || targets=(--target "$@")
    built=$builds/$preset
    mkdir -p "$built" 2>/dev/null && [ -w "$built" ] || die "the build folder $built cannot be written"
    exec 9>"$built/.lock"
    flock 9  # two starts at once build once
    build_steps "$preset" "${targets[@]}" || status=125
    exec 9>&-
    return "$status"
}

build_steps() {
    local preset=$1 log=$built/build.log status=0 note
    shift
    # A configure that was cut off leaves no presets.json, and is done again. CMake does not look at changed presets by itself.
    if ! cmp -s "$checkout/CMakePresets.json" "$built/presets.json"; then
        say "configuring $preset"
        (cd "$checkout" && inside cmake --preset "$preset" -B "$built") </dev/null >"$log" 2>&1 || { build_failed "$log"; return 1; }
        cp "$checkout/CMakePresets.json" "$built/presets.json"
    fi
    announce "building $preset" 9>&- & note=$!
    inside cmake --build "$built" "$@" </dev/null >"$log" 2>&1 || status=1
    kill "$note" 2>/dev/null
    wait "$note" 2>/dev/null
    [ "$status" = 0 ] || build_failed "$log"
    return "$status"
}

# Says so after four seconds: where there is nothing to do, nothing is said. (A sleep would outlive the kill.)
announce() {
    local never
    exec {never}<> <(:)
    read -r -t 4 -u "$never" _
    say "$1"
}

# Where the program of this name was built.
program() {
    local path=$built/bin/$1
    [ -x "$path" ] || die "$1 is not in $built/bin"
    printf '%s' "$path"
}

build_failed() {
    grep -E '(error:|CMake Error|FAILED:|undefined reference)' "$1" | head -n 40 >&2
    tail -n 3 "$1" >&2
    say "the build failed; all it said is in $1"
}
