// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/description.h"
#include "core/result/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

namespace parterre::exchange {

/// Which disk of a description is meant; a file may tell of several.
struct KiwiChoice
{
    QString type;  ///< of <type image="...">; empty: the disk, where there is one
    QStringList profiles;  ///< empty: those that the file imports by itself
    QString architecture = QStringLiteral("x86_64");
};

/// The file beside the description that <include from="this://NAME"/> names. Relative, and never above the
/// description's own folder; links are the caller's to look at.
using KiwiInclude = std::function<Result<QByteArray>(const QString &name)>;

/// Reads a description in XML of KIWI's schema 7.4 to 8.5; between these nothing has changed that decides
/// about disks. Fails with Invalid and one sentence, "line 12: ..." of the file that has it: what is wrong
/// and what helps. Elements and attributes that do not decide about disks are passed over.
[[nodiscard]] Result<kiwi::Description> readKiwiFile(const QByteArray &bytes, const KiwiChoice &choice,
                                                     const KiwiInclude &include);

}
