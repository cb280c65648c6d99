// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/planner.h"
#include "core/remap/proof.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;
using namespace parterre::remap;

namespace {

std::optional<Rule> ruleBroken(const Program &program, const std::vector<Move> &moves,
                               const std::vector<Extent> &scratch, const ProgramLimits &limits = {})
{
    const auto violation = findViolation(program, moves, scratch, limits);
    return violation ? std::optional(violation->rule) : std::nullopt;
}

/// One partition to a place apart, in one epoch.
std::vector<Move> apart(Bytes size)
{
    return {{.source = {.begin = Offset(), .size = size}, .destinations = {Offset() + size}}};
}

}

class TestProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEpochHasABound()
    {
        const auto atOnce = [](Bytes size) {
            const Run run{.source = Offset(), .destination = Offset() + size, .size = size, .step = size};
            return Program{.runs = {run}, .epochs = 1, .moved = size, .staged = {}};
        };
        QVERIFY(!ruleBroken(atOnce(256_MiB), apart(256_MiB), {}));
        QVERIFY(ruleBroken(atOnce(256_MiB + 4096_B), apart(256_MiB + 4096_B), {}) == Rule::WritesTooMuch);
        // Nor may several runs at once.
        const Program halves{.runs = {{.source = Offset(),
                                       .destination = Offset() + 512_MiB,
                                       .size = 256_MiB,
                                       .step = 256_MiB},
                                      {.source = Offset() + 256_MiB,
                                       .destination = Offset() + 768_MiB,
                                       .size = 256_MiB,
                                       .step = 256_MiB}},
                             .epochs = 1,
                             .moved = 512_MiB,
                             .staged = {}};
        QVERIFY(ruleBroken(halves, apart(512_MiB), {}) == Rule::WritesTooMuch);
    }

    void epochsHaveABound()
    {
        const auto program = planMoves(apart(1_GiB), {});
        QVERIFY(program && program->epochs == 4);
        QVERIFY(!ruleBroken(*program, apart(1_GiB), {}, {.epochs = 4}));
        QVERIFY(ruleBroken(*program, apart(1_GiB), {}, {.epochs = 3}) == Rule::IsTooLong);
        Program longest = *program;
        longest.epochs = ProgramLimits().epochs + 1;
        QVERIFY(ruleBroken(longest, apart(1_GiB), {}) == Rule::IsTooLong);
    }

    void stretchesHaveABound()
    {
        // Two that trade places by way of scratch: three copies, each of one stretch, and two that lie
        // elsewhere in the end; with what is left in scratch, three.
        const std::vector<Move> moves{
            {.source = {.begin = Offset(), .size = 1_MiB}, .destinations = {Offset() + 1_MiB}},
            {.source = {.begin = Offset() + 1_MiB, .size = 1_MiB}, .destinations = {Offset()}}};
        const std::vector<Extent> scratch{{.begin = Offset() + 4_MiB, .size = 1_MiB}};
        const auto program = planMoves(moves, {.scratch = scratch});
        QVERIFY(program);
        QCOMPARE(program->runs.size(), 3U);
        QVERIFY(!ruleBroken(*program, moves, scratch, {.stretches = 3}));
        QVERIFY(ruleBroken(*program, moves, scratch, {.stretches = 2}) == Rule::IsTooLong);
        QVERIFY(!ruleBroken(*program, moves, scratch, {.movedStretches = 3}));
        QVERIFY(ruleBroken(*program, moves, scratch, {.movedStretches = 2}) == Rule::IsTooLong);
    }

    /// Each epoch is no longer than the shift.
    void aLongShiftIsWithinTheBounds()
    {
        const std::vector<Move> moves{
            {.source = {.begin = Offset(), .size = 64_GiB}, .destinations = {Offset() + 1_MiB}}};
        const auto program = planMoves(moves, {});
        QVERIFY(program && program->epochs == 65'536);
        QVERIFY(!ruleBroken(*program, moves, {}));
    }
};

QTEST_GUILESS_MAIN(TestProof)
#include "tst_proof.moc"
