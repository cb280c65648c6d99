// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// How long a label may be and what it may not hold, as the format and its own tools have it.
struct LabelRoom
{
    enum class Unit : std::uint8_t { Byte, Utf16, Ascii };  ///< Ascii: a byte, and nothing else fits
    std::size_t units = 0;  ///< 0: the content has no label, or none that can be changed
    Unit unit = Unit::Byte;
    std::string_view excluded = {};  ///< characters
};

[[nodiscard]] LabelRoom labelRoom(ContentKind kind);

/// `label` with `suffix` behind it, the former cut, between characters, to what `kind` has room for. What
/// a label of this kind may not hold is left out, and none begins with a dash, as an option would. Empty
/// where there is no room for a label.
[[nodiscard]] std::string suffixedLabel(ContentKind kind, std::string_view label, std::string_view suffix);

/// Gives the new clones among `slots` whose identifiers become new, and every layer in them, labels of their
/// own: "HOME-C1" beside HOME. Where that is another's already, "HOME-P5C1", which says the origin's number
/// too. With CloneLabels::AsOrigin only volume groups are renamed, whose name is what they are found by.
void labelClones(std::vector<Slot> &slots, const Inventory &inventory, CloneLabels labels);

}
