// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"
#include "helper/files/ext_session.h"

namespace parterre {

/// Before libext2fs sees the superblock: that its numbers fit together and into the partition, that
/// the descriptors take no more than 32 MiB, and that there is no feature that we do not know.
[[nodiscard]] Result<> admitExtSuper(const RawView &view);

/// That the map can be believed: unmounted, without errors, journal and orphans dealt with, no host
/// holding it. Refused or Unsupported where not.
[[nodiscard]] Result<> admitExtUse(ext2_filsys fs);

}
