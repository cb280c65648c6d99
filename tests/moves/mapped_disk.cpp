// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/moves/mapped_disk.h"

#include "helper/block/file_device.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>

namespace parterre::test {

Result<MappedDisk> MappedDisk::open(const std::string &path, Access access)
{
    TRY(const auto device, FileDevice::open(path, FileDevice::Access::ReadOnly));
    const auto size = static_cast<std::size_t>(device->size().count());
    const FileDescriptor fd(::open(path.c_str(), (access == Access::Shared ? O_RDWR : O_RDONLY) | O_CLOEXEC));
    if (!fd.isOpen())
        return failErrno(path, errno, "open");
    const int protection = access == Access::Read ? PROT_READ : PROT_READ | PROT_WRITE;
    void *data = ::mmap(nullptr, size, protection, access == Access::Private ? MAP_PRIVATE : MAP_SHARED,
                        fd.value(), 0);
    if (data == MAP_FAILED)
        return failErrno(path, errno, "mmap");
    return MappedDisk(static_cast<std::byte *>(data), size);
}

MappedDisk::MappedDisk(std::byte *data, std::size_t size)
    : m_data(data)
    , m_size(size)
{}

MappedDisk::MappedDisk(MappedDisk &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(other.m_size)
{}

MappedDisk::~MappedDisk()
{
    if (m_data)
        ::munmap(m_data, m_size);
}

std::span<const std::byte> partOf(std::span<const std::byte> disk, Extent extent)
{
    return disk.subspan(static_cast<std::size_t>(extent.begin.bytes()),
                        static_cast<std::size_t>(extent.size.count()));
}

std::span<std::byte> partOf(std::span<std::byte> disk, Extent extent)
{
    return disk.subspan(static_cast<std::size_t>(extent.begin.bytes()),
                        static_cast<std::size_t>(extent.size.count()));
}

void makeSame(std::span<std::byte> to, std::span<const std::byte> from, const std::vector<Extent> &places)
{
    constexpr std::size_t piece = 65536;
    for (const Extent &place : places) {
        const auto target = partOf(to, place);
        const auto source = partOf(from, place);
        for (std::size_t at = 0; at < target.size(); at += piece) {
            const std::size_t size = std::min(piece, target.size() - at);
            if (std::memcmp(&target[at], &source[at], size) != 0)
                std::memcpy(&target[at], &source[at], size);
        }
    }
}

}
