// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/block/file_descriptor.h"

#include <string>

namespace parterre {

/// A loop device over a file, for as long as this value lives. Without a partition scan.
class LoopDevice
{
public:
    [[nodiscard]] static Result<LoopDevice> attach(const std::string &file);
    /// Whether this user may make any.
    [[nodiscard]] static bool isAvailable();

    LoopDevice(LoopDevice &&) = default;
    LoopDevice &operator=(LoopDevice &&) = delete;
    ~LoopDevice();

    [[nodiscard]] const std::string &path() const { return m_path; }
    /// Gives it back. Busy while something is still mounted from it.
    [[nodiscard]] Result<> detach();

private:
    LoopDevice(FileDescriptor fd, std::string path);

    FileDescriptor m_fd;
    std::string m_path;
};

}
