// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/little_endian.h"
#include "helper/md/md_relabel.h"
#include "helper/md/md_super.h"
#include "tests/support/sparse_bytes.h"

#include <algorithm>
#include <string>
#include <vector>

namespace parterre::test {

/// A field of a superblock that is otherwise than in a healthy one.
struct MdField
{
    std::size_t at;
    int size;
    std::uint64_t value;
};

inline void setField(std::string &bytes, const MdField &field)
{
    for (int i = 0; i < field.size; ++i)
        bytes[field.at + static_cast<std::size_t>(i)] = static_cast<char>(field.value >> (8 * i));
}

/// The sum of all words, but for the one at `sumAt`, which becomes it.
inline void sealWords(std::string &bytes, std::size_t sumAt)
{
    setField(bytes, {sumAt, 4, 0});
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4)
        sum += littleEndian<std::uint32_t>(std::as_bytes(std::span(bytes)), at);
    setField(bytes, {sumAt, 4, (sum & 0xFFFFFFFF) + (sum >> 32U)});
}

/// The second of two members of a RAID1 of 32 MiB that was stopped, with a bitmap, amid noise, made by hand.
struct MadeMd
{
    static constexpr std::int64_t mib = 1 << 20;
    static constexpr std::int64_t noiseSize = 16384;  ///< before the partition, and behind
    static constexpr std::int64_t size = 48 * mib;
    static constexpr Extent where{.begin = Offset(mib), .size = Bytes(size)};
    static constexpr std::uint64_t sector = 512;
    static constexpr std::uint64_t arraySize = 32 * mib;

    MdSuper::Version version = MdSuper::Version::V12;
    std::vector<MdField> changes{};
    std::vector<MdField> bitmapChanges{};
    bool hasBitmap = true;

    [[nodiscard]] bool isOld() const { return version == MdSuper::Version::V090; }
    [[nodiscard]] std::uint64_t superAt() const
    {
        switch (version) {
        case MdSuper::Version::V090:
            return size - 65536;
        case MdSuper::Version::V10:
            return size - 8192;
        case MdSuper::Version::V11:
            return 0;
        case MdSuper::Version::V12:
            return 4096;
        }
        return 0;
    }
    [[nodiscard]] std::uint64_t bitmapAt() const
    {
        return version == MdSuper::Version::V10 ? superAt() - 8192 : superAt() + 4096;
    }
    [[nodiscard]] std::uint64_t dataAt() const
    {
        return version == MdSuper::Version::V11 || version == MdSuper::Version::V12 ? 2 * mib : 0;
    }

    static Uuid arrayUuid() { return *Uuid::parse("00112233-4455-6677-8899-aabbccddeeff"); }
    static Uuid deviceUuid() { return *Uuid::parse("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"); }

    static void setUuid(std::string &bytes, std::size_t at, const Uuid &uuid)
    {
        std::ranges::copy(uuid.bytes, bytes.begin() + static_cast<std::ptrdiff_t>(at));
    }

    [[nodiscard]] std::string super() const { return isOld() ? oldSuper() : newSuper(); }

    [[nodiscard]] std::string newSuper() const
    {
        constexpr std::size_t roles = 128;
        std::string bytes = std::string(256, '\0') + std::string(2 * roles, '\xff');
        setUuid(bytes, 16, arrayUuid());
        bytes.replace(32, 10, "garden:bed");
        setUuid(bytes, 168, deviceUuid());
        const std::uint64_t distance = (bitmapAt() - superAt()) / sector;
        for (const MdField &field :
             std::vector<MdField>{{0, 4, 0xA92B4EFC},
                                  {4, 4, 1},
                                  {8, 4, hasBitmap ? 1U : 0U},
                                  {72, 4, 1},
                                  {80, 8, arraySize / sector},
                                  {92, 4, 2},
                                  {96, 4, version == MdSuper::Version::V10 ? ~15ULL : distance},
                                  {128, 8, dataAt() / sector},
                                  {136, 8, arraySize / sector + 64},
                                  {144, 8, superAt() / sector},
                                  {160, 4, 1},
                                  {200, 8, 17},
                                  {208, 8, ~std::uint64_t{0}},
                                  {220, 4, roles},
                                  {256, 4, 0x10000}})
            setField(bytes, field);
        for (const MdField &field : changes)
            setField(bytes, field);
        sealWords(bytes, 216);
        return bytes;
    }

    /// The words of the UUID are numbers, so that their bytes are the other way round.
    [[nodiscard]] std::string oldSuper() const
    {
        std::string bytes(4096, '\0');
        for (const MdField &field : std::vector<MdField>{{0, 4, 0xA92B4EFC},
                                                         {8, 4, 90},
                                                         {20, 4, 0x00112233},
                                                         {28, 4, 1},
                                                         {32, 4, arraySize / 1024},
                                                         {40, 4, 2},
                                                         {52, 4, 0x44556677},
                                                         {56, 4, 0x8899aabb},
                                                         {60, 4, 0xccddeeff},
                                                         {132, 4, hasBitmap ? 0x101U : 1U},
                                                         {156, 4, 17},
                                                         {640, 4, 1},
                                                         {652, 4, 1},
                                                         {656, 4, 6},
                                                         {3968, 4, 1},
                                                         {3980, 4, 1},
                                                         {3984, 4, 6}})
            setField(bytes, field);
        for (const MdField &field : changes)
            setField(bytes, field);
        sealWords(bytes, 152);
        return bytes;
    }

    /// mark, version, the array's UUID, its size and chunks of 64 KiB; and bits.
    [[nodiscard]] std::string bitmap() const
    {
        std::string bytes(512, '\0');
        bytes.replace(256, 256, 256, '\x7f');
        setUuid(bytes, 8, arrayUuid());
        if (isOld()) {
            for (const auto at : {8, 12, 16, 20})
                std::reverse(bytes.begin() + at, bytes.begin() + at + 4);
        }
        for (const MdField &field :
             {MdField{0, 4, 0x6D746962}, {4, 4, 4}, {40, 8, arraySize / sector}, {52, 4, 65536}, {56, 4, 5}})
            setField(bytes, field);
        for (const MdField &field : bitmapChanges)
            setField(bytes, field);
        return bytes;
    }

    static void put(SparseBytes &content, std::uint64_t at, const std::string &bytes)
    {
        content.write(where.begin + Bytes(static_cast<std::int64_t>(at)), std::as_bytes(std::span(bytes)));
    }

    [[nodiscard]] SparseBytes content() const
    {
        SparseBytes made(Bytes(50 * mib));
        const std::string noise(noiseSize, '\xa5');
        made.write(where.begin - Bytes(noiseSize), std::as_bytes(std::span(noise)));
        made.write(where.end(), std::as_bytes(std::span(noise)));
        put(made, superAt(), super());
        if (hasBitmap)
            put(made, bitmapAt(), bitmap());
        return made;
    }

    [[nodiscard]] static std::string bytesAt(const SparseBytes &content, std::uint64_t at, std::size_t count)
    {
        const std::vector<std::byte> bytes =
            content.read({.begin = where.begin + Bytes(static_cast<std::int64_t>(at)),
                          .size = Bytes(static_cast<std::int64_t>(count))});
        return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
    }
};

}
