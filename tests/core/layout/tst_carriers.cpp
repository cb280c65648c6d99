// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/carriers.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// Who carries which identifier.
class CarriersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsEveryCarrier();
    void everyLayerCarriesItsOwn();
    void membersOfASetAreToldByIt();
    void knowsOthersOfTheMachine();
};

void CarriersTest::knowsEveryCarrier()
{
    const auto scenario = test::parseScenario("disk size=8GiB\n"
                                              "part 1 size=1GiB kind=ext4 uuid=twice guid=first\n"
                                              "part 2 size=1GiB kind=ext4 uuid=twice guid=second\n"
                                              "part 3 size=1GiB kind=unformatted guid=third\n");
    Layout layout = layoutOf(scenario.inventory);
    layout.slots[2].content.uuid.clear();
    const Carriers carriers = carriersOf(layout);
    QCOMPARE(carriers.size(), std::size_t{4});
    QVERIFY(carriers.at("twice") == (std::vector<const Slot *>{&layout.slots[0], &layout.slots[1]}));
    QVERIFY(carriers.at("third") == (std::vector<const Slot *>{&layout.slots[2]}));
    QVERIFY(!carriers.contains(""));
}

void CarriersTest::everyLayerCarriesItsOwn()
{
    const auto scenario = test::parseScenario("disk size=8GiB\n"
                                              "part 1 size=1GiB kind=btrfs uuid=one\n"
                                              "part 2 size=1GiB kind=lvm uuid=pv\n");
    Layout layout = layoutOf(scenario.inventory);
    layout.slots[0].content.subUuid = "device";
    Content &group = layout.slots[1].content;
    group.kind = ContentKind::LvmPv;
    group.uuid = "pv";
    group.groupUuid = "vg";
    group.label = "garden";
    group.volumes = {
        {.name = "bed",
         .uuid = "lv",
         .size = {},
         .content = {.kind = ContentKind::Ext4, .uuid = "deep", .label = "BED"}},
        {.name = "snap", .uuid = "lv2", .size = {}, .content = {.kind = ContentKind::Ext4, .uuid = "deep"}}};
    const Carriers carriers = carriersOf(layout);
    QVERIFY(carriers.at("device") == (std::vector<const Slot *>{&layout.slots[0]}));
    for (const char *identifier : {"pv", "vg", "garden", "lv", "lv2", "deep"})
        QVERIFY2(carriers.contains(identifier)
                     && carriers.at(identifier) == (std::vector<const Slot *>{&layout.slots[1]}),
                 identifier);
    QVERIFY(!carriers.contains("BED"));
}

void CarriersTest::membersOfASetAreToldByIt()
{
    QCOMPARE(setOf({.kind = ContentKind::MdMember, .uuid = "array"}), std::string("array"));
    QCOMPARE(setOf({.kind = ContentKind::LvmPv, .uuid = "pv", .groupUuid = "vg"}), std::string("vg"));
    QCOMPARE(setOf({.kind = ContentKind::Btrfs, .uuid = "fs", .deviceCount = 2}), std::string("fs"));
    QCOMPARE(setOf({.kind = ContentKind::Btrfs, .uuid = "fs"}), std::string());
    QCOMPARE(setOf({.kind = ContentKind::Ext4, .uuid = "fs"}), std::string());
}

void CarriersTest::knowsOthersOfTheMachine()
{
    Inventory inventory;
    inventory.foreign = {{.value = "a", .where = "/dev/sdb1"}, {.value = "b", .where = "/dev/sdb2"}};
    QCOMPARE(findForeign(inventory, "b")->where, std::string("/dev/sdb2"));
    QVERIFY(findForeign(inventory, "c") == nullptr);
}

QTEST_GUILESS_MAIN(CarriersTest)
#include "tst_carriers.moc"
