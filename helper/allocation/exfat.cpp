// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/exfat_root.h"
#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/readers.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint16_t majorRevision = 1;
constexpr std::uint64_t clustersMax = 0xFFFFFFF5;
constexpr std::uint64_t upCaseMax = std::uint64_t{128} << 10;
constexpr std::uint64_t pieceSize = std::uint64_t{1} << 20;
constexpr std::uint32_t secondEntry = 0xFFFFFFFF;
constexpr std::uint32_t firstEntry = 0xFFFFFF00;  ///< the media in the lowest eight bits

Result<> checkNumbers(const ExFatSuper &super, const RawView &view)
{
    if (super.revision >> 8U != majorRevision)
        return fail(ErrorCode::Unsupported, "exFAT", "revision");
    if ((super.flags & (ExFatSuper::flagDirty | ExFatSuper::flagMediaFailure)) != 0)
        return fail(ErrorCode::Refused, "exFAT", "was not unmounted, or has errors");
    const std::optional<Bytes> size = amount(super.sectors, super.sectorSize);
    if (!size || static_cast<std::uint64_t>(size->count()) > view.size())
        return fail(ErrorCode::Corrupt, "exFAT", "size");
    // 32 bits of clusters of 32 MiB, or of sectors of 4 KiB: no sum overflows.
    const bool hasSecond = (super.flags & ExFatSuper::flagSecondTable) != 0;
    const bool isRight = super.tables >= 1 && super.tables <= 2 && (!hasSecond || super.tables == 2)
        && super.clusters > 0 && super.clusters <= clustersMax && super.fatSize / 4 >= super.clusters + 2
        && super.fatAt >= 2 * ExFatSuper::regionSectors * super.sectorSize
        && super.fatAt + super.tables * super.fatSize <= super.heapAt
        && super.heapAt + super.clusters * super.clusterSize <= static_cast<std::uint64_t>(size->count());
    if (!isRight)
        return fail(ErrorCode::Corrupt, "exFAT", "sizes");
    return {};
}

/// A backup that says otherwise means that one of the two is not this volume's.
Result<> checkBackup(const RawView &view, const ExFatSuper &super)
{
    const std::uint64_t at = ExFatSuper::regionSectors * super.sectorSize;
    TRY(const std::vector<std::byte> first, readExFatRegion(view, 0, super.sectorSize));
    TRY(const std::vector<std::byte> backup, readExFatRegion(view, at, super.sectorSize));
    for (std::size_t i = 0; i < first.size(); ++i) {
        if (first[i] != backup[i] && !isExFatVolatile(i))
            return fail(ErrorCode::Corrupt, "exFAT", "boot region and its backup differ");
    }
    return {};
}

/// Everything is used but the clusters whose bits are clear.
class Map
{
public:
    Map(BlockDevice &disk, Extent where, const ExFatSuper &super)
        : m_view(disk, where)
        , m_where(where)
        , m_super(super)
        , m_fatAt(super.fatAt + (super.flags & ExFatSuper::flagSecondTable) * super.fatSize)
        , m_used(where)
    {}

    Result<> read()
    {
        CHECK(checkTable());
        TRY(const ExFatRoot root, readExFatRoot(m_view, m_super, m_fatAt));
        if (!root.bitmap || !root.upCase || root.bitmap->size != (m_super.clusters + 7) / 8)
            return fail(ErrorCode::Corrupt, "exFAT", "bitmap or up-case table is not there");
        TRY(const std::vector<ExFatRun> bitmap, runsOf(*root.bitmap));
        CHECK(checkUpCase(*root.upCase));
        m_mustBeUsed.insert(m_mustBeUsed.end(), root.runs.begin(), root.runs.end());
        const std::uint64_t end = m_super.heapAt + m_super.clusters * m_super.clusterSize;
        add(0, m_super.heapAt);
        CHECK(readBitmap(bitmap, root.bitmap->size));
        add(end, m_view.size() - end);
        return {};
    }

    /// The bitmap itself, the up-case table and the root folder have clusters like any file.
    UsedExtents finish()
    {
        std::vector<Extent> used = m_used.finish();
        for (const ExFatRun &run : m_mustBeUsed) {
            TRY(const std::uint64_t at, exFatClusterAt(m_super, run.cluster));
            const Extent place = extentAt(at, run.count * m_super.clusterSize);
            const auto behind = std::ranges::upper_bound(used, place.begin, {}, &Extent::begin);
            if (behind == used.begin() || !std::prev(behind)->contains(place))
                return fail(ErrorCode::Corrupt, "exFAT", "bitmap calls the volume's own clusters free");
        }
        return used;
    }

private:
    Result<> checkTable() const
    {
        TRY(const std::vector<std::byte> raw, m_view.read(m_fatAt, 8));
        if (littleEndian<std::uint32_t>(raw, 0) < firstEntry
            || littleEndian<std::uint32_t>(raw, 4) != secondEntry)
            return fail(ErrorCode::Corrupt, "exFAT", "table has no head");
        return {};
    }

