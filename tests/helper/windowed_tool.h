// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/helper/made_content.h"

#include <string>
#include <vector>

namespace parterre {

/// Runs a program and its arguments on a place of a disk, which is its last argument as a file; ends the test
/// program where it fails.
inline void runInWindow(BlockDevice &disk, Extent where, const std::vector<std::string> &command)
{
    auto window = PartitionWindow::open(disk, where, PartitionWindow::Access::ReadWrite).value();
    std::vector<std::string> arguments(command.begin() + 1, command.end());
    arguments.push_back(window->path());
    const ToolOutput output = runChild(MadeContent::place(command.front()), arguments, {}).value();
    if (output.status != 0 || !window->close())
        qFatal("%s", output.lastLine().c_str());
}

}
