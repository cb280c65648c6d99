// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/bit_runs.h"
#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/readers.h"
#include "helper/probe/super_facts.h"
#include "helper/super/f2fs_super.h"

#include <algorithm>
#include <array>
#include <map>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;
using Span = std::span<const std::byte>;

constexpr std::uint64_t blockSize = F2fsSuper::blockSize;
constexpr std::uint64_t segmentBlocks = F2fsSuper::segmentBlocks;
constexpr std::size_t entrySize = 74;  // count and type, a bit for each block, time
constexpr std::size_t entriesInBlock = blockSize / entrySize;
constexpr std::uint32_t compactSummaries = 0x4;
constexpr std::uint32_t largeNodeBitmap = 0x400;
constexpr std::size_t bitmapsAt = 192;
constexpr std::size_t openSegments = 3;  // of nodes, and as many of data

/// f2fs counts the bits of its bitmaps from the highest of a byte.
bool isSet(Span bits, std::size_t index)
{
    return ((std::to_integer<unsigned>(bits[index / 8]) >> (7 - index % 8)) & 1U) != 0;
}

/// A segment's bits with the lowest of each byte first, as forEachRun() counts them.
std::array<std::byte, segmentBlocks / 8> lowestFirst(Span bits)
{
    std::array<std::byte, segmentBlocks / 8> found{};
    std::ranges::transform(bits, found.begin(), [](std::byte byte) {
        auto value = std::to_integer<unsigned>(byte);
        value = (value & 0x55U) << 1U | (value >> 1U & 0x55U);
        value = (value & 0x33U) << 2U | (value >> 2U & 0x33U);
        return static_cast<std::byte>(value << 4U | value >> 4U);
    });
    return found;
}

/// Which of its two places each block of the table has.
Result<Raw> readPlaces(const RawView &view, const F2fsSuper &super, const F2fsCheckpoint &pack)
{
    const std::size_t size = littleEndian<std::uint32_t>(pack.head, 156);
    const std::size_t sumAt = littleEndian<std::uint32_t>(pack.head, 164);
    if (size < super.tableBlocks / 8 || size > segmentBlocks * blockSize)
        return fail(ErrorCode::Corrupt, {}, "f2fs bitmap of the table");
    if (super.payloadBlocks > 0 && (pack.flags & largeNodeBitmap) == 0) {
        if (size > super.payloadBlocks * blockSize || super.payloadBlocks >= pack.blocks)
            return fail(ErrorCode::Corrupt, {}, "f2fs bitmap of the table");
        return view.read((pack.block + 1) * blockSize, size);
    }
    std::size_t at = bitmapsAt;
    if ((pack.flags & largeNodeBitmap) != 0)
        at += littleEndian<std::uint32_t>(pack.head, 160) + (sumAt == bitmapsAt ? 4U : 0U);
    if (at > pack.head.size() || size > pack.head.size() - at)
        return fail(ErrorCode::Corrupt, {}, "f2fs bitmap of the table");
    const Span bits = Span(pack.head).subspan(at, size);
    return Raw(bits.begin(), bits.end());
}

/// Entries that are newer than the table's, by segment: they stand in the summary of cold data.
Result<std::map<std::uint64_t, Raw>> readJournal(const RawView &view, const F2fsSuper &super,
                                                 const F2fsCheckpoint &pack)
{
    constexpr std::size_t most = 6;
    const bool isCompact = (pack.flags & compactSummaries) != 0;
    // An unmount writes the summaries of data and nodes last, the third of them is that of cold data.
    const std::uint64_t start = littleEndian<std::uint32_t>(pack.head, 140);
    const std::uint64_t block = isCompact ? start : pack.blocks - 7 + 2;
    if ((!isCompact && pack.blocks < 7) || block >= pack.blocks || block <= super.payloadBlocks)
        return fail(ErrorCode::Corrupt, {}, "f2fs summaries");
    TRY(const Raw raw, view.read((pack.block + block) * blockSize, blockSize));
    const std::size_t at = isCompact ? 507 : 3584;
    const std::size_t count = littleEndian<std::uint16_t>(raw, at);
    if (count > most)
        return fail(ErrorCode::Corrupt, {}, "f2fs journal");
    std::map<std::uint64_t, Raw> journal;
    for (std::size_t i = 0; i < count; ++i) {
        const Span item = Span(raw).subspan(at + 2 + i * (4 + entrySize), 4 + entrySize);
        const std::uint64_t segment = littleEndian<std::uint32_t>(item, 0);
        if (segment >= super.mainSegments
            || !journal.emplace(segment, Raw(item.begin() + 4, item.end())).second)
            return fail(ErrorCode::Corrupt, {}, "f2fs journal");
    }
    return journal;
}

/// All before the main area, what its segments' bitmaps have, and what lies behind it.
class Map
{
public:
    Map(Extent where, const F2fsSuper &super, const F2fsCheckpoint &pack)
        : m_where(where)
        , m_super(super)
        , m_pack(pack)
        , m_used(where)
    {
        m_used.add(extentBetween(where.begin, place(super.mainBlock)));
        m_used.add(extentBetween(place(super.mainBlock + super.mainSegments * segmentBlocks), where.end()));
    }

