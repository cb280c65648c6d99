// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/remap/in_place.h"

#include <span>
#include <string>
#include <vector>

namespace parterre::test {

/// The order that words like "2=11" or "3=20,37" make of the table on a disk: partition 2 goes to 11 MiB;
/// partition 3 goes to 37 MiB, and a clone of it to 20 MiB. The others stay. Journal and scratch are what is
/// free before and afterwards. Small epochs, so that there are many on a small disk. Writes nothing.
[[nodiscard]] Result<remap::InPlaceOrder> orderOf(BlockDevice &disk, std::span<const std::string> words);

/// Everything that carrying out this order may write to, the table included.
[[nodiscard]] std::vector<Extent> reachOf(const remap::InPlaceOrder &order, Bytes diskSize);

}
