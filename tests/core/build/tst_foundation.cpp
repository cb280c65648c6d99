// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/build/foundation.h"
#include "core/kiwi/import.h"
#include "core/model/edit.h"
#include "tests/support/random_description.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

namespace {

/// "00000000-0000-4000-8000-00000000000N": a new one each time.
UuidSource counted()
{
    return [count = 0]() mutable {
        return *Uuid::parse("00000000-0000-4000-8000-" + std::to_string(100000000000 + ++count));
    };
}

Design drawing(TableKind table, Bytes sectorSize = Bytes(512))
{
    Design design;
    design.drawing.emplace();
    const auto then = [&](const Edit &edit) { design = apply(std::move(design), edit, counted()).value(); };
    then(edit::SetDisk{.size = Bytes(std::int64_t{1} << 30), .table = table, .sectorSize = sectorSize});
    const std::string type =
        table == TableKind::Gpt ? "0FC63DAF-8483-4772-8E79-3D69D8477DE4" : std::string("83");
    then(edit::Add{.name = "p.lxboot", .size = Bytes(64 << 20), .kind = ContentKind::Ext4, .type = type});
    then(edit::Add{.name = "p.lxroot", .size = Bytes(128 << 20), .kind = ContentKind::Ext4, .type = type});
    return design;
}

Design with(Design design, const Edit &edit)
{
    return apply(std::move(design), edit, counted()).value();
}

/// What a probe says of a disk that has the foundation's first table, and contents without any clash.
Inventory built(const Foundation &foundation)
{
    Drawing drawing{.size = foundation.size, .table = foundation.table, .partitions = {}};
    for (std::size_t i = 0; i < foundation.slots.size(); ++i) {
        const Slot &slot = foundation.slots[i];
        Partition partition = foundation.drawn[i];
        partition.number = slot.number;
        partition.extent = slot.extent;
        partition.name = slot.name;
        partition.type = slot.type;
        partition.guid = slot.guid;
        partition.isActive = slot.isActive;
        partition.attributes = slot.attributes;
        partition.mountPoint.clear();
        partition.partidsName.clear();
        drawing.partitions.push_back(std::move(partition));
    }
    std::ranges::sort(drawing.partitions, {}, &Partition::number);
    return inventoryOf(drawing);
}

Layout made(const Foundation &foundation)
{
    Inventory inventory = built(foundation);
    addDrawn(inventory, foundation);
    return derive(inventory, foundation.design).designed;
}

std::string wordsOf(const Result<> &result)
{
    return result ? "nothing is wrong" : result.error().subject + ": " + result.error().detail;
}

}

