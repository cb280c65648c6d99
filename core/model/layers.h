// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/layer_place.h"

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
    LayerPlace place;
};

/// All layers, the outer before the inner.
[[nodiscard]] std::vector<Layer> layersOf(const Content &content);

/// What is in that place, or nullptr where nothing is, or another kind of container.
/// @{
[[nodiscard]] const Content *layerAt(const Content &content, const LayerPlace &place);
[[nodiscard]] Content *layerAt(Content &content, const LayerPlace &place);
/// @}

/// Layer::path of what is in that place; empty where nothing is.
[[nodiscard]] std::string layerPath(const Content &content, const LayerPlace &place);

/// The layers that hold a system: content itself where it is no container, else what has an fstab.
[[nodiscard]] std::vector<Layer> rootLayersOf(const Content &content);

/// The layer with this volume group and, where `volume` is not empty, such a logical volume in it; nullptr
/// where there is none.
[[nodiscard]] const Content *groupIn(const Content &content, std::string_view group, std::string_view volume);

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
