// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/totals_words.h"

#include "app/scene/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace parterre {

QString totalsWords(const Totals &totals)
{
    QStringList words;
    const auto add = [&](Bytes amount, const QString &sentence) {
        if (!amount.isZero())
            words << sentence.arg(sizeWords(amount));
    };
    add(totals.read, QCoreApplication::translate("Totals", "read %1"));
    add(totals.written, QCoreApplication::translate("Totals", "written %1"));
    add(totals.skipped, QCoreApplication::translate("Totals", "unused and left out %1"));
    add(totals.shared, QCoreApplication::translate("Totals", "shared with the origin %1"));
    QString line = words.join(QStringLiteral(" · "));
    if (!line.isEmpty())
        line[0] = line[0].toUpper();
    return line;
}

}
