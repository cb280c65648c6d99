// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/file_device.h"

#include <memory>
#include <vector>

namespace parterre {

/// A file in memory as large as a disk, of which it holds only the sectors that were copied; the
/// rest reads as zeros. libfdisk works on this and never on a disk.
class DiskCopy
{
public:
    [[nodiscard]] static Result<DiskCopy> make(BlockDevice &disk, const std::vector<Extent> &parts);

    [[nodiscard]] int fd() const { return m_fd.value(); }
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> bytes);
    /// The copy as a disk that can be read.
    [[nodiscard]] Result<std::unique_ptr<FileDevice>> device() const;

private:
    DiskCopy(FileDescriptor fd, std::string name)
        : m_fd(std::move(fd))
        , m_name(std::move(name))
    {}

    [[nodiscard]] Result<> fill(BlockDevice &disk, Extent extent);

    FileDescriptor m_fd;
    std::string m_name;
};

}
