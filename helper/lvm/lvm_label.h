// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/block/raw_view.h"

#include <string>
#include <vector>

namespace parterre {

/// What a physical volume of LVM2 says before its metadata is understood.
struct LvmLabel
{
    struct Area
    {
        std::uint64_t at = 0;
        std::uint64_t size = 0;
    };

    std::string id;                  ///< 32 characters, without the hyphens of the metadata
    std::vector<Area> others;        ///< metadata and boot loader areas, bytes from the volume's start
    std::string metadata;            ///< the text of its volume group
};

/// Every checksum is verified, and every metadata area must hold the same text. Unsupported where
/// there is none: a volume of no group, or one whose metadata is on other volumes.
/// lib/format_text/layout.h and lib/label/label.h of LVM2.
[[nodiscard]] Result<LvmLabel> readLvmLabel(const RawView &view);

}
