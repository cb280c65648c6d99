// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/extent.h"

#include <cstdint>
#include <optional>
#include <string>

namespace parterre {

/// What libblkid says about one extent, in its own words.
struct BlkidFindings
{
    enum class Outcome : std::uint8_t { Nothing, One, Several };
    Outcome outcome = Outcome::Nothing;
    std::string type;     ///< "ext4", "crypto_LUKS"; of Several all of them, "ext4+swap"
    std::string version;  ///< "FAT32", "2"
    std::string uuid;
    std::string subUuid;
    std::string label;
    std::optional<Bytes> size;  ///< where the superblock says
    bool hasBadChecksum = false;

    friend bool operator==(const BlkidFindings &, const BlkidFindings &) = default;
};

/// Lets libblkid look for superblocks in `where` of the open file. Reads only; an error is one of
/// reading. `name` is for words.
[[nodiscard]] Result<BlkidFindings> scanByBlkid(int fd, Extent where, const std::string &name);

}
