// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/engine/perform.h"

namespace parterre {

/// What is put behind the name of a rewritten file for its former self, which stays beside it. One that is
/// there from an earlier job gives way.
inline constexpr const char *formerSuffix = ".parterre-old";

/// Saves to the job's folder what the files of the old table's partitions say that the plan will replace: the
/// text, or that there is none. A config.partids that cannot be read is a warning. StaleLayout where a file
/// does not say what the plan will rewrite: nothing has been written yet.
[[nodiscard]] Result<> saveFormerFiles(Context &context);

/// Gives these partitions back what was saved, once the old table is on the disk. Each file that was changed
/// for that is a done step of the report with a note; each for which it could not be done is a warning that
/// says what to do. Durable; may be run again, and touches no file that is as it was.
void restoreFormerFiles(FileDevice &disk, const Job &job, const JobFolder &folder, Report &report);

}
