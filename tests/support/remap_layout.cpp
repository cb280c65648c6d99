// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/remap_layout.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace parterre::test {

namespace {

using remap::Move;

Extent sectors(Sector begin, Sector count)
{
    return {.begin = Offset(begin), .size = Bytes(count)};
}

/// The parts of a partition that are in use, by their distance from its start. In grains.
struct Partition
{
    Sector begin = 0;
    Sector size = 0;
    std::vector<Extent> used;
};

class Layouter
{
public:
    explicit Layouter(std::uint64_t seed)
        : m_dice(seed)
        , m_grain(m_dice.isOneIn(2) ? 1 : 1 + m_dice.below(8))
        , m_isCircular(m_dice.isOneIn(4))
        , m_sizeMax(m_dice.isOneIn(16) ? 40
                        : m_grain == 1 ? 14
                        : m_grain < 4  ? 7
                                       : 4)
    {}

    RemapLayout layout()
    {
        std::vector<Partition> partitions = oldPlaces();
        const bool isFull = m_isCircular || m_dice.isOneIn(2);
        const Sector oldEnd = partitions.back().begin + partitions.back().size;
        const Sector newEnd = addMoves(partitions, isFull);
        const Sector end = std::max(oldEnd, newEnd)
            + (m_isCircular ? 3 + m_dice.below(6)
                   : isFull ? m_dice.below(2)
                            : m_dice.below(10));
        m_layout.sectors = end * m_grain;
        m_layout.physical = m_grain;
        m_layout.room = {.scratch = divideRest(),
                         .grain = Bytes(m_grain),
                         .epochMax = Bytes(m_grain) * (1 + m_dice.below(12)),
                         .directMin = Bytes(m_grain) * m_dice.below(6),
                         .slotMax = Bytes(m_grain) * (1 + m_dice.below(8)),
                         .piecesMax = m_isCircular ? 1 : 1000};
        return std::move(m_layout);
    }

private:
    std::vector<Partition> oldPlaces()
    {
        std::vector<Partition> partitions(m_isCircular ? 2 + m_dice.below(4) : 1 + m_dice.below(5));
        Sector at = m_isCircular ? 0 : m_dice.below(3);
        for (Partition &partition : partitions) {
            partition.begin = at;
            partition.size = 1 + m_dice.below(m_sizeMax);
            partition.used = usedParts(partition.size);
            at += partition.size + (!m_isCircular && m_dice.isOneIn(2) ? m_dice.below(4) : 0);
        }
        return partitions;
    }

    std::vector<Extent> usedParts(Sector size)
    {
        const std::uint32_t kind = m_isCircular ? 2 : m_dice.below(6);
        if (kind == 0)  // it shrinks
            return {sectors(0, 1 + m_dice.below(size))};
        if (kind > 1 || size < 3)
            return {sectors(0, size)};
        const Sector hole = 1 + m_dice.below(size - 2);
        return {sectors(0, hole), sectors(hole + 1, size - hole - 1)};
    }

    /// The end of the new layout, in grains.
    Sector addMoves(const std::vector<Partition> &partitions, bool isFull)
    {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < partitions.size(); ++i)
            order.insert(order.end(), !m_isCircular && m_dice.isOneIn(6) ? 2 + m_dice.below(2) : 1, i);
        if (m_isCircular || m_dice.isOneIn(2)) {
            for (std::size_t i = order.size() - 1; i > 0; --i)
                std::swap(order[i], order[m_dice.below(i + 1)]);
        }
        std::vector<std::vector<Sector>> places(partitions.size());
        Sector at = m_isCircular ? 0 : m_dice.below(4);
        for (const std::size_t i : order) {
            places[i].push_back(at);
            at += static_cast<Sector>(partitions[i].used.back().end().bytes());
            at += isFull ? 0 : m_dice.below(3);
        }
        for (std::size_t i = 0; i < partitions.size(); ++i) {
            for (const Extent &part : partitions[i].used)
                addMove(partitions[i].begin, part, places[i]);
        }
        return at;
    }

    void addMove(Sector begin, Extent part, const std::vector<Sector> &places)
    {
        const auto phase = static_cast<Sector>(part.begin.bytes());
        const auto size = static_cast<Sector>(part.size.count());
        Move move{.source = sectors((begin + phase) * m_grain, size * m_grain), .destinations = {}};
        for (const Sector place : places)
            move.destinations.emplace_back((place + phase) * m_grain);
        m_layout.moves.push_back(std::move(move));
    }

