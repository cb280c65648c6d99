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
    void aDeviceCarriesItsOwnWhereThatIsRenewed();
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

void CarriersTest::aDeviceCarriesItsOwnWhereThatIsRenewed()
{
    const auto scenario = test::parseScenario("disk size=8GiB\n"
                                              "part 1 size=1GiB kind=btrfs uuid=one\n"
                                              "part 2 size=1GiB kind=md uuid=array\n");
    Layout layout = layoutOf(scenario.inventory);
    layout.slots[0].content.subUuid = "device";
    layout.slots[1].content.kind = ContentKind::MdMember;
    layout.slots[1].content.subUuid = "member";
    const Carriers carriers = carriersOf(layout);
    QVERIFY(carriers.at("device") == (std::vector<const Slot *>{&layout.slots[0]}));
    QVERIFY(!carriers.contains("member"));
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
