// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

/// What the choice to go on after read errors means for a design.
class CopyingRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
    void stopsAtReadErrorsByOneClick();
};

namespace {

constexpr const char *disk = "disk size=8GiB table=gpt\n"
                             "part 1 start=1025MiB size=1GiB name=p.lxboot kind=ext4\n"
                             "part 2 start=3073MiB size=1GiB name=p.lxroot kind=ext4\n";

QByteArray saidOf(const Derived &derived, const std::string &code)
{
    const auto found = std::ranges::find(derived.findings, code, &Finding::code);
    return found == derived.findings.end()
        ? QByteArray()
        : QByteArray::fromStdString(std::string(severityName(found->severity)));
}

}

void CopyingRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("skipped");  // severity; empty: it must not appear
    QTest::addColumn<QByteArray>("loses");
    const auto row = [](const char *what, const char *edits, const char *skipped, const char *loses) {
        QTest::newRow(what) << QByteArray(disk) + edits << QByteArray(skipped) << QByteArray(loses);
    };
    row("stops by default", "clones 1 1\n", "", "");
    row("stops by choice", "on-read-error stop\nclones 1 1\n", "", "");
    row("goes on", "on-read-error continue\nclones 1 1\n", "warning", "");
    row("nothing is copied", "on-read-error continue\norder 2 0\n", "", "");
    row("nothing is done", "on-read-error continue\n", "", "");
    row("an origin moves and stops", "placement adjacent\nclones 2 2\n", "", "");
    row("an origin moves and goes on", "on-read-error continue\nplacement adjacent\nclones 2 2\n", "warning",
        "error");
    row("an origin is dragged and goes on", "on-read-error continue\nplace 2 0 5121MiB\n", "warning",
        "error");
    row("clones beside an origin that stays", "on-read-error continue\nplacement adjacent\nclones 1 1\n",
        "warning", "");
}

void CopyingRulesTest::findsWhatIsThereAndNothingElse()
{
    QFETCH(const QByteArray, scenario);
    const auto parsed = test::parseScenario(scenario.toStdString());
    const Derived derived = derive(parsed.inventory, parsed.design);
    QTEST(saidOf(derived, "read-errors-skipped"), "skipped");
    QTEST(saidOf(derived, "read-errors-lose-data"), "loses");
}

void CopyingRulesTest::stopsAtReadErrorsByOneClick()
{
    auto parsed =
        test::parseScenario(std::string(disk) + "on-read-error continue\nplacement adjacent\nclones 2 2\n");
    parsed.design.copying.rest = Rest::Zero;
    const Derived derived = derive(parsed.inventory, parsed.design);
    const auto found = std::ranges::find(derived.findings, "read-errors-lose-data", &Finding::code);
    QVERIFY(found != derived.findings.end() && found->fix && derived.plan.isEmpty());
    const Design fixed = apply(parsed.design, found->fix->edits.at(0), test::countingUuids()).value();
    QVERIFY((fixed.copying == Copying{.rest = Rest::Zero}));
    QVERIFY(!derive(parsed.inventory, fixed).plan.isEmpty());
}

QTEST_GUILESS_MAIN(CopyingRulesTest)
#include "tst_copying_rules.moc"
