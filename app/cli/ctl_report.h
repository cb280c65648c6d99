// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/former_state.h"
#include "core/result/result.h"

#include <QString>

namespace parterre::ctl {

/// The report of an old job, from a file of --report. Fails with Invalid, with the file's name.
[[nodiscard]] Result<FormerState> readReport(const QString &path);

}
