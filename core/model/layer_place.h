// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"

#include <compare>
#include <vector>

namespace parterre {

/// One of the volumes of a container.
struct InnerVolume
{
    ContentKind container{};  ///< of what it is a volume
    int volume = 0;           ///< counted from 0 as in Content::volumes

    friend auto operator<=>(const InnerVolume &, const InnerVolume &) = default;
};

/// Which layer of a partition's content: the volumes that lead there, the outermost first. Empty for the
/// outermost layer itself.
using LayerPlace = std::vector<InnerVolume>;

}
