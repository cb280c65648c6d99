// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/table/gpt_header.h"

#include <optional>
#include <vector>

namespace parterre {

/// The two copies of a GPT on a disk, each present only where header and array are whole.
struct GptSurvey
{
    std::optional<GptHeader> primary;
    std::optional<GptHeader> backup;
    bool isBackupAtEnd = false;  ///< the last sector of the disk is where the backup was found
    std::vector<Extent> arrays;  ///< where the arrays of the whole copies lie

    /// The copy that readers believe; none where there is no GPT.
    [[nodiscard]] const std::optional<GptHeader> &believed() const { return primary ? primary : backup; }
};

/// Looks at both copies. The backup is looked for in the last sector and where the primary says.
[[nodiscard]] Result<GptSurvey> surveyGpt(BlockDevice &disk, Bytes sectorSize);

/// The bytes of an extent, in whole.
[[nodiscard]] Result<std::vector<std::byte>> readExtent(BlockDevice &disk, Extent extent);

}
