// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"

#include <string>

namespace parterre::test {

/// A layout as the tools of a partition table show it: "1 2048+4096 BIOS boot p.legacy", a line each, in
/// sectors.
[[nodiscard]] std::string sectorText(const Layout &layout);
/// config.partids in one line: "kiwi_BootPart=4 kiwi_RootPart=9".
[[nodiscard]] std::string partidsText(const Layout &layout);

}
