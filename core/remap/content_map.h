// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/program.h"

#include <cstddef>
#include <map>
#include <vector>

namespace parterre::remap {

/// Where the content of each place lay when it all began, while copies are carried out on it. Grows
/// with the number of stretches that were moved differently, not with their size.
class ContentMap
{
public:
    /// Returns of how many stretches what was copied is made up.
    std::size_t apply(const Copy &copy);
    /// Whether `place` holds, from end to end, what `origin` held at the beginning.
    [[nodiscard]] bool holds(Extent place, Offset origin) const;
    /// Where what lies in `place` came from: one extent of the beginning for each stretch, in the order
    /// of the places.
    [[nodiscard]] std::vector<Extent> originsOf(Extent place) const;
    [[nodiscard]] std::size_t stretches() const { return m_changed.size(); }

private:
    struct Stretch
    {
        Offset end;
        Offset origin;
    };
    using Map = std::map<Offset, Stretch>;

    void cut(Offset at);
    void put(Extent place, Offset origin);

    Map m_changed;  ///< what lies elsewhere lies where it always did
};

}
