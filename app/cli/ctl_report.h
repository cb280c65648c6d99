// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_output.h"
#include "core/plan/former_state.h"
#include "core/plan/report.h"

#include <QJsonObject>

namespace parterre::ctl {

/// The report of an old job, from a file of --report. Fails with Invalid, with the file's name.
[[nodiscard]] Result<FormerState> readReport(const QString &path);
/// The other way round. Complains where it fails.
[[nodiscard]] bool saveReport(const QString &path, const QJsonObject &report);
/// config.partids, where the job gave it, into this file. Says where it is, or that it cannot be written.
void savePartids(const QString &path, const Report &report);
/// What the program ends with after this job.
[[nodiscard]] Status statusOf(const Report &report);

}
