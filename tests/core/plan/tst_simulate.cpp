// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "core/plan/simulate.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <functional>
#include <utility>

using namespace parterre;

/// Plans that must not be run, one wrong thing in each, beside the one that may.
class SimulateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void permitsThePlanThatWasDerived();
    void refuses_data();
    void refuses();
    void permitsFreshKeys_data();
    void permitsFreshKeys();
    void refusesKeysForWhatIsNoCopy_data();
    void refusesKeysForWhatIsNoCopy();
    void cutsWhatIsMadeSmaller();
    void refusesSizesOfWhatIsNotThere_data();
    void refusesSizesOfWhatIsNotThere();
    void leavesTheDiskAsItIsWithoutAPlan();
};

namespace {

using Spoil = std::function<void(Plan &)>;

test::Scenario scenario()
{
    return test::parseScenario("disk size=8GiB\npart 1 size=1GiB name=p.lxhome kind=ext4\n"
                               "part 2 size=1GiB name=p.lxroot kind=ext4\n"
                               "reference in=2 file=/etc/fstab by=number value=/dev/sda2\n"
                               "follow\nrefer\nclones 1 2\nclones 2 1\n");
}

/// A clone of an LUKS, with a volume key of its own.
test::Scenario lockedDisk(const std::string &more)
{
    return test::parseScenario("disk size=8GiB\npart 1 size=1GiB name=p.lxhome kind=luks2 inside=ext4\n"
                               + more + "clones 1 1\nfresh-keys 1\n");
}

template<typename T>
T &first(Plan &plan)
{
    for (Step &step : plan.steps) {
        if (auto *const found = std::get_if<T>(&step))
            return *found;
    }
    qFatal("the plan has no such step");
}

/// Puts something harmless in the place of every such step, so that the others keep their index.
template<typename T, typename Harmless = step::SaveTable>
void drop(Plan &plan)
{
    for (Step &step : plan.steps) {
        if (std::holds_alternative<T>(step))
            step = Harmless{};
    }
}

}

Q_DECLARE_METATYPE(Spoil)
Q_DECLARE_METATYPE(parterre::Step)

void SimulateTest::permitsThePlanThatWasDerived()
{
    const auto [inventory, design] = scenario();
    const Derived derived = derive(inventory, design);
    const auto simulated = simulate(inventory, derived.plan);
    QVERIFY(simulated.has_value());
    QVERIFY(*simulated == derived.designed);
}

