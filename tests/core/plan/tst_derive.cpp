// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/lineage.h"
#include "core/plan/derive.h"
#include "tests/support/applied.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// What follows from an inventory and a design.
class DeriveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheSameEveryTime();
    void makesNoPlanForTheDiskAsItIs();
    void hasNothingToDoAfterThePlan();
    void makesNoPlanInSpiteOfAnError();
};

void DeriveTest::isTheSameEveryTime()
{
    const auto scenario =
        test::parseScenario("disk size=8GiB\npart 1 size=1GiB name=p.lxroot kind=ext4\nclones 1 2\n");
    QVERIFY(derive(scenario.inventory, scenario.design) == derive(scenario.inventory, scenario.design));
}

void DeriveTest::makesNoPlanForTheDiskAsItIs()
{
    const auto scenario = test::appliance();
    const Derived derived = derive(scenario.inventory, scenario.design);
    QVERIFY(derived.plan.isEmpty() && derived.now == derived.designed);
}

void DeriveTest::hasNothingToDoAfterThePlan()
{
    for (const char *const policies : {"", "placement adjacent\n", "numbering keep\n"}) {
        const auto scenario =
            test::parseScenario(std::string("disk size=8GiB\npart 1 size=512MiB name=p.lxhome kind=ext4\n"
                                            "part 2 size=1GiB start=3GiB name=p.lxroot kind=ext4\n"
                                            "clones 1 2\nclones 2 1\n")
                                + policies);
        const Derived derived = derive(scenario.inventory, scenario.design);
        QVERIFY(!derived.plan.isEmpty());
        const Inventory after = test::applied(scenario.inventory, derived.designed);
        const Design same = designFor(after);
        QCOMPARE(same.partitions.size(), std::size_t{2});
        const Derived again = derive(after, same);
        QVERIFY(again.plan.isEmpty() && again.now == again.designed);
        QCOMPARE(again.designed.partids, derived.designed.partids);
    }
}

void DeriveTest::makesNoPlanInSpiteOfAnError()
{
    const auto scenario = test::parseScenario(
        "disk size=8GiB readonly\npart 1 size=1GiB name=p.lxroot kind=ext4\nclones 1 1\n");
    const Derived derived = derive(scenario.inventory, scenario.design);
    QVERIFY(hasErrors(derived.findings) && derived.plan.isEmpty());
    QCOMPARE(derived.findings.front().severity, Severity::Error);
    QCOMPARE(derived.designed.slots.size(), std::size_t{2});
}

QTEST_GUILESS_MAIN(DeriveTest)
#include "tst_derive.moc"
