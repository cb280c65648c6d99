// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"
#include "helper/super/erofs_super.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace parterre {

namespace {

constexpr std::size_t checksumAt = 4;
constexpr std::size_t uuidAt = 48;
constexpr std::size_t labelAt = 64;
constexpr std::size_t labelSize = 16;  ///< with the zero that Linux wants behind it
/// All fields, the checksum among them, lie in one sector.
constexpr std::size_t fieldsSize = 128;

/// Whether the superblock of a dm-verity hash tree lies at `at` (veritysetup --hash-offset).
Result<bool> hasHashTree(const RawView &view, std::uint64_t at)
{
    using namespace std::string_view_literals;
    constexpr std::string_view signature = "verity\0\0"sv;
    if (at > view.size() || view.size() - at < signature.size())
        return false;
    TRY(const std::vector<std::byte> found, view.read(at, signature.size()));
    return std::memcmp(found.data(), signature.data(), signature.size()) == 0;
}

Result<ErofsSuper> readAdmitted(const Renewal &renewal)
{
    if (renewal.label.size() >= labelSize)
        return fail(ErrorCode::Invalid, renewal.label, "a label with more than 15 bytes");
    const RawView view(renewal.disk, renewal.where);
    TRY(ErofsSuper super, readErofsSuper(view));
    if (!super.hasChecksum() && littleEndian<std::uint32_t>(super.raw, checksumAt) != 0)
        return fail(ErrorCode::Corrupt, renewal.disk.name(), "a checksum that the features do not announce");
    constexpr std::uint64_t page = 4096;
    for (const std::uint64_t at : {super.length(), (super.length() + page - 1) / page * page}) {
        TRY(const bool isProtected, hasHashTree(view, at));
        if (isProtected)
            return fail(ErrorCode::Unsupported, renewal.disk.name(),
                        "dm-verity vouches for every byte of this erofs; it can only be cloned unchanged");
    }
    return super;
}

void putLabel(std::span<std::byte> raw, const std::string &label)
{
    const std::span field = raw.subspan(labelAt, labelSize);
    std::ranges::fill(field, std::byte{0});
    std::ranges::copy(std::as_bytes(std::span(label)), field.begin());
}

}

Result<> admitErofs(const Renewal &renewal)
{
    TRY(const ErofsSuper super, readAdmitted(renewal));
    (void)super;
    return {};
}

/// No maintained tool does it (erofs-utils 1.8): UUID and label stand in the superblock and nowhere else, and
/// nothing but the superblock's checksum is made with them.
Result<> writeErofs(const Renewal &renewal)
{
    TRY(ErofsSuper super, readAdmitted(renewal));
    std::ranges::copy(std::as_bytes(std::span(renewal.uuid.bytes)), super.raw.begin() + uuidAt);
    if (!renewal.label.empty())
        putLabel(super.raw, renewal.label);
    if (super.hasChecksum())
        putLittleEndian(super.raw, checksumAt, super.checksum());
    CHECK(renewal.disk.write(renewal.where.begin + Bytes(ErofsSuper::at),
                             std::span(super.raw).first(fieldsSize)));
    return renewal.disk.flush();
}

}
