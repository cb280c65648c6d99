// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/simulate.h"
#include "tests/support/scenario.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace parterre;

/// tests/golden/CASE/scenario.txt -> expected.txt. PARTERRE_GOLDEN_WRITE=1 writes what came out,
/// to be read before it is committed.
class GoldenTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void derivesAsWritten_data();
    void derivesAsWritten();
};

namespace {

QString goldenFolder()
{
    return QStringLiteral(PARTERRE_TEST_DATA "/golden");
}

std::string contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

}

void GoldenTest::derivesAsWritten_data()
{
    QTest::addColumn<QString>("folder");
    const QStringList names = QDir(goldenFolder()).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY(names.size() >= 20);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << goldenFolder() + QLatin1Char('/') + name;
}

void GoldenTest::derivesAsWritten()
{
    QFETCH(const QString, folder);
    const std::string scenarioText = contentOf(folder + QStringLiteral("/scenario.txt"));
    QVERIFY(!scenarioText.empty());
    const test::Scenario scenario = test::parseScenario(scenarioText);
    const Derived derived = derive(scenario.inventory, scenario.design);
    const std::string text = test::toText(derived);
    if (qEnvironmentVariableIsSet("PARTERRE_GOLDEN_WRITE")) {
        QFile file(folder + QStringLiteral("/expected.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(text));
    }
    QCOMPARE(QString::fromStdString(text),
             QString::fromStdString(contentOf(folder + QStringLiteral("/expected.txt"))));
    if (!derived.plan.isEmpty()) {
        const auto simulated = simulate(scenario.inventory, derived.plan);
        QVERIFY2(simulated.has_value(), simulated ? "" : simulated.error().detail.c_str());
        QVERIFY(*simulated == derived.designed);
    }
}

QTEST_GUILESS_MAIN(GoldenTest)
#include "tst_golden.moc"
