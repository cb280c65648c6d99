// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/allocation/allocation.h"
#include "helper/block/raw_view.h"
#include "tests/helper/probe/made_images.h"
#include "tests/support/memory_device.h"

#include <algorithm>
#include <bit>
#include <concepts>
#include <string>

namespace parterre::test {

/// An image that a formatter made, in memory, in a partition amid noise; its bytes can be read and changed.
/// All places are counted from the partition's start.
class LoadedImage
{
public:
    static constexpr Offset begin{1 << 20};  ///< of the partition

    /// `behind` zeros follow the image within its partition.
    explicit LoadedImage(const QString &path, Bytes behind = {})
        : m_file(openImage(path)->size())
        , m_where{.begin = begin, .size = m_file + behind}
        , m_content(roundUp(m_where.end() - Offset() + Bytes(noiseSize), Bytes(4096)))
    {
        const std::vector<std::byte> noise(noiseSize, std::byte{0xa5});
        m_content.write(Offset(), noise);
        m_content.write(m_where.end(), noise);
        const auto file = openImage(path);
        const std::vector<Extent> written = file->dataIn(wholeOf(*file)).value();
        std::vector<std::byte> page;
        for (const Extent &data : written) {
            for (Offset at = data.begin; at < data.end(); at = at + Bytes(4096)) {
                page.resize(static_cast<std::size_t>(std::min(data.end() - at, Bytes(4096)).count()));
                if (!file->read(at, page))
                    qFatal("cannot read %s", qPrintable(path));
                if (!isZero(page))
                    m_content.write(begin + (at - Offset()), page);
            }
        }
    }

    [[nodiscard]] Bytes fileSize() const { return m_file; }
    [[nodiscard]] Extent where() const { return m_where; }
    /// A part of the partition, on the disk.
    [[nodiscard]] Extent at(std::int64_t place, std::int64_t size) const
    {
        return {.begin = begin + Bytes(place), .size = Bytes(size)};
    }

    [[nodiscard]] Allocation allocation(ContentKind kind) const
    {
        MemoryDevice disk(m_content);
        return allocationOf(disk, m_where, kind);
    }

    /// Whether all that is not zero is in the map.
    [[nodiscard]] bool isCoveredBy(const Allocation &map) const
    {
        return std::ranges::all_of(m_content.dataIn(m_where), [&](const Extent &data) {
            return std::ranges::all_of(gaps(data, map.used),
                                       [&](const Extent &gap) { return isZero(m_content.read(gap)); });
        });
    }

    [[nodiscard]] std::vector<std::byte> bytes(std::uint64_t place, std::size_t count) const
    {
        return m_content.read(on(place, count));
    }
    void write(std::uint64_t place, std::span<const std::byte> bytes)
    {
        m_content.write(on(place, bytes.size()).begin, bytes);
    }
    void write(std::integral auto place, const std::string &bytes)
    {
        write(static_cast<std::uint64_t>(place), std::as_bytes(std::span(bytes)));
    }

    template<std::unsigned_integral T>
    [[nodiscard]] T little(std::uint64_t place) const
    {
        return littleEndian<T>(bytes(place, sizeof(T)), 0);
    }
    template<std::unsigned_integral T>
    [[nodiscard]] T big(std::uint64_t place) const
    {
        return std::byteswap(little<T>(place));
    }
    template<std::unsigned_integral T>
    void setLittle(std::uint64_t place, T value)
    {
        write(place, std::as_bytes(std::span(&value, 1)));
    }
    template<std::unsigned_integral T>
    void setBig(std::uint64_t place, T value)
    {
        setLittle<T>(place, std::byteswap(value));
    }
    void flip(std::integral auto place, std::uint8_t mask = 1)
    {
        const auto at = static_cast<std::uint64_t>(place);
        setLittle<std::uint8_t>(at, little<std::uint8_t>(at) ^ mask);
    }

private:
    static constexpr std::size_t noiseSize = std::size_t{1} << 20U;

    [[nodiscard]] static Extent on(std::uint64_t place, std::size_t count)
    {
        return {.begin = begin + Bytes(static_cast<std::int64_t>(place)),
                .size = Bytes(static_cast<std::int64_t>(count))};
    }

    Bytes m_file;
    Extent m_where;
    SparseBytes m_content;
};

/// Whether `place` is not in the map.
inline bool isFree(const Allocation &map, std::uint64_t place, std::uint64_t size)
{
    const Extent part{.begin = LoadedImage::begin + Bytes(static_cast<std::int64_t>(place)),
                      .size = Bytes(static_cast<std::int64_t>(size))};
    return std::ranges::none_of(map.used, [&](const Extent &used) { return used.overlaps(part); });
}

inline bool isUsed(const Allocation &map, std::uint64_t place, std::uint64_t size)
{
    const Extent part{.begin = LoadedImage::begin + Bytes(static_cast<std::int64_t>(place)),
                      .size = Bytes(static_cast<std::int64_t>(size))};
    return std::ranges::any_of(map.used, [&](const Extent &used) { return used.contains(part); });
}

inline std::int64_t total(const std::vector<Extent> &extents)
{
    std::int64_t sum = 0;
    for (const Extent &one : extents)
        sum += one.size.count();
    return sum;
}

}