    /// Just as many clusters as its size asks for.
    Result<std::vector<ExFatRun>> runsOf(const ExFatEntry &entry)
    {
        const std::uint64_t count =
            entry.size / m_super.clusterSize + (entry.size % m_super.clusterSize != 0);
        TRY(std::vector<ExFatRun> runs, readExFatChain(m_view, m_super, m_fatAt, entry.cluster, count));
        if (clusterCount(runs) != count)
            return fail(ErrorCode::Corrupt, "exFAT", "chain is too short");
        m_mustBeUsed.insert(m_mustBeUsed.end(), runs.begin(), runs.end());
        return runs;
    }

    Result<> checkUpCase(const ExFatEntry &entry)
    {
        if (entry.size == 0 || entry.size > upCaseMax)
            return fail(ErrorCode::Corrupt, "exFAT", "up-case table size");
        TRY(const std::vector<ExFatRun> runs, runsOf(entry));
        std::uint32_t sum = 0;
        std::uint64_t left = entry.size;
        for (const ExFatRun &run : runs) {
            const std::uint64_t count = std::min(left, run.count * m_super.clusterSize);
            TRY(const std::uint64_t at, exFatClusterAt(m_super, run.cluster));
            TRY(const std::vector<std::byte> raw, m_view.read(at, static_cast<std::size_t>(count)));
            for (const std::byte byte : raw)
                sum = std::rotr(sum, 1) + std::to_integer<std::uint32_t>(byte);
            left -= count;
        }
        if (sum != entry.checksum)
            return fail(ErrorCode::Corrupt, "exFAT", "up-case table checksum");
        return {};
    }

    Result<> readBitmap(const std::vector<ExFatRun> &runs, std::uint64_t size)
    {
        std::uint64_t done = 0;
        for (const ExFatRun &run : runs) {
            TRY(const std::uint64_t begin, exFatClusterAt(m_super, run.cluster));
            const std::uint64_t count = std::min(run.count * m_super.clusterSize, size - done);
            for (std::uint64_t at = 0; at < count; at += pieceSize) {
                const std::uint64_t piece = std::min(pieceSize, count - at);
                TRY(const std::vector<std::byte> bits,
                    m_view.read(begin + at, static_cast<std::size_t>(piece)));
                takeBits(bits, (done + at) * 8);
            }
            done += count;
        }
        return {};
    }

    /// Bit 0 is the lowest of the first byte. Bits past the last cluster mean nothing.
    void takeBits(std::span<const std::byte> bits, std::uint64_t first)
    {
        for (std::size_t i = 0; i < bits.size(); ++i) {
            const std::uint64_t index = first + i * 8;
            const std::uint64_t count = std::min<std::uint64_t>(8, m_super.clusters - index);
            if (bits[i] == std::byte{0xFF})
                addClusters(index, count);
            else if (bits[i] != std::byte{0})
                takeByte(bits[i], index, count);
        }
    }

    void takeByte(std::byte bits, std::uint64_t first, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            if (((bits >> i) & std::byte{1}) != std::byte{0})
                addClusters(first + i, 1);
        }
    }

    void addClusters(std::uint64_t index, std::uint64_t count)
    {
        add(m_super.heapAt + index * m_super.clusterSize, count * m_super.clusterSize);
    }

    void add(std::uint64_t at, std::uint64_t size) { m_used.add(extentAt(at, size)); }

    [[nodiscard]] Extent extentAt(std::uint64_t at, std::uint64_t size) const
    {
        return {.begin = m_where.begin + Bytes(static_cast<std::int64_t>(at)),
                .size = Bytes(static_cast<std::int64_t>(size))};
    }

    RawView m_view;
    Extent m_where;
    const ExFatSuper &m_super;
    std::uint64_t m_fatAt;  ///< the table in use
    ExtentGatherer m_used;
    std::vector<ExFatRun> m_mustBeUsed;
};

}

/// A cluster that is marked as bad is used where the bitmap says so: what the table says of clusters
/// outside of chains means nothing, so that the mark cannot be believed.
UsedExtents readExFatAllocation(BlockDevice &disk, Extent where)
{
    const RawView view(disk, where);
    TRY(const ExFatSuper super, readExFatSuper(view));
    CHECK(checkNumbers(super, view));
    CHECK(checkBackup(view, super));
    Map map(disk, where, super);
    CHECK(map.read());
    return map.finish();
}

}
