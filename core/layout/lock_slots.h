// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

#include <array>
#include <optional>
#include <vector>

namespace parterre {

/// The table while data moves: what is apart from it all stays as it is, and entries of a type of our own
/// (type::inMotion) cover the rest, so that no system mounts or overwrites what is half moved. One covers
/// each stretch between two partitions that stay; each copy of the journal has one of its own, so that it is
/// found by the table. Where there are not enough entries (MBR) the journal's are left out, and it lies where
/// the table has nothing. The first 4096 bytes of a stretch are left out, so that it does not look like the
/// file system that begins there.
///
/// `inMotion`: every place that is read or written, but for the journal's, which is hidden, too. Nothing
/// where the table has not so many entries, or a logical partition or its container is in motion.
[[nodiscard]] std::optional<std::vector<Slot>> lockSlots(const Layout &now,
                                                         const std::vector<Extent> &inMotion,
                                                         const std::array<Extent, 2> &journal,
                                                         const UuidSource &uuids);

}
