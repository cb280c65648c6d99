// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// What steps cost and how they are told.
class StepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWork();
    void sumsAPlan();
    void tellsEveryStep();
    void tellsOfSizes();
    void tellsOfVolumes();
};

void StepTest::countsWork()
{
    const Extent where{.begin = Offset(1 << 20), .size = Bytes(1000)};
    // Read once, written twice, and read back twice: what is used, not what there is.
    const step::CopyBlocks copy{.partition = 1,
                                .source = where,
                                .targets = {Offset(5 << 20), Offset(6 << 20)},
                                .kind = ContentKind::Ext4,
                                .used = Bytes(100),
                                .copying = {}};
    QVERIFY((work(copy) == Work{.read = Bytes(300), .written = Bytes(200)}));
    step::WritePartids partids;
    partids.text = "12345";
    QVERIFY(work(partids).written == Bytes(5));
    QVERIFY(work(step::SaveTable{}).written.isZero() && !work(step::SaveTable{}).read.isZero());
    QVERIFY(!work(step::WriteTable{}).written.isZero());
    QVERIFY(!work(step::RenewIdentity{}).written.isZero());
    step::RenewVolumeKey key;
    key.origin.size = Bytes(100);
    QVERIFY((work(key) == Work{.read = Bytes(200), .written = Bytes(100)}));
    QCOMPARE(std::string(stepName(key)), std::string("renew-volume-key"));
    QVERIFY(!work(step::SetHiddenSectors{}).written.isZero());
    QVERIFY(!work(step::ShrinkContent{}).written.isZero() && !work(step::ShrinkContent{}).read.isZero());
    // Read before it begins, and once more for each write, as far as it is in use.
    step::MoveInPlace move;
    move.move.relocations = {{.partition = 1,
                              .source = {.begin = Offset(4096), .size = Bytes(8192)},
                              .destinations = {Offset(0)},
                              .kind = ContentKind::Ext4,
                              .used = Bytes(4096)}};
    move.move.moved = Bytes(8192);
    move.move.staged = Bytes(4096);
    QVERIFY((work(move) == Work{.read = Bytes(4096 + 6144), .written = Bytes(6144)}));
    QCOMPARE(std::string(stepName(move)), std::string("move-in-place"));
    QVERIFY(work(step::GrowContent{}) == work(step::ShrinkContent{}));
    QVERIFY(work(step::CheckIdentifiers{}).written.isZero());
}

void StepTest::sumsAPlan()
{
    Plan plan;
    QVERIFY(work(plan) == Work{});
    plan.steps = {step::SaveTable{}, step::WriteTable{}};
    QVERIFY(work(plan).read == work(step::SaveTable{}).read + work(step::WriteTable{}).read);
}

void StepTest::tellsEveryStep()
{
    const auto scenario =
        test::parseScenario("disk size=32GiB\npart 1 size=1GiB name=p.lxroot kind=fat32\nclones 1 2\n");
    const Derived derived = derive(scenario.inventory, scenario.design);
    QByteArrayList told;
    for (const Step &step : derived.plan.steps)
        told << QByteArray::fromStdString(english(describe(step, derived.designed)));
    const QByteArrayList wanted{"Save the present table to the job's folder",
                                "Copy root to root ◆1, root ◆2 with one read (1.0 GiB each), read them back "
                                "from the medium and compare",
                                "Give root ◆1 its new identifier 0000-0002",
                                "Tell the boot sector of root ◆1 where it begins",
                                "Give root ◆2 its new identifier 0000-0004",
                                "Tell the boot sector of root ◆2 where it begins",
                                "Compare every identifier with each other and with this machine's",
                                "Write the table with 3 partitions, read it back and compare",
                                "Write /config.partids into root ◆1",
                                "Write /config.partids into root ◆2",
                                "Write /config.partids into root"};
    QCOMPARE(told, wanted);
}

void StepTest::tellsOfVolumes()
{
    const auto scenario =
        test::parseScenario("disk size=32GiB\npart 1 size=1GiB name=p.lxroot kind=lvm\nclones 1 1\n");
    Layout designed = derive(scenario.inventory, scenario.design).designed;
    Slot &slot = designed.slots.front();
    slot.content.volumes = {{.name = "swap"}, {.name = "lvroot"}};
    const LayerPlace layer{{.container = ContentKind::LvmPv, .volume = 1}};
    const step::WritePartids partids{
        .partition = 1, .cloneIndex = 1, .number = slot.number, .where = slot.extent, .layer = layer};
    QCOMPARE(QByteArray::fromStdString(english(describe(partids, designed))),
             QByteArray("Write /config.partids into root ◆1 › lvroot"));
    const step::RewriteReferences rewrite{.partition = 1,
                                          .cloneIndex = 1,
                                          .isClone = true,
                                          .number = slot.number,
                                          .where = slot.extent,
                                          .layer = layer,
                                          .files = {{.path = "/etc/fstab"}}};
    QCOMPARE(QByteArray::fromStdString(english(describe(rewrite, designed))),
             QByteArray("Let root ◆1 › lvroot name the clones that belong to it, in /etc/fstab"));
}

void StepTest::tellsOfSizes()
{
    const auto scenario =
        test::parseScenario("disk size=32GiB\npart 1 size=1GiB name=p.lxroot kind=ext4\nclones 1 1\n");
    const Layout designed = derive(scenario.inventory, scenario.design).designed;
    const Extent where = scenario.inventory.partitions[0].extent;
    const step::ShrinkContent shrink{
        .partition = 1, .where = where, .kind = ContentKind::Ext4, .size = Bytes(768 << 20)};
    QCOMPARE(
        QByteArray::fromStdString(english(describe(shrink, designed))),
        QByteArray("Make the content of root smaller, from 1.0 GiB to 768 MiB, and check it with its own "
                   "tool before and after"));
    const step::GrowContent grow{.partition = 1, .cloneIndex = 1, .where = where, .kind = ContentKind::Ext4};
    QCOMPARE(
        QByteArray::fromStdString(english(describe(grow, designed))),
        QByteArray("Make the content of root ◆1 use all of 1.0 GiB, and check it with its own tool before "
                   "and after"));
    QCOMPARE(stepName(shrink), std::string_view("shrink-content"));
    QCOMPARE(stepName(grow), std::string_view("grow-content"));
}

QTEST_GUILESS_MAIN(StepTest)
#include "tst_step.moc"
