// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/remap/in_place.h"

namespace parterre::test {

/// What a partition editor without a journal does, for comparison: each partition from the end that is safe
/// while nothing fails (memmove), 1 MiB at a time, then a flush, then the new table. Begun anew after a power
/// cut it knows nothing of the first time, unless the table says that all is done. Does no clones.
[[nodiscard]] Result<> movePlainly(BlockDevice &disk, const Topology &topology,
                                   const remap::InPlaceOrder &order);

}
