// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/topology.h"

#include <algorithm>
#include <fstream>
#include <string>

#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace parterre {

namespace {

/// queue/rotational in sysfs; a partition has its disk's.
bool isRotational(int fd)
{
    struct stat status{};
    if (::fstat(fd, &status) != 0)
        return false;
    const std::string device = "/sys/dev/block/" + std::to_string(major(status.st_rdev)) + ":"
        + std::to_string(minor(status.st_rdev));
    for (const char *const queue : {"/queue/rotational", "/../queue/rotational"}) {
        std::ifstream file(device + queue);
        char told = 0;
        if (file.get(told))
            return told == '1';
    }
    return false;
}

}

Topology topologyOf(const FileDevice &device)
{
    Topology topology{.sectorSize = device.sectorSize(),
                      .physicalSectorSize = device.sectorSize(),
                      .optimalIo = {},
                      .alignmentOffset = {},
                      .isRotational = false};
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
    topology.isRotational = isRotational(device.fd());
    return topology;
}

}
