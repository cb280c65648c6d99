// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/table_viewer.h"

#include "helper/block/little_endian.h"
#include "helper/table/gpt_header.h"

#include <algorithm>
#include <cstring>

namespace parterre {

namespace {

class Viewer
{
public:
    Viewer(const SparseBytes &disk, Bytes sectorSize)
        : m_disk(disk)
        , m_sectorSize(sectorSize)
        , m_last(static_cast<std::uint64_t>(disk.size() / sectorSize) - 1)
        , m_first(sector(0))
    {}

    [[nodiscard]] bool isProtected() const
    {
        for (std::size_t at = 446; at < 510; at += 16) {
            if (m_first[at + 4] == std::byte{0xEE})
                return true;
        }
        return false;
    }

    [[nodiscard]] bool isMbr() const { return hasMagic(m_first); }

    [[nodiscard]] SeenTable gptAt(std::uint64_t lba) const
    {
        std::vector<std::byte> header = sector(lba);
        const auto number = [&](std::size_t at) { return littleEndian<std::uint64_t>(header, at); };
        const auto size = littleEndian<std::uint32_t>(header, 12);
        const auto crc = littleEndian<std::uint32_t>(header, 16);
        if (std::memcmp(header.data(), "EFI PART", 8) != 0 || size < 92 || size > header.size()
            || number(24) != lba)
            return std::nullopt;
        std::fill_n(header.begin() + 16, 4, std::byte{});
        if (crc32(std::span(header).first(size)) != crc)
            return std::nullopt;
        const std::uint64_t firstUsable = number(40);
        const std::uint64_t lastUsable = number(48);
        const std::uint64_t at = number(72);
        const auto count = littleEndian<std::uint32_t>(header, 80);
        if (firstUsable > lastUsable || lastUsable >= m_last || littleEndian<std::uint32_t>(header, 84) != 128
            || at < 2)
            return std::nullopt;
        const auto bytes = m_disk.read({.begin = place(at), .size = Bytes(std::int64_t{count} * 128)});
        const std::uint64_t end = at + (bytes.size() + header.size() - 1) / header.size();
        if (crc32(bytes) != littleEndian<std::uint32_t>(header, 88)
            || (at <= lastUsable && end > firstUsable))
            return std::nullopt;
        return entries(bytes, firstUsable, lastUsable);
    }

    [[nodiscard]] std::vector<SeenPartition> mbr() const
    {
        std::vector<SeenPartition> seen;
        std::optional<Extent> container;
        for (int i = 0; i < 4; ++i) {
            const Entry entry = entryAt(m_first, i);
            if (entry.count == 0)
                continue;
            seen.push_back({.number = i + 1, .extent = extent(0, entry), .raw = entry.marks});
            if (entry.isExtended())
                container = extent(0, entry);
        }
        if (container)
            addLogicals(*container, seen);
        return seen;
    }

    [[nodiscard]] std::uint64_t last() const { return m_last; }

private:
    struct Entry
    {
        std::uint32_t start = 0;
        std::uint32_t count = 0;
        std::string marks;

        [[nodiscard]] bool isExtended() const { return marks[1] == 5 || marks[1] == 15; }
    };

    static bool hasMagic(std::span<const std::byte> bytes)
    {
        return littleEndian<std::uint16_t>(bytes, 510) == 0xAA55;
    }

    static Entry entryAt(std::span<const std::byte> bytes, int index)
    {
        const auto raw = bytes.subspan(446 + 16 * static_cast<std::size_t>(index), 16);
        return {.start = littleEndian<std::uint32_t>(raw, 8),
                .count = littleEndian<std::uint32_t>(raw, 12),
                .marks = {std::to_integer<char>(raw[0]), std::to_integer<char>(raw[4])}};
    }

    /// As block/partitions/msdos.c does: a hundred records at most, and empty ones are not counted.
    void addLogicals(Extent container, std::vector<SeenPartition> &seen) const
    {
        const std::int64_t base = container.begin.bytes() / m_sectorSize.count();
        std::int64_t at = base;
        int number = 5;
        for (int links = 0; links < 100; ++links) {
            const std::vector<std::byte> record = sector(static_cast<std::uint64_t>(at));
            if (!hasMagic(record))
                return;
            const Entry data = entryAt(record, 0);
            const Entry next = entryAt(record, 1);
            if (data.count != 0)
                seen.push_back({.number = number++, .extent = extent(at, data), .raw = data.marks});
            if (next.count == 0)
                return;
            at = base + next.start;
        }
    }

    [[nodiscard]] SeenTable entries(std::span<const std::byte> bytes, std::uint64_t first,
                                    std::uint64_t last) const
    {
        std::vector<SeenPartition> seen;
        for (std::size_t at = 0; at < bytes.size(); at += 128) {
            const auto entry = bytes.subspan(at, 128);
            if (std::ranges::all_of(entry.first(16), [](std::byte byte) { return byte == std::byte{}; }))
                continue;
            const auto begin = littleEndian<std::uint64_t>(entry, 32);
            const auto end = littleEndian<std::uint64_t>(entry, 40);
            if (begin > end || begin < first || end > last)
                return std::nullopt;
            seen.push_back({.number = static_cast<int>(at / 128) + 1,
                            .extent = extentBetween(place(begin), place(end + 1)),
                            .raw = std::string(reinterpret_cast<const char *>(entry.data()), 128)});
        }
        return seen;
    }

    [[nodiscard]] Offset place(std::uint64_t lba) const
    {
        return Offset() + m_sectorSize * static_cast<std::int64_t>(lba);
    }
    [[nodiscard]] Extent extent(std::int64_t base, const Entry &entry) const
    {
        return {.begin = Offset() + m_sectorSize * (base + entry.start), .size = m_sectorSize * entry.count};
    }
    [[nodiscard]] std::vector<std::byte> sector(std::uint64_t lba) const
    {
        return m_disk.read({.begin = place(lba), .size = m_sectorSize});
    }

    const SparseBytes &m_disk;
    Bytes m_sectorSize;
    std::uint64_t m_last;
    std::vector<std::byte> m_first;
};

}

SeenTable seenByLinux(const SparseBytes &disk, Bytes sectorSize)
{
    const Viewer viewer(disk, sectorSize);
    if (!viewer.isMbr())
        return std::nullopt;
    return viewer.isProtected() ? viewer.gptAt(1) : SeenTable(viewer.mbr());
}

SeenTable seenByUefi(const SparseBytes &disk, Bytes sectorSize)
{
    const Viewer viewer(disk, sectorSize);
    if (!viewer.isProtected())
        return seenByLinux(disk, sectorSize);
    const SeenTable primary = viewer.gptAt(1);
    return primary ? primary : viewer.gptAt(viewer.last());
}

}
