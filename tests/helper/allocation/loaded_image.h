// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/allocation/allocation.h"
#include "tests/helper/probe/made_images.h"
#include "tests/support/memory_device.h"

#include <algorithm>
#include <bit>

namespace parterre::test {

/// An image that a formatter made, in memory, on a disk where it begins at `begin` and has `tail`
/// more bytes behind it than it knows of.
class LoadedImage
{
public:
    static constexpr Offset begin{1 << 20};
    static constexpr Bytes tail{12345};

    explicit LoadedImage(const QString &path)
        : m_where(extentOf(path))
        , m_content(m_where.end() - Offset())
    {
        const auto file = openImage(path);
        const std::vector<Extent> written = file->dataIn(wholeOf(*file)).value();
        std::vector<std::byte> bytes;
        for (const Extent &data : written) {
            for (Offset at = data.begin; at < data.end(); at = at + Bytes(4096)) {
                bytes.resize(static_cast<std::size_t>(std::min(data.end() - at, Bytes(4096)).count()));
                if (file->read(at, bytes)
                    && std::ranges::any_of(bytes, [](std::byte b) { return b != std::byte{}; }))
                    m_content.write(begin + (at - Offset()), bytes);
            }
        }
    }

    [[nodiscard]] Extent where() const { return m_where; }

    [[nodiscard]] Allocation allocation(ContentKind kind) const
    {
        MemoryDevice disk(m_content);
        return allocationOf(disk, m_where, kind);
    }

    /// Whether all that is not zero is in the map.
    [[nodiscard]] bool isCoveredBy(const Allocation &map) const
    {
        return std::ranges::all_of(m_content.dataIn(m_where), [&](const Extent &data) {
            std::vector<std::byte> bytes = m_content.read(data);
            for (const Extent &gap : gaps(data, map.used)) {
                const auto part =
                    std::span(bytes).subspan(static_cast<std::size_t>((gap.begin - data.begin).count()),
                                             static_cast<std::size_t>(gap.size.count()));
                if (std::ranges::any_of(part, [](std::byte b) { return b != std::byte{}; }))
                    return false;
            }
            return true;
        });
    }

    [[nodiscard]] std::vector<std::byte> bytes(std::uint64_t at, std::size_t count) const
    {
        return m_content.read({.begin = place(at), .size = Bytes(static_cast<std::int64_t>(count))});
    }
    void write(std::uint64_t at, std::span<const std::byte> bytes) { m_content.write(place(at), bytes); }

    template<std::unsigned_integral T>
    [[nodiscard]] T little(std::uint64_t at) const
    {
        return littleEndian<T>(bytes(at, sizeof(T)), 0);
    }
    template<std::unsigned_integral T>
    [[nodiscard]] T big(std::uint64_t at) const
    {
        return std::byteswap(little<T>(at));
    }
    template<std::unsigned_integral T>
    void setLittle(std::uint64_t at, T value)
    {
        write(at, std::as_bytes(std::span(&value, 1)));
    }
    template<std::unsigned_integral T>
    void setBig(std::uint64_t at, T value)
    {
        setLittle<T>(at, std::byteswap(value));
    }
    void flip(std::uint64_t at, std::uint8_t mask)
    {
        setLittle<std::uint8_t>(at, little<std::uint8_t>(at) ^ mask);
    }

private:
    static Extent extentOf(const QString &path)
    {
        return {.begin = begin, .size = openImage(path)->size() + tail};
    }
    [[nodiscard]] static Offset place(std::uint64_t at)
    {
        return begin + Bytes(static_cast<std::int64_t>(at));
    }

    Extent m_where;
    SparseBytes m_content;
};

/// Whether `place`, counted from the image's start, is not in the map.
inline bool isFree(const Allocation &map, std::uint64_t at, std::uint64_t size)
{
    const Extent place{.begin = LoadedImage::begin + Bytes(static_cast<std::int64_t>(at)),
                       .size = Bytes(static_cast<std::int64_t>(size))};
    return std::ranges::none_of(map.used, [&](const Extent &used) { return used.overlaps(place); });
}

inline bool isUsed(const Allocation &map, std::uint64_t at, std::uint64_t size)
{
    const Extent place{.begin = LoadedImage::begin + Bytes(static_cast<std::int64_t>(at)),
                       .size = Bytes(static_cast<std::int64_t>(size))};
    return std::ranges::any_of(map.used, [&](const Extent &used) { return used.contains(place); });
}

}
