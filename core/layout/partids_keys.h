// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

namespace parterre {

/// Fills in Slot::partidsKey of every slot that has a safe name, and gives the text of config.partids:
/// one line for each, with KIWI's aliases (kiwi_RWPart beside a read-only root, kiwi_BootPart for a plain
/// root without a boot partition, kiwi_RaidPart and kiwi_RaidDev for an array; see its storage/disk.py),
/// sorted by key as KIWI's are.
[[nodiscard]] std::string assignPartidsKeys(std::vector<Slot> &slots);

}
