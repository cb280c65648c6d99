// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/extent.h"
#include "helper/block/file_descriptor.h"

#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace parterre {

/// A partition that the kernel shows on a disk.
struct KernelPartition
{
    int number = 0;
    Extent extent;     ///< of an extended partition only its first 1024 bytes
    dev_t device = 0;  ///< its node's number
    std::string node;  ///< "/dev/sdb1", as the kernel would name it
};

/// What the kernel shows of the disk that `fd` is, by number; nothing of an image file. From sysfs: it may
/// be another thing than the table on the disk.
[[nodiscard]] Result<std::vector<KernelPartition>> kernelPartitions(int fd);

/// Claims (O_EXCL) on the partitions of a disk of which others use some, so that the disk as a whole cannot
/// be claimed. What is claimed nobody can mount; what is not is somebody else's, and not to be written.
class PartitionClaims
{
public:
    /// Claims what nobody holds. Busy where no partition is held: it is the disk itself.
    [[nodiscard]] static Result<PartitionClaims> take(int disk, const std::string &name);

    /// Claims what has come, and forgets what has gone or is another partition now.
    [[nodiscard]] Result<> renew(int disk);
    /// The kernel takes away no partition that is open.
    void release(int number) { m_claims.erase(number); }
    /// Unless something is, the disk itself may be held, and its partitions seem to be.
    [[nodiscard]] bool isAnythingClaimed() const { return !m_claims.empty(); }
    /// What others hold, by number.
    [[nodiscard]] const std::vector<KernelPartition> &held() const { return m_held; }

private:
    struct Claim
    {
        dev_t device;
        FileDescriptor fd;
    };
    std::map<int, Claim> m_claims;
    std::vector<KernelPartition> m_held;
};

}
