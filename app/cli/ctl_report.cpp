// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_report.h"

#include "core/exchange/report_file.h"

#include <QFile>
#include <QJsonDocument>

#include <iostream>

namespace parterre::ctl {

Result<FormerState> readReport(const QString &path)
{
    constexpr qint64 reportMax = 64 << 20;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Invalid, path.toStdString(), file.errorString().toStdString());
    // One byte more than a report may have, by which the reader knows.
    Result<FormerState> former = exchange::readReportFile(file.read(reportMax + 1));
    if (!former)
        return fail(ErrorCode::Invalid, path.toStdString(), former.error().detail);
    return former;
}

bool saveReport(const QString &path, const QJsonObject &report)
{
    return writeFile(path, QJsonDocument(report).toJson());
}

void savePartids(const QString &path, const Report &report)
{
    if (report.partids.empty() || !report.isPublished())
        return;
    if (writeFile(path, QByteArray::fromStdString(report.partids)))
        std::cerr << "config.partids is saved in " << path.toStdString() << "\n";
}

Status statusOf(const Report &report)
{
    if (report.isSuccess())
        return Status::Done;
    return report.error && report.error->code == ErrorCode::Cancelled ? Status::Cancelled : Status::Failed;
}

}
