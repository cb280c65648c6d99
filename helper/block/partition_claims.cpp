// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/partition_claims.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <format>
#include <fstream>
#include <optional>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace parterre {

namespace {

/// In these sysfs counts, whatever the disk's sectors are.
constexpr std::int64_t sysfsSector = 512;

std::string firstLine(const std::filesystem::path &path)
{
    std::string line;
    std::ifstream file(path);
    std::getline(file, line);
    return line;
}

std::optional<std::int64_t> numberIn(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// "259:3"
std::optional<dev_t> deviceIn(std::string_view text)
{
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const auto major = numberIn(text.substr(0, colon));
    const auto minor = numberIn(text.substr(colon + 1));
    if (!major || !minor)
        return std::nullopt;
    return makedev(static_cast<unsigned int>(*major), static_cast<unsigned int>(*minor));
}

/// The kernel's name for it, in which "!" stands for "/".
std::string nodeOf(const std::filesystem::path &folder)
{
    std::string name = folder.filename().string();
    std::ranges::replace(name, '!', '/');
    return "/dev/" + name;
}

std::optional<KernelPartition> partitionIn(const std::filesystem::path &folder)
{
    const auto number = numberIn(firstLine(folder / "partition"));
    const auto start = numberIn(firstLine(folder / "start"));
    const auto size = numberIn(firstLine(folder / "size"));
    const auto device = deviceIn(firstLine(folder / "dev"));
    if (!number || !start || !size || !device)
        return std::nullopt;
    return KernelPartition{
        .number = static_cast<int>(*number),
        .extent = {.begin = Offset(*start * sysfsSector), .size = Bytes(*size * sysfsSector)},
        .device = *device,
        .node = nodeOf(folder)};
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