    /// Of what no move needs, some is scratch, and some must not be touched.
    std::vector<Extent> divideRest()
    {
        std::vector<Extent> taken;
        for (const Move &move : m_layout.moves) {
            taken.push_back(move.source);
            for (const Offset destination : move.destinations)
                taken.push_back({.begin = destination, .size = move.source.size});
        }
        std::vector<Extent> scratch = gaps(sectors(0, m_layout.sectors), std::move(taken));
        std::erase_if(scratch, [&](const Extent &place) {
            const bool isOthers = !m_isCircular && m_dice.isOneIn(3);
            for (Offset at = place.begin; isOthers && at < place.end(); at = at + Bytes(1))
                m_layout.untouched.push_back(static_cast<Sector>(at.bytes()));
            return isOthers;
        });
        return scratch;
    }

    Dice m_dice;
    Sector m_grain;
    bool m_isCircular;  ///< all trade places on a full disk, and few pieces are wanted
    Sector m_sizeMax;
    RemapLayout m_layout;
};

std::string text(Extent extent)
{
    return std::to_string(extent.begin.bytes()) + "+" + std::to_string(extent.size.count());
}

Sector sectorAt(Offset at)
{
    return static_cast<Sector>(at.bytes());
}

/// The moves that bring to place i what lies at contents[i].
std::vector<Move> movesTo(const std::vector<Sector> &contents)
{
    std::vector<Move> moves(contents.size());
    for (Sector place = 0; place < contents.size(); ++place) {
        moves[place].source = sectors(place, 1);
        moves[contents[place]].destinations.emplace_back(place);
    }
    std::erase_if(moves, [](const Move &move) { return move.destinations.empty(); });
    return moves;
}

}

bool RemapLayout::isDone(const ModelDisk &disk) const
{
    for (const Move &move : moves) {
        const Sector from = sectorAt(move.source.begin);
        const auto size = static_cast<Sector>(move.source.size.count());
        for (const Offset destination : move.destinations) {
            for (Sector i = 0; i < size; ++i) {
                if (disk.durable(sectorAt(destination) + i) != ModelDisk::initialToken(from + i))
                    return false;
            }
        }
    }
    return std::ranges::all_of(
        untouched, [&](Sector sector) { return disk.durable(sector) == ModelDisk::initialToken(sector); });
}

std::string RemapLayout::text() const
{
    std::string text = std::to_string(sectors) + " sectors, grain " + std::to_string(room.grain.count())
        + ", epochs of " + std::to_string(room.epochMax.count()) + ", direct from "
        + std::to_string(room.directMin.count()) + ", slots of " + std::to_string(room.slotMax.count()) + ";";
    for (const Move &move : moves) {
        text += " " + test::text(move.source) + " to";
        for (const Offset destination : move.destinations)
            text += " " + std::to_string(destination.bytes());
        text += ";";
    }
    for (const Extent &place : room.scratch)
        text += " scratch " + test::text(place) + ";";
    return text;
}

RemapLayout randomLayout(std::uint64_t seed)
{
    return Layouter(seed).layout();
}

std::vector<RemapLayout> layoutsOfFewBlocks(Sector scratch)
{
    std::vector<RemapLayout> layouts;
    const auto add = [&](const std::vector<Sector> &contents) {
        const auto blocks = static_cast<Sector>(contents.size());
        RemapLayout layout{.moves = movesTo(contents),
                           .room = {},
                           .sectors = blocks + scratch,
                           .physical = 1,
                           .untouched = {}};
        if (scratch > 0)
            layout.room.scratch = {sectors(blocks, scratch)};
        layout.room.grain = Bytes(1);
        layouts.push_back(std::move(layout));
    };
    for (Sector blocks = 1; blocks <= 5; ++blocks) {
        std::vector<Sector> contents(blocks);
        std::iota(contents.begin(), contents.end(), 0);
        do {
            add(contents);
        } while (std::ranges::next_permutation(contents).found);
        // One content is there twice, another not at all.
        for (Sector lost = 0; lost < blocks; ++lost) {
            for (Sector cloned = 0; cloned < blocks; ++cloned) {
                if (cloned == lost)
                    continue;
                std::iota(contents.begin(), contents.end(), 0);
                contents[lost] = cloned;
                std::ranges::sort(contents);
                do {
                    add(contents);
                } while (std::ranges::next_permutation(contents).found);
            }
        }
    }
    return layouts;
}

}
