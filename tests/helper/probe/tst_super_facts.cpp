// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/ntfs_record.h"
#include "helper/probe/probe.h"
#include "helper/probe/super_facts.h"
#include "tests/helper/probe/made_images.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

namespace {

/// A device that shows another one with a single byte changed.
class FlippedDevice final : public BlockDevice
{
public:
    explicit FlippedDevice(std::vector<std::byte> head, FileDevice &rest)
        : m_head(std::move(head))
        , m_rest(rest)
    {}

    void flip(std::size_t at, std::byte mask) { m_head[at] ^= mask; }

    [[nodiscard]] std::string name() const override { return "flipped"; }
    [[nodiscard]] Bytes size() const override { return m_rest.size(); }
    [[nodiscard]] Bytes sectorSize() const override { return Bytes(512); }
    [[nodiscard]] Result<> write(Offset, std::span<const std::byte>) override
    {
        return fail(ErrorCode::Io, name());
    }
    [[nodiscard]] Result<> flush() override { return {}; }
    [[nodiscard]] Result<> dropCache(Extent) override { return {}; }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override
    {
        const auto begin = static_cast<std::size_t>(at.bytes());
        if (begin + into.size() > m_head.size())
            CHECK(m_rest.read(at, into));
        for (std::size_t i = 0; i < into.size() && begin + i < m_head.size(); ++i)
            into[i] = m_head[begin + i];
        return {};
    }

private:
    std::vector<std::byte> m_head;
    FileDevice &m_rest;
};

constexpr std::size_t headSize = 128 << 10;

std::vector<std::byte> headOf(FileDevice &device)
{
    std::vector<std::byte> head(std::min(headSize, static_cast<std::size_t>(device.size().count())));
    if (!device.read(Offset(), head))
        qFatal("cannot read the image");
    return head;
}

bool isPlausible(const SuperFacts &facts)
{
    return !facts.used || (facts.size && *facts.used <= *facts.size);
}

}

/// What the readers of superblocks make of bytes that are not as they should be.
class SuperFactsTest : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

