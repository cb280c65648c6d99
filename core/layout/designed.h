// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/in_place.h"
#include "core/layout/place.h"
#include "core/layout/rewritten_references.h"

#include <optional>

namespace parterre {

/// What place() and number() make of a design, with what they could not do.
struct Designed
{
    Layout layout;
    std::vector<PlaceProblem> problems;
    std::vector<RewrittenSlot> rewritten;  ///< set by derive(); empty where nothing is to be rewritten
    std::optional<InPlaceMove> inPlace;  ///< where data has to move over data
    bool isUnchanged = true;  ///< the layout is the disk as it is
    bool isPartidsWanted = false;  ///< the disk is to have config.partids, or has it
};

/// The table that the design asks for. Where not everything fits, the layout shows what does.
/// `lineages` are the inventory's.
[[nodiscard]] Designed designedLayout(const Inventory &inventory, const Design &design,
                                      const std::vector<Lineage> &lineages);
/// The disk as it is, for those who have its lineages already.
[[nodiscard]] Layout layoutOf(const Inventory &inventory, const std::vector<Lineage> &lineages);

}
