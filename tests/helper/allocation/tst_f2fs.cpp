// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/allocation.h"
#include "helper/block/crc32.h"
#include "helper/super/f2fs_super.h"
#include "tests/helper/probe/made_images.h"
#include "tests/support/memory_device.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace parterre;

namespace {

constexpr std::uint64_t blockSize = F2fsSuper::blockSize;

/// The image in memory.
struct Disk
{
    explicit Disk(const QString &path)
        : Disk(*test::openImage(path))
    {}
    explicit Disk(FileDevice &image)
        : device(image.size())
        , where(test::wholeOf(image))
    {
        const auto parts = image.dataIn(where);
        for (const Extent &part : *parts) {
            std::vector<std::byte> bytes(static_cast<std::size_t>(part.size.count()));
            if (!image.read(part.begin, bytes))
                qFatal("cannot read the image");
            device.content().write(part.begin, bytes);
        }
    }

    Allocation map() { return allocationOf(device, where, ContentKind::F2fs); }
    F2fsSuper super() { return *readF2fsSuper(RawView(device, where)); }
    F2fsCheckpoint checkpoint() { return *readCleanF2fsCheckpoint(RawView(device, where), super()); }
    std::vector<std::byte> block(std::uint64_t number)
    {
        return device.content().read(
            {.begin = Offset(static_cast<std::int64_t>(number * blockSize)), .size = Bytes(blockSize)});
    }
    void put(std::uint64_t number, const std::vector<std::byte> &block)
    {
        device.content().write(Offset(static_cast<std::int64_t>(number * blockSize)), block);
    }
    /// Stores into the first and the last block of the newer checkpoint and makes their sums right.
    void changeCheckpoint(std::size_t at, std::uint64_t value, std::size_t size)
    {
        changePack(checkpoint(), at, value, size);
    }
    void changePack(const F2fsCheckpoint &pack, std::size_t at, std::uint64_t value, std::size_t size)
    {
        for (const std::uint64_t number : {pack.block, pack.block + pack.blocks - 1}) {
            std::vector<std::byte> raw = block(number);
            std::memcpy(raw.data() + at, &value, size);
            const std::size_t sumAt = littleEndian<std::uint32_t>(raw, 164);
            const std::uint32_t sum = rawCrc32(0xF2F52010, std::span(raw).first(sumAt));
            std::memcpy(raw.data() + sumAt, &sum, sizeof(sum));
            put(number, raw);
        }
    }

    MemoryDevice device;
    Extent where;
};

QString words(const Allocation &map)
{
    return map.isTrusted() ? QString("trusted") : QString::fromStdString(map.doubt);
}

}

