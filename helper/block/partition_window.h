// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"

#include <memory>
#include <string>

namespace parterre {

/// One extent of a disk as a file of its own, for the file systems' tools.
///
/// A FUSE file system with a single file, served by a thread of this process: no loop device, no
/// kernel block device, no udev event, so that nothing on the machine can see, mount or scan a
/// copy that is not published yet (btrfs!); nothing outside the extent can be written; and it
/// needs no root where FUSE may be mounted. Reads and writes go through `disk`, so that the crash
/// and fault devices of the tests stand behind real tools too. fsync of the file is disk.flush().
/// See docs/adr/0002 for why. While a window is open nobody else may use `disk`.
class PartitionWindow
{
public:
    enum class Access : std::uint8_t { ReadOnly, ReadWrite };

    /// Fails with ToolMissing where FUSE is not to be had (no /dev/fuse, no right to mount).
    [[nodiscard]] static Result<std::unique_ptr<PartitionWindow>> open(BlockDevice &disk, Extent extent,
                                                                       Access access);
    /// Unmounts. What the tool wrote has reached `disk` but is not flushed: see close().
    ~PartitionWindow();
    PartitionWindow(const PartitionWindow &) = delete;
    PartitionWindow &operator=(const PartitionWindow &) = delete;

    /// The file: a path in a private folder that only this user can enter.
    [[nodiscard]] const std::string &path() const;
    /// Unmounts, flushes the disk, and tells the first error that a tool was given by us.
    [[nodiscard]] Result<> close();
    /// Whether FUSE can be mounted here and now by this user; asked once and remembered.
    [[nodiscard]] static bool isAvailable();

private:
    class Session;
    explicit PartitionWindow(std::unique_ptr<Session> session);
    std::unique_ptr<Session> m_session;
};

}