void SimulateTest::refuses_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *what, const char *says, Spoil spoil) {
        QTest::newRow(what) << std::move(spoil) << QByteArray(says);
    };
    row("a copy over an entry", "where an entry of the table lies",
        [](Plan &plan) { first<step::CopyBlocks>(plan).targets[0] = Offset(1025 << 20); });
    row("a copy outside", "outside the space",
        [](Plan &plan) { first<step::CopyBlocks>(plan).targets[1] = Offset(std::int64_t{8} << 30); });
    row("copies over each other", "another of its targets", [](Plan &plan) {
        auto &copy = first<step::CopyBlocks>(plan);
        copy.targets[1] = copy.targets[0] + Bytes(1 << 20);
    });
    row("a copy of another's data", "is not the data of",
        [](Plan &plan) { first<step::CopyBlocks>(plan).partition = 2; });
    row("a copy of no partition", "is not the data of",
        [](Plan &plan) { first<step::CopyBlocks>(plan).source.begin = Offset(2 << 20); });
    row("a copy of renewed data", "is not the data of", [](Plan &plan) {
        auto again = first<step::CopyBlocks>(plan);
        again.source = first<step::RenewIdentity>(plan).where;
        plan.steps.emplace_back(again);
    });
    row("no copy", "published before its data is there", [](Plan &plan) {
        drop<step::CopyBlocks>(plan);
        drop<step::RenewIdentity>(plan);
        drop<step::RewriteReferences>(plan);
    });
    row("a new identifier before the copy", "where no copy lies",
        [](Plan &plan) { std::swap(plan.steps[1], plan.steps[2]); });
    row("a new identifier for an entry", "where an entry of the table lies",
        [](Plan &plan) { first<step::RenewIdentity>(plan).where.begin = Offset(1 << 20); });
    row("a new identifier for no copy", "where no copy lies",
        [](Plan &plan) { first<step::RenewIdentity>(plan).where.begin = Offset(std::int64_t{6} << 30); });
    row("a new identifier forgotten", "another identifier",
        [](Plan &plan) { drop<step::RenewIdentity>(plan); });
    row("another label", "another identifier or label",
        [](Plan &plan) { first<step::RenewIdentity>(plan).identity.label = "OTHER"; });
    row("a boot sector of nothing", "where no copy lies", [](Plan &plan) {
        plan.steps.insert(
            plan.steps.begin() + 1,
            step::SetHiddenSectors{.partition = 1,
                                   .cloneIndex = 1,
                                   .where = {.begin = Offset(std::int64_t{5} << 30), .size = Bytes(512)},
                                   .kind = ContentKind::Fat32,
                                   .sectorSize = Bytes(512)});
    });
    row("no comparison of identifiers", "before their identifiers were compared",
        [](Plan &plan) { drop<step::CheckIdentifiers>(plan); });
    row("no saved table", "before the old one was saved",
        [](Plan &plan) { drop<step::SaveTable, step::CheckIdentifiers>(plan); });
    row("no table", "never writes a table", [](Plan &plan) { plan.steps.resize(2); });
    row("a table first", "published before its data is there", [](Plan &plan) {
        const step::WriteTable table = first<step::WriteTable>(plan);
        plan.steps.insert(plan.steps.begin() + 1, step::CheckIdentifiers{});
        plan.steps.insert(plan.steps.begin() + 2, table);
    });
    row("a table without a partition", "loses partition 2", [](Plan &plan) {
        std::erase_if(first<step::WriteTable>(plan).slots,
                      [](const Slot &slot) { return slot.source == 2 && !slot.isNew; });
    });
    row("a number twice", "in the way of another",
        [](Plan &plan) { first<step::WriteTable>(plan).slots[1].number = 1; });
    row("an entry twice", "in the way of another", [](Plan &plan) {
        auto &table = first<step::WriteTable>(plan);
        table.slots.push_back(table.slots[0]);
        table.slots.back().number = 99;
    });
    row("an entry over nothing", "published before its data is there", [](Plan &plan) {
        first<step::WriteTable>(plan).slots[0].extent.begin = Offset(std::int64_t{7} << 30);
    });
    row("files of a clone that is there already", "where an entry of the table lies", [](Plan &plan) {
        auto rewrite = first<step::RewriteReferences>(plan);
        plan.steps.emplace_back(rewrite);
    });
    row("files of nobody", "do not lie",
        [](Plan &plan) { first<step::RewriteReferences>(plan).where.begin = Offset(std::int64_t{6} << 30); });
    row("files of another", "do not lie",
        [](Plan &plan) { first<step::RewriteReferences>(plan).partition = 1; });
    row("files of an origin before the table", "that the table does not have", [](Plan &plan) {
        auto rewrite = std::get<step::RewriteReferences>(plan.steps.back());
        plan.steps.insert(plan.steps.begin() + 1, rewrite);
    });
    row("config.partids for nobody", "that the table does not have",
        [](Plan &plan) { first<step::WritePartids>(plan).number = 99; });
    row("config.partids elsewhere", "that the table does not have",
        [](Plan &plan) { first<step::WritePartids>(plan).where.begin = Offset(1 << 20); });
}

void SimulateTest::refuses()
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

/// The second half of partition 2 is free for a copy of partition 1 after its content was made smaller.
void SimulateTest::permitsFreshKeys_data()
{
    QTest::addColumn<QByteArray>("placement");
    QTest::newRow("in free space") << QByteArray();
    QTest::newRow("one in the place of its origin") << QByteArray("placement adjacent\n");
    QTest::newRow("over data that lies there")
        << QByteArray("part 2 size=5GiB kind=ext4\nplacement adjacent\n");
}

void SimulateTest::permitsFreshKeys()
{
    QFETCH(const QByteArray, placement);
    const auto [inventory, design] = lockedDisk(placement.toStdString());
    const Derived derived = derive(inventory, design);
    QVERIFY(!derived.plan.isEmpty());
    const Extent &origin = findSlot(derived.designed, 1, 0)->extent;
    int keys = 0;
    for (const Step &step : derived.plan.steps) {
        const auto *const renew = std::get_if<step::RenewVolumeKey>(&step);
        if (renew == nullptr)
            continue;
        ++keys;
        QVERIFY(renew->origin == origin && !renew->where.overlaps(origin));
    }
    QCOMPARE(keys, 1);
    const auto simulated = simulate(inventory, derived.plan);
    QVERIFY2(simulated, simulated ? "" : simulated.error().detail.c_str());
    QVERIFY(*simulated == derived.designed);
}

void SimulateTest::refusesKeysForWhatIsNoCopy_data()
{
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *what, const char *says, Spoil spoil) {
        QTest::newRow(what) << std::move(spoil) << QByteArray(says);
    };
    using Key = step::RenewVolumeKey;
    row("none", "", [](Plan &) {});
    row("an entry", "where an entry of the table lies",
        [](Plan &plan) { first<Key>(plan).where = first<Key>(plan).origin; });
    row("no copy", "where no copy lies",
        [](Plan &plan) { first<Key>(plan).where.begin = Offset(std::int64_t{6} << 30); });
    row("before the copy", "where no copy lies", [](Plan &plan) { std::swap(plan.steps[1], plan.steps[2]); });
    row("from another partition", "is not the data of", [](Plan &plan) { first<Key>(plan).partition = 2; });
    row("from a part", "is not the data of",
        [](Plan &plan) { first<Key>(plan).origin.size = Bytes(std::int64_t{2} << 30); });
    row("from where nothing is", "is not the data of",
        [](Plan &plan) { first<Key>(plan).origin.begin = Offset(std::int64_t{6} << 30); });
    row("from the copy itself", "where no copy lies",
        [](Plan &plan) { first<Key>(plan).origin = first<Key>(plan).where; });
    row("of what has its identifiers already", "another identifier",
        [](Plan &plan) { std::swap(plan.steps[2], plan.steps[3]); });
}

