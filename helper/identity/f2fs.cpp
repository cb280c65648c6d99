// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"
#include "helper/super/f2fs_super.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string_view>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;
/// Both superblocks, the first one first.
using Records = std::array<Raw, 2>;

// Fields of struct f2fs_super_block, include/linux/f2fs_fs.h.
constexpr std::size_t uuidAt = 108;
constexpr std::size_t uuidSize = 16;
constexpr std::size_t labelAt = 124;
constexpr std::size_t labelUnits = 512;  ///< of UTF-16, without a zero behind them
constexpr std::size_t featuresAt = 2180;

constexpr std::uint32_t encryption = 0x1;
constexpr std::uint32_t inodeChecksums = 0x20;

std::span<const std::byte> uuidOf(const Raw &record)
{
    return std::span(record).subspan(uuidAt, uuidSize);
}

std::span<const std::byte> labelOf(const Raw &record)
{
    return std::span(record).subspan(labelAt, labelUnits * 2);
}

/// The character that `text` begins with, and how many of its bytes that are.
struct Character
{
    std::uint32_t code = 0;
    std::size_t size = 0;
};

Result<Character> firstCharacter(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const int ones = std::countl_one(first);
    Character character{.code = first & (0x7FU >> static_cast<unsigned>(ones)),
                        .size = ones == 0 ? 1 : static_cast<std::size_t>(ones)};
    bool isWhole = ones != 1 && ones <= 4 && character.size <= text.size();
    for (std::size_t i = 1; isWhole && i < character.size; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        isWhole = (byte & 0xC0U) == 0x80U;
        character.code = (character.code << 6U) + (byte & 0x3FU);
    }
    if (!isWhole || character.code > 0x10FFFF)
        return fail(ErrorCode::Invalid, std::string(text), "a label that is no UTF-8");
    return character;
}

/// All of the field: what is not needed is zero, as mkfs.f2fs has it.
Result<Raw> labelField(std::string_view label)
{
    Raw field(labelUnits * 2);
    std::size_t units = 0;
    while (!label.empty()) {
        TRY(const Character character, firstCharacter(label));
        label.remove_prefix(character.size);
        const bool isPair = character.code > 0xFFFF;
        if (units + (isPair ? 2 : 1) > labelUnits)
            return fail(ErrorCode::Invalid, {}, "a label with more than 512 units of UTF-16");
        const std::uint32_t beyond = character.code - 0x10000;
        if (isPair)
            putLittleEndian(field, 2 * units++, static_cast<std::uint16_t>(0xD800 + (beyond >> 10U)));
        putLittleEndian(field, 2 * units++,
                        static_cast<std::uint16_t>(isPair ? 0xDC00 + (beyond & 0x3FFU) : character.code));
    }
    return field;
}

Result<Records> readRecords(const RawView &view)
{
    TRY(const F2fsSuper super, readF2fsSuper(view));
    TRY(const F2fsCheckpoint newest,
        readNewestF2fsCheckpoint(view, super.checkpointBlock, F2fsSuper::segmentBlocks));
    if (stateOf(newest) != F2fsState::Unmounted)
        return fail(ErrorCode::Refused, {}, "the f2fs was not unmounted, or is marked as damaged");
    Records records;
    for (std::size_t copy = 0; copy < records.size(); ++copy) {
        TRY(records.at(copy), readF2fsRecord(view, copy));
    }
    const auto features = littleEndian<std::uint32_t>(records[0], featuresAt);
    if (features != littleEndian<std::uint32_t>(records[1], featuresAt)
        || !std::ranges::equal(uuidOf(records[0]), uuidOf(records[1])))
        return fail(ErrorCode::Corrupt, {}, "the two superblocks contradict each other");
    if ((features & inodeChecksums) != 0)
        return fail(ErrorCode::Unsupported, {},
                    "the checksum of every file in this f2fs is made with its UUID, and no tool makes them "
                    "again; it can only be cloned unchanged");
    // Documentation/filesystems/fscrypt.rst: IV_INO_LBLK_64 and _32 derive keys from it.
    if ((features & encryption) != 0)
        return fail(
            ErrorCode::Unsupported, {},
            "the keys of encrypted files in this f2fs may be made with its UUID; it can only be cloned "
            "unchanged");
    return records;
}

Result<Records> readAdmitted(const Renewal &renewal)
{
    Result<Records> records = readRecords(RawView(renewal.disk, renewal.where));
    if (!records && records.error().subject.empty())
        records.error().subject = renewal.disk.name();
    return records;
}

}

Result<> admitF2fs(const Renewal &renewal)
{
    CHECK(labelField(renewal.label));
    CHECK(readAdmitted(renewal));
    return {};
}

/// f2fs-tools 1.16 has no tool for it. The second superblock first, and durable before the first one, so that
/// one of them is always whole.
Result<> writeF2fs(const Renewal &renewal)
{
    TRY(Records records, readAdmitted(renewal));
    TRY(const Raw label, labelField(renewal.label));
    for (std::size_t copy = records.size(); copy-- > 0;) {
        Raw &record = records.at(copy);
        std::ranges::copy(std::as_bytes(std::span(renewal.uuid.bytes)), record.begin() + uuidAt);
        if (!renewal.label.empty())
            std::ranges::copy(label, record.begin() + labelAt);
        sealF2fsRecord(record);
        CHECK(renewal.disk.write(renewal.where.begin + f2fsRecordAt(copy), record));
        CHECK(renewal.disk.flush());
    }
    return {};
}

Result<> compareF2fs(const Renewal &renewal)
{
    TRY(const Records records, readAdmitted(renewal));
    TRY(const Raw label, labelField(renewal.label));
    const auto isAsWritten = [&](const Raw &record) {
        return std::ranges::equal(uuidOf(record), std::as_bytes(std::span(renewal.uuid.bytes)))
            && (renewal.label.empty() || std::ranges::equal(labelOf(record), label));
    };
    if (!std::ranges::all_of(records, isAsWritten))
        return fail(ErrorCode::Mismatch, renewal.disk.name(), "the superblocks read otherwise than written");
    return {};
}

}
