// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/md/md_record.h"

#include <algorithm>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;

constexpr std::uint64_t sector = 512;
constexpr std::uint64_t superSectors = MdRecord::size / sector;
constexpr std::uint64_t oldReserved = 65536;
constexpr std::uint32_t magic = 0xA92B4EFC;

// Of version 1.
constexpr std::size_t uuidAt = 16;
constexpr std::size_t superOffsetAt = 144;
constexpr std::size_t sumAt = 216;
constexpr std::size_t rolesCountAt = 220;
constexpr std::size_t rolesAt = 256;

// Of version 0.90: the words of the UUID are not together.
constexpr std::array<std::size_t, 4> oldUuidAt{20, 52, 56, 60};
constexpr std::size_t oldSumAt = 152;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "MD", what);
}

std::unexpected<Error> unsupported(const char *what)
{
    return fail(ErrorCode::Unsupported, "MD", what);
}

/// calc_sb_csum() and calc_sb_1_csum(): the words that there are, all added up, but for the sum itself.
std::uint32_t checksum(std::span<const std::byte> bytes, std::size_t without)
{
    std::uint64_t sum = 0;
    std::size_t at = 0;
    for (; at + 4 <= bytes.size(); at += 4)
        sum += at == without ? 0 : littleEndian<std::uint32_t>(bytes, at);
    if (at + 2 == bytes.size())
        sum += littleEndian<std::uint16_t>(bytes, at);
    return static_cast<std::uint32_t>(sum) + static_cast<std::uint32_t>(sum >> 32U);
}

std::uint32_t checksum(const MdRecord &record)
{
    if (record.isOld())
        return checksum(record.raw, oldSumAt);
    const std::size_t roles = littleEndian<std::uint32_t>(record.raw, rolesCountAt);
    return checksum(std::span(record.raw).first(rolesAt + 2 * roles), sumAt);
}

Result<> checkSum(const MdRecord &record)
{
    if (!record.isOld()
        && littleEndian<std::uint32_t>(record.raw, rolesCountAt) > (MdRecord::size - rolesAt) / 2)
        return corrupt("the number of members");
    if (checksum(record) != littleEndian<std::uint32_t>(record.raw, record.isOld() ? oldSumAt : sumAt))
        return corrupt("the checksum of the superblock");
    return {};
}

Result<std::optional<MdRecord>> readOld(const RawView &view)
{
    if (view.size() < 2 * oldReserved)
        return std::nullopt;
    MdRecord record{.version = MdSuper::Version::V090,
                    .at = view.size() / oldReserved * oldReserved - oldReserved,
                    .raw = {}};
    TRY(record.raw, view.read(record.at, MdRecord::size));
    if (bigEndian<std::uint32_t>(record.raw, 0) == magic)
        return unsupported("it has a superblock of version 0.90 in the byte order of another machine");
    if (littleEndian<std::uint32_t>(record.raw, 0) != magic)
        return std::nullopt;
    return record;
}

Result<std::optional<MdRecord>> readNew(const RawView &view)
{
    using enum MdSuper::Version;
    const std::uint64_t sectors = view.size() / sector;
    if (sectors < 3 * superSectors)
        return corrupt("it is too small");
    const std::array places{std::pair{V10, (sectors - 16) / 8 * 8}, std::pair{V11, std::uint64_t{0}},
                            std::pair{V12, superSectors}};
    std::optional<MdRecord> found;
    for (const auto &[version, at] : places) {
        TRY(Raw raw, view.read(at * sector, MdRecord::size));
        // A copy of it that belongs elsewhere is none.
        if (littleEndian<std::uint32_t>(raw, 0) != magic
            || littleEndian<std::uint64_t>(raw, superOffsetAt) != at)
            continue;
        if (found)
            return unsupported("it has two superblocks");
        found = MdRecord{.version = version, .at = at * sector, .raw = std::move(raw)};
    }
    return found;
}

}

Result<MdRecord> readMdRecord(const RawView &view)
{
    TRY(std::optional<MdRecord> found, readNew(view));
    TRY(std::optional<MdRecord> old, readOld(view));
    if (found && old)
        return unsupported("it has a superblock of version 0.90 too");
    if (!found)
        found = std::move(old);
    if (!found)
        return corrupt("there is no superblock");
    CHECK(checkSum(*found));
    if (littleEndian<std::uint32_t>(found->raw, 4) != (found->isOld() ? 0 : 1))
        return unsupported("it has features that are not known");
    return *std::move(found);
}

void sealMdRecord(MdRecord &record)
{
    putLittleEndian(record.raw, record.isOld() ? oldSumAt : sumAt, checksum(record));
}

MdUuidBytes storedArrayUuid(const Uuid &uuid, MdSuper::Version version)
{
    MdUuidBytes bytes{};
    std::ranges::copy(std::as_bytes(std::span(uuid.bytes)), bytes.begin());
    if (version == MdSuper::Version::V090) {
        for (std::size_t word = 0; word < bytes.size(); word += 4)
            std::ranges::reverse(std::span(bytes).subspan(word, 4));
    }
    return bytes;
}

Uuid arrayUuidOf(const MdRecord &record)
{
    Uuid uuid;
    const std::span into = std::as_writable_bytes(std::span(uuid.bytes));
    const std::span raw = std::span(record.raw);
    if (!record.isOld()) {
        std::ranges::copy(raw.subspan(uuidAt, into.size()), into.begin());
        return uuid;
    }
    for (std::size_t word = 0; word < oldUuidAt.size(); ++word)
        std::ranges::reverse_copy(raw.subspan(oldUuidAt.at(word), 4), into.subspan(4 * word, 4).begin());
    return uuid;
}

void putArrayUuid(MdRecord &record, const Uuid &uuid)
{
    const MdUuidBytes bytes = storedArrayUuid(uuid, record.version);
    const std::span raw = std::span(record.raw);
    if (!record.isOld()) {
        std::ranges::copy(bytes, raw.subspan(uuidAt, bytes.size()).begin());
        return;
    }
    for (std::size_t word = 0; word < oldUuidAt.size(); ++word)
        std::ranges::copy(std::span(bytes).subspan(4 * word, 4), raw.subspan(oldUuidAt.at(word), 4).begin());
}

}
