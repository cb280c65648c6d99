// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

namespace parterre {

/// Fills in Slot::partidsKey of every slot that has a safe name, and gives the text of config.partids:
/// one line a slot in table order, then KIWI's aliases (kiwi_RWPart beside a read-only root,
/// kiwi_BootPart for a root without a boot partition; see its storage/disk.py).
[[nodiscard]] std::string assignPartidsKeys(std::vector<Slot> &slots);

}
