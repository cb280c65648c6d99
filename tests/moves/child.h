// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/block/file_descriptor.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace parterre::test {

/// A program that runs beside this one, and may be killed at any moment. Move-only; it must have been waited
/// for, or killed, before the value ends.
class Child
{
public:
    /// Starts words[0], a path. What it says goes nowhere but for its errors, which go where this program's
    /// do.
    [[nodiscard]] static Result<Child> start(const std::vector<std::string> &words);

    /// Its exit status, or 128 and its signal's number.
    [[nodiscard]] int wait();
    /// Kills it (SIGKILL) after `delay`; its exit status where it was done before that.
    [[nodiscard]] std::optional<int> killAfter(std::chrono::nanoseconds delay);

private:
    Child(pid_t pid, FileDescriptor watch);

    pid_t m_pid;
    FileDescriptor m_watch;
};

}
