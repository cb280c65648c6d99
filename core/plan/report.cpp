// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/report.h"

namespace parterre {

std::string_view diskStateName(DiskState state)
{
    switch (state) {
    case DiskState::Unchanged:
        return "unchanged";
    case DiskState::Done:
        return "done";
    case DiskState::Incomplete:
        return "incomplete";
    case DiskState::Unknown:
        break;
    }
    return "unknown";
}

}
