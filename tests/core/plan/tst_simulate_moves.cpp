// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "core/plan/simulate.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <functional>
#include <utility>

using namespace parterre;

/// Plans that move data over data and must not be run, one wrong thing in each, beside the one that may.
class SimulateMovesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void permitsThePlanThatWasDerived();
    void refuses_data();
    void refuses();
};

namespace {

using Spoil = std::function<void(Plan &)>;

/// Home becomes smaller, with a clone before it, and root makes room; boot stays.
test::Scenario scenario()
{
    return test::parseScenario("disk size=8GiB\npart 1 size=1GiB name=p.lxboot kind=ext4\n"
                               "part 2 size=2GiB name=p.lxhome kind=ext4\n"
                               "part 3 size=2GiB name=p.lxroot kind=ext4\n"
                               "size 2 1536MiB\nclones 2 1\nplacement adjacent\n");
}

step::MoveInPlace &moveIn(Plan &plan)
{
    for (Step &step : plan.steps) {
        if (auto *const found = std::get_if<step::MoveInPlace>(&step))
            return *found;
    }
    qFatal("the plan moves nothing in place");
}

template<typename T>
void drop(Plan &plan)
{
    std::erase_if(plan.steps, [](const Step &step) { return std::holds_alternative<T>(step); });
}

Extent mib(std::int64_t begin, std::int64_t size)
{
    return {.begin = Offset(begin << 20), .size = Bytes(size << 20)};
}

}

Q_DECLARE_METATYPE(Spoil)

void SimulateMovesTest::permitsThePlanThatWasDerived()
{
    const auto [inventory, design] = scenario();
    const Derived derived = derive(inventory, design);
    QVERIFY(!hasErrors(derived.findings));
    const auto simulated = simulate(inventory, derived.plan);
    QVERIFY2(simulated.has_value(), simulated ? "" : simulated.error().detail.c_str());
    QVERIFY(*simulated == derived.designed);
    // What is renewed, grown or written into is hidden until the last step.
    QVERIFY(std::holds_alternative<step::WriteTable>(derived.plan.steps.back()));
}

void SimulateMovesTest::refuses_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *what, const char *says, Spoil spoil) {
        QTest::newRow(what) << std::move(spoil) << QByteArray(says);
    };
    row("no saved table", "before the table was saved", [](Plan &plan) { drop<step::SaveTable>(plan); });
    row("a second move", "or twice",
        [](Plan &plan) { plan.steps.insert(plan.steps.begin() + 3, moveIn(plan)); });
    row("before the content is smaller", "is not the data of partition 2",
        [](Plan &plan) { drop<step::ShrinkContent>(plan); });
    row("a move of another's data", "is not the data of partition 3",
        [](Plan &plan) { moveIn(plan).move.relocations[0].partition = 3; });
    row("a move of a part", "is not the data of partition 2",
        [](Plan &plan) { moveIn(plan).move.relocations[0].source.size = Bytes(4096); });
    row("a move over what stays", "where an entry of the table lies",
        [](Plan &plan) { moveIn(plan).move.relocations[0].destinations[0] = Offset(1 << 20); });
    row("a move over what is hidden and stays", "where other data lies", [](Plan &plan) {
        InPlaceMove &move = moveIn(plan).move;
        move.places.push_back(mib(1, 1024));
        move.relocations[0].destinations[0] = Offset(1 << 20);
    });
    row("two moves to one place", "where other data lies", [](Plan &plan) {
        auto &relocations = moveIn(plan).move.relocations;
        relocations[0].destinations[0] = relocations[1].destinations[0];
    });
    row("a move outside", "outside the space",
        [](Plan &plan) { moveIn(plan).move.relocations[0].destinations[0] = Offset(std::int64_t{8} << 30); });
    row("a journal over what moves", "over data",
        [](Plan &plan) { moveIn(plan).move.journal[0] = mib(1100, 1); });
    row("a journal over what stays", "where an entry of the table lies",
        [](Plan &plan) { moveIn(plan).move.journal[1] = mib(10, 1); });
    row("scratch over what comes", "over data", [](Plan &plan) {
        InPlaceMove &move = moveIn(plan).move;
        move.scratch.push_back({.begin = move.relocations[0].destinations[0], .size = Bytes(4096)});
    });
    row("scratch outside", "outside the space",
        [](Plan &plan) { moveIn(plan).move.scratch.push_back(mib(8 << 10, 1)); });
    row("what moves is not hidden", "where an entry of the table lies",
        [](Plan &plan) { moveIn(plan).move.places.clear(); });
    row("no new table", "never writes a table", [](Plan &plan) { drop<step::WriteTable>(plan); });
    row("config.partids where nothing lies", "that the table does not have", [](Plan &plan) {
        for (Step &step : plan.steps) {
            if (auto *const partids = std::get_if<step::WritePartids>(&step))
                partids->where = mib(8000, 1);
        }
    });
}

void SimulateMovesTest::refuses()
{
    QFETCH(const Spoil, spoil);
    QFETCH(const QByteArray, says);
    const auto [inventory, design] = scenario();
    Plan plan = derive(inventory, design).plan;
    spoil(plan);
    const auto simulated = simulate(inventory, plan);
    QVERIFY(!simulated);
    QCOMPARE(simulated.error().code, ErrorCode::Invalid);
    QVERIFY2(simulated.error().detail.contains(says.toStdString()), simulated.error().detail.c_str());
}

QTEST_GUILESS_MAIN(SimulateMovesTest)
#include "tst_simulate_moves.moc"