class TestF2fs : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    QString made(const QString &options = {})
    {
        const QString name = "image" + QString::number(qHash(options));
        if (!QFile::exists(m_workshop.path(name)))
            m_workshop.run("truncate -s 100M $I; mkfs.f2fs -q " + options + " $I; sload.f2fs -f $D $I", name);
        return m_workshop.path(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_workshop.run(
            "for i in $(seq 300); do head -c $((2100 + i * 137 % 30000)) /dev/urandom >$D/f$i; done");
    }

    void leavesOutOnlyWhatIsFree_data()
    {
        QTest::addColumn<QString>("options");
        QTest::newRow("as made today") << "";
        QTest::newRow("checksums") << "-O extra_attr,inode_checksum,sb_checksum";
        QTest::newRow("quotas") << "-O extra_attr,quota";
        QTest::newRow("large bitmap of nodes") << "-i";
        QTest::newRow("sections of two segments") << "-s 2";
    }

    /// What the map does not have is overwritten: fsck.f2fs must not miss it.
    void leavesOutOnlyWhatIsFree()
    {
        QFETCH(const QString, options);
        Disk disk(made(options));
        const Allocation map = disk.map();
        QCOMPARE(words(map), "trusted");
        QFile file(m_workshop.path("copy"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(QByteArray(disk.where.size.count(), '\xa5')) > 0);
        std::int64_t total = 0;
        for (const Extent &extent : map.used) {
            const std::vector<std::byte> bytes = disk.device.content().read(extent);
            file.seek(extent.begin.bytes());
            file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size()));
            total += extent.size.count();
        }
        file.close();
        QVERIFY(total < disk.where.size.count() * 3 / 4);
        const QString checked = m_workshop.output("fsck.f2fs -f --dry-run $I", "copy");
        QVERIFY(checked.contains("[Ok..]") && !checked.contains("[Fail]"));
    }

    /// mkfs.f2fs leaves the entries of the open segments in the compact journal alone.
    void readsTheCompactJournal()
    {
        m_workshop.run("truncate -s 100M $I; mkfs.f2fs -q $I", "empty");
        Disk disk(m_workshop.path("empty"));
        const Allocation map = disk.map();
        QCOMPARE(words(map), "trusted");
        const std::uint64_t main = disk.super().mainBlock;
        std::uint64_t blocks = 0;
        for (const Extent &extent : map.used)
            blocks += static_cast<std::uint64_t>(extent.size.count()) / blockSize;
        const std::uint64_t tail = static_cast<std::uint64_t>(disk.where.size.count()) / blockSize - main
            - disk.super().mainSegments * F2fsSuper::segmentBlocks;
        QCOMPARE(blocks, main + tail + disk.checkpoint().validBlocks);
    }

    /// mkfs.f2fs says of these sections that two segments more are free than there are.
    void takesMkfsAtItsWordWhileNobodyElseWrote()
    {
        m_workshop.run("truncate -s 300M $I; mkfs.f2fs -q -s 4 $I", "sections");
        QVERIFY(m_workshop.output("fsck.f2fs --dry-run $I || true", "sections")
                    .contains(QRegularExpression("free segment_count matched with CP *\\[Fail\\]")));
        Disk disk(m_workshop.path("sections"));
        QCOMPARE(words(disk.map()), "trusted");
        const F2fsCheckpoint pack = disk.checkpoint();
        QVERIFY(pack.isFirst);
        disk.changeCheckpoint(16, pack.validBlocks + 1, 8);
        QVERIFY(words(disk.map()).contains("sum of the segments"));
        disk.changeCheckpoint(16, pack.validBlocks, 8);
        QCOMPARE(words(disk.map()), "trusted");
        F2fsCheckpoint other = pack;
        other.block += F2fsSuper::segmentBlocks;
        disk.changePack(other, 0, 1, 8);
        QVERIFY(words(disk.map()).contains("sum of the segments"));
    }

    /// An entry that is moved from the table to the journal of a full summary changes nothing.
    void readsTheJournalOfAFullSummary()
    {
        Disk disk(made());
        const Allocation before = disk.map();
        const F2fsCheckpoint pack = disk.checkpoint();
        QVERIFY((pack.flags & 0x4U) == 0);
        const std::uint64_t number = pack.block + pack.blocks - 5;
        std::vector<std::byte> summary = disk.block(number);
        const std::uint32_t segment = littleEndian<std::uint32_t>(pack.head, 88);
        QVERIFY(segment < 55);
        for (const std::uint64_t set : {std::uint64_t{0}, disk.super().tableBlocks}) {
            const std::uint64_t place = disk.super().tableBlock + set;
            std::vector<std::byte> table = disk.block(place);
            const auto entry = std::span(table).subspan(segment * 74, 74);
            if (entry[0] != std::byte{}) {
                summary[3584] = std::byte{1};
                std::memcpy(summary.data() + 3586, &segment, sizeof(segment));
                std::ranges::copy(entry, summary.begin() + 3590);
            }
            std::ranges::fill(entry, std::byte{});
            disk.put(place, table);
        }
        QVERIFY(disk.map() != before);
        disk.put(number, summary);
        QVERIFY(disk.map() == before);
        summary[3584] = std::byte{7};
        disk.put(number, summary);
        QVERIFY(words(disk.map()).contains("journal"));
    }

    void judgesTheCheckpoint_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<qulonglong>("value");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("expected");
        QTest::newRow("as it was") << 168 << 0ULL << 8 << "trusted";
        QTest::newRow("in use") << 132 << 0x4ULL << 4 << "not unmounted";
        QTest::newRow("orphans") << 132 << 0x7ULL << 4 << "not unmounted";
        QTest::newRow("errors") << 132 << 0xDULL << 4 << "damage";
        QTest::newRow("to be checked") << 132 << 0x15ULL << 4 << "damage";
        QTest::newRow("disabled") << 132 << 0x1005ULL << 4 << "damage";
        QTest::newRow("flag to come") << 132 << 0x80000005ULL << 4 << "damage";
        QTest::newRow("fewer blocks") << 16 << 1ULL << 8 << "sum of the segments";
        QTest::newRow("other free segments") << 32 << 1ULL << 4 << "sum of the segments";
        QTest::newRow("open segment nowhere") << 40 << 0xFFFFFFFFULL << 4 << "open segment";
        QTest::newRow("open block nowhere") << 70 << 600ULL << 2 << "open segment";
        QTest::newRow("no bitmap") << 156 << 0ULL << 4 << "bitmap";
        QTest::newRow("huge bitmap") << 156 << 0xFFFFFFFFULL << 4 << "bitmap";
    }

    void judgesTheCheckpoint()
    {
        QFETCH(const int, at);
        QFETCH(const qulonglong, value);
        QFETCH(const int, size);
        QFETCH(const QString, expected);
        Disk disk(made());
        disk.changeCheckpoint(static_cast<std::size_t>(at), value, static_cast<std::size_t>(size));
        QVERIFY2(words(disk.map()).contains(expected), qPrintable(words(disk.map())));
    }

    void doubtsATornCheckpoint()
    {
        Disk disk(made());
        const F2fsCheckpoint pack = disk.checkpoint();
        for (const std::uint64_t number : {pack.block, pack.block + pack.blocks - 1}) {
            const std::vector<std::byte> whole = disk.block(number);
            std::vector<std::byte> torn = whole;
            torn[3] ^= std::byte{1};
            disk.put(number, torn);
            QVERIFY(!disk.map().isTrusted());
            disk.put(number, whole);
        }
        QCOMPARE(words(disk.map()), "trusted");
    }

    void doubtsSyncedData()
    {
        Disk disk(made());
        const F2fsCheckpoint pack = disk.checkpoint();
        const std::uint64_t next = disk.super().mainBlock
            + littleEndian<std::uint32_t>(pack.head, 40) * F2fsSuper::segmentBlocks
            + littleEndian<std::uint16_t>(pack.head, 70);
        std::vector<std::byte> node(blockSize);
        std::memcpy(node.data() + 4084, &pack.version, sizeof(pack.version));
        disk.put(next, node);
        QVERIFY(words(disk.map()).contains("synced"));
    }

    void doubtsASegmentWhoseCountIsWrong()
    {
        Disk disk(made());
        const F2fsSuper super = disk.super();
        for (const std::uint64_t set : {std::uint64_t{0}, super.tableBlocks}) {
            std::vector<std::byte> table = disk.block(super.tableBlock + set);
            for (std::size_t entry = 0; entry < 55 && entry < super.mainSegments; ++entry)
                table[entry * 74 + 65] ^= std::byte{1};
            disk.put(super.tableBlock + set, table);
        }
        QVERIFY(words(disk.map()).contains("count"));
    }

    void judgesTheSuperblock_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<qulonglong>("value");
        QTest::addColumn<bool>("isBoth");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a name") << 124 << 0x41ULL << true << "trusted";
        QTest::newRow("encryption") << 2180 << 0x1ULL << true << "trusted";
        QTest::newRow("zones") << 2180 << 0x2ULL << true << "features";
        QTest::newRow("read-only form") << 2180 << 0x4000ULL << true << "features";
        QTest::newRow("feature to come") << 2180 << 0x80000000ULL << true << "features";
        QTest::newRow("wrong sum") << 2180 << 0x800ULL << true << "checksum";
        QTest::newRow("a second device") << 2201 << 0x61ULL << true << "several devices";
        QTest::newRow("copy differs") << 48 << 1ULL << false << "copy";
        QTest::newRow("large blocks") << 16 << 14ULL << true << "block size";
        QTest::newRow("larger than its partition") << 36 << 0xFFFFFFULL << true << "size";
        QTest::newRow("areas overlap") << 80 << 1024ULL << true << "areas";
        QTest::newRow("main area too long") << 68 << 0xFFFFFFULL << true << "areas";
        QTest::newRow("no main area") << 68 << 0ULL << true << "areas";
    }

    void judgesTheSuperblock()
    {
        QFETCH(const int, at);
        QFETCH(const qulonglong, value);
        QFETCH(const bool, isBoth);
        QFETCH(const QString, expected);
        Disk disk(made());
        for (const std::uint64_t number : {0U, 1U}) {
            std::vector<std::byte> raw = disk.block(number);
            if (isBoth || number == 0)
                std::memcpy(raw.data() + 1024 + at, &value, 4);
            disk.put(number, raw);
        }
        QVERIFY2(words(disk.map()).contains(expected), qPrintable(words(disk.map())));
    }
};

QTEST_GUILESS_MAIN(TestF2fs)
#include "tst_f2fs.moc"
