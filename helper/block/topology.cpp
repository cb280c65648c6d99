// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/topology.h"

#include <algorithm>

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace parterre {

Topology topologyOf(const FileDevice &device)
{
    Topology topology{.sectorSize = device.sectorSize(),
                      .physicalSectorSize = device.sectorSize(),
                      .optimalIo = {},
                      .alignmentOffset = {},
                      .medium = Medium::Unknown};
    struct stat status{};
    if (::fstat(device.fd(), &status) == 0)
        topology.medium = mediumOf(status);
    if (!device.isBlockDevice())
        return topology;
    unsigned int physical = 0;
    if (::ioctl(device.fd(), BLKPBSZGET, &physical) == 0)
        topology.physicalSectorSize = std::max(topology.sectorSize, Bytes(physical));
    unsigned int optimal = 0;
    if (::ioctl(device.fd(), BLKIOOPT, &optimal) == 0)
        topology.optimalIo = Bytes(optimal);
    unsigned int minimal = 0;
    if (topology.optimalIo.isZero() && ::ioctl(device.fd(), BLKIOMIN, &minimal) == 0
        && Bytes(minimal) > topology.physicalSectorSize)
        topology.optimalIo = Bytes(minimal);
    int offset = 0;
    if (::ioctl(device.fd(), BLKALIGNOFF, &offset) == 0 && offset > 0)
        topology.alignmentOffset = Bytes(offset);
    return topology;
}

}
