// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/totals.h"

#include <QString>

namespace parterre {

/// "Read 1.2 GiB · written 800 MiB · unused and left out 3.0 GiB", without what is nothing.
[[nodiscard]] QString totalsWords(const Totals &totals);

}
