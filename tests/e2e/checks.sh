# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced. check WHAT COMMAND...: says whether it went well, with what it said (kept in $check_log) where it did not.
# $failures counts those. must COMMAND...: nothing that follows makes sense without it.

failures=0
check() {
    local what=$1
    shift
    if "$@" >"$check_log" 2>&1; then echo "ok      $what"
    else echo "NOT OK  $what"; sed 's/^/        /' "$check_log" | head -n 40; failures=$((failures + 1)); fi
}
must() { "$@" >"$check_log.must" 2>&1 || { echo "set-up failed: $*"; cat "$check_log.must"; exit 1; }; }
