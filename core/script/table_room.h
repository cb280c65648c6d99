// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/table.h"

namespace parterre::script {

/// Where partitions may lie at the most on a disk of this size: a GPT of `entriesMax` entries and its copy
/// take what they need, an MBR its sector. Empty where nothing is left.
[[nodiscard]] Extent tableRoom(const Table &table, Bytes diskSize);

}
