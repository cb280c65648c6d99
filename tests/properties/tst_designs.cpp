// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: core

#include "tests/support/design_case.h"
#include "tests/support/random_disk.h"

#include <QTest>

using namespace parterre;
using test::Case;
using test::RandomDisk;

/// What must hold for every disk and every design. PARTERRE_EXPLORE=N tries N times as many;
/// PARTERRE_SEED=S tries the one case that a failure named.
class DesignsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPlannedIsWhatIsDesigned();
};

namespace {

constexpr std::uint64_t casesUsual = 10'000;

/// A disk with a design, and half of the time another design on what came of it.
struct Outcome
{
    std::string wrong;
    int cases = 0;
    int plans = 0;
};

std::string judged(Case &one)
{
    const std::string wrong = one.run();
    return wrong.empty() ? wrong : wrong + "\n" + one.text();
}

Outcome explore(std::uint64_t seed)
{
    RandomDisk random(seed);
    const Inventory disk = random.inventory();
    Case first(disk, random.design(disk));
    Outcome outcome{.wrong = judged(first), .cases = 1, .plans = first.hasPlan() ? 1 : 0};
    if (!outcome.wrong.empty() || !first.hasPlan() || seed % 2 == 0)
        return outcome;
    const Inventory then = first.after();
    Case second(then, random.design(then));
    outcome.wrong = judged(second);
    ++outcome.cases;
    outcome.plans += second.hasPlan() ? 1 : 0;
    return outcome;
}

std::uint64_t environment(const char *name, std::uint64_t otherwise)
{
    return qEnvironmentVariableIsSet(name) ? qEnvironmentVariable(name).toULongLong() : otherwise;
}

}

void DesignsTest::whatIsPlannedIsWhatIsDesigned()
{
    const std::uint64_t only = environment("PARTERRE_SEED", 0);
    const std::uint64_t last = only != 0 ? only : casesUsual * environment("PARTERRE_EXPLORE", 1);
    int cases = 0;
    int plans = 0;
    for (std::uint64_t seed = only != 0 ? only : 1; seed <= last; ++seed) {
        const Outcome outcome = explore(seed);
        QVERIFY2(
            outcome.wrong.empty(),
            qPrintable(
                QStringLiteral("PARTERRE_SEED=%1: %2").arg(seed).arg(QString::fromStdString(outcome.wrong))));
        cases += outcome.cases;
        plans += outcome.plans;
    }
    qInfo("%d designs, %d of them with a plan", cases, plans);
    if (only == 0)
        QVERIFY2(plans * 10 > cases * 3, "too few of the designs could be planned");
}

QTEST_GUILESS_MAIN(DesignsTest)
#include "tst_designs.moc"
