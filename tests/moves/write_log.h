// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/extent.h"

#include <cstddef>
#include <span>
#include <vector>

namespace parterre::test {

/// One thing that a disk was asked for, as dm-log-writes keeps it (kernel:
/// admin-guide/device-mapper/log-writes.rst, drivers/md/dm-log-writes.c): in the order in which writes were
/// completed, those of a flush before it.
struct LoggedWrite
{
    Offset at;
    std::span<const std::byte> bytes;  ///< of the log
    bool isFlush = false;  ///< everything before it is durable; what it carries itself is not
    bool isForced = false;             ///< durable by itself
};

/// The entries of a log of a disk of `diskSize`. `log` must outlive the result. Corrupt where it is none, is
/// cut off, or has what the mover does not do (discards).
[[nodiscard]] Result<std::vector<LoggedWrite>> readWriteLog(std::span<const std::byte> log, Bytes diskSize);

}
