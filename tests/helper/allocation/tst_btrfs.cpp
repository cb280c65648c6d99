// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/allocation.h"
#include "helper/block/crc32c.h"
#include "helper/probe/super_facts.h"
#include "tests/helper/probe/made_images.h"
#include "tests/support/memory_device.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace parterre;

namespace {

constexpr Bytes before = Bytes(1 << 20);  ///< the file system is not the first on its disk
constexpr std::uint64_t superPlace = 65536;
constexpr std::uint64_t copyPlace = std::uint64_t{64} << 20;
constexpr std::size_t nodeSize = 4096;

Extent at(std::uint64_t begin, std::uint64_t size)
{
    return {.begin = Offset() + before + Bytes(static_cast<std::int64_t>(begin)),
            .size = Bytes(static_cast<std::int64_t>(size))};
}

/// The image in memory, with nothing before it, and what is in it.
struct Disk
{
    explicit Disk(const QString &path)
        : Disk(*test::openImage(path))
    {}
    explicit Disk(FileDevice &image)
        : device(image.size() + before)
        , where{.begin = Offset() + before, .size = image.size()}
    {
        const auto parts = image.dataIn(test::wholeOf(image));
        for (const Extent &part : *parts) {
            std::vector<std::byte> bytes(static_cast<std::size_t>(part.size.count()));
            if (!image.read(part.begin, bytes))
                qFatal("cannot read the image");
            device.content().write(part.begin + before, bytes);
        }
    }

    Allocation map() { return allocationOf(device, where, ContentKind::Btrfs); }
    std::vector<std::byte> block(std::uint64_t place) { return device.content().read(at(place, nodeSize)); }
    /// Puts back a block with its checksum made right again (CRC32C).
    void put(std::uint64_t place, std::vector<std::byte> block)
    {
        const std::uint32_t sum = ~crc32c(~0U, std::span(block).subspan(32));
        std::memcpy(block.data(), &sum, sizeof(sum));
        device.content().write(at(place, 1).begin, block);
    }
    void flip(std::uint64_t place)
    {
        std::vector<std::byte> byte = device.content().read(at(place, 1));
        byte[0] ^= std::byte{0x10};
        device.content().write(at(place, 1).begin, byte);
    }

    MemoryDevice device;
    Extent where;
};

void store(std::vector<std::byte> &block, std::size_t offset, std::uint64_t value, std::size_t size)
{
    std::memcpy(block.data() + offset, &value, size);
}

bool covers(const Allocation &map, Extent extent)
{
    return std::ranges::any_of(map.used, [&](const Extent &one) { return one.contains(extent); });
}

std::int64_t total(const Allocation &map)
{
    std::int64_t sum = 0;
    for (const Extent &extent : map.used)
        sum += extent.size.count();
    return sum;
}

/// Where the live blocks of the trees number 1 to 3 lie: those that the map has.
std::vector<std::uint64_t> treeBlocks(Disk &disk, std::uint64_t tree)
{
    std::vector<std::uint64_t> found;
    const std::vector<std::byte> super = disk.block(superPlace);
    for (const Extent &extent : disk.map().used) {
        for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(extent.size.count()) / nodeSize; ++i) {
            const auto place =
                static_cast<std::uint64_t>((extent.begin - disk.where.begin).count()) + i * nodeSize;
            const std::vector<std::byte> block = disk.block(place);
            if (std::ranges::equal(std::span(block).subspan(32, 16), std::span(super).subspan(32, 16))
                && littleEndian<std::uint64_t>(block, 88) == tree
                && littleEndian<std::uint8_t>(block, 100) < 8 && place >= copyPlace / 64)
                found.push_back(place);
        }
    }
    std::erase(found, copyPlace);
    return found;
}

QString words(const Allocation &map)
{
    return map.isTrusted() ? QString("trusted") : QString::fromStdString(map.doubt);
}

}

class TestBtrfs : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    QString made(const QString &options, const QString &size = "130M")
    {
        const QString name = "image" + QString::number(qHash(options + size));
        if (!QFile::exists(m_workshop.path(name)))
            m_workshop.run("truncate -s " + size + " $I; mkfs.btrfs -q " + options + " $I", name);
        return m_workshop.path(name);
    }
    /// One in which every tree of interest has one block at a known place, and no second copy.
    QString plain() { return made("-n 4096 -m single --rootdir $D"); }