private Q_SLOTS:
    void survivesEveryFlippedByte_data()
    {
        QTest::addColumn<const test::Recipe *>("recipe");
        for (const char *name : {"ext2", "ext4", "xfs", "btrfs", "btrfs xxhash", "fat12", "fat16", "fat32",
                                 "exfat", "ntfs", "f2fs"}) {
            QTest::newRow(name) << &test::recipeNamed(name);
        }
    }

    /// Every byte where superblocks lie; of the rest of the first 128 KiB (bitmaps, tables, logs)
    /// one in five hundred, for there a reader only counts.
    void survivesEveryFlippedByte()
    {
        QFETCH(const test::Recipe *, recipe);
        const auto file = test::openImage(m_workshop.make(*recipe));
        const std::vector<std::byte> head = headOf(*file);
        FlippedDevice device(head, *file);
        const RawView view(device, test::wholeOf(device));
        const Result<SuperFacts> whole = readSuperFacts(view, recipe->kind);
        QVERIFY(whole && whole->used);
        int changed = 0;
        for (std::size_t at = 0; at < head.size(); ++at) {
            const bool isSuper =
                at < 2048 || (recipe->kind == ContentKind::Btrfs && at >= 65536 && at < 69632);
            if (!isSuper && at % 509 != 0)
                continue;
            device.flip(at, std::byte{0xFF});
            const Result<SuperFacts> facts = readSuperFacts(view, recipe->kind);
            device.flip(at, std::byte{0xFF});
            QVERIFY2(facts, qPrintable(QString("byte %1: error").arg(at)));
            QVERIFY2(isPlausible(*facts), qPrintable(QString("byte %1: used > size").arg(at)));
            changed += *facts == *whole ? 0 : 1;
        }
        QVERIFY2(changed > 10, "flips were not seen at all");
    }

    /// Where a superblock has a checksum, no flipped byte of it may change a number.
    void believesNoSuperblockWithAWrongSum_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("begin");
        QTest::addColumn<int>("end");
        QTest::newRow("ext4") << "ext4" << 1024 << 2048;
        QTest::newRow("xfs") << "xfs" << 0 << 512;
        QTest::newRow("btrfs") << "btrfs" << 65536 + 32 << 65536 + 4096;
        QTest::newRow("btrfs xxhash") << "btrfs xxhash" << 65536 + 32 << 65536 + 4096;
        QTest::newRow("exfat") << "exfat" << 113 << 512;
    }

    void believesNoSuperblockWithAWrongSum()
    {
        QFETCH(const QString, name);
        QFETCH(const int, begin);
        QFETCH(const int, end);
        const test::Recipe &recipe = test::recipeNamed(name.toUtf8());
        const auto file = test::openImage(m_workshop.make(recipe));
        FlippedDevice device(headOf(*file), *file);
        const RawView view(device, test::wholeOf(device));
        const SuperFacts whole = *readSuperFacts(view, recipe.kind);
        QVERIFY(whole.used);
        for (int at = begin; at < end; ++at) {
            // XFS: the version word says whether there is a sum at all
            const bool hidesSum = recipe.kind == ContentKind::Xfs && at == 101;
            // ext: the feature word does
            const bool dropsSum = recipe.kind == ContentKind::Ext4 && at == 1024 + 101;
            if (hidesSum || dropsSum)
                continue;
            device.flip(static_cast<std::size_t>(at), std::byte{0x10});
            const SuperFacts facts = *readSuperFacts(view, recipe.kind);
            device.flip(static_cast<std::size_t>(at), std::byte{0x10});
            QVERIFY2(facts == SuperFacts{}, qPrintable(QString("byte %1").arg(at)));
        }
    }

    /// The whole way through libblkid, for the bytes of the superblocks themselves.
    void probesEveryFlippedSuperblock_data() { survivesEveryFlippedByte_data(); }

    void probesEveryFlippedSuperblock()
    {
        QFETCH(const test::Recipe *, recipe);
        const QString path = m_workshop.copyOf(*recipe);
        auto opened = FileDevice::open(path.toStdString(), FileDevice::Access::Exclusive);
        QVERIFY(opened);
        FileDevice &device = **opened;
        const std::vector<std::byte> head = headOf(device);
        const auto superAt = recipe->kind == ContentKind::Btrfs ? std::size_t{65536} : std::size_t{0};
        for (std::size_t at = superAt; at < superAt + 2048; at += 7) {
            const std::array flipped{head[at] ^ std::byte{0xFF}};
            const std::array original{head[at]};
            QVERIFY(device.write(Offset(static_cast<std::int64_t>(at)), flipped));
            const Result<Content> content = probeContent(device, test::wholeOf(device));
            QVERIFY(device.write(Offset(static_cast<std::int64_t>(at)), original));
            QVERIFY2(content, qPrintable(QString("byte %1: error").arg(at)));
            QVERIFY(!content->used || (content->size && *content->used <= *content->size));
        }
        QCOMPARE(contentKindName(probeContent(device, test::wholeOf(device))->kind),
                 contentKindName(recipe->kind));
    }

    void survivesATruncatedPartition_data() { survivesEveryFlippedByte_data(); }

    void survivesATruncatedPartition()
    {
        QFETCH(const test::Recipe *, recipe);
        const auto file = test::openImage(m_workshop.make(*recipe));
        for (const std::int64_t size : {0, 1, 511, 512, 1024, 1536, 2048, 4096, 65536, 69632, 1 << 20}) {
            const RawView view(*file, {.begin = Offset(), .size = Bytes(size)});
            const Result<SuperFacts> facts = readSuperFacts(view, recipe->kind);
            QVERIFY2(facts, qPrintable(QString("size %1").arg(size)));
            QVERIFY(isPlausible(*facts));
        }
    }

    void refusesNtfsRunsThatLead_data()
    {
        QTest::addColumn<QByteArray>("runs");
        QTest::addColumn<bool>("isRight");
        using Q = QByteArray;
        QTest::newRow("one run") << Q::fromHex("1104"
                                               "10"
                                               "00")
                                 << true;
        QTest::newRow("two, the second before the first") << Q::fromHex("110410"
                                                                        "1101f8"
                                                                        "00")
                                                          << true;
        QTest::newRow("before the volume") << Q::fromHex("110410"
                                                         "1101e0"
                                                         "00")
                                           << false;
        QTest::newRow("past the volume") << Q::fromHex("11"
                                                       "7f"
                                                       "10"
                                                       "00")
                                         << false;
        QTest::newRow("nowhere: a hole") << Q::fromHex("0104"
                                                       "00")
                                         << false;
        QTest::newRow("on without end") << Q::fromHex("110110") << false;
        QTest::newRow("out of the attribute") << Q::fromHex("88"
                                                            "01")
                                              << false;
        QTest::newRow("round the address space") << Q::fromHex("81"
                                                               "01"
                                                               "ffffffffffffff7f"
                                                               "00")
                                                 << false;
    }

    void refusesNtfsRunsThatLead()
    {
        QFETCH(const QByteArray, runs);
        QFETCH(const bool, isRight);
        QByteArray attribute(64, '\0');
        attribute[8] = 1;
        attribute[32] = 64;
        attribute += runs;
        const auto bytes =
            std::as_bytes(std::span(attribute.constData(), static_cast<std::size_t>(attribute.size())));
        QCOMPARE(readNtfsRuns(bytes, 100).has_value(), isRight);
    }

    void countsOnlyTheBitsAskedFor()
    {
        const std::array bits{std::byte{0xFF}, std::byte{0x81}};
        QCOMPARE(countSetBits(bits, 0), std::uint64_t{0});
        QCOMPARE(countSetBits(bits, 3), std::uint64_t{3});
        QCOMPARE(countSetBits(bits, 9), std::uint64_t{9});
        QCOMPARE(countSetBits(bits, 15), std::uint64_t{9});
        QCOMPARE(countSetBits(bits, 16), std::uint64_t{10});
    }
};

QTEST_GUILESS_MAIN(SuperFactsTest)
#include "tst_super_facts.moc"
