// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/allocation/allocation.h"
#include "helper/identity/boot_sector.h"
#include "helper/identity/identity.h"
#include "helper/probe/probe.h"
#include "helper/resize/mounted.h"
#include "tests/helper/plain_renewal.h"
#include "tests/helper/resize/filled_content.h"
#include "tests/support/faulty_device.h"

#include <QTest>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(count << 20);
}

/// A file system to be made, and what is put in.
struct Case
{
    ContentKind kind = ContentKind::Ext4;
    Bytes size = {};
    std::vector<std::string> options = {};
    int files = 6;
    std::size_t fileSize = std::size_t{2} << 20;
    Bytes sectorSize = Bytes(512);
};

/// Each shrinks and grows.
const std::vector<std::pair<const char *, Case>> cases{
    {"ext2", {.kind = ContentKind::Ext2, .size = mib(64)}},
    {"ext3", {.kind = ContentKind::Ext3, .size = mib(64)}},
    {"ext4", {.kind = ContentKind::Ext4, .size = mib(64)}},
    {"ext4 of 4 KiB blocks", {.kind = ContentKind::Ext4, .size = mib(300), .options = {"-b", "4096"}}},
    {"ext4 on 4 KiB sectors", {.kind = ContentKind::Ext4, .size = mib(64), .sectorSize = Bytes(4096)}},
    {"ntfs", {.kind = ContentKind::Ntfs, .size = mib(64)}},
    {"btrfs", {.kind = ContentKind::Btrfs, .size = mib(900)}},
    {"fat12",
     {.kind = ContentKind::Fat12, .size = mib(8), .options = {"-F", "12"}, .files = 3, .fileSize = 300'000}},
    {"fat16", {.kind = ContentKind::Fat16, .size = mib(40), .options = {"-F", "16"}}},
    {"fat16 of many sectors",
     {.kind = ContentKind::Fat16, .size = mib(48), .options = {"-F", "16", "-s", "4"}, .files = 5}},
    {"fat32", {.kind = ContentKind::Fat32, .size = mib(64), .options = {"-F", "32", "-s", "1"}}},
    {"fat32 on 4 KiB sectors",
     {.kind = ContentKind::Fat32,
      .size = mib(320),
      .options = {"-F", "32", "-s", "1", "-S", "4096"},
      .sectorSize = Bytes(4096)}},
    {"swap", {.kind = ContentKind::Swap, .size = mib(16)}},
};

void addCases()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < cases.size(); ++i)
        QTest::newRow(cases[i].first) << static_cast<int>(i);
}

/// Filled, and ready for a test.
std::unique_ptr<FilledContent> filled(const Case &wanted)
{
    auto content =
        std::make_unique<FilledContent>(wanted.kind, wanted.size, wanted.options, wanted.sectorSize);
    return content->fill(wanted.files, wanted.fileSize) ? std::move(content) : nullptr;
}

bool isMapTrusted(FilledContent &content, Bytes size)
{
    const Allocation map =
        allocationOf(content.made.disk, {.begin = content.made.where.begin, .size = size}, content.kind);
    if (!map.isTrusted())
        qWarning("%s", map.doubt.c_str());
    return map.isTrusted();
}

/// Sound by itself in so many bytes, with all files, and the disk around it untouched.
bool isWhole(FilledContent &content, Bytes size)
{
    // resize.f2fs leaves one of the two checkpoints empty, for whoever mounts it next.
    return content.isSound(size) && content.hasFiles(size)
        && (content.kind == ContentKind::F2fs || isMapTrusted(content, size)) && content.made.isGuardWhole();
}

}

