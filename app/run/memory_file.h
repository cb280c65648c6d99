// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace parterre {

/// A file in memory that can be sealed and not be run; -1 and errno where there is none to be had.
[[nodiscard]] int openMemoryFile(const char *name);

}
