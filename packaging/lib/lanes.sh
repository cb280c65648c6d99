# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Lanes of tests, one after the other, with a table at the end. Sourced by packaging/test.
#   run_lane NAME CMD...   its output goes to a log, and to the terminal where it fails
#   skip WHY               in a lane: it cannot run here
#   counted P F S          in a lane: how many tests that were; a lane that does not say counts one
# What a lane leaves in LANE.told is shown below the table.

begin_lanes() {
    lane_out=$1
    rm -rf "$lane_out"
    mkdir -p "$lane_out" || die "$lane_out cannot be written"
    lane_table=()
    lane_passed=0 lane_failed=0 lane_skipped=0
    # In CI as root everything can run: a lane that skips itself there has failed.
    is_strict=
    [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && is_strict=1
    trap 'say "interrupted"; exit 130' INT TERM
}

skip() { printf '%s\n' "$*" >"$lane_out/$lane.skip"; exit 77; }
counted() { printf '%s %s %s\n' "$@" >"$lane_out/$lane.count"; }

is_allowed_skip() { grep -v '^#' "$checkout/tests/skips_allowed.txt" 2>/dev/null | grep -F -x -q -- "$1"; }

run_lane() {
    lane=$1
    shift
    local log=$lane_out/$lane.log began=$SECONDS status passed=0 failed=0 skipped=0 verdict=passed
    printf '%-14s ...\n' "$lane"
    ("$@") </dev/null >"$log" 2>&1
    status=$?
    [ -e "$lane_out/$lane.count" ] && read -r passed failed skipped <"$lane_out/$lane.count"
    if [ "$status" = 77 ]; then
        local why
        why=$(cat "$lane_out/$lane.skip" 2>/dev/null || tail -n 1 "$log")
        skipped=$((skipped + 1))
        verdict="SKIPPED: $why"
        if [ -n "$is_strict" ] && ! is_allowed_skip "$lane"; then
            verdict="FAILED: skipped where it may not be: $why"
            skipped=$((skipped - 1)) failed=$((failed + 1))
        fi
    elif [ "$status" != 0 ]; then
        [ "$failed" = 0 ] && failed=1
        verdict="FAILED, see $log"
    elif [ $((passed + failed + skipped)) = 0 ]; then
        passed=1
    fi
    case $verdict in FAILED,*) sed 's/^/    /' "$log" | tail -n 120 ;; esac
    lane_passed=$((lane_passed + passed)) lane_failed=$((lane_failed + failed)) lane_skipped=$((lane_skipped + skipped))
    lane_table+=("$(printf '%-14s %6d %6d %7d %5ds  %s' "$lane" "$passed" "$failed" "$skipped" $((SECONDS - began)) "$verdict")")
}

close_lanes() {
    printf '\n%-14s %6s %6s %7s %6s\n' lane passed failed skipped time
    printf '%s\n' "${lane_table[@]}"
    local told
    for told in "$lane_out"/*.told; do
        [ -e "$told" ] && printf '\n%s\n' "$(basename "$told" .told)" && sed 's/^/    /' "$told"
    done
    printf '\n%d passed, %d failed, %d skipped\n' "$lane_passed" "$lane_failed" "$lane_skipped"
    [ "$lane_failed" = 0 ]
}

# count_ctest BUILD ARGS...: runs ctest quietly; what fails is shown whole.
count_ctest() {
    local folder=$1 junit=$lane_out/$lane.xml status=0
    shift
    inside ctest --test-dir "$folder" --output-on-failure --no-tests=error --test-output-size-passed 4000000 \
        --test-output-size-failed 4000000 --output-junit "$junit" -j "$(nproc)" "$@" || status=1
    count_tests "$junit" || status=1
    return $status
}

count_qt() { count_tests "$@"; }

count_tests() {
    local strict=()
    [ -n "$is_strict" ] && strict=(--strict "$checkout/tests/skips_allowed.txt")
    inside python3 "$checkout/packaging/lib/count_tests.py" "${strict[@]}" "$lane_out/$lane.count" "$@"
}

# build_configured PRESET: so that its targets can be listed.
build_configured() { build "$1" parterre_core; }

# targets_of PRESET PATTERN: the programs of this name.
targets_of() { inside ninja -C "$builds/$1" -t targets all | sed -nE "s,^bin/($2): .*,\1,p" | sort -u; }
