// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/lock_slots.h"
#include "core/model/part_types.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

namespace {

Extent mib(std::int64_t begin, std::int64_t size)
{
    return {.begin = Offset(begin << 20U), .size = Bytes(size << 20U)};
}

Slot slot(int number, Extent extent, EntryKind entry = EntryKind::Primary)
{
    return {.number = number,
            .entry = entry,
            .extent = extent,
            .name = "p" + std::to_string(number),
            .content = {}};
}

/// #1 at 1, #2 at 10, #3 at 30, #4 at 50, each of 10 MiB but the first.
Layout fourOn(TableKind kind)
{
    Layout layout;
    layout.table.kind = kind;
    layout.table.entriesMax = 128;
    layout.slots = {slot(1, mib(1, 5)), slot(2, mib(10, 10)), slot(3, mib(30, 10)), slot(4, mib(50, 10))};
    return layout;
}

const std::array<Extent, 2> journal{mib(80, 1), mib(90, 1)};

Uuid someUuid()
{
    return *Uuid::parse("2c6d5ba3-9c2b-4ef7-a4f5-0d1f2a8f0e11");
}

}

class TestLockSlots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatStaysIsKeptAndTheRestIsCovered()
    {
        // #2 goes to 22, and #4 to 62 and, as a clone, to 45: around #3, which stays.
        const std::vector<Extent> inMotion{mib(10, 10), mib(22, 8), mib(50, 10), mib(62, 10), mib(45, 5)};
        const auto slots = lockSlots(fourOn(TableKind::Gpt), inMotion, journal, someUuid);
        QVERIFY(slots);
        const Layout now = fourOn(TableKind::Gpt);
        QVERIFY(std::ranges::contains(*slots, now.slots[0]));
        QVERIFY(std::ranges::contains(*slots, now.slots[2]));
        std::vector<Extent> locked;
        for (const Slot &one : *slots) {
            if (one.type == type::inMotion) {
                QCOMPARE(one.guid, someUuid().toString());
                locked.push_back(one.extent);
            }
        }
        QCOMPARE(slots->size(), 2 + locked.size());
        const Bytes head(4096);
        const auto headless = [&](Extent place) { return extentBetween(place.begin + head, place.end()); };
        QVERIFY(
            (locked == std::vector{headless(mib(10, 20)), headless(mib(45, 27)), journal[0], journal[1]}));
        // Nothing overlaps, and every number is there once.
        for (std::size_t i = 0; i < slots->size(); ++i) {
            for (std::size_t k = i + 1; k < slots->size(); ++k) {
                QVERIFY(!(*slots)[i].extent.overlaps((*slots)[k].extent));
                QVERIFY((*slots)[i].number < (*slots)[k].number);
            }
        }
    }

    void anMbrHasFourEntries()
    {
        // Kept: #1. Locked: one stretch and the journal twice.
        const std::vector<Extent> all{mib(10, 50)};
        const auto fits = lockSlots(fourOn(TableKind::Mbr), all, journal, someUuid);
        QVERIFY(fits && fits->size() == 4);
        QCOMPARE(fits->back().type, std::string(type::inMotionMbr));
        // Kept: #1 and #3. With two stretches the journal has none, and lies where the table has nothing.
        const auto without = lockSlots(fourOn(TableKind::Mbr), {mib(10, 15), mib(50, 5)}, journal, someUuid);
        QVERIFY(without && without->size() == 4);
        QVERIFY(
            std::ranges::none_of(*without, [](const Slot &one) { return one.extent.overlaps(journal[0]); }));
        // Kept: #1 and #3. One too many.
        const std::vector<Extent> three{mib(10, 15), mib(42, 2), mib(50, 5)};
        const std::array<Extent, 2> between{mib(46, 1), mib(90, 1)};
        QVERIFY(!lockSlots(fourOn(TableKind::Mbr), three, between, someUuid));
    }

    void logicalOnesAreNotMoved()
    {
        Layout now = fourOn(TableKind::Mbr);
        now.slots[1].entry = EntryKind::Logical;
        QVERIFY(!lockSlots(now, {mib(10, 5)}, journal, someUuid));
        now.slots[1].entry = EntryKind::Primary;
        now.slots.resize(2);
        QVERIFY(lockSlots(now, {mib(10, 5)}, journal, someUuid));
    }
};

QTEST_GUILESS_MAIN(TestLockSlots)
#include "tst_lock_slots.moc"
