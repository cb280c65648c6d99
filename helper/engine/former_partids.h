// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/perform.h"

namespace parterre {

/// Saves to the job's folder what the roots of the old table, into which the plan writes, have as
/// config.partids: the text, or that there is none. A root that cannot be read is a warning.
[[nodiscard]] Result<> saveFormerPartids(Context &context);

/// Gives these roots back what was saved, once the old table is on the disk. Each root whose file
/// was changed for that is a done step of the report with a note; each for which it could not be
/// done is a warning that says what to do. Durable; may be run again, and touches no file that is
/// as it was.
void restoreFormerPartids(FileDevice &disk, const Job &job, const JobFolder &folder, Report &report);

}
