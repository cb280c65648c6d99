// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"

#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// One layer of what a partition holds. Points into the content that it was made of.
struct Layer
{
    const Content *content = nullptr;
    const Volume *volume = nullptr;  ///< in which it lies; null for the outermost
    int depth = 0;
    std::string path;  ///< names of the volumes that lead there, "LVRoot"; empty for the outermost
};

/// All layers, the outer before the inner.
[[nodiscard]] std::vector<Layer> layersOf(const Content &content);

/// Whether a layer has this UUID, in either case, or this label; the name of a volume group is none.
/// @{
[[nodiscard]] bool isUuidIn(const Content &content, std::string_view uuid);
[[nodiscard]] bool isLabelIn(const Content &content, std::string_view label);
/// @}

/// Whether any layer that is known is an LUKS.
[[nodiscard]] bool hasLuks(const Content &content);

/// How many layers of it nobody has opened.
[[nodiscard]] int lockedLayers(const Content &content);

}