class TestResize : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const char *const why = whyNotHere(); why != nullptr)
            QSKIP(why);
    }

    void allIsThereAfterShrinkingTwiceAndGrowing_data() { addCases(); }
    void allIsThereAfterShrinkingTwiceAndGrowing()
    {
        QFETCH(const int, index);
        const auto content = filled(cases[static_cast<std::size_t>(index)].second);
        QVERIFY(content);
        MemoryDevice &disk = content->made.disk;
        const Extent where = content->made.where;
        const auto least = smallestSize(disk, where, content->kind);
        QVERIFY2(least, wordsOf(least));
        QVERIFY(*least < where.size);
        const Bytes middle = roundUp(Bytes((least->count() + where.size.count()) / 2), disk.sectorSize());

        const Result<> shrunk = shrink(disk, where, content->kind, middle);
        QVERIFY2(shrunk, wordsOf(shrunk));
        QVERIFY(isWhole(*content, middle));

        const Extent smaller{.begin = where.begin, .size = middle};
        const auto lesser = smallestSize(disk, smaller, content->kind);
        QVERIFY2(lesser, wordsOf(lesser));
        const Result<> again = shrink(disk, smaller, content->kind, *lesser);
        QVERIFY2(again, wordsOf(again));
        QVERIFY(isWhole(*content, *lesser));

        const Result<> grown = grow(disk, where, content->kind);
        QVERIFY2(grown, wordsOf(grown));
        QVERIFY(isWhole(*content, where.size));
        const Content probed = probeContent(disk, where).value();
        qInfo("%ld bytes at first, least %ld, then %ld, in the end %ld", where.size.count(), least->count(),
              lesser->count(), probed.size->count());
        QVERIFY(*probed.size > middle);
    }

    void whatOnlyGrowsHasAllAfterwards_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<qint64>("before");
        QTest::newRow("xfs") << ContentKind::Xfs << qint64{300};
        QTest::newRow("f2fs") << ContentKind::F2fs << qint64{100};
    }
    void whatOnlyGrowsHasAllAfterwards()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const qint64, before);
        FilledContent content(kind, mib(500));
        const Extent where = content.made.where;
        content.made.where.size = mib(before);
        QVERIFY(content.fill(6, std::size_t{2} << 20));
        content.made.where = where;
        QCOMPARE(probeContent(content.made.disk, where)->size->count(), mib(before).count());
        const Result<> grown = grow(content.made.disk, where, kind);
        QVERIFY2(grown, wordsOf(grown));
        QCOMPARE(probeContent(content.made.disk, where)->size->count(), where.size.count());
        QVERIFY(isWhole(content, where.size));
        const SparseBytes after = content.made.disk.content();
        QVERIFY(grow(content.made.disk, where, kind));
        QVERIFY(content.made.disk.content() == after);
    }

    /// As those do who may not mount anything.
    void withoutRootItIsMountedInUserModeLinux_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::newRow("btrfs") << ContentKind::Btrfs;
        QTest::newRow("xfs") << ContentKind::Xfs;
    }
    void withoutRootItIsMountedInUserModeLinux()
    {
        QFETCH(const ContentKind, kind);
        const Bytes before = kind == ContentKind::Xfs ? mib(300) : mib(900);
        const Bytes wanted = kind == ContentKind::Xfs ? mib(400) : mib(500);
        FilledContent content(kind, std::max(before, wanted));
        const Extent where = content.made.where;
        content.made.where.size = before;
        QVERIFY(content.fill(4, std::size_t{2} << 20));
        content.made.where = where;
        const Resizing resizing{
            .tools = Toolbox(), .disk = content.made.disk, .where = where, .kind = kind, .size = wanted};
        const auto change = kind == ContentKind::Xfs ? growthOfXfs(resizing) : changeOfBtrfs(resizing);
        QVERIFY2(change, wordsOf(change));
        const Result<> changed = changeInUserModeLinux(resizing, *change);
        QVERIFY2(changed, wordsOf(changed));
        QCOMPARE(probeContent(content.made.disk, where)->size->count(), wanted.count());
        QVERIFY(isWhole(content, wanted));
    }

    void whatFitsAlreadyIsNotWritten_data() { addCases(); }
    void whatFitsAlreadyIsNotWritten()
    {
        QFETCH(const int, index);
        const auto content = filled(cases[static_cast<std::size_t>(index)].second);
        QVERIFY(content);
        FaultyDevice unwritable(content->made.disk);
        unwritable.failWritesOf(content->made.where);
        const Result<> done =
            shrink(unwritable, content->made.where, content->kind, content->made.where.size);
        QVERIFY2(done, wordsOf(done));
        QVERIFY(grow(unwritable, content->made.where, content->kind));
    }

    /// The volume ends before the partition does; the partition's last sector has the backup.
    void aShrunkNtfsKeepsItsBackupBootSector()
    {
        FilledContent content(ContentKind::Ntfs, mib(64));
        QVERIFY(content.fill(2, std::size_t{1} << 20));
        MemoryDevice &disk = content.made.disk;
        QVERIFY(shrink(disk, content.made.where, ContentKind::Ntfs, mib(40)));
        const Extent where{.begin = content.made.where.begin, .size = mib(40)};
        QVERIFY(content.isSound(where.size));
        QVERIFY(setHiddenSectors(disk, where, ContentKind::Ntfs, Bytes(512)));
        QVERIFY(renewIdentity(disk, where, ContentKind::Ntfs,
                              {.uuid = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab")}));
        const BootSectors sectors = readBootSectors(disk, where, ContentKind::Ntfs).value();
        QCOMPARE(sectors.copies.size(), 2U);
        QVERIFY(sectors.copies[1] == where.size - Bytes(512));
        QVERIFY(sectors.regions[0] == sectors.regions[1]);
        QCOMPARE(sectors.number(0, hiddenSectorsField(ContentKind::Ntfs)), 2048U);
    }
};

QTEST_GUILESS_MAIN(TestResize)
#include "tst_resize.moc"
