// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/block/file_descriptor.h"

#include <string>

#include <sys/types.h>

namespace parterre {

/// Where jobs keep their folders: root's under /var/lib/parterre/jobs, a user's under
/// ${XDG_STATE_HOME:-~/.local/state}/parterre/jobs. Empty where a user has no home.
[[nodiscard]] std::string jobRootOf(uid_t user);

/// Makes the folder (mode 0700) where it is missing. Denied where it belongs to somebody else or
/// others may look into it: what lies there decides how a disk is put back.
[[nodiscard]] Result<> prepareJobRoot(const std::string &path);

/// At most one job works on a device at a time. Held as long as the value lives; the kernel lets
/// go of it when the process dies.
class JobLock
{
public:
    /// Busy where another job has it. `fd` is the open device or image: what is locked is the
    /// device number, or the file's own, whatever path it was opened by.
    [[nodiscard]] static Result<JobLock> take(const std::string &jobRoot, int fd, const std::string &name);

private:
    explicit JobLock(FileDescriptor file)
        : m_file(std::move(file))
    {}

    FileDescriptor m_file;
};

/// Writes a file into a job's folder, whole or not at all, and durably.
[[nodiscard]] Result<> writeJobFile(const std::string &folder, const std::string &name,
                                    const std::string &text);

}
