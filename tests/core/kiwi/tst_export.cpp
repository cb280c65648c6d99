// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/export.h"
#include "core/kiwi/import.h"
#include "core/partids/partids.h"
#include "tests/support/kiwi_text.h"
#include "tests/support/random_description.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using kiwi::Description;

using Change = void (*)(Layout &);
Q_DECLARE_METATYPE(Change)

/// The way back: what KIWI makes of a description can be described, and what it cannot make is told.
class ExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheLayoutAgain();
    void saysWhatStandsInTheWay_data();
    void saysWhatStandsInTheWay();
    void saysItOfEachPartition();
};

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(1048576) * count;
}

Result<Layout> layoutFor(const Description &description)
{
    TRY(const kiwi::Imported imported, kiwi::importDescription(description, {}, Uuid::draw));
    return derive(inventoryOf(*imported.design.drawing), imported.design).designed;
}

/// What a table and config.partids have, and of which kind contents are.
std::string text(const Layout &layout)
{
    std::string result = test::sectorText(layout) + layout.partids;
    for (const Slot &slot : layout.slots)
        result += std::string(contentKindName(slot.content.kind)) + " " + slot.content.label + "\n";
    return result;
}

/// EFI, boot with a clone, data with a clone, root: 6 partitions, 1 and 2 of 20 and 300 MiB.
Layout sample()
{
    Description description;
    description.firmware = "uefi";
    description.hasCsm = false;
    description.size = {.size = mib(4096), .unpartitioned = {}, .isAdditive = false};
    description.hasBoot = true;
    description.bootClones = 1;
    kiwi::CustomPartition data;
    data.name = "data";
    data.size = mib(100);
    data.mountPoint = "/data";
    data.content = ContentKind::Ext4;
    data.clones = 1;
    description.partitions = {data};
    return layoutFor(description).value();
}

QByteArray obstacles(const Layout &layout)
{
    const auto description = kiwi::exportLayout(layout);
    std::string result;
    if (!description) {
        for (const kiwi::Obstacle &one : description.error())
            result += (result.empty() ? "" : "; ") + std::to_string(one.number) + " " + one.why;
    }
    return QByteArray::fromStdString(result);
}

}

void ExportTest::givesTheLayoutAgain()
{
    int described = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        const Result<Layout> wanted = layoutFor(test::randomDescription(seed));
        if (!wanted)
            continue;
        const auto description = kiwi::exportLayout(*wanted);
        QVERIFY2(
            description.has_value(),
            (std::to_string(seed) + ": " + obstacles(*wanted).toStdString() + "\n" + text(*wanted)).c_str());
        const Result<Layout> made = layoutFor(*description);
        QVERIFY2(made.has_value(), made ? "" : made.error().detail.c_str());
        QCOMPARE(text(*made), text(*wanted));
        ++described;
    }
    QVERIFY2(described > 375, std::to_string(described).c_str());
}

