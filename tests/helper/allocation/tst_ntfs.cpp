// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/allocation.h"
#include "helper/probe/ntfs_record.h"
#include "tests/helper/made_content.h"

#include <QTest>

#include <memory>

using namespace parterre;

namespace {

/// An NTFS volume, and ways to harm it at places that its own records tell.
struct Volume
{
    MadeContent made{Bytes(16 << 20)};

    Allocation read() { return allocationOf(made.disk, made.where, ContentKind::Ntfs); }
    [[nodiscard]] std::int64_t table()
    {
        return static_cast<std::int64_t>(readNtfsGeometry(RawView(made.disk, made.where))->tableAt);
    }
    [[nodiscard]] std::int64_t firstRun(std::uint32_t number)
    {
        const RawView view(made.disk, made.where);
        const NtfsGeometry geometry = *readNtfsGeometry(view);
        const std::vector<std::byte> record = *readNtfsRecord(view, geometry, number);
        const auto runs = readNtfsRuns(*findNtfsAttribute(record, 0x80), geometry.clusters);
        return static_cast<std::int64_t>(runs->front().cluster * geometry.clusterSize);
    }
    void flip(std::int64_t at, std::byte bits)
    {
        const Offset place = made.where.begin + Bytes(at);
        std::vector<std::byte> one = made.disk.content().read({.begin = place, .size = Bytes(1)});
        one[0] ^= bits;
        made.disk.content().write(place, one);
    }
    bool runs(const std::string &script) { return made.succeeds("sh", {"-c", script}); }
};

std::unique_ptr<Volume> made()
{
    auto volume = std::make_unique<Volume>();
    if (!volume->made.succeeds("mkfs.ntfs", {"-q", "-F", "-f"}))
        return {};
    return volume;
}

constexpr std::int64_t recordSize = 1024;

}

class TestNtfs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!canOpenWindows())
            QSKIP("FUSE is not available here");
    }

    void readsAHealthyVolume()
    {
        const auto volume = made();
        QVERIFY(volume);
        const Allocation found = volume->read();
        QCOMPARE(found.doubt, std::string());
        QVERIFY(found.used.front().begin == volume->made.where.begin);
        QVERIFY(found.used.back().end() == volume->made.where.end());
        QVERIFY(found.used.size() > 1);
    }

    void doubtsWhatIsHarmed_data()
    {
        QTest::addColumn<int>("record");
        QTest::addColumn<int>("at");
        QTest::newRow("bitmap record torn") << 6 << 510;
        QTest::newRow("bitmap record's magic") << 6 << 0;
        QTest::newRow("table record unlike its mirror") << 0 << 16;
        QTest::newRow("volume record unlike its mirror") << 3 << 16;
        QTest::newRow("journal record torn") << 2 << 1022;
    }
    void doubtsWhatIsHarmed()
    {
        QFETCH(const int, record);
        QFETCH(const int, at);
        const auto volume = made();
        QVERIFY(volume);
        volume->flip(volume->table() + record * recordSize + at, std::byte{1});
        QVERIFY(!volume->read().isTrusted());
        volume->flip(volume->table() + record * recordSize + at, std::byte{1});
        QVERIFY(volume->read().isTrusted());
    }

    void doubtsAnUncleanJournal()
    {
        const auto volume = made();
        QVERIFY(volume);
        volume->flip(volume->firstRun(2), std::byte{1});
        QVERIFY(!volume->read().isTrusted());
    }

    void doubtsABitmapWithoutTheBootSector()
    {
        const auto volume = made();
        QVERIFY(volume);
        volume->flip(volume->firstRun(6), std::byte{1});
        QVERIFY(!volume->read().isTrusted());
    }

    void refusesADirtyMark()
    {
        const auto volume = made();
        QVERIFY(volume);
        QVERIFY(volume->runs("ntfsfix \"$0\" >/dev/null"));
        const Allocation found = volume->read();
        QVERIFY2(found.doubt.contains("dirty"), found.doubt.c_str());
        QVERIFY(volume->runs("ntfsfix -d \"$0\" >/dev/null"));
        QCOMPARE(volume->read().doubt, std::string());
    }

    void refusesASleepingWindows()
    {
        const auto volume = made();
        QVERIFY(volume);
        QVERIFY(volume->runs("head -c 8192 /dev/zero >/tmp/parterre-zeros.$$ &&"
                             "ntfscp -q \"$0\" /tmp/parterre-zeros.$$ HIBERFIL.SYS;"
                             "s=$?; rm /tmp/parterre-zeros.$$; exit $s"));
        QCOMPARE(volume->read().doubt, std::string());
        QVERIFY(volume->runs("(printf hibr; head -c 8188 /dev/zero) >/tmp/parterre-hibr.$$ &&"
                             "ntfscp -q \"$0\" /tmp/parterre-hibr.$$ HIBERFIL.SYS;"
                             "s=$?; rm /tmp/parterre-hibr.$$; exit $s"));
        const Allocation found = volume->read();
        QVERIFY2(found.doubt.contains("sleeping"), found.doubt.c_str());
    }
};

QTEST_GUILESS_MAIN(TestNtfs)
#include "tst_ntfs.moc"
