// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_output.h"

#include "core/text/describe.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <iostream>

namespace parterre::ctl {

void complain(const std::string &sentence)
{
    std::cerr << "parterrectl: " << sentence << "\n";
}

Status failed(const Error &error)
{
    complain(english(describe(error)));
    const ErrorCode code = error.code;
    if (code == ErrorCode::Cancelled || code == ErrorCode::Dismissed)
        return Status::Cancelled;
    if (code == ErrorCode::Refused)
        return Status::Refused;
    return code == ErrorCode::Invalid ? Status::Usage : Status::Failed;
}

void printJson(const QJsonValue &value)
{
    const QJsonDocument document =
        value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    std::cout << document.toJson().toStdString();
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return true;
    complain(english({.id = "error-io", .args = {path.toStdString(), file.errorString().toStdString()}}));
    return false;
}

bool mayWriteFile(const QString &path)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly))
        return true;
    complain(path.toStdString() + ": " + file.errorString().toStdString() + "; nothing was written");
    return false;
}

}
