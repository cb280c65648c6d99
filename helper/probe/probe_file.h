// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/block/file_descriptor.h"

namespace parterre {

/// A file in which libblkid can look at an extent of any BlockDevice.
struct ProbeFile
{
    FileDescriptor owned;  ///< closed where the device's own descriptor serves
    int fd = -1;
    Extent where;
};

/// For a FileDevice its own descriptor. For any other device a file in memory of the extent's size
/// that holds its first and last copiedEnd bytes and, up to copiedMax, whatever data lies between;
/// libblkid takes what was not copied for zeros, so that a far label may be missed, never invented.
[[nodiscard]] Result<ProbeFile> openProbeFile(BlockDevice &disk, Extent where);

inline constexpr Bytes copiedEnd{std::int64_t{2} << 20};
inline constexpr Bytes copiedMax{std::int64_t{32} << 20};

}
