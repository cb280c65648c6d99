// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/identity_text.h"
#include "helper/identity/identity.h"
#include "helper/identity/identity_table.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <set>

namespace parterre {

namespace {

const QString tests = QStringLiteral(PARTERRE_TEST_DATA);

QString readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Whether "FILE: FUNCTION" is a test function, or "golden/NAME" a folder of one.
bool isTest(const QString &name)
{
    const QStringList parts = name.split(QStringLiteral(": "));
    if (parts.size() == 1)
        return name.startsWith(QStringLiteral("golden/")) && QDir(tests + QLatin1Char('/') + name).exists();
    return readAll(tests + QLatin1Char('/') + parts[0]).contains(QStringLiteral("void %1()").arg(parts[1]));
}

}

class TestIdentityTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindIsInOneRow()
    {
        std::multiset<ContentKind> seen;
        for (const IdentityRow &row : identityRows())
            seen.insert(row.kinds.begin(), row.kinds.end());
        for (const ContentKind kind : allContentKinds())
            QVERIFY2(seen.count(kind) == 1, contentKindName(kind).data());
    }

    void whatIsSaidToBeRenewedIs()
    {
        for (const IdentityRow &row : identityRows()) {
            for (const ContentKind kind : row.kinds)
                QVERIFY2(contentIdText(kind, Uuid()).empty() == row.renewed.empty(),
                         contentKindName(kind).data());
        }
    }

    void everyRowIsTested()
    {
        for (const IdentityRow &row : identityRows()) {
            const QString test = QString::fromUtf8(row.test.data(), static_cast<qsizetype>(row.test.size()));
            QVERIFY2(isTest(test), qPrintable(test));
        }
        QVERIFY(!isTest(QStringLiteral("helper/identity/tst_identity.cpp: thisIsNone")));
        QVERIFY(!isTest(QStringLiteral("golden/none")));
    }

    void thePageIsMadeOfTheTable()
    {
        const QString path = tests + QStringLiteral("/../docs/identity.md");
        const QString page = QString::fromStdString(identityPage());
        if (qEnvironmentVariableIsSet("PARTERRE_GOLDEN_WRITE")) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(page.toUtf8());
        }
        QCOMPARE(readAll(path), page);
    }
};

}

QTEST_GUILESS_MAIN(parterre::TestIdentityTable)
#include "tst_identity_table.moc"
