// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/file_device.h"
#include "helper/block/medium.h"

namespace parterre {

/// What the device says about good places to start a partition (BLKIOOPT and its kin), and what it is.
struct Topology
{
    Bytes sectorSize{512};
    Bytes physicalSectorSize{512};
    Bytes optimalIo;  ///< 0: it does not say
    Bytes alignmentOffset;
    Medium medium = Medium::Unknown;

    friend bool operator==(const Topology &, const Topology &) = default;
};

/// Asks the kernel. What it does not tell is as for a plain disk; an image file has no other
/// topology than its sector size, which the table in it decides (FileDevice::sectorSize), and what it lies
/// on.
[[nodiscard]] Topology topologyOf(const FileDevice &device);

}
