// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ctest-label: fuse

#include "helper/probe/probe.h"
#include "helper/resize/mounted.h"
#include "tests/helper/resize/filled_content.h"
#include "tests/support/crash_device.h"
#include "tests/support/recording_device.h"

#include <QTest>

using namespace parterre;

Q_DECLARE_METATYPE(parterre::ContentKind)

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(count << 20);
}

std::vector<std::string> optionsFor(ContentKind kind)
{
    if (kind == ContentKind::Fat16)
        return {"-F", "16", "-s", "4"};
    return kind == ContentKind::Fat32 ? std::vector<std::string>{"-F", "32", "-s", "1"}
                                      : std::vector<std::string>();
}

}

/// The kinds of which survivesPowerCut() says that they do.
class TestPowerCut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const char *const why = whyNotHere(); why != nullptr)
            QSKIP(why);
    }

    /// At whichever write: all files, in what it was or in what it was to be.
    void aPowerCutLeavesTheOneSizeOrTheOther_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<bool>("isGrowing");
        for (const ContentKind kind : {ContentKind::Fat16, ContentKind::Fat32, ContentKind::Swap}) {
            for (const bool isGrowing : {false, true})
                QTest::addRow("%s %s", contentKindName(kind).data(), isGrowing ? "grows" : "shrinks")
                    << kind << isGrowing;
        }
    }
    void aPowerCutLeavesTheOneSizeOrTheOther()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const bool, isGrowing);
        FilledContent content(kind, mib(64), optionsFor(kind));
        QVERIFY(content.fill(3, std::size_t{1} << 20));
        QVERIFY(survivesPowerCut(kind));
        const Extent where = content.made.where;
        const Bytes less = smallestSize(content.made.disk, where, kind).value();
        if (isGrowing)
            QVERIFY(shrink(content.made.disk, where, kind, less));
        const SparseBytes before = content.made.disk.content();
        const auto resize = [&](BlockDevice &disk) {
            return isGrowing ? grow(disk, where, kind) : shrink(disk, where, kind, less);
        };
        for (int operations = 0;; ++operations) {
            Mains mains(operations);
            CrashDevice crash(before, mains);
            const Result<> done = resize(crash);
            for (const std::uint64_t seed : {0U, 1U, 5U}) {
                content.made.disk.content() = crash.survivor(seed);
                const auto probed = probeContent(content.made.disk, where);
                QVERIFY(probed && probed->kind == kind && probed->dirt == Dirt::None);
                const bool isLarge = *probed->size + Bytes(4096) >= where.size;
                QVERIFY(isLarge || *probed->size <= less);
                QVERIFY(!done || isLarge == isGrowing);
                QVERIFY(content.hasFiles(isLarge ? where.size : less));
            }
            if (done)
                break;
        }
        QVERIFY(content.isSound(isGrowing ? where.size : less));
    }

    /// The same of those that are mounted, where a mount afterwards replays what is to be replayed.
    void aPowerCutLeavesAMountedOneWhole_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::newRow("btrfs") << ContentKind::Btrfs;
        QTest::newRow("xfs") << ContentKind::Xfs;
    }
    void aPowerCutLeavesAMountedOneWhole()
    {
        QFETCH(const ContentKind, kind);
        const bool isGrowing = kind == ContentKind::Xfs;
        FilledContent content(kind, mib(600));
        const Extent where = content.made.where;
        content.made.where.size = mib(isGrowing ? 300 : 600);
        QVERIFY(content.fill(3, std::size_t{1} << 20));
        content.made.where = where;
        QVERIFY(survivesPowerCut(kind));
        // A superblock of btrfs has 4 KiB; of one that is torn it does not look for its copies.
        const Bytes sectorSize(kind == ContentKind::Btrfs ? 4096 : 512);
        const SparseBytes before = content.made.disk.content();
        const auto resize = [&](BlockDevice &disk) {
            const Resizing resizing{.tools = Toolbox(),
                                    .disk = disk,
                                    .where = where,
                                    .kind = kind,
                                    .size = mib(isGrowing ? 600 : 350)};
            const auto change = isGrowing ? growthOfXfs(resizing) : changeOfBtrfs(resizing);
            return change ? changeInUserModeLinux(resizing, *change) : std::unexpected(change.error());
        };
        Mains endless;
        CrashDevice whole(before, endless, sectorSize);
        const Result<> done = resize(whole);
        QVERIFY2(done, wordsOf(done));
        for (const int eighth : {1, 5}) {
            Mains mains(endless.drawn() * eighth / 8);
            CrashDevice crash(before, mains, sectorSize);
            QVERIFY(!resize(crash));
            for (const std::uint64_t seed : {0U, 5U}) {
                content.made.disk.content() = crash.survivor(seed);
                QVERIFY(content.workIn("true"));
                QVERIFY(content.isSound(where.size) && content.hasFiles(where.size));
            }
        }
    }

    /// What a superblock of btrfs leads to is on the medium before it.
    void noSuperblockIsWrittenBeforeAFlush_data()
    {
        QTest::addColumn<bool>("isByKernel");
        QTest::newRow("in User Mode Linux") << false;
        if (canMount(ContentKind::Btrfs))
            QTest::newRow("by the kernel") << true;
    }
    void noSuperblockIsWrittenBeforeAFlush()
    {
        QFETCH(const bool, isByKernel);
        FilledContent content(ContentKind::Btrfs, mib(600));
        const Extent where = content.made.where;
        QVERIFY(content.fill(1, std::size_t{1} << 20));
        RecordingDevice recorded(content.made.disk);
        const Resizing resizing{.tools = Toolbox(),
                                .disk = recorded,
                                .where = where,
                                .kind = ContentKind::Btrfs,
                                .size = mib(400)};
        const MountedChange change = changeOfBtrfs(resizing).value();
        const Result<> changed =
            isByKernel ? changeMounted(resizing, change) : changeInUserModeLinux(resizing, change);
        QVERIFY2(changed, wordsOf(changed));
        using Kind = RecordingDevice::Operation::Kind;
        const Extent superblock{.begin = where.begin + Bytes(65536), .size = Bytes(4096)};
        bool isFlushed = false;
        int superblocks = 0;
        for (const auto &[kind, extent] : recorded.operations()) {
            const bool isSuperblock = kind == Kind::Write && extent.overlaps(superblock);
            QVERIFY(isFlushed || !isSuperblock);
            superblocks += isSuperblock ? 1 : 0;
            isFlushed = kind == Kind::Flush || (isFlushed && kind != Kind::Write);
        }
        QVERIFY(isFlushed);
        QVERIFY(superblocks > 0);
    }
};

QTEST_GUILESS_MAIN(TestPowerCut)
#include "tst_power_cut.moc"
