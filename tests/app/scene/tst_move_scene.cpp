// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/document/document.h"
#include "app/scene/hit.h"
#include "app/scene/move_scene.h"
#include "app/scene/move_share.h"
#include "tests/app/sample_disk.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

constexpr int boot = 3;
constexpr int home = 4;
constexpr int root = 5;

/// A clone of home before root: root moves over itself.
struct Bench
{
    Document document{sample::countedUuids()};

    explicit Bench(Placement placement = Placement::Adjacent)
    {
        document.open(sample::applianceDisk());
        const Result<> edited =
            document.edit({edit::SetPlacement{placement}, edit::SetClones{.number = home, .count = 1}});
        QVERIFY(edited.has_value());
    }

    [[nodiscard]] DiskScene scene(std::optional<double> moved = {}) const
    {
        const Derived &derived = document.derived();
        return buildScene(derived.now, derived.designed, derived.findings,
                          {.size = {1000, 390}, .move = moveOf(derived.plan), .moved = moved});
    }
};

const Block &block(const DiskScene &scene, SlotKey key)
{
    return *findBlock(scene.designed, key);
}

}

class MoveSceneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyAPlanWithAMoveHasMarks()
    {
        QVERIFY(moveOf(Bench().document.derived().plan).has_value());
        QVERIFY(!Bench().scene().marks.empty());
        const Bench without(Placement::FreeSpace);
        QVERIFY(!moveOf(without.document.derived().plan).has_value());
        QVERIFY(without.scene(0.5).marks.empty());
        QVERIFY(std::ranges::none_of(without.scene(0.5).designed.blocks,
                                     [](const Block &one) { return one.arrived.has_value(); }));
    }

    void theJournalIsMarkedTwiceAndTheScratchSpaceToo()
    {
        const DiskScene scene = Bench().scene();
        const auto count = [&](MoveMark::Kind kind) {
            return std::ranges::count(scene.marks, kind, &MoveMark::kind);
        };
        QCOMPARE(count(MoveMark::Kind::Journal), 2);
        QVERIFY(count(MoveMark::Kind::Scratch) >= 1);
        for (const MoveMark &mark : scene.marks) {
            const bool isJournal = mark.kind == MoveMark::Kind::Journal;
            QVERIFY(mark.description.startsWith(isJournal ? QStringLiteral("Journal")
                                                          : QStringLiteral("Scratch space")));
        }
    }

    void marksCanBeSeenAndDoNotOverlap()
    {
        const DiskScene scene = Bench().scene();
        for (std::size_t i = 0; i < scene.marks.size(); ++i) {
            QVERIFY(scene.marks[i].rect.width() >= 4.9);
            QVERIFY(scene.designed.rect.contains(scene.marks[i].rect));
            if (i > 0)
                QVERIFY(scene.marks[i - 1].rect.right() < scene.marks[i].rect.left());
        }
        // There is room enough for them where they are.
        QVERIFY(scene.marks.front().rect.left() >= block(scene, {.source = root}).rect.right());
    }

    void manySmallPiecesBecomeOneMark()
    {
        Bench bench;
        InPlaceMove move = *moveOf(bench.document.derived().plan);
        const Offset at = move.scratch.front().begin;
        move.scratch.clear();
        for (int i = 0; i < 200; ++i)
            move.scratch.push_back({.begin = at + 1_MiB * i, .size = 512_KiB});
        const DiskScene scene = bench.scene();
        const std::vector<MoveMark> marks = moveMarks(scene.designed, move);
        QVERIFY(marks.size() <= 5);
    }

    void aMarkIsHitBeforeTheFreeSpaceUnderIt()
    {
        const DiskScene scene = Bench().scene();
        const Hit hit = hitTest(scene, scene.marks[0].rect.center());
        QVERIFY((hit == Hit{.kind = Hit::Kind::Mark, .index = 0}));
        const QPointF above(scene.marks[0].rect.center().x(), scene.designed.rect.top() + 3);
        QVERIFY(hitTest(scene, above).kind != Hit::Kind::Mark);
    }

    void whatMovesFillsAndWhatStaysDoesNot()
    {
        const DiskScene scene = Bench().scene(0.25);
        QCOMPARE(block(scene, {.source = root}).arrived, std::optional(0.25));
        QCOMPARE(block(scene, {.source = home}).arrived, std::optional(0.25));
        QCOMPARE(block(scene, {.source = boot}).arrived, std::nullopt);
        // The clone is where home lies now.
        QCOMPARE(block(scene, {.source = home, .cloneIndex = 1}).arrived, std::nullopt);
        QCOMPARE(block(Bench().scene(), {.source = root}).arrived, std::nullopt);
    }

    void theShareFollowsProgress()
    {
        const Plan plan = Bench().document.derived().plan;
        const std::size_t move = *lastStep<step::MoveInPlace>(plan);
        QCOMPARE(moveShare(plan, {.step = move - 1, .stepDone = 1_MiB, .stepTotal = 2_MiB}),
                 std::optional(0.0));
        QCOMPARE(moveShare(plan, {.step = move}), std::optional(0.0));
        QCOMPARE(moveShare(plan, {.step = move, .stepDone = 1_MiB, .stepTotal = 4_MiB}), std::optional(0.25));
        QCOMPARE(moveShare(plan, {.step = move + 1, .stepTotal = 4_MiB}), std::optional(1.0));
        QCOMPARE(moveShare(Plan{}, {.step = 0, .stepDone = 1_MiB, .stepTotal = 4_MiB}), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(MoveSceneTest)
#include "tst_move_scene.moc"
