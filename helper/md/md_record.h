// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/md/md_super.h"

#include <array>

namespace parterre {

/// The bytes of a superblock, as they lie in a member.
struct MdRecord
{
    static constexpr std::size_t size = 4096;

    MdSuper::Version version = MdSuper::Version::V12;
    std::uint64_t at = 0;  ///< in bytes from the member's start
    std::vector<std::byte> raw;

    [[nodiscard]] bool isOld() const { return version == MdSuper::Version::V090; }
};

/// The one superblock, with its checksum verified; errors as readMdSuper().
[[nodiscard]] Result<MdRecord> readMdRecord(const RawView &view);

/// Puts the checksum right after a change.
void sealMdRecord(MdRecord &record);

using MdUuidBytes = std::array<std::byte, 16>;

/// The array's UUID as the record and its bitmap have it: version 0.90 turns each four bytes around.
[[nodiscard]] MdUuidBytes storedArrayUuid(const Uuid &uuid, MdSuper::Version version);
[[nodiscard]] Uuid arrayUuidOf(const MdRecord &record);
void putArrayUuid(MdRecord &record, const Uuid &uuid);

// struct mdp_superblock_1, include/uapi/linux/raid/md_p.h.
namespace md_field {
constexpr std::size_t features = 8;
constexpr std::size_t name = 32;
constexpr std::size_t nameSize = 32;
constexpr std::size_t deviceUuid = 168;
}

}
