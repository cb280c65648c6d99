// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace parterre {

/// What becomes of a reference when the disk becomes another layout.
struct ReferenceFate
{
    enum class Verdict : std::uint8_t {
        Absent,   ///< it names nothing on this disk, before and after
        Kept,     ///< it leads where it led
        Shared,   ///< others can be meant by it, too
        Diverted, ///< it leads to other data
        Lost,     ///< what it named goes by another name
        Appears,  ///< it led nowhere, and will lead somewhere
    };

    Reference reference;
    std::vector<const Slot *> now;   ///< in the layout as it is
    std::vector<const Slot *> then;  ///< in the designed one
    Verdict verdict = Verdict::Absent;
};

/// "absent", "kept", "shared", "diverted", "lost", "appears".
[[nodiscard]] std::string_view verdictName(ReferenceFate::Verdict verdict);

/// The names of the volumes in which it stands, "LVRoot"; empty where it does not stand in one.
[[nodiscard]] std::string volumeOf(const Reference &reference, const Inventory &inventory);

/// Those of the layout's slots that `reference` can mean, in their order; they point into `layout`. A device
/// node is taken to be of this disk: whoever wrote it was booted from it.
[[nodiscard]] std::vector<const Slot *> namedBy(const Reference &reference, const Layout &layout);

/// The result points into both layouts.
[[nodiscard]] ReferenceFate fateOf(const Reference &reference, const Layout &now, const Layout &designed);

}
