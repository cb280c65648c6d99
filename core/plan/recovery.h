// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/report.h"

#include <string>

namespace parterre {

/// A job of the past that concerns this target, as its folder tells and as the disk looks now.
struct JobState
{
    std::string folder;
    std::string started;
    DiskState disk = DiskState::Unknown;
    bool canFinish = false;  ///< the rest of the plan can be run
    bool canUndo = false;    ///< the old table can be put back and all old data is there

    friend bool operator==(const JobState &, const JobState &) = default;
};

enum class Recovery : std::uint8_t { Finish, Undo };

}
