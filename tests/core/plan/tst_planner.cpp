// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// The steps of a plan and their order.
class PlannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plans_data();
    void plans();
};

void PlannerTest::plans_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("steps");
    const QByteArray disk = "disk size=8GiB\n";
    QTest::newRow("nothing to do") << disk + "part 1 size=1GiB name=a kind=ext4\n" << QByteArray();
    QTest::newRow("a clone") << disk + "part 1 size=1GiB name=a kind=ext4\nclones 1 1\n"
                             << QByteArray(
                                    "save-table copy-blocks renew-identity check-identifiers write-table");
    QTest::newRow("two clones by one read")
        << disk + "part 1 size=1GiB name=a kind=ext4\nclones 1 2\n"
        << QByteArray("save-table copy-blocks renew-identity renew-identity check-identifiers "
                      "write-table");
    QTest::newRow("root gets config.partids everywhere")
        << disk + "part 1 size=1GiB name=p.lxroot kind=ext4\nclones 1 1\n"
        << QByteArray("save-table copy-blocks renew-identity check-identifiers write-table "
                      "write-partids write-partids");
    QTest::newRow("FAT is told where it begins")
        << disk + "part 1 size=1GiB name=a kind=fat32\nclones 1 1\n"
        << QByteArray("save-table copy-blocks renew-identity set-hidden-sectors "
                      "check-identifiers write-table");
    QTest::newRow("a moved origin keeps its identifier")
        << disk + "part 1 size=1GiB name=a kind=fat32\nplace 1 0 5000MiB\n"
        << QByteArray("save-table copy-blocks set-hidden-sectors write-table");
    QTest::newRow("data in place is published late")
        << disk + "part 1 size=1GiB name=a kind=ext4\nclones 1 1\nplacement adjacent\n"
        << QByteArray("save-table copy-blocks check-identifiers write-table renew-identity "
                      "write-table");
    QTest::newRow("consent renews nothing")
        << disk + "part 1 size=1GiB name=a kind=iso9660\nclones 1 1\nunchanged 1\n"
        << QByteArray("save-table copy-blocks check-identifiers write-table");
    const QByteArray luks = disk + "part 1 size=1GiB name=a kind=luks2 inside=ext4\nclones 1 2\n";
    QTest::newRow("an LUKS keeps its volume key")
        << luks
        << QByteArray("save-table copy-blocks renew-identity renew-identity check-identifiers write-table");
    QTest::newRow("each of its clones gets one of its own")
        << luks + "fresh-keys 1\n"
        << QByteArray(
               "save-table copy-blocks renew-volume-key renew-identity renew-volume-key renew-identity "
               "check-identifiers write-table");
    QTest::newRow("what becomes a clone in place, when its origin has left it")
        << luks + "fresh-keys 1\nclones 1 1\nplacement adjacent\n"
        << QByteArray("save-table copy-blocks check-identifiers write-table renew-volume-key renew-identity "
                      "write-table");
    QTest::newRow("also where it keeps its identifiers")
        << luks + "fresh-keys 1\nclones 1 1\nunchanged 1\n"
        << QByteArray("save-table copy-blocks renew-volume-key check-identifiers write-table");
    QTest::newRow("numbers alone") << disk
            + "part 1 size=1MiB name=a kind=ext4\npart 2 size=1MiB name=b kind=ext4\norder 2 0\n"
                                   << QByteArray("save-table write-table");
    QTest::newRow("an error forbids it")
        << disk + "part 1 size=1GiB name=a kind=ext4 dirt=errors\nclones 1 1\n"
        << QByteArray();
}

void PlannerTest::plans()
{
    QFETCH(const QByteArray, scenario);
    const auto parsed = test::parseScenario(scenario.toStdString());
    const Plan plan = derive(parsed.inventory, parsed.design).plan;
    QByteArrayList steps;
    for (const Step &step : plan.steps) {
        const std::string_view name = stepName(step);
        steps << QByteArray(name.data(), static_cast<qsizetype>(name.size()));
    }
    QTEST(steps.join(' '), "steps");
    if (!plan.isEmpty())
        QCOMPARE(plan.fingerprint, parsed.inventory.fingerprint);
}

QTEST_GUILESS_MAIN(PlannerTest)
#include "tst_planner.moc"
