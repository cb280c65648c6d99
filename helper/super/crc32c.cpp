// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/super/crc32c.h"

#include <ext2fs/ext2fs.h>
// It defines a macro of this name, which breaks <algorithm> for whoever includes that later.
#undef clamp

namespace parterre {

std::uint32_t crc32c(std::uint32_t seed, std::span<const std::byte> bytes)
{
    return ext2fs_crc32c_le(seed, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size());
}

}
