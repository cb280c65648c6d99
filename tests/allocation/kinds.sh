#!/bin/bash
# SPDX-FileCopyrightText: 2026 The Parterre authors
# SPDX-License-Identifier: GPL-3.0-or-later
# kinds.sh COUNT KIND...: compares COUNT file systems of each kind, and clones a third as many by their used
# blocks alone. Environment: build, the folder with the programs; work, where what fails is kept.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
count=$1 status=0
shift
export PYTHONDONTWRITEBYTECODE=1
python3 "$here/compare.py" "$build/bin/print_allocation" --count "$count" --keep "$work/compared" "$@" 2>&1 || status=1
python3 "$here/used_blocks.py" "$build/bin/print_allocation" --count $(((count + 2) / 3)) --keep "$work/cloned" "$@" 2>&1 || status=1
exit $status
