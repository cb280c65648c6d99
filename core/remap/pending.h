// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/move.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace parterre::remap {

/// Where the content of a pending move is read from.
enum class Home : std::uint8_t {
    Old,      ///< where it has always been; nothing may be written there before
    Settled,  ///< where it shall be too, for good
    Scratch,
};

/// What is still to be copied, found by the places that it needs and by those it waits for.
class Pending
{
public:
    using Id = std::size_t;
    struct Item
    {
        Extent source;
        std::vector<Offset> destinations;  ///< one at least
        Home home = Home::Old;

        [[nodiscard]] Extent target(Offset destination) const
        {
            return {.begin = destination, .size = source.size};
        }
    };

    Id add(Item item);
    [[nodiscard]] Item take(Id id);
    [[nodiscard]] const Item *find(Id id) const;
    [[nodiscard]] bool isEmpty() const { return m_items.empty(); }
    [[nodiscard]] bool isAll(const std::function<bool(const Item &item)> &test) const;
    /// Requires that there is one.
    [[nodiscard]] Id oldest() const { return m_items.begin()->first; }

    /// The items whose old places `place` overlaps, in the order of the places.
    [[nodiscard]] std::vector<Id> neededIn(Extent place) const;
    /// The parts of `place` that no old place of an item covers.
    [[nodiscard]] std::vector<Extent> freeIn(Extent place) const;
    /// The items that wait for a part of `place`.
    [[nodiscard]] std::vector<Id> waitingFor(Extent place) const;

private:
    using Places = std::map<Offset, Id>;

    [[nodiscard]] std::vector<Id> in(const Places &places, Extent place) const;

    std::map<Id, Item> m_items;
    Places m_sources;       ///< of items at home in old places
    Places m_destinations;
    Id m_nextId = 0;
};

}
