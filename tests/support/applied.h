// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

namespace parterre::test {

/// What a probe would find on the disk of `inventory` once `layout` is its table.
[[nodiscard]] Inventory applied(const Inventory &inventory, const Layout &layout);

}
