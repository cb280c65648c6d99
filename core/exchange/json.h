// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/plan/recovery.h"
#include "core/plan/report.h"
#include "core/plan/verification.h"

#include <QJsonArray>
#include <QJsonObject>

namespace parterre::exchange {

/// The JSON contract of parterrectl (man page parterrectl(8)); keys are only ever added.
/// {"table":{"type","sector_size","entries_max","size",...},"partitions":[...],"free":[...]}
[[nodiscard]] QJsonObject layoutJson(const Layout &layout);
/// layoutJson plus "target" (path, kind, model, read-only, ...) and each partition's uses.
[[nodiscard]] QJsonObject probeJson(const Inventory &inventory, const Layout &now);
/// {"layout":..., "findings":[{"code","severity","partitions","message"}], "steps":[...], "partids":"..."}
[[nodiscard]] QJsonObject planJson(const Derived &derived);
/// [{"partition","file","by","value","now":[numbers],"after":[numbers],"verdict"}]; partition 0: firmware
[[nodiscard]] QJsonArray referencesJson(const Inventory &inventory, const Derived &derived);
[[nodiscard]] QJsonArray findingsJson(const std::vector<Finding> &findings);
[[nodiscard]] QJsonObject reportJson(const Report &report, const Plan &plan);
/// [{"code","passed","partitions","message"}]
[[nodiscard]] QJsonArray checksJson(const std::vector<Check> &checks);
/// [{"folder","started","disk","can_finish","can_undo"}]
[[nodiscard]] QJsonArray jobsJson(const std::vector<JobState> &jobs);

}
