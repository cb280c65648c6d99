// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/moves/move_run.h"

namespace parterre::test {

/// The exit status of move_tool, and of whatever takes its place.
inline constexpr int toolDone = 0;
inline constexpr int toolFailed = 1;
inline constexpr int toolUsage = 2;
inline constexpr int toolBusy = 3;
inline constexpr int toolWentBack = 10;
inline constexpr int toolNothing = 11;

[[nodiscard]] constexpr int statusOf(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Finished:
        return toolDone;
    case Outcome::WentBack:
        return toolWentBack;
    case Outcome::Nothing:
        return toolNothing;
    }
    return toolFailed;
}

}
