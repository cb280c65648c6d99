// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/partition_claims.h"

#include "helper/block/small_file.h"
#include "helper/block/sysfs.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <format>
#include <optional>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace parterre {

namespace {

std::optional<KernelPartition> partitionIn(const std::filesystem::path &folder)
{
    const auto number = readNumberFile(folder / "partition");
    const auto start = readNumberFile(folder / "start");
    const auto size = readNumberFile(folder / "size");
    const auto device = deviceIn(folder);
    if (!number || !start || !size || !device)
        return std::nullopt;
    return KernelPartition{
        .number = static_cast<int>(*number),
        .extent = {.begin = Offset(*start * sysfsSector), .size = Bytes(*size * sysfsSector)},
        .device = *device,
        .node = "/dev/" + nodeNameOf(folder.filename())};
}

/// Closed where somebody else holds it, or nobody can say. For reading: closing it is no event to udev.
FileDescriptor claim(const KernelPartition &partition)
{
    FileDescriptor fd(::open(partition.node.c_str(), O_RDONLY | O_EXCL | O_CLOEXEC | O_NOFOLLOW));
    struct stat status{};
    const bool isIt = fd.isOpen() && ::fstat(fd.value(), &status) == 0 && S_ISBLK(status.st_mode)
        && status.st_rdev == partition.device;
    return isIt ? std::move(fd) : FileDescriptor();
}

}

Result<std::vector<KernelPartition>> kernelPartitions(int fd)
{
    std::vector<KernelPartition> found;
    struct stat status{};
    if (::fstat(fd, &status) != 0)
        return failErrno("disk", errno, "fstat");
    if (!S_ISBLK(status.st_mode))
        return found;
    const std::string folder =
        std::format("/sys/dev/block/{}:{}", major(status.st_rdev), minor(status.st_rdev));
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    for (; !error && entries != std::filesystem::directory_iterator(); entries.increment(error)) {
        // Others come and go meanwhile.
        if (auto one = partitionIn(entries->path()))
            found.push_back(*std::move(one));
    }
    if (error)
        return failErrno(folder, error.value(), "list");
    std::ranges::sort(found, {}, &KernelPartition::number);
    return found;
}

Result<PartitionClaims> PartitionClaims::take(int disk, const std::string &name)
{
    PartitionClaims claims;
    CHECK(claims.renew(disk));
    if (claims.m_held.empty())
        return fail(ErrorCode::Busy, name);
    return claims;
}

Result<> PartitionClaims::renew(int disk)
{
    TRY(const std::vector<KernelPartition> shown, kernelPartitions(disk));
    std::map<int, Claim> claims;
    m_held.clear();
    for (const KernelPartition &one : shown) {
        const auto old = m_claims.find(one.number);
        FileDescriptor fd;
        if (old != m_claims.end() && old->second.device == one.device)
            fd = std::move(old->second.fd);
        else
            fd = claim(one);
        if (fd.isOpen())
            claims.insert_or_assign(one.number, Claim{.device = one.device, .fd = std::move(fd)});
        else
            m_held.push_back(one);
    }
    m_claims = std::move(claims);
    return {};
}

}
