// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/luks/luks_volume.h"

#include <algorithm>
#include <libcryptsetup.h>

namespace parterre {

namespace {

/// So much is decrypted at once.
constexpr Bytes chunkSize{std::int64_t{1} << 20};

bool hasIntegrity(crypt_device *device)
{
    crypt_params_integrity parameters{};
    return crypt_get_integrity_info(device, &parameters) == 0
        && (parameters.tag_size > 0 || parameters.integrity != nullptr);
}

/// What cannot be read here, whatever the key; empty where it can.
std::string obstacle(const LuksHeader &header)
{
    crypt_device *const device = header.get();
    if (header.kind() == ContentKind::Luks1)
        return {};
    if (crypt_reencrypt_status(device, nullptr) != CRYPT_REENCRYPT_NONE)
        return "it is being encrypted anew";
    if (crypt_get_hw_encryption_type(device) > CRYPT_SW_ONLY)
        return "the drive encrypts it";
    return hasIntegrity(device) ? "it has sums of its data (dm-integrity)" : "";
}

/// Where its data lies on the disk.
Result<Extent> dataOf(const LuksHeader &header, const BlockDevice &disk, Extent where)
{
    const Bytes distance = header.dataBegin();
    if (distance.isZero() || distance >= where.size)
        return fail(ErrorCode::Corrupt, disk.name(), "the data of an LUKS lies outside of it");
    const Bytes room = where.size - distance;
    const Bytes size = header.dataSize().value_or(room);
    if (size.isZero() || size > room)
        return fail(ErrorCode::Corrupt, disk.name(), "the data of an LUKS has no room in it");
    return Extent{.begin = where.begin + distance, .size = size};
}

}

LuksVolume::LuksVolume(BlockDevice &disk, Extent data, std::uint64_t firstNumber, SectorCipher cipher)
    : m_disk(disk)
    , m_data(data)
    , m_firstNumber(firstNumber)
    , m_cipher(std::move(cipher))
{}

Result<std::unique_ptr<LuksVolume>> LuksVolume::open(BlockDevice &disk, Extent where, ContentKind kind,
                                                     Keys &keys)
{
    TRY(const LuksHeader header, LuksHeader::read(disk, where, kind));
    return openBy(header, disk, where, keys);
}

Result<std::unique_ptr<LuksVolume>> LuksVolume::openBy(const LuksHeader &header, BlockDevice &disk,
                                                       Extent where, Keys &keys)
{
    crypt_device *const device = header.get();
    if (const std::string why = obstacle(header); !why.empty())
        return fail(ErrorCode::Unsupported, disk.name(), why);
    TRY(Extent data, dataOf(header, disk, where));
    const Secret *const key = keys.volumeKeyOf(device);
    if (key == nullptr)
        return fail(ErrorCode::Denied, disk.name(), "no key that was given opens it");
    const auto sectorSize = static_cast<std::size_t>(crypt_get_sector_size(device));
    TRY(SectorCipher cipher,
        SectorCipher::make(crypt_get_cipher(device), crypt_get_cipher_mode(device), *key, sectorSize));
    const auto whole = static_cast<std::int64_t>(sectorSize);
    data.size = Bytes(data.size.count() / whole * whole);
    return std::unique_ptr<LuksVolume>(
        new LuksVolume(disk, data, crypt_get_iv_offset(device), std::move(cipher)));
}

Bytes LuksVolume::sectorSize() const
{
    return std::max(m_disk.sectorSize(), Bytes(static_cast<std::int64_t>(m_cipher.sectorSize())));
}

Result<Extent> LuksVolume::sectorsOf(Offset at, std::size_t size) const
{
    const Bytes wanted(static_cast<std::int64_t>(size));
    if (wanted > m_data.size || at > Offset() + (m_data.size - wanted))
        return fail(ErrorCode::OutOfRange, name());
    const auto sector = static_cast<std::int64_t>(m_cipher.sectorSize());
    const std::int64_t begin = at.bytes() / sector * sector;
    const std::int64_t end = ((at + wanted).bytes() + sector - 1) / sector * sector;
    return extentBetween(Offset(begin), Offset(end));
}

Result<std::vector<std::byte>> LuksVolume::readSectors(Extent sectors)
{
    std::vector<std::byte> bytes(static_cast<std::size_t>(sectors.size.count()));
    CHECK(m_disk.read(m_data.begin + (sectors.begin - Offset()), bytes));
    CHECK(m_cipher.decrypt(bytes, m_firstNumber + static_cast<std::uint64_t>(sectors.begin.bytes() / 512)));
    return bytes;
}

Result<> LuksVolume::read(Offset at, std::span<std::byte> into)
{
    while (!into.empty()) {
        const std::size_t size = std::min(into.size(), static_cast<std::size_t>(chunkSize.count()));
        TRY(const Extent sectors, sectorsOf(at, size));
        TRY(const std::vector<std::byte> bytes, readSectors(sectors));
        const auto from = static_cast<std::size_t>((at - sectors.begin).count());
        std::ranges::copy(std::span(bytes).subspan(from, size), into.begin());
        at = at + Bytes(static_cast<std::int64_t>(size));
        into = into.subspan(size);
    }
    return {};
}

Result<> LuksVolume::write(Offset at, std::span<const std::byte> from)
{
    while (!from.empty()) {
        const std::size_t size = std::min(from.size(), static_cast<std::size_t>(chunkSize.count()));
        TRY(const Extent sectors, sectorsOf(at, size));
        const bool isWhole = sectors.begin == at && std::cmp_equal(sectors.size.count(), size);
        std::vector<std::byte> bytes(static_cast<std::size_t>(sectors.size.count()));
        if (!isWhole) {
            TRY(bytes, readSectors(sectors));
        }
        const auto within = static_cast<std::size_t>((at - sectors.begin).count());
        std::ranges::copy(from.first(size), std::span(bytes).subspan(within).begin());
        CHECK(
            m_cipher.encrypt(bytes, m_firstNumber + static_cast<std::uint64_t>(sectors.begin.bytes() / 512)));
        CHECK(m_disk.write(m_data.begin + (sectors.begin - Offset()), bytes));
        at = at + Bytes(static_cast<std::int64_t>(size));
        from = from.subspan(size);
    }
    return {};
}

Result<> LuksVolume::dropCache(Extent extent)
{
    TRY(const Extent sectors, sectorsOf(extent.begin, static_cast<std::size_t>(extent.size.count())));
    return m_disk.dropCache({.begin = m_data.begin + (sectors.begin - Offset()), .size = sectors.size});
}

}
