// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/raw_view.h"
#include "tests/helper/allocation/loaded_image.h"

#include <QTest>

using namespace parterre;

namespace {

constexpr Bytes behind{8 << 20};

std::string number(std::uint64_t value, int size)
{
    std::string bytes;
    for (int i = 0; i < size; ++i)
        bytes += static_cast<char>(value >> (8 * i));
    return bytes;
}

/// A partition's entry in a boot record, of type Linux.
std::string entry(std::uint64_t begin, std::uint64_t size)
{
    return std::string("\0\0\0\0\x83\0\0\0", 8) + number(begin, 4) + number(size, 4);
}

}

/// squashfs, erofs and ISO 9660, which end where they say.
class TestOwnLength : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    [[nodiscard]] test::LoadedImage made(const char *recipe) const
    {
        return test::LoadedImage(m_workshop.make(test::recipeNamed(recipe)), behind);
    }

private Q_SLOTS:
    void endsWithTheImage_data()
    {
        QTest::addColumn<QString>("recipe");
        for (const char *one : {"squashfs", "erofs", "iso9660"})
            QTest::newRow(one) << one;
    }
    void endsWithTheImage()
    {
        QFETCH(QString, recipe);
        const test::LoadedImage image = made(qPrintable(recipe));
        const ContentKind kind = test::recipeNamed(qPrintable(recipe)).kind;
        const Allocation found = image.allocation(kind);
        QCOMPARE(found.doubt, std::string());
        QCOMPARE(found.used.size(), std::size_t{1});
        QCOMPARE(found.used.front().begin, image.where().begin);
        // What formatters write behind the end is padding to a larger block.
        QVERIFY(found.used.front().size <= roundUp(image.fileSize(), Bytes(4096)));
        QVERIFY(found.used.front().size + Bytes(1 << 20) > image.fileSize());
    }

    void keepsAllWhereSomethingFollows_data() { endsWithTheImage_data(); }
    void keepsAllWhereSomethingFollows()
    {
        QFETCH(QString, recipe);
        const ContentKind kind = test::recipeNamed(qPrintable(recipe)).kind;
        test::LoadedImage image = made(qPrintable(recipe));
        for (const std::int64_t at :
             {image.fileSize().count() + 65536, (image.fileSize() + behind).count() - 64}) {
            image.write(at, "x");
            const Allocation found = image.allocation(kind);
            QVERIFY(found.isTrusted());
            QVERIFY(found.used == std::vector{image.where()});
            image.write(at, std::string(1, '\0'));
            QVERIFY(image.allocation(kind).used != std::vector{image.where()});
        }
    }

    void doubtsWhatIsDamagedOrUnknown_data()
    {
        QTest::addColumn<QString>("recipe");
        QTest::addColumn<int>("at");
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<QString>("doubt");
        const auto row = [](const char *name, const char *recipe, int at, const std::string &bytes,
                            const char *doubt) {
            QTest::newRow(name) << QString(recipe) << at << bytes << QString(doubt);
        };
        row("squashfs: its magic", "squashfs", 0, "sqsh", "no superblock");
        row("squashfs: version 3", "squashfs", 28, number(3, 2), "version");
        row("squashfs: a block size", "squashfs", 12, number(4097, 4), "block size");
        row("squashfs: shorter than its tables", "squashfs", 40, number(200, 8), "a table");
        row("squashfs: longer than its partition", "squashfs", 40, number(1U << 30U, 8), "does not end");
        row("erofs: its magic", "erofs", 1024, "erof", "no superblock");
        row("erofs: its checksum", "erofs", 1024 + 70, "x", "checksum");
        row("erofs: a wide block", "erofs", 1024 + 12, "\x40", "no superblock");
        row("iso9660: its magic", "iso9660", 32768 + 1, "BD001", "more than ISO 9660");
        row("iso9660: one byte order", "iso9660", 32768 + 80, number(77, 4), "volume descriptor");
        row("iso9660: a map of Apple's", "iso9660", 512, "PM", "Apple");
        row("iso9660: a partition behind it", "iso9660", 446,
            entry(8192, 1 << 20) + std::string(48, '\0') + "\x55\xaa", "reaches behind");
        row("iso9660: a table that ends behind it", "iso9660", 512,
            "EFI PART" + std::string(24, '\0') + number(1 << 20, 8), "ends behind");
    }
    void doubtsWhatIsDamagedOrUnknown()
    {
        QFETCH(QString, recipe);
        QFETCH(int, at);
        QFETCH(std::string, bytes);
        QFETCH(QString, doubt);
        test::LoadedImage image = made(qPrintable(recipe));
        image.write(at, bytes);
        const Allocation found = image.allocation(test::recipeNamed(qPrintable(recipe)).kind);
        QVERIFY2(QString::fromStdString(found.doubt).contains(doubt), found.doubt.c_str());
        QVERIFY(found.used == std::vector{image.where()});
    }

    void doubtsWhatASecondDeviceHolds()
    {
        // Without its checksum the superblock can be changed.
        test::LoadedImage image = made("erofs");
        image.write(1024 + 8, number(0, 4));
        QVERIFY(image.allocation(ContentKind::Erofs).isTrusted());
        image.write(1024 + 86, number(1, 2));
        QVERIFY(image.allocation(ContentKind::Erofs).doubt.contains("several devices"));
        image.write(1024 + 86, number(0, 2));
        image.write(1024 + 80, number(0x80, 4));
        QVERIFY(image.allocation(ContentKind::Erofs).doubt.contains("not known"));
    }

    void acceptsAHybridImageThatHoldsItsPartitions()
    {
        test::LoadedImage image = made("iso9660");
        const auto sectors =
            static_cast<std::uint64_t>(image.allocation(ContentKind::Iso9660).used.front().size.count())
            / 512;
        image.write(446, entry(64, sectors - 64) + std::string(48, '\0') + "\x55\xaa");
        QCOMPARE(image.allocation(ContentKind::Iso9660).doubt, std::string());
    }

    void doubtsAnElToritoImageBehindTheVolume()
    {
        m_workshop.run("xorriso -as mkisofs -quiet -e services -no-emul-boot -o $I $D", "boot");
        test::LoadedImage image(m_workshop.path("boot"), behind);
        QCOMPARE(image.allocation(ContentKind::Iso9660).doubt, std::string());
        const std::vector<std::byte> record = image.bytes(17 * 2048, 2048);
        QCOMPARE(std::to_integer<int>(record[0]), 0);
        const auto catalog = littleEndian<std::uint32_t>(record, 71);
        image.write(catalog * 2048 + 32 + 8, number(1 << 20, 4));
        QVERIFY(image.allocation(ContentKind::Iso9660).doubt.contains("starts from"));
    }
};

QTEST_GUILESS_MAIN(TestOwnLength)
#include "tst_own_length.moc"
