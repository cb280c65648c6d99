// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/remap/journal.h"
#include "tests/support/crash_device.h"
#include "tests/support/faulty_device.h"
#include "tests/support/memory_device.h"
#include "tests/support/recording_device.h"
#include "tests/support/remap_case.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace parterre;
using namespace parterre::literals;
using namespace parterre::remap;

namespace {

std::vector<std::byte> bytesOf(std::string_view text)
{
    const auto bytes = std::as_bytes(std::span(text));
    return {bytes.begin(), bytes.end()};
}

RemapCase someCase()
{
    for (std::uint64_t seed = 5;; ++seed) {
        if (const std::optional<RemapCase> one = drawRemapCase(seed); one && one->program.epochs > 4)
            return *one;
    }
}

/// With something in every part.
Body fullBody()
{
    Body body = someCase().body();
    body.lock = {{{.at = Offset(0), .bytes = std::vector<std::byte>(512, std::byte{7})}}, {}};
    body.publish = {{{.at = Offset(512), .bytes = std::vector<std::byte>(1024, std::byte{8})},
                     {.at = Offset(2048), .bytes = std::vector<std::byte>(512, std::byte{9})}}};
    body.goBack = {{{.at = Offset(1024), .bytes = std::vector<std::byte>(512, std::byte{10})}}};
    body.finishing = bytesOf("no whole word of eight");
    body.note = "moves #2 (root) to 1 MiB";
    return body;
}

Superblock someSuper()
{
    Superblock super{.journal = *Uuid::parse("2c6d5ba3-9c2b-4ef7-a4f5-0d1f2a8f0e11"),
                     .generation = 3,
                     .diskSize = 1_GiB,
                     .sectorSize = 512_B,
                     .copies = {Offset(1 << 20), Offset(8 << 20)},
                     .copySize = copySizeFor(8192_B),
                     .epochs = 500,
                     .body = Offset((journalBlock + ringSize).count()),
                     .bodySize = 8192_B};
    super.bodyHash.fill(std::byte{0xa5});
    return super;
}

/// Every disk that a power cut in `act` may leave must satisfy `isRight`.
void cutEverywhere(const SparseBytes &content, const std::function<void(BlockDevice &)> &act,
                   const std::function<bool(const SparseBytes &)> &isRight)
{
    Mains mains;
    CrashDevice disk(content, mains);
    int points = 0;
    disk.watch([&](const CrashDevice &now) {
        for (std::uint64_t seed = 0; seed < 40; ++seed, ++points) {
            QVERIFY(isRight(now.survivor(seed)));
            QVERIFY(isRight(now.garbledSurvivor(seed)));
        }
    });
    act(disk);
    QVERIFY(points > 100);
}

}
Q_DECLARE_METATYPE(parterre::remap::Superblock)

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPartIsReadAsItWasWritten()
    {
        const Body body = fullBody();
        const auto read = decodeBody(encode(body), 1_GiB);
        QVERIFY2(read, read ? "" : read.error().detail.c_str());
        QVERIFY(*read == body);
        QVERIFY(decodeSuperblock(encode(someSuper())) == someSuper());
        const Record record{.generation = 3, .epoch = 499, .hashes = std::vector<Hash>(hashesMax)};
        QVERIFY(decodeRecord(encode(record, someSuper().journal), someSuper()) == record);
    }

    /// The format is a promise to later versions: this is what it was.
    void theSuperblockIsThatOfTheDocument()
    {
        const std::vector<std::byte> block = encode(someSuper());
        QCOMPARE(block.size(), 4096U);
        QVERIFY(std::ranges::equal(std::span(block).first(16), bytesOf("ParterreJournal1")));
        QCOMPARE(std::to_integer<int>(block[16]), 0x2c);
        QCOMPARE(std::to_integer<int>(block[32]), 3);
        QCOMPARE(std::to_integer<int>(block[43]), 0x40);   // 1 GiB, the byte of 2^24
        QCOMPARE(std::to_integer<int>(block[49]), 2);      // 512
        QCOMPARE(std::to_integer<int>(block[58]), 0x10);   // 1 MiB
        QCOMPARE(std::to_integer<int>(block[66]), 0x80);   // 8 MiB
        QCOMPARE(std::to_integer<int>(block[80]), 500 % 256);
        QCOMPARE(std::to_integer<int>(block[104]), 0xa5);
    }

    void anyFlippedBitOfABlockIsNoticed()
    {
        const std::vector<std::byte> super = encode(someSuper());
        const std::vector<std::byte> record =
            encode(Record{.generation = 3, .epoch = 7, .hashes = std::vector<Hash>(3)}, someSuper().journal);
        std::mt19937 random(1);
        for (int i = 0; i < 2000; ++i) {
            const auto flip = [&](std::vector<std::byte> block) {
                block[random() % block.size()] ^= static_cast<std::byte>(1U << (random() % 8));
                return block;
            };
            QVERIFY(!decodeSuperblock(flip(super)));
            QVERIFY(!decodeRecord(flip(record), someSuper()));
        }
    }

    void recordsOfOthersDoNotCount()
    {
        const Superblock super = someSuper();
        const auto isRead = [&](const Record &record, const Uuid &journal) {
            return decodeRecord(encode(record, journal), super).has_value();
        };
        QVERIFY(isRead({.generation = 3, .epoch = 1}, super.journal));
        QVERIFY(!isRead({.generation = 2, .epoch = 1}, super.journal));
        QVERIFY(isRead({.generation = 3, .epoch = 500}, super.journal));
        QVERIFY(!isRead({.generation = 3, .epoch = 501}, super.journal));
        QVERIFY(!isRead({.generation = 3, .epoch = 1}, Uuid()));
    }

    void aSuperblockOutOfBoundsIsNone_data()
    {
        QTest::addColumn<Superblock>("super");
        const auto row = [](const char *name, const auto &change) {
            Superblock super = someSuper();
            change(super);
            QTest::newRow(name) << super;
        };
        row("past the end", [](Superblock &super) { super.copies[1] = Offset((1 << 30) - 4096); });
        row("on each other", [](Superblock &super) { super.copies[1] = Offset((1 << 20) + 4096); });
        row("off the blocks", [](Superblock &super) { super.copies[0] = Offset(512); });
        row("a body in the ring", [](Superblock &super) { super.body = Offset(4096); });
        row("a body past its copy", [](Superblock &super) { super.bodySize = super.copySize; });
        row("no body", [](Superblock &super) { super.bodySize = {}; });
        row("no generation", [](Superblock &super) { super.generation = 0; });
        row("odd sectors", [](Superblock &super) { super.sectorSize = 520_B; });
    }
    void aSuperblockOutOfBoundsIsNone()
    {
        QFETCH(const Superblock, super);
        QVERIFY(!decodeSuperblock(encode(super)));
    }

    void aBodyThatIsNotRightIsRefused()
    {
        const std::vector<std::byte> whole = encode(fullBody());
        for (std::size_t size = 0; size < whole.size(); size += 8)
            QVERIFY2(!decodeBody(std::span(whole).first(size), 1_GiB), qPrintable(QString::number(size)));
        std::vector<std::byte> more = whole;
        more.resize(more.size() + 8, std::byte{1});
        QVERIFY(!decodeBody(more, 1_GiB));
        // On a smaller disk something would lie past the end.
        QVERIFY(!decodeBody(whole, 512_KiB));
        std::mt19937 random(2);
        int refused = 0;
        for (int i = 0; i < 3000; ++i) {
            std::vector<std::byte> damaged = whole;
            damaged[random() % damaged.size()] = static_cast<std::byte>(random());
            const auto read = decodeBody(damaged, 1_GiB);
            refused += read ? 0 : 1;
            // Whatever it says, it can be looked at without harm.
            const Program program = read ? read->program : Program();
            for (EpochReader reader(program); !reader.isAtEnd() && reader.epoch() < 99; reader.advance())
                (void)reader.copies();
        }
        QVERIFY(refused > 0);
    }

    void isFoundByEitherCopyAndTakenAway()
    {
        const RemapCase one = someCase();
        MemoryDevice disk(one.before);
        QVERIFY(Journal::create(disk, one.places, fullBody()));
        for (const Offset place : one.candidates()) {
            auto found = Journal::find(disk, {place});
            QVERIFY(found && *found && (*found)->body() == fullBody());
        }
        MemoryDevice damaged(disk.content());
        QVERIFY(damaged.write(one.places[0].begin + journalBlock + ringSize, std::vector<std::byte>(4096)));
        QVERIFY(Journal::find(damaged, one.candidates()));
        QVERIFY(damaged.write(one.places[1].begin + journalBlock + ringSize, std::vector<std::byte>(4096)));
        const auto neither = Journal::find(damaged, one.candidates());
        QVERIFY(!neither && neither.error().code == ErrorCode::Corrupt);
        auto found = Journal::find(disk, one.candidates());
        QVERIFY(found && *found && (*found)->erase());
        found = Journal::find(disk, one.candidates());
        QVERIFY(found && !*found);
    }

    void placesWithoutRoomAreRefusedAndNothingIsWritten()
    {
        const RemapCase one = someCase();
        MemoryDevice memory(one.before);
        RecordingDevice disk(memory);
        std::array<Extent, 2> places = one.places;
        places[1].size = 256_KiB;
        QVERIFY(!Journal::create(disk, places, one.body()));
        places[1] = {.begin = places[0].begin + 4096_B, .size = places[0].size};
        QVERIFY(!Journal::create(disk, places, one.body()));
        QVERIFY(disk.operations().empty());
        QVERIFY(Journal::create(disk, one.places, one.body()));
    }

    void aPowerCutWhileItIsMadeLeavesNoneOrAWholeOne()
    {
        const RemapCase one = someCase();
        cutEverywhere(
            one.before, [&](BlockDevice &disk) { QVERIFY(Journal::create(disk, one.places, one.body())); },
            [&](const SparseBytes &survivor) {
                MemoryDevice disk(survivor);
                const auto found = Journal::find(disk, one.candidates());
                return found && (!*found || (*found)->body() == one.body()) && one.isAsBefore(survivor);
            });
    }

    void aPowerCutWhileItIsReplacedLeavesTheOldOrTheNewOne()
    {
        const RemapCase one = someCase();
        MemoryDevice made(one.before);
        QVERIFY(Journal::create(made, one.places, fullBody()));
        Body next = fullBody();
        next.note = "goes back";
        cutEverywhere(
            made.content(),
            [&](BlockDevice &disk) {
                auto found = Journal::find(disk, one.candidates());
                QVERIFY(found && *found);
                for (int i = 0; i < 3; ++i) {
                    QVERIFY((*found)->put({.epoch = 1, .hashes = {}}));
                    QVERIFY(disk.flush());
                    QVERIFY((*found)->replace(i % 2 == 0 ? next : fullBody()));
                    const auto records = (*found)->records();
                    QVERIFY(records && records->empty());
                }
            },
            [&](const SparseBytes &survivor) {
                MemoryDevice disk(survivor);
                auto found = Journal::find(disk, one.candidates());
                return found && *found && ((*found)->body() == fullBody() || (*found)->body() == next);
            });
    }

    void thatOfAnotherDiskIsNone()
    {
        const RemapCase one = someCase();
        MemoryDevice disk(one.before);
        QVERIFY(Journal::create(disk, one.places, one.body()));
        SparseBytes larger(disk.size() + 4096_B);
        larger.write(Offset(), disk.content().read({.begin = {}, .size = disk.size()}));
        MemoryDevice other(larger);
        const auto found = Journal::find(other, one.candidates());
        QVERIFY(!found && found.error().code == ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
