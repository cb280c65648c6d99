// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/former_state.h"
#include "core/result/result.h"

#include <QByteArray>

namespace parterre::exchange {

/// What the report of an apply (reportJson(), from whatever hands) says about the disk at its end: its
/// origins and clones and the digests of what was copied. Keys that are not needed are passed over, later
/// versions add some. Fails with Invalid, in a sentence: for what is no report, for the report of a job that
/// did not come to its end, for one without digests or with digests of another form.
[[nodiscard]] Result<FormerState> readReportFile(const QByteArray &bytes);

}
