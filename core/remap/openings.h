// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/pending.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace parterre::remap {

/// What could be copied at once of an item.
struct Opening
{
    Pending::Id id = 0;
    std::vector<Extent> parts;  ///< in the order of its source
    bool isApart = false;       ///< what overlaps itself is better done as a whole: it would go by morsels
    bool givesBack = false;     ///< scratch
};

/// The openings of all items, the most worthwhile first.
class Openings
{
public:
    /// What gives scratch back weighs as much as a part of `coarse` bytes at least.
    void setCoarse(Bytes coarse) { m_coarse = coarse; }
    /// In place of what was known of that item; one without parts is none.
    void set(Opening opening);
    void forget(Pending::Id id);

    /// The size of the largest part of those that are apart, or the weight of what gives scratch back.
    [[nodiscard]] Bytes greatestWeight() const;
    /// The parts of that size at least of those that are apart, and all that give scratch back.
    [[nodiscard]] std::vector<Opening> atLeast(Bytes weight) const;
    [[nodiscard]] std::vector<Opening> all() const;

private:
    [[nodiscard]] Bytes weightOf(const Opening &opening) const;

    Bytes m_coarse;
    std::map<Pending::Id, Opening> m_openings;
    std::set<std::pair<Bytes, Pending::Id>> m_byWeight;  ///< those that are apart
};

}
