// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <cstdint>
#include <string>

namespace parterre::ctl {

/// The exit status of parterrectl; scripts rely on it.
enum class Status : std::uint8_t { Done = 0, Refused = 1, Usage = 2, Failed = 3, Cancelled = 4 };

/// Says on standard error what is wrong.
void complain(const std::string &sentence);
/// The same for an error, and what the program ends with for it.
[[nodiscard]] Status failed(const Error &error);
/// On standard output. Requires an object or an array.
void printJson(const QJsonValue &value);
/// The whole file, or the file as it was before. Complains where it fails.
[[nodiscard]] bool writeFile(const QString &path, const QByteArray &bytes);
/// Whether it can be written: known before a job, not after it. Leaves it as it is; complains where not.
[[nodiscard]] bool mayWriteFile(const QString &path);

}
