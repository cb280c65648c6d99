// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <ext2fs/ext2fs.h>
// It defines a macro of this name, which breaks <algorithm> for whoever includes that later.
#undef clamp
#include <memory>
#include <string>

namespace parterre {

struct FreeExt
{
    void operator()(ext2_filsys fs) const { ext2fs_free(fs); }
};
/// An open ext file system. Closed without writing anything that was not flushed.
using ExtSession = std::unique_ptr<struct_ext2_filsys, FreeExt>;

/// Corrupt where libext2fs finds no file system that it understands in the file `window`.
[[nodiscard]] Result<ExtSession> openExt(const std::string &window, int flags);
/// Nothing for 0, else Corrupt with the name of the call.
[[nodiscard]] Result<> extOutcome(errcode_t code, const char *call);

}
