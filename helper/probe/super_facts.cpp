// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"

#include <bit>

namespace parterre {

namespace {

Result<SuperFacts> readUnchecked(const RawView &view, ContentKind kind)
{
    switch (kind) {
    case ContentKind::Ext2:
    case ContentKind::Ext3:
    case ContentKind::Ext4:
        return readExtFacts(view);
    case ContentKind::Xfs:
        return readXfsFacts(view);
    case ContentKind::Btrfs:
        return readBtrfsFacts(view);
    case ContentKind::Fat12:
    case ContentKind::Fat16:
    case ContentKind::Fat32:
        return readFatFacts(view);
    case ContentKind::ExFat:
        return readExFatFacts(view);
    case ContentKind::Ntfs:
        return readNtfsFacts(view);
    case ContentKind::F2fs:
        return readF2fsFacts(view);
    case ContentKind::Jfs:
        return readJfsFacts(view);
    case ContentKind::Nilfs2:
        return readNilfs2Facts(view);
    case ContentKind::ReiserFs:
        return readReiserFsFacts(view);
    case ContentKind::Unformatted:
    case ContentKind::Unknown:
    case ContentKind::Swap:
    case ContentKind::Squashfs:
    case ContentKind::Erofs:
    case ContentKind::Iso9660:
    case ContentKind::Luks1:
    case ContentKind::Luks2:
    case ContentKind::LvmPv:
    case ContentKind::MdMember:
    case ContentKind::Zfs:
    case ContentKind::BitLocker:
    case ContentKind::Bcachefs:
    case ContentKind::Apfs:
    case ContentKind::VerityHash:
    case ContentKind::DmIntegrity:
    case ContentKind::Other:
        break;
    }
    return SuperFacts{};
}

}

Result<SuperFacts> readSuperFacts(const RawView &view, ContentKind kind)
{
    Result<SuperFacts> facts = readUnchecked(view, kind);
    if (!facts && facts.error().code == ErrorCode::Corrupt)
        return SuperFacts{};
    if (facts && (!facts->size || (facts->used && *facts->used > *facts->size)))
        facts->used.reset();
    return facts;
}

Result<std::optional<Bytes>> unlessInDoubt(Result<Bytes> read)
{
    if (read)
        return *read;
    if (read.error().code == ErrorCode::Corrupt)
        return std::nullopt;
    return std::unexpected(std::move(read).error());
}

std::uint64_t countSetBits(std::span<const std::byte> bytes, std::uint64_t bits)
{
    std::uint64_t count = 0;
    const std::size_t whole = static_cast<std::size_t>(bits / 8);
    for (const std::byte byte : bytes.first(whole))
        count += static_cast<std::uint64_t>(std::popcount(std::to_integer<std::uint8_t>(byte)));
    if (bits % 8 != 0) {
        const unsigned mask = (1U << (bits % 8)) - 1U;
        count += static_cast<std::uint64_t>(std::popcount(std::to_integer<unsigned>(bytes[whole]) & mask));
    }
    return count;
}

}