/// The first table, and the design by which the rest of the drawing comes to be.
class FoundationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithTheOriginsAtTheirFinalPlaces()
    {
        Design design = with(drawing(TableKind::Gpt), edit::SetClones{.number = 2, .count = 2});
        design.placement = Placement::Adjacent;
        const Foundation foundation = foundationOf(design, counted()).value();
        QCOMPARE(foundation.slots.size(), std::size_t{2});
        QCOMPARE(foundation.wanted.slots.size(), std::size_t{4});
        const Slot *const wanted = findSlot(foundation.wanted, 2, 0);
        QCOMPARE(wanted->number, 4);
        QCOMPARE(foundation.slots[1].extent.begin.bytes(), wanted->extent.begin.bytes());
        QVERIFY(!foundation.slots[0].guid.empty());
        QVERIFY(foundation.slots[0].guid != foundation.slots[1].guid);
        QVERIFY(!foundation.table.id.empty());
        const Result<> same = compareWithDrawing(made(foundation), foundation);
        QVERIFY2(same.has_value(), wordsOf(same).c_str());
    }

    void keepsIdentifiersThatAreDrawn()
    {
        Design design = drawing(TableKind::Gpt);
        design.drawing->table.id = "11111111-2222-4333-8444-555555555555";
        design.drawing->partitions[0].guid = "aaaaaaaa-2222-4333-8444-555555555555";
        const Foundation foundation = foundationOf(design, counted()).value();
        QCOMPARE(foundation.table.id, design.drawing->table.id);
        QCOMPARE(foundation.slots[0].guid, design.drawing->partitions[0].guid);
    }

    /// The clones of a drawing show the identifiers and labels that they will have.
    void clonesAreTheSameBeforeAndAfter()
    {
        Design design = with(drawing(TableKind::Gpt), edit::SetClones{.number = 2, .count = 1});
        design.drawing->partitions[1].content.label = "ROOT";
        const Foundation foundation = foundationOf(design, counted()).value();
        const Slot *const clone = findSlot(foundation.wanted, 2, 1);
        QCOMPARE(clone->content.label, std::string("ROOT-C1"));
        QCOMPARE(clone->content.uuid, design.partitions[1].clones[0].content.toString());
        const Derived derived = derive(inventoryOf(*design.drawing), design);
        QVERIFY(std::ranges::none_of(
            derived.findings, [](const Finding &finding) { return finding.severity != Severity::Info; }));
    }

    void everyDescriptionForKiwiCanBeBuilt()
    {
        int count = 0;
        for (std::uint64_t seed = 0; seed < 1000; ++seed) {
            const auto imported = kiwi::importDescription(test::randomDescription(seed), {}, counted());
            if (!imported)
                continue;
            const Result<Foundation> foundation = foundationOf(imported->design, counted());
            if (!foundation && foundation.error().code == ErrorCode::Unsupported)
                continue;  // an MBR in sectors of 4096 bytes
            QVERIFY2(foundation.has_value(),
                     foundation ? "" : (std::to_string(seed) + ": " + foundation.error().detail).c_str());
            const Result<> same = compareWithDrawing(made(*foundation), *foundation);
            QVERIFY2(same.has_value(), (std::to_string(seed) + ": " + wordsOf(same)).c_str());
            ++count;
        }
        QVERIFY2(count > 300, std::to_string(count).c_str());
    }

    void seesWhatIsNotAsDrawn()
    {
        const Design design = with(drawing(TableKind::Gpt), edit::SetClones{.number = 2, .count = 1});
        const Foundation foundation = foundationOf(design, counted()).value();
        const Layout good = made(foundation);
        QVERIFY(compareWithDrawing(good, foundation));
        const auto isSeen = [&](auto change) {
            Layout other = good;
            change(other);
            const Result<> result = compareWithDrawing(other, foundation);
            return !result && result.error().code == ErrorCode::Mismatch;
        };
        QVERIFY(isSeen([](Layout &one) { one.slots[0].number = 9; }));
        QVERIFY(isSeen([](Layout &one) { one.slots[1].extent.size = Bytes(512); }));
        QVERIFY(isSeen([](Layout &one) { one.slots[1].name = "p.other"; }));
        QVERIFY(isSeen([](Layout &one) { one.slots[1].type = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7"; }));
        QVERIFY(isSeen([](Layout &one) { one.slots[1].guid = "aaaaaaaa-2222-4333-8444-555555555555"; }));
        QVERIFY(isSeen([](Layout &one) { one.slots.pop_back(); }));
        QVERIFY(isSeen([](Layout &one) { one.partids += "kiwi_XPart=\"7\"\n"; }));
    }

    void refusesWhatCannotBeBuilt()
    {
        const auto codeOf = [](const Design &design) {
            const Result<Foundation> result = foundationOf(design, counted());
            return result ? ErrorCode::Dismissed : result.error().code;
        };
        QCOMPARE(codeOf(drawing(TableKind::Gpt, Bytes(4096))), ErrorCode::Dismissed);
        QCOMPARE(codeOf(drawing(TableKind::Mbr)), ErrorCode::Dismissed);
        QCOMPARE(codeOf(drawing(TableKind::Mbr, Bytes(4096))), ErrorCode::Unsupported);
        Design dasd = drawing(TableKind::Gpt);
        dasd.drawing->table.kind = TableKind::Dasd;
        QCOMPARE(codeOf(dasd), ErrorCode::Unsupported);
        const Design many = with(drawing(TableKind::Gpt), edit::SetClones{.number = 2, .count = 9});
        QCOMPARE(codeOf(many), ErrorCode::Refused);
    }
};

QTEST_GUILESS_MAIN(FoundationTest)
#include "tst_foundation.moc"
