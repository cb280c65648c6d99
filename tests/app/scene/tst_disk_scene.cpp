// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/document/document.h"
#include "app/scene/disk_scene.h"
#include "app/scene/drag.h"
#include "app/scene/hit.h"
#include "tests/app/sample_disk.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

namespace {

constexpr int boot = 3;
constexpr int home = 4;
constexpr int root = 5;

struct Bench
{
    Document document{sample::countedUuids()};

    Bench() { document.open(sample::applianceDisk()); }

    [[nodiscard]] DiskScene scene(SceneOptions options = {.size = {1000, 390}}) const
    {
        const Derived &derived = document.derived();
        return buildScene(derived.now, derived.designed, derived.findings, options);
    }
    [[nodiscard]] QPointF centre(SlotKey key) const
    {
        return findBlock(scene().designed, key)->rect.center();
    }
};

template<typename T>
T onlyEdit(const std::vector<Edit> &edits)
{
    return edits.size() == 1 && std::holds_alternative<T>(edits[0]) ? std::get<T>(edits[0]) : T{};
}

}

class DiskSceneTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsEveryPartitionOnceAndInOrder()
    {
        Bench bench;
        QVERIFY(bench.document.edit({edit::SetClones{.number = home, .count = 2}}));
        const DiskScene scene = bench.scene();
        QCOMPARE(scene.now.blocks.size(), 6U);
        QCOMPARE(scene.designed.blocks.size(), 8U);
        for (const LaneScene *lane : {&scene.now, &scene.designed}) {
            for (std::size_t i = 1; i < lane->blocks.size(); ++i)
                QVERIFY(lane->blocks[i - 1].rect.right() <= lane->blocks[i].rect.left());
        }
        const Block *clone = findBlock(scene.designed, {.source = home, .cloneIndex = 2});
        QVERIFY(clone != nullptr && clone->isClone && clone->isNew);
        QCOMPARE(clone->shortTitle, QStringLiteral("home ◆2"));
        QVERIFY(clone->description.contains(QStringLiteral("new")));
    }

    void ribbonsLeadFromTheOriginToEachCopy()
    {
        Bench bench;
        QVERIFY(bench.document.edit({edit::SetClones{.number = root, .count = 1}}));
        const DiskScene scene = bench.scene();
        QCOMPARE(scene.ribbons.size(), 6U);
        const QRectF from = findBlock(scene.now, {.source = root})->rect;
        QCOMPARE(std::ranges::count(scene.ribbons, from.left(), &Ribbon::fromLeft), 2);
        QCOMPARE(std::ranges::count(scene.ribbons, true, &Ribbon::isToClone), 1);
    }

    void steppersNeverOverlap()
    {
        Bench bench;
        QVERIFY(bench.document.edit(
            {edit::SetClones{.number = boot, .count = 1}, edit::SetClones{.number = home, .count = 1}}));
        const std::vector<Stepper> steppers = bench.scene().steppers;
        QVERIFY(steppers.size() >= 2);
        for (std::size_t i = 1; i < steppers.size(); ++i)
            QVERIFY(steppers[i - 1].rect.right() < steppers[i].rect.left());
    }

    void hitsWhatIsThere()
    {
        const Bench bench;
        const DiskScene scene = bench.scene();
        QCOMPARE(hitTest(scene, bench.centre({.source = home})).kind, Hit::Kind::DesignedBlock);
        QCOMPARE(hitTest(scene, scene.designed.blocks.back().rect.center()).kind, Hit::Kind::Free);
        QCOMPARE(hitTest(scene, scene.now.blocks.front().rect.center()).kind, Hit::Kind::NowBlock);
        QCOMPARE(hitTest(scene, scene.steppers.front().plus.center()).kind, Hit::Kind::Plus);
        QCOMPARE(hitTest(scene, scene.steppers.front().minus.center()).kind, Hit::Kind::Minus);
        QCOMPARE(hitTest(scene, scene.scaleToggle.center()).kind, Hit::Kind::ScaleToggle);
        QCOMPARE(hitTest(scene, {1, 1}).kind, Hit::Kind::Nothing);
    }

    void aClickIsNoDrag()
    {
        const Bench bench;
        const DiskScene scene = bench.scene();
        Drag drag;
        drag.press(scene, bench.centre({.source = home}));
        QVERIFY(drag.release(scene, bench.centre({.source = home}) + QPointF(3, 1), false).empty());
    }

    void droppingOnFreeSpacePlacesOnTheGrain()
    {
        Bench bench;
        QVERIFY(bench.document.edit({edit::SetClones{.number = home, .count = 1}}));
        const DiskScene scene = bench.scene();
        Drag drag;
        drag.press(scene, bench.centre({.source = home, .cloneIndex = 1}));
        const auto place =
            onlyEdit<edit::Place>(drag.release(scene, scene.designed.blocks.back().rect.center(), false));
        QCOMPARE(place.number, home);
        QCOMPARE(place.clone, 1);
        QVERIFY(place.start && isAligned(*place.start, scene.grain));
        const Extent free = scene.designed.blocks.back().extent;
        QVERIFY(free.begin <= *place.start
                && *place.start + scene.designed.blocks[3].extent.size <= free.end());
        QVERIFY(bench.document.edit({place}));
        QCOMPARE(findSlot(bench.document.derived().designed, home, 1)->extent.begin, *place.start);
    }

    void droppingOnAPartitionReorders()
    {
        const Bench bench;
        const DiskScene scene = bench.scene();
        Drag drag;
        drag.press(scene, bench.centre({.source = home}));
        const QRectF target = findBlock(scene.designed, {.source = root})->rect;
        const auto after =
            onlyEdit<edit::Reorder>(drag.release(scene, target.center() + QPointF(30, 0), false));
        QCOMPARE(after, (edit::Reorder{.number = home, .position = 4}));
        drag.press(scene, bench.centre({.source = home}));
        const QPointF first = findBlock(scene.designed, {.source = boot})->rect.center() - QPointF(10, 0);
        QCOMPARE(onlyEdit<edit::Reorder>(drag.release(scene, first, false)),
                 (edit::Reorder{.number = home, .position = 2}));
    }

    void controlLeavesTheOriginWhereItIs()
    {
        const Bench bench;
        const DiskScene scene = bench.scene();
        Drag drag;
        drag.press(scene, bench.centre({.source = home}));
        const std::vector<Edit> edits = drag.release(scene, scene.designed.blocks.back().rect.center(), true);
        QCOMPARE(edits.size(), 2U);
        QCOMPARE(std::get<edit::SetClones>(edits[0]), (edit::SetClones{.number = home, .count = 1}));
        QCOMPARE(std::get<edit::Place>(edits[1]).clone, 1);
    }

    void abortingLeavesNothing()
    {
        const Bench bench;
        const DiskScene scene = bench.scene();
        Drag drag;
        drag.press(scene, bench.centre({.source = home}));
        drag.move(scene, scene.designed.blocks.back().rect.center(), false);
        QVERIFY(drag.isActive());
        QVERIFY(!drag.preview(scene).landing.isNull());
        drag.abort();
        QVERIFY(!drag.isActive());
        QVERIFY(drag.release(scene, {500, 300}, false).empty());
    }

    void edgesOfDrawnPartitionsResize()
    {
        using namespace literals;
        Document document(sample::countedUuids());
        document.draw(8_GiB, TableKind::Gpt, 512_B);
        QVERIFY(document.edit(
            {edit::Add{.name = "p.lxroot", .size = 2_GiB, .kind = ContentKind::Ext4, .type = {}}}));
        const Derived &derived = document.derived();
        const DiskScene scene =
            buildScene(derived.now, derived.designed, {}, {.size = {1000, 390}, .isDrawing = true});
        const QRectF rect = scene.designed.blocks.front().rect;
        const QPointF edge(rect.right(), rect.center().y());
        QCOMPARE(hitTest(scene, edge).kind, Hit::Kind::Edge);
        Drag drag;
        drag.press(scene, edge);
        const auto resize = onlyEdit<edit::Resize>(drag.release(scene, edge + QPointF(100, 0), false));
        QVERIFY(resize.size > 2_GiB);
    }
};

QTEST_GUILESS_MAIN(DiskSceneTest)
#include "tst_disk_scene.moc"
