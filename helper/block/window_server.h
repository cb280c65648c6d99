// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/block/file_descriptor.h"
#include "helper/block/partition_window.h"

#include <memory>
#include <optional>
#include <string>
#include <thread>

struct fuse_session;

namespace parterre {

/// The FUSE server behind a PartitionWindow: one regular file, mounted over another one.
///
/// Reads may come from the kernel's page cache of that file, which begins empty at each open and
/// ends with the mount; writes always arrive here before the tool's write() returns.
class WindowServer
{
public:
    [[nodiscard]] static Result<std::unique_ptr<WindowServer>>
    start(BlockDevice &disk, Extent extent, PartitionWindow::Access access, const std::string &mountPoint);
    /// Unmounts and stops, if that has not been done.
    ~WindowServer();
    WindowServer(const WindowServer &) = delete;
    WindowServer &operator=(const WindowServer &) = delete;

    /// Takes the file away. Must come before stop(), while the thread still answers.
    void unmount();
    /// Ends the thread and breaks the connection; the first error that a tool was given.
    [[nodiscard]] Result<> stop();

    /// What the FUSE operations ask for; on the server's thread only.
    [[nodiscard]] Bytes size() const { return m_extent.size; }
    [[nodiscard]] bool isWritable() const { return m_access == PartitionWindow::Access::ReadWrite; }
    /// These give 0 or the errno for the tool, and remember the first failure.
    [[nodiscard]] int read(Bytes from, std::span<std::byte> into);
    [[nodiscard]] int write(Bytes to, std::span<const std::byte> from);
    [[nodiscard]] int flush();

private:
    struct EndSession
    {
        void operator()(fuse_session *session) const;
    };

    WindowServer(BlockDevice &disk, Extent extent, PartitionWindow::Access access, std::string mountPoint);
    [[nodiscard]] Result<> mount();
    void serve();
    [[nodiscard]] int answer(const Result<> &outcome);

    BlockDevice &m_disk;
    Extent m_extent;
    PartitionWindow::Access m_access;
    std::string m_mountPoint;
    std::unique_ptr<fuse_session, EndSession> m_session;
    FileDescriptor m_wake;  ///< an eventfd: readable when the thread shall end
    std::optional<Error> m_firstError;
    std::jthread m_thread;
    bool m_isMounted = false;
};

}
