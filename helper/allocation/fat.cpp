// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/readers.h"
#include "helper/probe/fat_super.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint64_t piece = std::uint64_t{1} << 20;
constexpr std::uint64_t block = 4096;
/// Where a boot sector has its numbers. Between them: hidden sectors, which do not tell where anything is.
constexpr std::size_t numbersAt = 11;
constexpr std::size_t hiddenAt = 28;
constexpr std::size_t sectorsAt = 32;
constexpr std::size_t numbersEnd = 52;
constexpr std::size_t signatureAt = 510;
/// Of a FAT with so many clusters, some systems say that it is FAT12, others FAT16.
constexpr std::uint64_t ambiguousFirst = 4085;
constexpr std::uint64_t ambiguousLast = 4086;

/// The entry that marks a cluster as bad. Those above it end a chain.
constexpr std::uint32_t badMark(FatWidth width)
{
    switch (width) {
    case FatWidth::Bits12:
        return 0xFF7;
    case FatWidth::Bits16:
        return 0xFFF7;
    case FatWidth::Bits32:
        break;
    }
    return 0x0FFFFFF7;
}

/// A boot sector has no checksum, but FAT32 has it twice.
Result<> checkBackup(const RawView &view, const FatSuper &super)
{
    if (super.backupAt == 0)
        return {};
    TRY(const std::vector<std::byte> first, view.read(0, 512));
    TRY(const std::vector<std::byte> backup, view.read(super.backupAt, 512));
    const bool isBootSector = littleEndian<std::uint16_t>(backup, signatureAt) == 0xAA55;
    const auto isEqual = [&](std::size_t begin, std::size_t end) {
        return std::equal(first.begin() + static_cast<std::ptrdiff_t>(begin),
                          first.begin() + static_cast<std::ptrdiff_t>(end),
                          backup.begin() + static_cast<std::ptrdiff_t>(begin));
    };
    if (isBootSector && (!isEqual(numbersAt, hiddenAt) || !isEqual(sectorsAt, numbersEnd)))
        return fail(ErrorCode::Corrupt, "FAT", "boot sector and its backup differ");
    return {};
}

Result<FatSuper> readCleanSuper(const RawView &view)
{
    TRY(FatSuper super, readFatSuper(view));
    const std::optional<Bytes> size = amount(super.sectors, super.sectorSize);
    if (!size || static_cast<std::uint64_t>(size->count()) > view.size())
        return fail(ErrorCode::Corrupt, "FAT", "size");
    if (super.clusters >= ambiguousFirst && super.clusters <= ambiguousLast)
        return fail(ErrorCode::Unsupported, "FAT", "is 12 or 16, which is not clear");
    if (super.version != 0)
        return fail(ErrorCode::Unsupported, "FAT", "version");
    CHECK(checkBackup(view, super));
    TRY(const Dirt dirt, readFatDirt(view, super));
    if (dirt != Dirt::None)
        return fail(ErrorCode::Refused, "FAT", "was not unmounted, or has errors");
    return super;
}

bool isZero(std::span<const std::byte> bytes)
{
    return bytes[0] == std::byte{0} && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0;
}

/// Goes through the table once, in pieces, and takes the clusters whose entries are not zero.
class Table
{
public:
    Table(BlockDevice &disk, Extent where, const FatSuper &super)
        : m_view(disk, where)
        , m_where(where)
        , m_super(super)
        , m_bad(badMark(super.width))
        , m_used(where)
    {}

    /// A FAT12 table is smaller than a piece; no other has entries across the border of two.
    Result<> read()
    {
        add(0, m_super.clustersAt);
        const std::uint64_t bytes = fatTableBytes(m_super.width, m_super.clusters);
        for (std::uint64_t at = 0; at < bytes; at += piece) {
            TRY(const std::vector<std::byte> raw, readPiece(at, std::min(piece, bytes - at)));
            if (m_super.width == FatWidth::Bits12)
                CHECK(take(raw, 0, m_super.clusters + 2));
            else
                CHECK(takeBlocks(raw, at / entrySize()));
        }
        const std::uint64_t end = m_super.clustersAt + m_super.clusters * m_super.clusterSize;
        add(end, m_view.size() - end);
        return checkHint();
    }

