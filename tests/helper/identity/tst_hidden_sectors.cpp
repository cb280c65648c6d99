// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/identity/boot_sector.h"
#include "helper/identity/identity.h"
#include "tests/helper/made_content.h"
#include "tests/support/faulty_device.h"

#include <QTest>

#include <algorithm>
#include <random>
#include <tuple>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

constexpr Bytes sector{512};
const std::vector kinds{ContentKind::Fat12, ContentKind::Fat16, ContentKind::Fat32, ContentKind::ExFat,
                        ContentKind::Ntfs};

void addKinds()
{
    QTest::addColumn<ContentKind>("kind");
    for (const ContentKind kind : kinds)
        QTest::newRow(contentKindName(kind).data()) << kind;
}

std::uint64_t number(MadeContent &made, std::int64_t at, std::size_t width)
{
    const auto bytes = made.disk.content().read(
        {.begin = made.where.begin + Bytes(at), .size = Bytes(static_cast<std::int64_t>(width))});
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;)
        value = value << 8U | std::to_integer<std::uint64_t>(bytes[i]);
    return value;
}

void poke(MadeContent &made, std::int64_t at, std::byte value)
{
    made.disk.content().write(made.where.begin + Bytes(at), std::array{value});
}

/// Where each kind keeps its field, first and backup, written down once more.
std::vector<std::int64_t> fieldPlaces(const MadeContent &made, ContentKind kind)
{
    if (kind == ContentKind::Fat32)
        return {28, 6 * 512 + 28};
    if (kind == ContentKind::ExFat)
        return {64, 12 * 512 + 64};
    if (kind == ContentKind::Ntfs)
        return {28, made.where.size.count() - 512 + 28};
    return {28};
}

bool make(MadeContent &made, ContentKind kind)
{
    return made.succeeds(recipes().at(kind).make, recipes().at(kind).makeArguments);
}

}

class TestHiddenSectors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("SKIPPED: this user may not mount FUSE file systems here");
    }

    void firstAndBackupSayWhereTheVolumeBegins_data() { addKinds(); }
    void firstAndBackupSayWhereTheVolumeBegins()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(recipes().at(kind).size);
        QVERIFY(make(made, kind));
        const std::size_t width = kind == ContentKind::ExFat ? 8 : 4;
        for (const std::int64_t at : fieldPlaces(made, kind))
            QVERIFY(number(made, at, width) != 2048U);
        QVERIFY(setHiddenSectors(made.disk, made.where, kind, sector));
        for (const std::int64_t at : fieldPlaces(made, kind))
            QCOMPARE(number(made, at, width), std::uint64_t{2048});
        QVERIFY(made.isGuardWhole());
        const Recipe &recipe = recipes().at(kind);
        QVERIFY(made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly));
    }

    void whatIsRightIsNotWrittenAgain_data() { addKinds(); }
    void whatIsRightIsNotWrittenAgain()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(recipes().at(kind).size);
        QVERIFY(make(made, kind));
        QVERIFY(setHiddenSectors(made.disk, made.where, kind, sector));
        FaultyDevice unwritable(made.disk);
        unwritable.failWritesOf(made.where);
        QVERIFY(setHiddenSectors(unwritable, made.where, kind, sector));
    }

    void onlyTheFieldAndItsChecksumChange_data() { addKinds(); }
    void onlyTheFieldAndItsChecksumChange()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(recipes().at(kind).size);
        QVERIFY(make(made, kind));
        const auto before = made.disk.content().read(made.where);
        QVERIFY(setHiddenSectors(made.disk, made.where, kind, sector));
        const auto after = made.disk.content().read(made.where);
        const std::int64_t width = kind == ContentKind::ExFat ? 8 : 4;
        auto [left, right] = std::ranges::mismatch(before, after);
        for (; left != before.end();
             std::tie(left, right) = std::mismatch(left + 1, before.end(), right + 1)) {
            const std::int64_t at = left - before.begin();
            bool isAllowed = kind == ContentKind::ExFat && (at / 512 == 11 || at / 512 == 23);
            for (const std::int64_t field : fieldPlaces(made, kind))
                isAllowed = isAllowed || (at >= field && at < field + width);
            QVERIFY2(isAllowed, qPrintable(QString::number(at)));
        }
    }

    void aVolumeOfOtherSectorsIsLeftAlone()
    {
        MadeContent made(Bytes(40 << 20), Bytes(4096));
        QVERIFY(made.succeeds("mkfs.fat", {"-F", "16", "-S", "512"}));
        const SparseBytes before = made.disk.content();
        QVERIFY(setHiddenSectors(made.disk, made.where, ContentKind::Fat16, Bytes(4096)));
        QVERIFY(made.disk.content() == before);
    }

    void fourKibibyteSectorsAreCountedAsSuch()
    {
        MadeContent made(Bytes(40 << 20), Bytes(4096));
        QVERIFY(made.succeeds("mkfs.fat", {"-F", "16", "-s", "1", "-S", "4096"}));
        QVERIFY(setHiddenSectors(made.disk, made.where, ContentKind::Fat16, Bytes(4096)));
        QCOMPARE(number(made, 28, 4), std::uint64_t{256});
    }

    void otherKindsHaveNoSuchField()
    {
        MadeContent made(Bytes(1 << 20));
        const SparseBytes before = made.disk.content();
        QVERIFY(setHiddenSectors(made.disk, made.where, ContentKind::Ext4, sector));
        QVERIFY(made.disk.content() == before);
    }

    void whatIsNoBootSectorIsCorruptAndLeftAlone_data() { addKinds(); }
    void whatIsNoBootSectorIsCorruptAndLeftAlone()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(recipes().at(kind).size);
        QVERIFY(make(made, kind));
        poke(made, 511, std::byte{0});
        const SparseBytes before = made.disk.content();
        const Result<> done = setHiddenSectors(made.disk, made.where, kind, sector);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Corrupt);
        QVERIFY(made.disk.content() == before);
    }

    /// Any bytes in the first sector: an answer, and never a write out of the partition.
    void strangeBootSectorsDoNoHarm_data() { addKinds(); }
    void strangeBootSectorsDoNoHarm()
    {
        QFETCH(const ContentKind, kind);
        MadeContent made(recipes().at(kind).size);
        QVERIFY(make(made, kind));
        const SparseBytes whole = made.disk.content();
        std::mt19937 random(1);
        for (int round = 0; round < 300; ++round) {
            made.disk.content() = whole;
            for (unsigned flips = 1 + random() % 4; flips > 0; --flips)
                poke(made, random() % 128, static_cast<std::byte>(random()));
            const Result<> done = setHiddenSectors(made.disk, made.where, kind, sector);
            QVERIFY(done || done.error().code == ErrorCode::Corrupt);
        }
        QVERIFY(made.isGuardWhole());
    }
};

QTEST_GUILESS_MAIN(TestHiddenSectors)
#include "tst_hidden_sectors.moc"
