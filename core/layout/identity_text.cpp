// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/identity_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace parterre {

namespace {

std::string serial32(const Uuid &uuid)
{
    std::array<char, 10> text{};
    (void)std::snprintf(text.data(), text.size(), "%02X%02X-%02X%02X", uuid.bytes[0], uuid.bytes[1],
                        uuid.bytes[2], uuid.bytes[3]);
    return text.data();
}

std::string serial64(const Uuid &uuid)
{
    std::string text;
    for (std::size_t i = 0; i < 8; ++i) {
        std::array<char, 3> pair{};
        (void)std::snprintf(pair.data(), pair.size(), "%02X", uuid.bytes[i]);
        text += pair.data();
    }
    return text;
}

/// Kinds that are told apart by a UUID that can be made a new one.
bool hasUuid(ContentKind kind)
{
    constexpr std::array others{ContentKind::Xfs,      ContentKind::Btrfs,   ContentKind::Swap,
                                ContentKind::Luks1,    ContentKind::Luks2,   ContentKind::Erofs,
                                ContentKind::F2fs,     ContentKind::Jfs,     ContentKind::Nilfs2,
                                ContentKind::ReiserFs, ContentKind::MdMember};
    return isExt(kind) || std::ranges::contains(others, kind);
}

}

std::string contentIdText(ContentKind kind, const Uuid &uuid)
{
    if (isFat(kind) || kind == ContentKind::ExFat)
        return serial32(uuid);
    if (kind == ContentKind::Ntfs)
        return serial64(uuid);
    if (kind == ContentKind::LvmPv)
        return lvmIdText(uuid);
    if (hasUuid(kind))
        return uuid.toString();
    return {};
}

std::string subIdText(ContentKind kind, const Uuid &uuid)
{
    const bool hasDevice = kind == ContentKind::Btrfs || kind == ContentKind::MdMember;
    return hasDevice ? Uuid::named(uuid, "device").toString() : std::string();
}

std::string groupIdText(ContentKind kind, const Uuid &uuid)
{
    return kind == ContentKind::LvmPv ? lvmIdText(Uuid::named(uuid, "group")) : std::string();
}

std::string volumeIdText(ContentKind kind, const Uuid &uuid, const std::string &name)
{
    return kind == ContentKind::LvmPv ? lvmIdText(Uuid::named(uuid, "volume " + name)) : std::string();
}

std::string lvmIdText(const Uuid &uuid)
{
    std::string text = uuid.toString();
    std::erase(text, '-');
    for (const std::size_t at : {6U, 11U, 16U, 21U, 26U, 31U})  // lib/uuid/uuid.c of LVM2
        text.insert(at, "-");
    return text;
}

bool hasIdentifier(ContentKind kind)
{
    return kind != ContentKind::Unformatted && kind != ContentKind::Unknown && kind != ContentKind::Squashfs;
}

}