void SimulateTest::refusesKeysForWhatIsNoCopy()
{
    QFETCH(const Spoil, spoil);
    QFETCH(const QByteArray, says);
    const auto [inventory, design] = lockedDisk({});
    Plan plan = derive(inventory, design).plan;
    spoil(plan);
    const auto simulated = simulate(inventory, plan);
    QCOMPARE(simulated.has_value(), says.isEmpty());
    QVERIFY2(simulated || simulated.error().detail.contains(says.toStdString()),
             simulated ? "" : simulated.error().detail.c_str());
}

void SimulateTest::cutsWhatIsMadeSmaller()
{
    const auto inventory = test::parseScenario("disk size=8GiB\npart 1 size=1GiB name=p.lxhome kind=ext4\n"
                                               "part 2 size=2GiB name=p.lxroot kind=ext4\n")
                               .inventory;
    const Extent home = inventory.partitions[0].extent;
    const Extent root = inventory.partitions[1].extent;
    const step::CopyBlocks copy{.partition = 1,
                                .source = home,
                                .targets = {root.begin + Bytes(1 << 30)},
                                .kind = ContentKind::Ext4,
                                .used = home.size,
                                .copying = {}};
    const step::ShrinkContent shrink{
        .partition = 2, .where = root, .kind = ContentKind::Ext4, .size = Bytes(1 << 30)};
    std::vector<Slot> slots = layoutOf(inventory).slots;
    slots[1].extent.size = shrink.size;
    const Plan plan{.fingerprint = {}, .steps = {step::SaveTable{}, shrink, copy, step::WriteTable{slots}}};
    const auto simulated = simulate(inventory, plan);
    QVERIFY2(simulated.has_value(), simulated ? "" : simulated.error().detail.c_str());
    QVERIFY(simulated->slots[1].extent.size == shrink.size);
    Plan hasty = plan;
    hasty.steps.erase(hasty.steps.begin() + 1);
    QVERIFY(!simulate(inventory, hasty));
}

void SimulateTest::refusesSizesOfWhatIsNotThere_data()
{
    QTest::addColumn<Step>("step");
    QTest::addColumn<bool>("isPermitted");
    const auto inventory = scenario().inventory;
    const Extent home = inventory.partitions[0].extent;
    const Extent free{.begin = Offset(std::int64_t{4} << 30), .size = home.size};
    const auto shrink = [](int partition, Extent where, std::int64_t size) {
        return step::ShrinkContent{
            .partition = partition, .where = where, .kind = ContentKind::Ext4, .size = Bytes(size)};
    };
    const auto grow = [](int partition, Extent where) {
        return step::GrowContent{
            .partition = partition, .cloneIndex = 0, .where = where, .kind = ContentKind::Ext4};
    };
    const auto row = [](const char *what, const Step &step, bool isPermitted) {
        QTest::newRow(what) << step << isPermitted;
    };
    row("no smaller", shrink(1, home, home.size.count()), true);
    row("made to nothing", shrink(1, home, 0), false);
    row("made smaller to more", shrink(1, home, home.size.count() + 512), false);
    row("another's made smaller", shrink(2, home, 1 << 20), false);
    row("free space made smaller", shrink(1, free, 1 << 20), false);
    row("made to use all", grow(1, home), true);
    row("another's made larger", grow(2, home), false);
    row("free space made larger", grow(1, free), false);
    row("made larger than its entry", grow(1, {.begin = home.begin, .size = home.size + Bytes(512)}), false);
}

void SimulateTest::refusesSizesOfWhatIsNotThere()
{
    QFETCH(const Step, step);
    QFETCH(const bool, isPermitted);
    const auto inventory = scenario().inventory;
    std::vector<Slot> slots = layoutOf(inventory).slots;
    if (const auto *const shrink = std::get_if<step::ShrinkContent>(&step))
        slots[0].extent.size = shrink->size;
    const Plan plan{.fingerprint = {}, .steps = {step::SaveTable{}, step, step::WriteTable{slots}}};
    QCOMPARE(simulate(inventory, plan).has_value(), isPermitted);
}

void SimulateTest::leavesTheDiskAsItIsWithoutAPlan()
{
    const auto [inventory, design] = scenario();
    QVERIFY(simulate(inventory, {}).value() == layoutOf(inventory));
}

QTEST_GUILESS_MAIN(SimulateTest)
#include "tst_simulate.moc"
