// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/uuid.h"

namespace parterre {

/// What takes the place of the UUID `former` where all that is renewed is renewed by `drawn`: the same for
/// the same two, so that UUIDs that point to each other still do, and another for others. It tells
/// itself from what was there before, by its second half, which is made of its first: a successor's
/// successor by the same `drawn` is itself, so that renewing what is half renewed already ends the same.
[[nodiscard]] Uuid successorOf(const Uuid &former, const Uuid &drawn);

}
