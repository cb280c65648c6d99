// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/item.h"

namespace parterre {

/// Gives every placed item its number, by the design's policy. MBR keeps 1..4 for primary entries
/// and counts logical ones from 5, in the order of their chain.
void number(std::vector<Item> &items, const Inventory &inventory, Numbering numbering);

}
