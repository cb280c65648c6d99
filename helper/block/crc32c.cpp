// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/crc32c.h"

#include <ext2fs/ext2fs.h>

namespace parterre {

std::uint32_t crc32c(std::uint32_t seed, std::span<const std::byte> bytes)
{
    return ext2fs_crc32c_le(seed, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size());
}

}
