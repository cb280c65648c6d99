// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/engine.h"

namespace parterre {

/// Busy where somebody uses a partition that the job reads, changes or needs another entry for. Others of the
/// disk may be in use; they are not written to in any case (FileDevice).
[[nodiscard]] Result<> refuseHeld(const FileDevice &disk, const Job &job);

/// Busy where the disk itself may be held by somebody: every partition that others hold has to be one of
/// which a probe tells who uses it.
[[nodiscard]] Result<> refuseDoubtfulHolder(FileDevice &disk);

}
