// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/engine/compare_content.h"
#include "helper/identity/identity.h"
#include "helper/probe/probe.h"
#include "tests/helper/engine/workbench.h"
#include "tests/helper/made_content.h"
#include "tests/helper/plain_renewal.h"
#include "tests/support/recording_device.h"

#include <QTest>

#include <array>

using namespace parterre;
using namespace parterre::literals;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

using Kind = RecordingDevice::Operation::Kind;

const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

/// A disk with one content and its clone behind it, as a job leaves them.
struct Pair
{
    explicit Pair(ContentKind kind)
    {
        const Recipe &recipe = recipes().at(kind);
        MadeContent made(recipe.size);
        if (!made.succeeds(recipe.make, recipe.makeArguments))
            qFatal("%s failed", recipe.make.c_str());
        origin.extent = made.where;
        clone.extent = {.begin = made.where.end() + 1_MiB, .size = recipe.size};
        disk = std::make_unique<MemoryDevice>(clone.extent.end() - Offset() + 1_MiB);
        for (const Extent &data : made.disk.content().dataIn(made.where)) {
            const auto bytes = made.disk.content().read(data);
            disk->content().write(data.begin, bytes);
            disk->content().write(clone.extent.begin + (data.begin - made.where.begin), bytes);
        }
        const Result<> renewed = renewIdentity(*disk, clone.extent, kind, {.uuid = drawn});
        if (!renewed || !setHiddenSectors(*disk, clone.extent, kind, 512_B))
            qFatal("%s", renewed ? "hidden sectors" : renewed.error().detail.c_str());
        origin.content = probeContent(*disk, origin.extent).value();
        clone.content = probeContent(*disk, clone.extent).value();
    }

    void damage(Bytes at)
    {
        std::vector<std::byte> byte = disk->content().read({.begin = clone.extent.begin + at, .size = 1_B});
        byte[0] ^= std::byte{1};
        disk->content().write(clone.extent.begin + at, byte);
    }
    [[nodiscard]] Result<ContentComparison> compare(std::stop_token stop = {}) const
    {
        Keys none;
        return compareContent(
            *disk, {.origin = origin, .clone = clone, .keys = none}, [](Bytes, Bytes) {}, stop);
    }

    std::unique_ptr<MemoryDevice> disk;
    Slot origin;
    Slot clone;
};

}

class TestCompareContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void aCloneWithItsNewIdentifierIsEqual_data()
    {
        QTest::addColumn<ContentKind>("kind");
        for (const auto &[kind, recipe] : recipes())
            QTest::newRow(contentKindName(kind).data()) << kind;
    }
    void aCloneWithItsNewIdentifierIsEqual()
    {
        QFETCH(const ContentKind, kind);
        Pair pair(kind);
        QVERIFY(pair.origin.content.uuid != pair.clone.content.uuid);
        const auto compared = pair.compare();
        QVERIFY2(compared, compared ? "" : compared.error().detail.c_str());
        QVERIFY(compared->blocks > 0);
        QCOMPARE(compared->unexplained, 0);
        QVERIFY(compared->compared > 0_B && compared->compared <= pair.origin.extent.size);
        QVERIFY(compared->isEqual());
    }

    void aDamagedBlockIsFoundWhereItIsUsed_data()
    {
        // A kind with a map and a place in it that no new identifier changes, and one without.
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<qint64>("at");
        QTest::addColumn<bool>("isUsed");
        QTest::newRow("table of FAT") << ContentKind::Fat16 << qint64{16384} << true;
        QTest::newRow("free clusters of FAT") << ContentKind::Fat16 << qint64{9 << 20} << false;
        QTest::newRow("free blocks of ext2") << ContentKind::Ext2 << qint64{9 << 20} << false;
        QTest::newRow("payload of LUKS") << ContentKind::Luks1 << qint64{9 << 20} << true;
    }
    void aDamagedBlockIsFoundWhereItIsUsed()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const qint64, at);
        QFETCH(const bool, isUsed);
        Pair pair(kind);
        pair.damage(Bytes(at) + 100_B);
        const auto damaged = pair.compare();
        QVERIFY(damaged);
        QCOMPARE(damaged->isEqual(), !isUsed);
        QCOMPARE(damaged->unexplained, isUsed ? 1 : 0);
        QVERIFY(!isUsed || damaged->firstUnexplained == Offset(at));
    }

    void anIdentifierThatTheCloneDoesNotHaveExplainsNothing()
    {
        Pair pair(ContentKind::Ext2);
        pair.clone.content.uuid = pair.origin.content.uuid;
        const auto compared = pair.compare();
        QVERIFY(compared && !compared->isEqual());
        QCOMPARE(compared->firstUnexplained, Offset());
    }

    void aRootMayDifferInTheFewBlocksOfItsPartids_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("blocks");
        QTest::addColumn<bool>("isEqual");
        QTest::newRow("root, none") << QByteArray("root") << 0 << true;
        QTest::newRow("root, as many as may") << QByteArray("root") << 64 << true;
        QTest::newRow("root, one more") << QByteArray("root") << 65 << false;
        QTest::newRow("read-only root") << QByteArray("readonly") << 64 << true;
        QTest::newRow("no root") << QByteArray("home") << 1 << false;
        QTest::newRow("no name") << QByteArray() << 1 << false;
    }
    void aRootMayDifferInTheFewBlocksOfItsPartids()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const int, blocks);
        QFETCH(const bool, isEqual);
        Pair pair(ContentKind::Luks1);
        pair.origin.partidsName = name.toStdString();
        for (int i = 0; i < blocks; ++i)
            pair.damage(9_MiB + Bytes(std::int64_t{4096} * i));
        const auto compared = pair.compare();
        QVERIFY(compared);
        QCOMPARE(compared->unexplained, blocks);
        QCOMPARE(compared->isEqual(), isEqual);
    }

    void whatHasNoIdentifierIsComparedByteForByte()
    {
        MemoryDevice disk(8_MiB);
        Slot origin;
        origin.content.kind = ContentKind::Unknown;
        origin.extent = {.begin = Offset() + 1_MiB, .size = 2_MiB + 512_B};
        Slot clone = origin;
        clone.extent.begin = Offset() + 4_MiB;
        for (const Slot &slot : {origin, clone})
            disk.content().write(slot.extent.begin, noise((2 << 20) + 512, 1));
        const auto none = [](Bytes, Bytes) {};
        Keys keys;
        const ComparedPair both{.origin = origin, .clone = clone, .keys = keys};
        QVERIFY(compareContent(disk, both, none, {})->isEqual());
        disk.content().write(clone.extent.end() - 1_B, std::array{std::byte{0}});
        const auto compared = compareContent(disk, both, none, {});
        QVERIFY(!compared->isEqual());
        QCOMPARE(compared->blocks, 1);
        QCOMPARE(compared->firstUnexplained, Offset() + 2_MiB);
    }

    void tellsHowFarItIsAndLeavesTheDiskAlone()
    {
        Pair pair(ContentKind::Xfs);
        RecordingDevice recorded(*pair.disk);
        Bytes told;
        Bytes toldRead;
        Bytes read;
        const auto advance = [&](Bytes amount, Bytes readOfIt) {
            told += amount;
            toldRead += readOfIt;
        };
        Keys keys;
        QVERIFY(compareContent(recorded, {.origin = pair.origin, .clone = pair.clone, .keys = keys}, advance,
                               {}));
        QCOMPARE(told, comparedSize(*pair.disk, pair.clone));
        QVERIFY(!toldRead.isZero() && toldRead <= told);
        for (const auto &operation : recorded.operations()) {
            QVERIFY(operation.kind != Kind::Write && operation.kind != Kind::Zero);
            if (operation.kind == Kind::Read)
                read += operation.extent.size;
        }
        // Holes on both sides are equal as they are.
        QVERIFY(read < pair.origin.extent.size);
    }

    void stopsWhenAsked()
    {
        const Pair pair(ContentKind::Swap);
        std::stop_source stop;
        stop.request_stop();
        const auto compared = pair.compare(stop.get_token());
        QVERIFY(!compared);
        QCOMPARE(compared.error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestCompareContent)
#include "tst_compare_content.moc"
