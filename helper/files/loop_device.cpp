// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/loop_device.h"

#include <utility>

#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace parterre {

namespace {

constexpr const char *control = "/dev/loop-control";

}

LoopDevice::LoopDevice(FileDescriptor fd, std::string path)
    : m_fd(std::move(fd))
    , m_path(std::move(path))
{}

LoopDevice::~LoopDevice()
{
    if (m_fd.isOpen())
        (void)ioctl(m_fd.value(), LOOP_CLR_FD);
}

bool LoopDevice::isAvailable()
{
    return FileDescriptor(::open(control, O_RDWR | O_CLOEXEC)).isOpen();
}

Result<LoopDevice> LoopDevice::attach(const std::string &file)
{
    const FileDescriptor manager(::open(control, O_RDWR | O_CLOEXEC));
    const FileDescriptor backing(::open(file.c_str(), O_RDWR | O_CLOEXEC));
    if (!manager.isOpen() || !backing.isOpen())
        return failErrno(manager.isOpen() ? file : control, errno, "open");
    // Kernels up to that of Debian 13 make it as big as they believe the file to be, and of one on
    // FUSE they believe nothing until it is asked for: the device would be empty.
    struct stat status{};
    if (fstat(backing.value(), &status) != 0)
        return failErrno(file, errno, "fstat");
    // Another program may take the free one before us; then there is a next one.
    constexpr int attempts = 32;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        const int number = ioctl(manager.value(), LOOP_CTL_GET_FREE);
        if (number < 0)
            return failErrno(control, errno, "LOOP_CTL_GET_FREE");
        const std::string path = "/dev/loop" + std::to_string(number);
        FileDescriptor device(::open(path.c_str(), O_RDWR | O_CLOEXEC));
        if (!device.isOpen())
            return failErrno(path, errno, "open");
        loop_config wanted{};
        wanted.fd = static_cast<__u32>(backing.value());
        wanted.info.lo_flags = LO_FLAGS_AUTOCLEAR;
        if (ioctl(device.value(), LOOP_CONFIGURE, &wanted) == 0)
            return LoopDevice(std::move(device), path);
        if (errno != EBUSY)
            return failErrno(path, errno, "LOOP_CONFIGURE");
    }
    return fail(ErrorCode::Busy, control);
}

Result<> LoopDevice::detach()
{
    // A file system holds its device exclusively until the last of it is written.
    if (!FileDescriptor(::open(m_path.c_str(), O_RDONLY | O_EXCL | O_CLOEXEC)).isOpen())
        return fail(ErrorCode::Busy, m_path, "still mounted");
    const FileDescriptor device(std::move(m_fd));
    if (fsync(device.value()) != 0)
        return failErrno(m_path, errno, "fsync");
    if (ioctl(device.value(), LOOP_CLR_FD) != 0)
        return failErrno(m_path, errno, "LOOP_CLR_FD");
    return {};
}

}
