// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/table_match.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace parterre;
using namespace parterre::literals;

Q_DECLARE_METATYPE(parterre::DiskState)

namespace {

Slot slotAt(int number, Bytes begin)
{
    Slot slot;
    slot.number = number;
    slot.extent = {.begin = Offset() + begin, .size = 1_MiB};
    slot.type = "0fc63daf-8483-4772-8e79-3d69d8477de4";
    slot.name = "p.lxboot";
    slot.guid = "0000000" + std::to_string(number) + "-0000-4000-8000-000000000000";
    slot.attributes = 4;
    return slot;
}

Partition entryOf(const Slot &slot)
{
    Partition entry;
    entry.number = slot.number;
    entry.entry = slot.entry;
    entry.extent = slot.extent;
    entry.type = slot.type;
    entry.name = slot.name;
    entry.guid = slot.guid;
    entry.attributes = slot.attributes;
    entry.isActive = slot.isActive;
    return entry;
}

TableReading readingOf(const std::vector<Slot> &slots)
{
    TableReading reading;
    reading.table.kind = TableKind::Gpt;
    for (const Slot &slot : slots)
        reading.partitions.push_back(entryOf(slot));
    return reading;
}

const std::vector<Slot> before{slotAt(1, 1_MiB), slotAt(2, 4_MiB)};
const std::vector<Slot> between{slotAt(1, 1_MiB), slotAt(2, 4_MiB), slotAt(3, 8_MiB)};
const std::vector<Slot> after{slotAt(1, 1_MiB), slotAt(2, 4_MiB), slotAt(3, 8_MiB), slotAt(4, 9_MiB)};

/// A job that writes two tables, the first of them for a while only.
Job job()
{
    Job job;
    job.inventory.table.kind = TableKind::Gpt;
    job.derived.now.slots = before;
    job.derived.plan.steps = {step::SaveTable{}, step::WriteTable{.slots = between},
                              step::WriteTable{.slots = after}};
    return job;
}

using Change = std::function<void(TableReading &)>;

}

Q_DECLARE_METATYPE(Change)

class TestTableMatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheSameEntriesInAnyOrder()
    {
        TableReading reading = readingOf(after);
        std::ranges::reverse(reading.partitions);
        // What is in a partition is no matter of the table.
        reading.partitions[0].content.uuid = "abcd";
        QVERIFY(compareEntries(after, reading, "disk"));
        QVERIFY(compareEntries({}, readingOf({}), "disk"));
    }

    void seesEveryFieldOfAnEntry_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char *what, const std::function<void(Partition &)> &change) {
            QTest::newRow(what) << Change([change](TableReading &reading) { change(reading.partitions[1]); });
        };
        row("begin", [](Partition &entry) { entry.extent.begin = entry.extent.begin + 512_B; });
        row("size", [](Partition &entry) { entry.extent.size += 512_B; });
        row("type", [](Partition &entry) { entry.type = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b"; });
        row("name", [](Partition &entry) { entry.name = "p.lxBoot"; });
        row("guid", [](Partition &entry) { entry.guid.back() = '1'; });
        row("attributes", [](Partition &entry) { entry.attributes = 5; });
        row("active", [](Partition &entry) { entry.isActive = true; });
        row("logical", [](Partition &entry) { entry.entry = EntryKind::Logical; });
        row("number", [](Partition &entry) { entry.number = 5; });
    }
    void seesEveryFieldOfAnEntry()
    {
        QFETCH(const Change, change);
        TableReading reading = readingOf(before);
        QVERIFY(compareEntries(before, reading, "disk"));
        change(reading);
        const Result<> compared = compareEntries(before, reading, "disk");
        QVERIFY(!compared);
        QCOMPARE(compared.error().code, ErrorCode::Mismatch);
        QCOMPARE(compared.error().subject, "disk");
        QVERIFY2(compared.error().detail.contains("entry 2"), compared.error().detail.c_str());
    }

    void seesAnEntryTooManyOrTooFew()
    {
        for (const auto &slots : {before, after}) {
            const Result<> compared = compareEntries(between, readingOf(slots), "disk");
            QVERIFY(!compared);
            QCOMPARE(compared.error().code, ErrorCode::Mismatch);
            QVERIFY2(compared.error().detail.contains("not 3"), compared.error().detail.c_str());
        }
    }

    void judgesWhereAJobStopped_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<DiskState>("state");
        const auto row = [](const char *what, DiskState state, const Change &change) {
            QTest::newRow(what) << change << state;
        };
        const auto show = [](const std::vector<Slot> &slots) {
            return [slots](TableReading &reading) { reading = readingOf(slots); };
        };
        row("the table of before", DiskState::Unchanged, show(before));
        row("the first that is written", DiskState::Incomplete, show(between));
        row("the last that is written", DiskState::Incomplete, show(after));
        row("one that nobody planned", DiskState::Unknown, show({slotAt(1, 1_MiB)}));
        row("none", DiskState::Unknown, show({}));
        row("a damaged primary", DiskState::Unknown,
            [](TableReading &reading) { reading.table.isPrimaryDamaged = true; });
        row("a damaged backup", DiskState::Unknown,
            [](TableReading &reading) { reading.table.isBackupDamaged = true; });
        row("the same entries in an MBR", DiskState::Unknown,
            [](TableReading &reading) { reading.table.kind = TableKind::Mbr; });
    }
    void judgesWhereAJobStopped()
    {
        QFETCH(const Change, change);
        QFETCH(const DiskState, state);
        TableReading reading = readingOf(before);
        change(reading);
        QCOMPARE(judgeTable(job(), reading), state);
    }

    void claimsNothingOfATableThatCannotBeRead()
    {
        QCOMPARE(judgeTable(job(), fail(ErrorCode::Corrupt, "disk")), DiskState::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestTableMatch)
#include "tst_table_match.moc"
