// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/proof.h"
#include "helper/remap/journal.h"
#include "helper/remap/journal_bounds.h"
#include "tests/support/memory_device.h"
#include "tests/support/remap_case.h"

#include <QTest>

#include <functional>

using namespace parterre;
using namespace parterre::literals;
using namespace parterre::remap;

namespace {

constexpr Bytes diskSize = 64_GiB;

Offset mebibytes(std::int64_t count)
{
    return Offset(count << 20U);
}

Superblock largestSuper()
{
    return {.journal = Uuid::draw(),
            .diskSize = diskSize,
            .sectorSize = 512_B,
            .copies = {mebibytes(1), mebibytes(32)},
            .copySize = copySizeMax,
            .epochs = 1,
            .body = Offset((journalBlock + ringSize).count()),
            .bodySize = 8192_B};
}

Body oneMove()
{
    Body body{
        .moves = {{.source = {.begin = mebibytes(64), .size = 1_MiB}, .destinations = {mebibytes(128)}}},
        .scratch = {{.begin = mebibytes(256), .size = 1_MiB}}};
    body.program = planMoves(body.moves, {.scratch = body.scratch}).value();
    return body;
}

void setRuns(Body &body, std::size_t count)
{
    Run run = body.program.runs.front();
    run.size = run.step = journalBlock;
    body.program.runs.assign(count, run);
    body.program.moved = journalBlock * static_cast<std::int64_t>(count);
}

/// From the second GiB on, block by block, to the fourth.
void setMoves(Body &body, std::size_t count)
{
    body.moves.clear();
    for (std::size_t i = 0; i < count; ++i) {
        const Bytes into = journalBlock * static_cast<std::int64_t>(i);
        body.moves.push_back({.source = {.begin = mebibytes(2048) + into, .size = journalBlock},
                              .destinations = {mebibytes(4096) + into}});
    }
}

void setDestinations(Body &body, std::size_t count)
{
    setMoves(body, 1);
    body.moves[0].destinations.clear();
    for (std::size_t i = 0; i < count; ++i)
        body.moves[0].destinations.push_back(mebibytes(4096) + journalBlock * static_cast<std::int64_t>(i));
}

TableBatches batchesOf(std::size_t batches, std::size_t writesInEach, std::size_t bytesInEach)
{
    const TableWrite write{.at = Offset(), .bytes = std::vector<std::byte>(bytesInEach)};
    return TableBatches(batches, std::vector<TableWrite>(writesInEach, write));
}

TableBatches tableAt(Offset at, std::size_t size = 512)
{
    return {{{.at = at, .bytes = std::vector<std::byte>(size)}}};
}

using Change = std::function<void(Superblock &, Body &)>;

/// What is permitted, and what is a little more than that.
void addRow(const char *name, const Change &permitted, const Change &refused)
{
    QTest::newRow(qPrintable(QStringLiteral("%1: as much as may be").arg(QLatin1String(name))))
        << permitted << true;
    QTest::newRow(qPrintable(QStringLiteral("%1: beyond").arg(QLatin1String(name)))) << refused << false;
}

/// The same of a number.
void addLimit(const char *name, std::size_t most, const std::function<void(Body &, std::size_t)> &set)
{
    addRow(
        name, [=](Superblock &, Body &body) { set(body, most); },
        [=](Superblock &, Body &body) { set(body, most + 1); });
}

/// The same of a place on the disk.
void addPlace(const char *name, Offset permitted, Offset refused,
              const std::function<void(Body &, Offset)> &set)
{
    addRow(
        name, [=](Superblock &, Body &body) { set(body, permitted); },
        [=](Superblock &, Body &body) { set(body, refused); });
}

}
Q_DECLARE_METATYPE(Change)

class TestHostileJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBodyHasBounds_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("isPermitted");
        const auto setEpochs = [](std::uint64_t epochs) {
            return [=](Superblock &super, Body &body) { super.epochs = body.program.epochs = epochs; };
        };
        addRow("epochs", setEpochs(33'554'432), setEpochs(33'554'433));
        addLimit("runs", 131'072, setRuns);
        addLimit("moves", 131'072, setMoves);
        addLimit("destinations", 131'072, setDestinations);
        addLimit("scratch", 131'072, [](Body &body, std::size_t count) {
            body.scratch.assign(count, {.begin = mebibytes(256), .size = 1_MiB});
        });
        addLimit("batches", 4096,
                 [](Body &body, std::size_t count) { body.lock = batchesOf(count, 1, 512); });
        addLimit("writes", 16'384,
                 [](Body &body, std::size_t count) { body.publish = batchesOf(1, count, 0); });
        addLimit("bytes of a table", 8,
                 [](Body &body, std::size_t count) { body.goBack = batchesOf(count, 1, 512 * 1024); });
        addRow(
            "the number of epochs", [](Superblock &, Body &) {},
            [](Superblock &super, Body &) { ++super.epochs; });
        addRow(
            "what is moved", [](Superblock &, Body &) {},
            [](Superblock &, Body &body) { body.program.staged += 1_B; });
    }
    void aBodyHasBounds() { check(); }

    void itsPlacesHaveBounds_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("isPermitted");
        const Offset end = Offset() + diskSize;
        const auto destination = [](Body &body, Offset at) { body.moves[0].destinations = {at}; };
        addPlace("a destination at the end", end - 1_MiB, end - 1_MiB + 4096_B, destination);
        addPlace("a destination and blocks", mebibytes(128), mebibytes(128) + 512_B, destination);
        addPlace("a destination behind the journal", mebibytes(17), mebibytes(17) - 4096_B, destination);
        addPlace("two destinations", mebibytes(127), mebibytes(127) + 4096_B,
                 [](Body &body, Offset at) { body.moves[0].destinations = {at, mebibytes(128)}; });
        addPlace("two sources", mebibytes(63), mebibytes(63) + 4096_B, [](Body &body, Offset at) {
            body.moves.push_back({.source = {.begin = at, .size = 1_MiB}, .destinations = {mebibytes(512)}});
        });
        const auto scratch = [](Body &body, Offset at) { body.scratch[0].begin = at; };
        addPlace("scratch at the end", end - 1_MiB, end - 1_MiB + 4096_B, scratch);
        addPlace("scratch and blocks", mebibytes(256), mebibytes(256) + 512_B, scratch);
        addPlace("scratch before the journal", mebibytes(31), mebibytes(31) + 4096_B, scratch);
        addPlace("a run and blocks", mebibytes(64), mebibytes(64) + 512_B,
                 [](Body &body, Offset at) { body.program.runs[0].source = at; });
        const auto table = [](Body &body, Offset at) { body.publish = tableAt(at); };
        addPlace("a table at the end", end - 512_B, end, table);
        addPlace("a table and sectors", Offset(512), Offset(513), table);
        addPlace("a table before the journal", mebibytes(1) - 512_B, mebibytes(1), table);
        addPlace("a table behind a source", mebibytes(65), mebibytes(65) - 512_B, table);
        addPlace("a table before a destination", mebibytes(128) - 512_B, mebibytes(128), table);
        addPlace("a table before scratch", mebibytes(256) - 512_B, mebibytes(256), table);
        addRow(
            "whole sectors of a table", [](Superblock &, Body &body) { body.lock = tableAt(Offset()); },
            [](Superblock &, Body &body) { body.lock = tableAt(Offset(), 513); });
        addRow(
            "destinations at all", [](Superblock &, Body &) {},
            [](Superblock &, Body &body) { body.moves[0].destinations.clear(); });
    }
    void itsPlacesHaveBounds() { check(); }

    void aCopyOfTheJournalHasABound()
    {
        Superblock super = largestSuper();
        QVERIFY(decodeSuperblock(encode(super)));
        // Far from each other, so that it is not that they overlap.
        super.copies[1] = mebibytes(1024);
        super.copySize = 16_MiB + 4096_B;
        QVERIFY(!decodeSuperblock(encode(super)));
    }

    void aPieceHasABound()
    {
        Body body = oneMove();
        body.program.runs[0].step = 256_MiB;
        QVERIFY(decodeBody(encode(body), diskSize));
        body.program.runs[0].step = 256_MiB + 4096_B;
        QVERIFY(!decodeBody(encode(body), diskSize));
        // On the largest disk that can be numbered, nothing is beyond what a number holds.
        body.program.runs[0].sourceSlots = 64;
        body.program.runs[0].step = Bytes(std::int64_t{1} << 60U);
        QVERIFY(!decodeBody(encode(body), Bytes(std::int64_t{1} << 60U)));
    }

    void oneWithAFlawIsNeitherMadeNorFound()
    {
        const RemapCase one = drawRemapCase(7).value();
        MemoryDevice disk(one.before);
        Body body = one.body();
        QVERIFY(Journal::create(disk, one.places, body));
        QVERIFY(Journal::find(disk, one.candidates()));
        MemoryDevice other(one.before);
        body.lock = tableAt(one.places[1].begin);
        const auto made = Journal::create(other, one.places, body);
        QVERIFY(!made && made.error().code == ErrorCode::Invalid);
        QVERIFY(other.content() == one.before);
        // As somebody else would make it.
        std::vector<std::byte> bytes = encode(body);
        bytes.resize((bytes.size() + 4095) / 4096 * 4096);
        Superblock super = Journal::find(disk, one.candidates())->value().super();
        super.bodySize = Bytes(static_cast<std::int64_t>(bytes.size()));
        super.bodyHash = hashOf(bytes);
        for (const Extent &place : one.places) {
            QVERIFY(disk.write(place.begin, encode(super)));
            QVERIFY(disk.write(place.begin + Bytes(super.body.bytes()), bytes));
        }
        const auto found = Journal::find(disk, one.candidates());
        QVERIFY(!found && found.error().code == ErrorCode::Corrupt);
    }

    void anotherProgramWithAFlawDoesNotTakeItsPlace()
    {
        const RemapCase one = drawRemapCase(7).value();
        MemoryDevice disk(one.before);
        Result<Journal> journal = Journal::create(disk, one.places, one.body());
        QVERIFY(journal);
        const SparseBytes before = disk.content();
        Body next = one.body();
        next.moves[0].destinations.clear();
        const Result<> refused = journal->replace(next);
        QVERIFY(!refused && refused.error().code == ErrorCode::Refused);
        QVERIFY(disk.content() == before);
        QVERIFY(journal->replace(one.body()));
    }

    void aRecordInAnothersPlaceDoesNotCount()
    {
        const RemapCase one = drawRemapCase(7).value();
        MemoryDevice disk(one.before);
        Result<Journal> journal = Journal::create(disk, one.places, one.body());
        QVERIFY(journal && journal->put({.epoch = 0, .hashes = {}}));
        QCOMPARE(journal->records().value().size(), 1U);
        std::vector<std::byte> record(4096);
        const Offset first = one.places[0].begin + journalBlock;
        QVERIFY(disk.read(first, record));
        for (const Extent &place : one.places) {
            QVERIFY(disk.write(place.begin + journalBlock, std::vector<std::byte>(4096)));
            QVERIFY(disk.write(place.begin + journalBlock * 2, record));
        }
        QVERIFY(journal->records().value().empty());
    }

private:
    static void check()
    {
        QFETCH(const Change, change);
        QFETCH(const bool, isPermitted);
        Superblock super = largestSuper();
        Body body = oneMove();
        change(super, body);
        const auto flaw = flawOf(super, body);
        QVERIFY2(flaw.has_value() != isPermitted, flaw ? flaw->c_str() : "no flaw was found");
    }
};

QTEST_GUILESS_MAIN(TestHostileJournal)
#include "tst_hostile_journal.moc"