    Result<> add(std::uint64_t segment, Span entry)
    {
        const Span bits = entry.subspan(2, segmentBlocks / 8);
        const std::uint64_t count = countSetBits(bits, segmentBlocks);
        if (count != (littleEndian<std::uint16_t>(entry, 0) & 0x3FFU))
            return fail(ErrorCode::Corrupt, {}, "f2fs segment's count");
        const std::uint64_t first = m_super.mainBlock + segment * segmentBlocks;
        forEachRun(lowestFirst(bits), segmentBlocks, [&](std::uint64_t begin, std::uint64_t size) {
            m_used.add(
                {.begin = place(first + begin), .size = Bytes(static_cast<std::int64_t>(size * blockSize))});
        });
        m_valid += count;
        if (count == 0 && !isOpen(segment))
            ++m_free;
        return {};
    }

    /// The checkpoint counts blocks too that are promised but have no place yet. mkfs.f2fs miscounts the free
    /// segments where sections are larger than they; whoever writes puts that right, and until then nothing
    /// is promised.
    UsedExtents finish()
    {
        const bool isSum = m_free == littleEndian<std::uint32_t>(m_pack.head, 32)
            ? m_valid <= m_pack.validBlocks
            : m_pack.isFirst && m_valid == m_pack.validBlocks;
        if (!isSum)
            return fail(ErrorCode::Corrupt, {}, "f2fs sum of the segments");
        return m_used.finish();
    }

private:
    [[nodiscard]] bool isOpen(std::uint64_t segment) const
    {
        for (std::size_t i = 0; i < openSegments; ++i) {
            if (littleEndian<std::uint32_t>(m_pack.head, 36 + 4 * i) == segment
                || littleEndian<std::uint32_t>(m_pack.head, 84 + 4 * i) == segment)
                return true;
        }
        return false;
    }
    [[nodiscard]] Offset place(std::uint64_t block) const
    {
        return m_where.begin + Bytes(static_cast<std::int64_t>(block * blockSize));
    }

    Extent m_where;
    const F2fsSuper &m_super;
    const F2fsCheckpoint &m_pack;
    ExtentGatherer m_used;
    std::uint64_t m_valid = 0;
    std::uint64_t m_free = 0;
};

/// The table, in which each block is read from that of its two places that is the newer one.
class Table
{
public:
    Table(const RawView &view, const F2fsSuper &super, Span places, std::uint64_t blocks)
        : m_view(view)
        , m_super(super)
        , m_places(places)
        , m_blocks(blocks)
    {}

    /// Of segments in their order; valid until the next one is asked for.
    Result<Span> entry(std::uint64_t segment)
    {
        const std::uint64_t block = segment / entriesInBlock;
        if (segment % (together * entriesInBlock) == 0)
            CHECK(readFrom(block));
        const std::size_t at = block % together * blockSize + segment % entriesInBlock * entrySize;
        return Span(m_sets.at(isSet(m_places, block) ? 1 : 0)).subspan(at, entrySize);
    }

private:
    static constexpr std::uint64_t together = 256;

    /// In a file system that was seldom written to, nearly all blocks have the same one of both places.
    Result<> readFrom(std::uint64_t block)
    {
        const std::uint64_t count = std::min(together, m_blocks - block);
        for (std::size_t set = 0; set < m_sets.size(); ++set) {
            bool isAsked = false;
            for (std::uint64_t i = 0; i < count && !isAsked; ++i)
                isAsked = isSet(m_places, block + i) == (set == 1);
            if (isAsked) {
                TRY(m_sets.at(set),
                    m_view.read((m_super.tableBlock + set * m_super.tableBlocks + block) * blockSize,
                                count * blockSize));
            }
        }
        return {};
    }

    const RawView &m_view;
    const F2fsSuper &m_super;
    Span m_places;
    std::uint64_t m_blocks;
    std::array<Raw, 2> m_sets;
};

}

/// The table has no checksums: each segment's count and the checkpoint's sums stand in for them.
UsedExtents readF2fsAllocation(BlockDevice &disk, Extent where)
{
    const RawView view(disk, where);
    TRY(const F2fsSuper super, readF2fsSuper(view));
    TRY(const F2fsCheckpoint pack, readCleanF2fsCheckpoint(view, super));
    TRY(const Raw places, readPlaces(view, super, pack));
    TRY(const auto journal, readJournal(view, super, pack));
    const std::uint64_t blocks = (super.mainSegments + entriesInBlock - 1) / entriesInBlock;
    if (blocks > super.tableBlocks)
        return fail(ErrorCode::Corrupt, {}, "f2fs table");
    Map map(where, super, pack);
    Table table(view, super, places, blocks);
    for (std::uint64_t segment = 0; segment < super.mainSegments; ++segment) {
        TRY(const Span stored, table.entry(segment));
        const auto newer = journal.find(segment);
        CHECK(map.add(segment, newer == journal.end() ? stored : Span(newer->second)));
    }
    return map.finish();
}

}
