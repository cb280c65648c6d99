// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"

namespace parterre {

/// What can become of contents of a kind when their place gets another size. Whether the tools are there is
/// another question: see Capabilities.

/// Whether there is a way to make it need less.
[[nodiscard]] bool canEverShrink(ContentKind kind);
/// Whether there is a way to make it use more. Where there is none, it stays as it is in a larger place.
[[nodiscard]] bool canEverGrow(ContentKind kind);

/// Whether it may be looked for at the end of its place, so that it is lost where that end moves away from
/// it: RAID members with metadata 0.90, 1.0 or a controller's own, ZFS, and whatever is not known well.
[[nodiscard]] bool mayEndWithItsPlace(ContentKind kind);

/// Whether what is in the content is still whole after a power cut while it is made smaller or larger, as it
/// is with transactions (btrfs and XFS, which are as safe as they are whenever they are mounted) and where
/// one sector publishes all (FAT, swap). resize2fs, ntfsresize and resize.f2fs promise nothing of the kind.
[[nodiscard]] bool survivesPowerCut(ContentKind kind);

}
