// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/block/file_descriptor.h"

#include <QDBusConnection>

namespace parterre {

/// Keeps the machine from being switched off or put to sleep, by logind, as long as the value lives
/// and no longer than its process does.
class SleepInhibitor
{
public:
    /// Asks the logind on `bus`; never starts one, and waits a few seconds at most. `target` is named
    /// to the user who asks what is in his way. NoHelper where there is no logind, Denied where it
    /// refuses.
    [[nodiscard]] static Result<SleepInhibitor> take(const QDBusConnection &bus, const std::string &target);

private:
    explicit SleepInhibitor(FileDescriptor lock)
        : m_lock(std::move(lock))
    {}

    FileDescriptor m_lock;  ///< logind's: closing it lets go
};

}
