// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/job_file.h"

#include "core/wire/codec.h"

namespace parterre {

std::string encodeJob(const Job &job)
{
    QCborMap map;
    map[QStringLiteral("path")] = QString::fromStdString(job.path);
    map[QStringLiteral("inventory")] = wire::encode(job.inventory);
    map[QStringLiteral("now")] = wire::encode(job.derived.now);
    map[QStringLiteral("designed")] = wire::encode(job.derived.designed);
    map[QStringLiteral("plan")] = wire::encode(job.derived.plan);
    return wire::toBytes(map).toStdString();
}

Result<Job> decodeJob(std::string_view bytes)
{
    TRY(const QCborMap map, wire::fromBytes(QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))));
    Job job;
    job.path = map[QStringLiteral("path")].toString().toStdString();
    TRY(job.inventory, wire::decodeInventory(map[QStringLiteral("inventory")].toMap()));
    TRY(job.derived.now, wire::decodeLayout(map[QStringLiteral("now")].toMap()));
    TRY(job.derived.designed, wire::decodeLayout(map[QStringLiteral("designed")].toMap()));
    TRY(job.derived.plan, wire::decodePlan(map[QStringLiteral("plan")].toMap()));
    return job;
}

}
