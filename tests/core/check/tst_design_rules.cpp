// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

/// Whether a design speaks of the disk that is there.
class DesignRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
    void speaksOfPartitionsThatAreThere();
    void listsEachPartitionOnce();
    void saysThatADrawingIsOne();
};

void DesignRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
    const auto row = [](const char *what, const char *scenario, std::array<const char *, 2> expected) {
        QTest::newRow(what) << QByteArray(scenario) << QByteArray(expected[0]) << QByteArray(expected[1]);
    };
    row("clones would have to go",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxrootclone1 kind=ext4 uuid=a\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 2 0\n",
        {"clones-remain", "error"});
    row("clones stay",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxrootclone1 kind=ext4 uuid=a\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 2 1\n",
        {"clones-remain", ""});
}

void DesignRulesTest::findsWhatIsThereAndNothingElse()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, severity);
    const auto parsed = test::parseScenario(scenario.toStdString());
    const Derived derived = derive(parsed.inventory, parsed.design);
    const auto found = std::ranges::find(derived.findings, code.toStdString(), &Finding::code);
    const std::string_view said =
        found == derived.findings.end() ? std::string_view() : severityName(found->severity);
    QCOMPARE(QByteArray(said.data(), static_cast<qsizetype>(said.size())), severity);
    if (found != derived.findings.end())
        QVERIFY(!english(found->message).contains('{'));
}

namespace {

bool hasCode(const Derived &derived, const std::string &code)
{
    return std::ranges::find(derived.findings, code, &Finding::code) != derived.findings.end();
}

}

void DesignRulesTest::speaksOfPartitionsThatAreThere()
{
    test::Scenario scenario = test::appliance();
    QVERIFY(!hasCode(derive(scenario.inventory, scenario.design), "no-such-partition"));
    scenario.design.partitions[4].number = 9;
    QVERIFY(hasCode(derive(scenario.inventory, scenario.design), "no-such-partition"));
}

void DesignRulesTest::listsEachPartitionOnce()
{
    test::Scenario scenario = test::appliance();
    QVERIFY(!hasCode(derive(scenario.inventory, scenario.design), "partition-twice"));
    scenario.design.partitions.push_back(scenario.design.partitions[2]);
    const Derived derived = derive(scenario.inventory, scenario.design);
    QVERIFY(hasCode(derived, "partition-twice"));
    QCOMPARE(derived.designed.slots.size(), std::size_t{5});
}

void DesignRulesTest::saysThatADrawingIsOne()
{
    test::Scenario scenario = test::appliance();
    QVERIFY(!hasCode(derive(scenario.inventory, scenario.design), "drawing"));
    scenario.inventory.target.kind = Target::Kind::Drawing;
    findDesign(scenario.design, 3)->clones = {{.guid = Uuid::draw(), .content = Uuid::draw(), .start = {}}};
    const Derived derived = derive(scenario.inventory, scenario.design);
    QVERIFY(hasCode(derived, "drawing"));
    QVERIFY(!hasErrors(derived.findings) && derived.plan.isEmpty());
}

QTEST_GUILESS_MAIN(DesignRulesTest)
#include "tst_design_rules.moc"
