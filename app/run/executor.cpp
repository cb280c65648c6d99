// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/executor.h"

#include "app/run/kauth_executor.h"
#include "app/run/runner_executor.h"

#include <sys/stat.h>
#include <unistd.h>

namespace parterre {

bool needsAuthorization(const std::string &path)
{
    struct stat status{};
    return ::geteuid() != 0 && ::stat(path.c_str(), &status) == 0 && S_ISBLK(status.st_mode);
}

std::unique_ptr<Executor> chooseExecutor(const std::string &path, QWindow *window)
{
    if (needsAuthorization(path))
        return std::make_unique<KAuthExecutor>(window);
    return std::make_unique<RunnerExecutor>();
}

}
