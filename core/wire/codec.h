// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/disk_summary.h"
#include "core/plan/derive.h"
#include "core/plan/recovery.h"
#include "core/plan/report.h"
#include "core/plan/verification.h"

#include <QByteArray>
#include <QCborMap>

namespace parterre::wire {

/// Values to CBOR (RFC 8949) and back, for the pipe of the runner, the bus of the helper, and the
/// job's folder. Reading is strict: unknown or missing keys, wrong types, numbers out of range,
/// lists over their limit, strings over 64 KiB and bytes after the end are all Invalid, with the
/// place in `detail`. Limits: 1024 partitions, 4096 clones, 64 MiB in all. Keys stand in the order
/// of the fields_*.h beside this file: what can be read is, byte for byte, what would be
/// written.

[[nodiscard]] QCborMap encode(const Design &design);
[[nodiscard]] QCborMap encode(const Inventory &inventory);
[[nodiscard]] QCborMap encode(const Layout &layout);
[[nodiscard]] QCborMap encode(const Plan &plan);
[[nodiscard]] QCborMap encode(const Progress &progress);
[[nodiscard]] QCborMap encode(const Report &report);
[[nodiscard]] QCborMap encode(const Error &error);
[[nodiscard]] QCborMap encode(const DiskSummary &summary);
[[nodiscard]] QCborMap encode(const Check &check);
[[nodiscard]] QCborMap encode(const JobState &job);

[[nodiscard]] Result<Design> decodeDesign(const QCborMap &map);
[[nodiscard]] Result<Inventory> decodeInventory(const QCborMap &map);
[[nodiscard]] Result<Layout> decodeLayout(const QCborMap &map);
[[nodiscard]] Result<Progress> decodeProgress(const QCborMap &map);
[[nodiscard]] Result<Report> decodeReport(const QCborMap &map);
[[nodiscard]] Result<Error> decodeError(const QCborMap &map);
[[nodiscard]] Result<DiskSummary> decodeDiskSummary(const QCborMap &map);
[[nodiscard]] Result<Plan> decodePlan(const QCborMap &map);
[[nodiscard]] Result<Check> decodeCheck(const QCborMap &map);
[[nodiscard]] Result<JobState> decodeJobState(const QCborMap &map);

/// The map's bytes; equal values give equal bytes, so that two plans can be compared by them.
[[nodiscard]] QByteArray toBytes(const QCborMap &map);
/// One map and nothing else, in the one form that toBytes() gives it. Limits on nesting (48), items
/// (2 Mi) and the length of texts are checked before anything is built in memory.
[[nodiscard]] Result<QCborMap> fromBytes(const QByteArray &bytes);

}
