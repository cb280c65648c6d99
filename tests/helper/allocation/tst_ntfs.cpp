// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/allocation.h"
#include "helper/probe/ntfs_record.h"
#include "tests/helper/made_content.h"

#include <QTest>

#include <algorithm>
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

/// One of the two pages with which a journal begins: RESTART_PAGE_HEADER and RESTART_AREA of the Linux-NTFS
/// project's logfile.h.
struct RestartPage
{
    std::uint64_t sequence = 1;
    bool hasUser = true;
    bool isClean = true;
    std::uint16_t major = 1;
    std::uint16_t minor = 1;
    std::uint16_t areaAt = 48;  ///< where it says that it lies
    std::uint32_t pageSize = 4096;
    const char *magic = "RSTR";
    bool isTorn = false;
};

std::vector<std::byte> bytesOf(const RestartPage &page)
{
    constexpr std::uint64_t mark = 0x1234;
    constexpr std::size_t size = 4096;
    std::vector<std::byte> raw(size);
    const auto put = [&](std::size_t at, std::size_t count, std::uint64_t value) {
        for (std::size_t i = 0; i < count; ++i)
            raw[at + i] = static_cast<std::byte>(value >> (8 * i));
    };
    std::ranges::copy(std::as_bytes(std::span(page.magic, 4)), raw.begin());
    put(4, 2, 30);
    put(6, 2, size / 512 + 1);
    put(16, 4, page.pageSize);
    put(20, 4, page.pageSize);
    put(24, 2, page.areaAt);
    put(26, 2, page.minor);
    put(28, 2, page.major);
    put(30, 2, mark);
    put(48, 8, page.sequence);
    put(60, 2, page.hasUser ? 0 : 0xFFFF);
    put(62, 2, page.isClean ? 2 : 0);
    for (std::size_t end = 512; end <= size; end += 512)
        put(end - 2, 2, page.isTorn && end == size ? mark + 1 : mark);
    return raw;
}

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

    void believesTheNewerRestartPageOfTheJournal_data()
    {
        QTest::addColumn<RestartPage>("first");
        QTest::addColumn<RestartPage>("second");
        QTest::addColumn<QString>("doubt");  ///< none where it is believed
        const auto row = [](const char *name, const RestartPage &first, const RestartPage &second,
                            const char *doubt) { QTest::newRow(name) << first << second << QString(doubt); };
        row("both clean", {}, {}, "");
        row("nobody uses it", {.hasUser = false, .isClean = false}, {.hasUser = false, .isClean = false}, "");
        row("both in use", {.isClean = false}, {.isClean = false}, "to be replayed");
        row("ended since", {.sequence = 7, .isClean = false}, {.sequence = 8}, "");
        row("ended since, in the first", {.sequence = 8}, {.sequence = 7, .isClean = false}, "");
        row("in use since", {.sequence = 7}, {.sequence = 8, .isClean = false}, "to be replayed");
        row("in use since, in the first", {.sequence = 8, .isClean = false}, {.sequence = 7},
            "to be replayed");
        row("of one age, the first in use", {.isClean = false}, {}, "to be replayed");
        row("of one age, the second in use", {}, {.isClean = false}, "to be replayed");
        row("a fast start", {.major = 2, .minor = 0}, {}, "another version");
        row("a fast start, in the second", {}, {.major = 2, .minor = 0}, "another version");
        row("checked by chkdsk", {.magic = "CHKD"}, {}, "without a restart page");
        row("no second page", {}, {.magic = "RCRD"}, "without a restart page");
        row("torn", {}, {.isTorn = true}, "torn");
        row("an area in the header", {.areaAt = 24}, {}, "restart area");
        row("an area amid a word", {.areaAt = 52}, {}, "restart area");
        row("an area behind the first sector", {.areaAt = 464}, {}, "restart area");
        row("an odd page size", {.pageSize = 5000}, {}, "page size");
        row("a page size that is too small", {.pageSize = 256}, {}, "page size");
        row("a page size that is too large", {.pageSize = 131072}, {}, "page size");
    }
    void believesTheNewerRestartPageOfTheJournal()
    {
        QFETCH(const RestartPage, first);
        QFETCH(const RestartPage, second);
        QFETCH(const QString, doubt);
        const auto volume = made();
        QVERIFY(volume);
        const Offset journal = volume->made.where.begin + Bytes(volume->firstRun(2));
        volume->made.disk.content().write(journal, bytesOf(first));
        volume->made.disk.content().write(journal + Bytes(4096), bytesOf(second));
        const Allocation found = volume->read();
        QVERIFY2(QString::fromStdString(found.doubt).contains(doubt), found.doubt.c_str());
        QCOMPARE(found.isTrusted(), doubt.isEmpty());
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
