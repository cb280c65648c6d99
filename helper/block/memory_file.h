// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/file_descriptor.h"

namespace parterre {

/// A file in memory that cannot be run, as some machines make no others (vm.memfd_noexec); not open, and
/// errno, where there is none to be had.
[[nodiscard]] FileDescriptor openMemoryFile(const char *name);

}