    UsedExtents finish() { return m_used.finish(); }

private:
    [[nodiscard]] std::uint64_t entrySize() const { return m_super.width == FatWidth::Bits32 ? 4 : 2; }

    Result<std::vector<std::byte>> readPiece(std::uint64_t at, std::uint64_t count) const
    {
        const auto size = static_cast<std::size_t>(count);
        TRY(std::vector<std::byte> raw, m_view.read(m_super.fatAt + at, size));
        if (!m_super.mirrorAt)
            return raw;
        TRY(const std::vector<std::byte> mirror, m_view.read(*m_super.mirrorAt + at, size));
        if (std::memcmp(raw.data(), mirror.data(), size) != 0)
            return fail(ErrorCode::Corrupt, "FAT", "tables differ");
        return raw;
    }

    /// Most of a large table is zero, which is seen faster in blocks.
    Result<> takeBlocks(std::span<const std::byte> raw, std::uint64_t first)
    {
        for (std::uint64_t at = 0; at < raw.size(); at += block) {
            const auto part = raw.subspan(at, std::min<std::size_t>(block, raw.size() - at));
            const std::uint64_t entries = part.size() / entrySize();
            const std::uint64_t number = first + at / entrySize();
            const bool hasRoot = m_super.rootCluster >= number && m_super.rootCluster < number + entries;
            if (number > 0 && !hasRoot && isZero(part))
                m_free += entries;
            else
                CHECK(take(part, number, entries));
        }
        return {};
    }

    Result<> take(std::span<const std::byte> raw, std::uint64_t first, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i)
            CHECK(takeEntry(first + i, fatEntry(raw, m_super.width, i)));
        return {};
    }

    Result<> takeEntry(std::uint64_t cluster, std::uint32_t entry)
    {
        // The first two have no cluster: the media's mark, and the end of a chain.
        if (cluster < 2)
            return entry > m_bad - 8 ? Result<>{} : fail(ErrorCode::Corrupt, "FAT", "table has no head");
        if (entry == 0 && cluster == m_super.rootCluster)
            return fail(ErrorCode::Corrupt, "FAT", "root folder is free");
        if (entry == 0)
            ++m_free;
        if (entry == 0 || entry == m_bad)
            return {};
        if (entry == 1 || (entry > m_super.clusters + 1 && entry < m_bad))
            return fail(ErrorCode::Corrupt, "FAT", "chain leads nowhere");
        add(m_super.clustersAt + (cluster - 2) * m_super.clusterSize, m_super.clusterSize);
        return {};
    }

    /// FSInfo may have forgotten what was freed; that it knows of more clusters in use than the
    /// table means that the table has lost entries.
    Result<> checkHint() const
    {
        const Result<std::uint64_t> hint = readFatFreeHint(m_view, m_super);
        if (!hint)
            return hint.error().code == ErrorCode::Corrupt ? Result<>{} : std::unexpected(hint.error());
        if (m_free > *hint)
            return fail(ErrorCode::Corrupt, "FAT", "more free clusters than FSInfo has");
        return {};
    }

    void add(std::uint64_t at, std::uint64_t size)
    {
        m_used.add({.begin = m_where.begin + Bytes(static_cast<std::int64_t>(at)),
                    .size = Bytes(static_cast<std::int64_t>(size))});
    }

    RawView m_view;
    Extent m_where;
    const FatSuper &m_super;
    std::uint32_t m_bad;
    ExtentGatherer m_used;
    std::uint64_t m_free = 0;
};

}

/// Clusters marked as bad are not in the map: nothing is in them, they may not be readable, and the
/// mark itself is in the table, which is copied.
UsedExtents readFatAllocation(BlockDevice &disk, Extent where)
{
    const RawView view(disk, where);
    TRY(const FatSuper super, readCleanSuper(view));
    const bool isRootRight = super.rootCluster >= 2 && super.rootCluster - 2 < super.clusters;
    if (super.width == FatWidth::Bits32 && !isRootRight)
        return fail(ErrorCode::Corrupt, "FAT", "root folder");
    Table table(disk, where, super);
    CHECK(table.read());
    return table.finish();
}

}