void ExportTest::saysWhatStandsInTheWay_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, Change change, const char *said) {
        QTest::newRow(name) << change << QByteArray(said);
    };
    row("nothing", [](Layout &) {}, "");
    row(
        "content", [](Layout &one) { one.slots[4].content.kind = ContentKind::Ntfs; },
        "5 holds ntfs, which KIWI does not make there");
    row(
        "encryption", [](Layout &one) { one.slots[5].content.kind = ContentKind::Luks2; },
        "6 holds luks2, which KIWI does not make there");
    row(
        "another FAT in the ESP", [](Layout &one) { one.slots[0].content.kind = ContentKind::Fat32; },
        "1 holds fat32, which KIWI does not make there");
    row(
        "no mount point", [](Layout &one) { one.slots[4].mountPoint.clear(); },
        "5 has no mount point, without which KIWI does not build it");
    row(
        "attributes", [](Layout &one) { one.slots[5].attributes = 4; },
        "6 has attributes, and KIWI sets none");
    row(
        "a part of KIWI's names",
        [](Layout &one) {
            for (const std::size_t i : {std::size_t{3}, std::size_t{4}}) {
                one.slots[i].partidsName = "oo";
                one.slots[i].name = i == 4 ? "p.lxoo" : "p.lxooclone1";
            }
        },
        "5 is called \"oo\", a part of a name that KIWI keeps for itself");
    row(
        "a gap",
        [](Layout &one) {
            one.slots[5].extent = {.begin = one.slots[5].extent.begin + mib(10),
                                   .size = one.slots[5].extent.size - mib(10)};
        },
        "6 has 3423583744 bytes at 831 MiB, where KIWI makes 3434069504 bytes at 821 MiB");
    row(
        "a clone of another size",
        [](Layout &one) {
            one.slots[1].extent = {.begin = one.slots[1].extent.begin + mib(10), .size = mib(290)};
        },
        "2 has 290 MiB at 31 MiB, where KIWI makes 300 MiB at 21 MiB");
    row(
        "a clone elsewhere",
        [](Layout &one) { std::swap(one.slots[1].extent.begin, one.slots[5].extent.begin); },
        "6 has no whole number of MiB; 2 is not directly before the next clone or its origin, where KIWI "
        "makes it");
    row(
        "a clone of swap",
        [](Layout &one) {
            for (const std::size_t i : {std::size_t{3}, std::size_t{4}}) {
                one.slots[i].partidsName = "swap";
                one.slots[i].content.kind = ContentKind::Swap;
            }
            one.slots[3].cloneOf = "swap";
        },
        "4 is a clone of \"swap\", of which KIWI makes none");
    row(
        "no whole MiB", [](Layout &one) { one.slots[4].extent.size = mib(100) - Bytes(512); },
        "5 has no whole number of MiB");
    row(
        "another order",
        [](Layout &one) {
            one.slots[0].extent.begin = Offset() + mib(812);
            for (const std::size_t i : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{4}})
                one.slots[i].extent.begin = one.slots[i].extent.begin - mib(20);
        },
        "3 has a number of its own and clones, where KIWI's build stops; 5 has a number of its own and "
        "clones, where "
        "KIWI's build stops");
    row(
        "another type", [](Layout &one) { one.slots[2].type = "0FC63DAF-8483-4772-8E79-3D69D8477DE4"; },
        "3 is of the type Linux filesystem, which KIWI makes Linux extended boot");
    row(
        "another name", [](Layout &one) { one.slots[5].name = "system"; },
        "6 is called \"system\" in the table, which KIWI calls \"p.lxroot\"");
    row(
        "no root",
        [](Layout &one) {
            one.slots[5].partidsName = "system";
            one.slots[5].mountPoint = "/system";
        },
        "0 has no root");
    row(
        "no name", [](Layout &one) { one.slots[4].partidsName.clear(); },
        "4 is not directly before the next clone or its origin, where KIWI makes it; 5 has no name");
    row(
        "no EFI system partition", [](Layout &one) { one.slots.erase(one.slots.begin()); },
        "0 has a GPT and no EFI system partition, which KIWI makes for POWER and s390 only");
    row(
        "a hybrid MBR", [](Layout &one) { one.table.isHybrid = true; },
        "0 has a hybrid MBR, whose partitions are not known here");
    row(
        "another table", [](Layout &one) { one.table.kind = TableKind::Sun; },
        "0 has neither a GPT nor an MBR table");
    row(
        "a disk of odd size", [](Layout &one) { one.diskSize = mib(4096) + Bytes(512); },
        "0 has no whole number of MiB");
    row(
        "two roots",
        [](Layout &one) {
            one.slots[4].partidsName = "root";
            one.slots[3].partidsName = "root";
        },
        "6 is a second \"root\", and KIWI makes one of each; 5 has another type than a root's");
}

void ExportTest::saysWhatStandsInTheWay()
{
    QFETCH(const Change, change);
    Layout layout = sample();
    change(layout);
    QTEST(obstacles(layout), "said");
}

void ExportTest::saysItOfEachPartition()
{
    Layout layout = sample();
    layout.slots[4].content.kind = ContentKind::ExFat;
    layout.slots[4].mountPoint.clear();
    layout.slots[5].attributes = 1;
    QCOMPARE(
        obstacles(layout),
        QByteArray(
            "5 holds exfat, which KIWI does not make there; 5 has no mount point, without which KIWI does "
            "not build it; 6 has attributes, and KIWI sets none"));
}

QTEST_GUILESS_MAIN(ExportTest)
#include "tst_export.moc"
