// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/file_device.h"
#include "helper/service/quiet/desktop_shield.h"
#include "helper/service/quiet/sleep_inhibitor.h"

#include <optional>

namespace parterre {

/// What is kept away while a disk is written to. A machine that lacks one of them, or a user who may
/// not ask for it, has his job all the same.
struct Quiet
{
    std::optional<SleepInhibitor> awake;
    std::optional<DesktopShield> shield;
};

[[nodiscard]] Quiet keepQuiet(const FileDevice &device);

}