private Q_SLOTS:
    void initTestCase()
    {
        // Enough files that the extent tree gets inner nodes.
        m_workshop.run(
            "for i in $(seq 600); do head -c $((2100 + i * 37 % 9000)) /dev/urandom >$D/f$i; done");
    }

    void leavesOutOnlyWhatIsFree_data()
    {
        QTest::addColumn<QString>("options");
        QTest::newRow("as made today") << "";
        QTest::newRow("small nodes") << "-n 4096";
        QTest::newRow("large nodes") << "-n 65536";
        QTest::newRow("xxhash") << "--csum xxhash";
        QTest::newRow("SHA-256") << "--csum sha256";
        QTest::newRow("BLAKE2") << "--csum blake2";
        QTest::newRow("two copies of the data") << "-d dup";
        QTest::newRow("one copy of the metadata") << "-m single";
        QTest::newRow("mixed groups") << "-M -n 4096";
        QTest::newRow("RAID 0 of one stripe") << "-d raid0";
        QTest::newRow("metadata items of old") << "-O ^skinny-metadata,^no-holes";
        QTest::newRow("no free space tree") << "-O ^free-space-tree";
        QTest::newRow("block group tree") << "-O block-group-tree";
        QTest::newRow("simple quotas") << "-O squota";
    }

    /// What the map does not have is overwritten: btrfs must not miss it.
    void leavesOutOnlyWhatIsFree()
    {
        QFETCH(const QString, options);
        const QString path = made(options + " --rootdir $D");
        Disk disk(path);
        const Allocation map = disk.map();
        QCOMPARE(words(map), "trusted");
        QVERIFY(total(map) < disk.where.size.count() / 2);
        const QString copy = m_workshop.path("copy");
        QFile file(copy);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(QByteArray(disk.where.size.count(), '\xa5')) > 0);
        for (const Extent &extent : map.used) {
            const std::vector<std::byte> bytes = disk.device.content().read(extent);
            file.seek((extent.begin - disk.where.begin).count());
            file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<qint64>(bytes.size()));
        }
        file.close();
        QVERIFY(!m_workshop.output("btrfs check --readonly --check-data-csum $I", "copy").isEmpty());
    }

    void hasBothCopies()
    {
        Disk disk(made("-n 4096 -m dup --rootdir $D"));
        std::map<std::uint64_t, int> copies;
        for (const std::uint64_t place : treeBlocks(disk, 2))
            ++copies[littleEndian<std::uint64_t>(disk.block(place), 48)];
        QVERIFY(copies.size() > 4);
        QVERIFY(std::ranges::all_of(copies, [](const auto &one) { return one.second == 2; }));
    }

    void hasWhatNoExtentTells()
    {
        Disk disk(made("-b 125M"));
        const Allocation map = disk.map();
        QVERIFY(covers(map, at(0, 1 << 20)));
        QVERIFY(covers(map, at(copyPlace, 4096)));
        QVERIFY(covers(map, at(125U << 20U, 5U << 20U)));
    }

    void mapsAnEmptyTebibyte()
    {
        Disk disk(made("", "1T"));
        const Allocation map = disk.map();
        QCOMPARE(words(map), "trusted");
        QVERIFY(covers(map, at(std::uint64_t{256} << 30U, 4096)));
        QVERIFY(total(map) < 8 << 20);
    }

    void doubtsEveryTreeBlockWithAWrongSum()
    {
        Disk disk(plain());
        for (const std::uint64_t tree : {1U, 2U, 3U}) {
            const std::vector<std::uint64_t> blocks = treeBlocks(disk, tree);
            QVERIFY(blocks.size() > (tree == 2 ? 4U : 0U));
            for (const std::uint64_t block : blocks) {
                // Of the root tree only the way to the extent tree is read.
                if (tree == 1 && blocks.size() > 1)
                    continue;
                for (const std::uint64_t byte : {0U, 40U, 90U, 1000U, 4095U}) {
                    disk.flip(block + byte);
                    QVERIFY2(!disk.map().isTrusted(), qPrintable(QString::number(block)));
                    disk.flip(block + byte);
                }
            }
        }
        QCOMPARE(words(disk.map()), "trusted");
    }

    void doubtsASuperblockWithAWrongSum()
    {
        Disk disk(plain());
        for (const std::uint64_t place : {superPlace, copyPlace}) {
            disk.flip(place + 3000);
            QVERIFY(words(disk.map()).contains("checksum"));
            disk.flip(place + 3000);
        }
        QCOMPARE(words(disk.map()), "trusted");
    }

    void judgesWhatTheSuperblockSays_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<qulonglong>("value");
        QTest::addColumn<bool>("isAdded");  // to what stands there
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing new") << 188 << 0ULL << true << "trusted";
        QTest::newRow("a default subvolume") << 188 << 0x2ULL << true << "trusted";
        QTest::newRow("read-only features") << 180 << 0xFULL << false << "trusted";
        QTest::newRow("unknown read-only feature") << 180 << 0x10ULL << true << "features";
        QTest::newRow("zones") << 188 << 0x1000ULL << true << "features";
        QTest::newRow("extent tree 2") << 188 << 0x2000ULL << true << "features";
        QTest::newRow("stripe tree") << 188 << 0x4000ULL << true << "features";
        QTest::newRow("feature to come") << 188 << (1ULL << 40U) << true << "features";
        QTest::newRow("tree log") << 96 << 0x1500000ULL << false << "tree log";
        QTest::newRow("error mark") << 56 << 0x4ULL << true << "marks";
        QTest::newRow("seed") << 56 << (1ULL << 32U) << true << "marks";
        QTest::newRow("identifier change") << 56 << (1ULL << 35U) << true << "marks";
        QTest::newRow("two devices") << 136 << 2ULL << false << "several devices";
        QTest::newRow("another device") << 201 << 2ULL << false << "another device";
        QTest::newRow("larger than its partition") << 209 << (131ULL << 20U) << false << "size";
        QTest::newRow("far larger") << 209 << ~0ULL << false << "size";
        QTest::newRow("more used than there is") << 120 << 4096ULL << true << "sum of the extents";
        QTest::newRow("another commit") << 72 << 1ULL << true << "another one";
        QTest::newRow("root tree elsewhere") << 80 << 4096ULL << true << "tree block";
        QTest::newRow("root tree nowhere") << 80 << (1ULL << 60U) << false << "outside of the chunks";
        QTest::newRow("chunk tree elsewhere") << 88 << 4096ULL << true << "btrfs";
        QTest::newRow("no blocks") << 144 << 0ULL << false << "block size";
        QTest::newRow("no system chunks") << 160 << 0x100000000ULL << false << "btrfs";
        QTest::newRow("unknown sum") << 196 << 7ULL << false << "checksum kind";
    }

    void judgesWhatTheSuperblockSays()
    {
        QFETCH(const int, offset);
        QFETCH(const qulonglong, value);
        QFETCH(const bool, isAdded);
        QFETCH(const QString, expected);
        Disk disk(plain());
        for (const std::uint64_t place : {superPlace, copyPlace}) {
            std::vector<std::byte> block = disk.block(place);
            const std::size_t where = static_cast<std::size_t>(offset);
            const auto old = littleEndian<std::uint64_t>(block, where);
            store(block, where, isAdded ? old + value : value, offset == 196 ? 1 : 8);
            disk.put(place, block);
        }
        QVERIFY2(words(disk.map()).contains(expected), qPrintable(words(disk.map())));
    }

    void doubtsCopiesOfTwoCommits()
    {
        Disk disk(plain());
        std::vector<std::byte> block = disk.block(copyPlace);
        store(block, 72, littleEndian<std::uint64_t>(block, 72) - 1, 8);
        disk.put(copyPlace, block);
        QVERIFY(words(disk.map()).contains("cut off"));
    }

    void judgesWhatTreeBlocksSay_data()
    {
        QTest::addColumn<int>("tree");
        QTest::addColumn<int>("offset");
        QTest::addColumn<qulonglong>("value");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("expected");
        QTest::newRow("file system") << 2 << 32 << 0ULL << 8 << "another one";
        QTest::newRow("place") << 2 << 48 << 0ULL << 8 << "another one";
        QTest::newRow("generation") << 2 << 80 << 1ULL << 8 << "another one";
        QTest::newRow("owner") << 2 << 88 << 5ULL << 8 << "another one";
        QTest::newRow("level") << 2 << 100 << 3ULL << 1 << "another one";
        QTest::newRow("no items") << 2 << 96 << 0ULL << 4 << "block size";
        QTest::newRow("too many items") << 2 << 96 << 0xFFFFFFFFULL << 4 << "block size";
        QTest::newRow("first key") << 2 << 101 << 0x1234000ULL << 8 << "first key";
        QTest::newRow("key order") << 2 << 126 << 1ULL << 8 << "key order";
        QTest::newRow("item outside") << 2 << 118 << 0xFFFFFFFFULL << 4 << "item bounds";
        QTest::newRow("item too long") << 2 << 122 << 0xFFFFFFFFULL << 4 << "item bounds";
        QTest::newRow("unknown item") << 2 << 134 << 250ULL << 1 << "item in the extent tree";
        QTest::newRow("chunk tree's owner") << 3 << 88 << 5ULL << 8 << "another one";
        QTest::newRow("a second device") << 3 << 110 << 2ULL << 8 << "several devices";
        QTest::newRow("root tree's owner") << 1 << 88 << 5ULL << 8 << "another one";
    }

    /// Their checksums hold, so it is the reader that must see it. The last leaf is taken.
    void judgesWhatTreeBlocksSay()
    {
        QFETCH(const int, tree);
        QFETCH(const int, offset);
        QFETCH(const qulonglong, value);
        QFETCH(const int, size);
        QFETCH(const QString, expected);
        Disk disk(plain());
        std::vector<std::uint64_t> blocks = treeBlocks(disk, static_cast<std::uint64_t>(tree));
        std::erase_if(blocks, [&](std::uint64_t block) { return disk.block(block)[100] != std::byte{}; });
        QVERIFY(!blocks.empty());
        std::vector<std::byte> block = disk.block(blocks.back());
        store(block, static_cast<std::size_t>(offset), value, static_cast<std::size_t>(size));
        disk.put(blocks.back(), block);
        QVERIFY2(words(disk.map()).contains(expected), qPrintable(words(disk.map())));
    }

    void doubtsOtherProfilesAndBounds_data()
    {
        QTest::addColumn<int>("offset");
        QTest::addColumn<qulonglong>("value");
        QTest::addColumn<QString>("expected");
        QTest::newRow("as it was") << -1 << 0ULL << "trusted";
        QTest::newRow("RAID 1") << 24 << 0x12ULL << "profile";
        QTest::newRow("RAID 5") << 24 << 0x82ULL << "profile";
        QTest::newRow("DUP of one stripe") << 24 << 0x22ULL << "profile";
        QTest::newRow("no use") << 24 << 0ULL << "chunk type";
        QTest::newRow("empty") << 0 << 0ULL << "chunk bounds";
        QTest::newRow("endless") << 0 << ~0ULL << "chunk bounds";
        QTest::newRow("beyond the device") << 56 << (1ULL << 62U) << "leaves the device";
        QTest::newRow("of another device") << 48 << 9ULL << "another device";
    }

    /// In the superblock's own chunk, at byte 811, behind its key of 17 bytes.
    void doubtsOtherProfilesAndBounds()
    {
        QFETCH(const int, offset);
        QFETCH(const qulonglong, value);
        QFETCH(const QString, expected);
        Disk disk(plain());
        std::vector<std::byte> block = disk.block(superPlace);
        if (offset >= 0)
            store(block, 811 + 17 + static_cast<std::size_t>(offset), value, 8);
        disk.put(superPlace, block);
        QVERIFY2(words(disk.map()).contains(expected), qPrintable(words(disk.map())));
    }

    void doubtsAPartitionThatWasCutOff()
    {
        Disk disk(plain());
        disk.where.size = Bytes(100 << 20);
        QVERIFY(words(disk.map()).contains("size"));
        disk.where.size = Bytes(4096);
        QVERIFY(!disk.map().isTrusted());
    }
};

QTEST_GUILESS_MAIN(TestBtrfs)
#include "tst_btrfs.moc"
