// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/fat_super.h"
#include "tests/helper/allocation/image_changes.h"

#include <QTest>

using namespace parterre;
using test::LoadedImage;

namespace {

/// More than the file system knows of.
constexpr Bytes behind{12345};

/// The FAT32 image: 512 bytes a sector, where its table has the entry of a cluster.
std::uint64_t entryAt(const LoadedImage &image, std::uint32_t cluster)
{
    return image.little<std::uint16_t>(14) * 512ULL + cluster * 4ULL;
}

std::uint64_t tableSize(const LoadedImage &image)
{
    return image.little<std::uint32_t>(36) * 512ULL;
}

void setBoth(LoadedImage &image, std::uint32_t cluster, std::uint32_t entry)
{
    image.setLittle<std::uint32_t>(entryAt(image, cluster), entry);
    image.setLittle<std::uint32_t>(entryAt(image, cluster) + tableSize(image), entry);
}

std::uint64_t clusterAt(const LoadedImage &image, std::uint32_t cluster)
{
    const std::uint64_t size = image.little<std::uint8_t>(13) * 512ULL;
    return entryAt(image, 0) + 2 * tableSize(image) + (cluster - 2) * size;
}

/// Sets a number in the boot sector and its backup.
template<std::unsigned_integral T>
void setBoot(LoadedImage &image, std::uint64_t at, T value)
{
    image.setLittle<T>(at, value);
    image.setLittle<T>(6 * 512ULL + at, value);
}

constexpr std::uint32_t aFreeCluster = 60000;
constexpr std::uint64_t hintAt = 512 + 488;

const std::vector<test::ImageChange> &changes()
{
    static const std::vector<test::ImageChange> all{
        {"as it is", true, [](LoadedImage &) {}},
        {"dirty in the boot sector", false, [](LoadedImage &i) { setBoot<std::uint8_t>(i, 65, 1); }},
        {"errors in the boot sector", false, [](LoadedImage &i) { setBoot<std::uint8_t>(i, 65, 2); }},
        {"dirty in the table", false, [](LoadedImage &i) { setBoth(i, 1, 0x07FFFFFF); }},
        {"errors in the table", false, [](LoadedImage &i) { setBoth(i, 1, 0x0BFFFFFF); }},
        {"tables differ", false,
         [](LoadedImage &i) { i.setLittle<std::uint32_t>(entryAt(i, aFreeCluster), 0x0FFFFFFF); }},
        {"tables differ, the first in use", true,
         [](LoadedImage &i) {
             i.setLittle<std::uint32_t>(entryAt(i, aFreeCluster), 0x0FFFFFFF);
             setBoot<std::uint16_t>(i, 40, 0x80);
         }},
        {"a third table in use", false, [](LoadedImage &i) { setBoot<std::uint16_t>(i, 40, 0x82); }},
        {"no head", false, [](LoadedImage &i) { setBoth(i, 0, 0); }},
        {"the root folder is free", false, [](LoadedImage &i) { setBoth(i, 2, 0); }},
        {"the root folder is elsewhere", false,
         [](LoadedImage &i) { setBoot<std::uint32_t>(i, 44, aFreeCluster); }},
        {"the root folder is nowhere", false,
         [](LoadedImage &i) { setBoot<std::uint32_t>(i, 44, 0x00FFFFFF); }},
        {"an entry past the last cluster", false,
         [](LoadedImage &i) { setBoth(i, aFreeCluster, 0x00FFFFFF); }},
        {"an entry of one", false, [](LoadedImage &i) { setBoth(i, aFreeCluster, 1); }},
        {"an entry with the upper bits alone", true,
         [](LoadedImage &i) { setBoth(i, aFreeCluster, 0xF0000000); }},
        {"the backup has other numbers", false, [](LoadedImage &i) { i.flip(6 * 512 + 13, 1); }},
        {"the backup has other hidden sectors", true, [](LoadedImage &i) { i.flip(6 * 512 + 28, 1); }},
        {"the backup is no boot sector", true,
         [](LoadedImage &i) {
             i.flip(6 * 512 + 13, 1);
             i.flip(6 * 512 + 510, 1);
         }},
        {"a version to come", false, [](LoadedImage &i) { setBoot<std::uint16_t>(i, 42, 1); }},
        {"larger than the partition", false,
         [](LoadedImage &i) { setBoot<std::uint32_t>(i, 32, 1U << 20U); }},
        {"FSInfo knows of more free clusters", true,
         [](LoadedImage &i) { i.setLittle<std::uint32_t>(hintAt, i.little<std::uint32_t>(hintAt) + 1); }},
        {"FSInfo knows of fewer free clusters", false,
         [](LoadedImage &i) { i.setLittle<std::uint32_t>(hintAt, i.little<std::uint32_t>(hintAt) - 1); }},
        {"FSInfo does not know", true,
         [](LoadedImage &i) { i.setLittle<std::uint32_t>(hintAt, 0xFFFFFFFF); }},
        {"three tables", false, [](LoadedImage &i) { setBoot<std::uint8_t>(i, 16, 3); }},
    };
    return all;
}

}

class FatAllocationTest : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    LoadedImage wide() const { return LoadedImage(m_workshop.make(test::recipeNamed("fat32")), behind); }

private Q_SLOTS:
    void coversAllThatIsThereAndLeavesTheRest_data()
    {
        QTest::addColumn<const test::Recipe *>("recipe");
        for (const char *name : {"fat12", "fat16", "fat32"})
            QTest::newRow(name) << &test::recipeNamed(name);
    }

    void coversAllThatIsThereAndLeavesTheRest()
    {
        QFETCH(const test::Recipe *, recipe);
        const LoadedImage image(m_workshop.make(*recipe), behind);
        const Allocation map = image.allocation(recipe->kind);
        QVERIFY2(map.isTrusted(), map.doubt.c_str());
        QVERIFY(image.isCoveredBy(map));
        const auto size = static_cast<std::uint64_t>(image.where().size.count());
        QVERIFY(test::isFree(map, size / 10 * 8, size / 10));
        QVERIFY(map.used.back().end() == image.where().end());
    }

    void believesOnlyWhatIsWhole_data() { test::addRows(changes()); }
    void believesOnlyWhatIsWhole()
    {
        QFETCH(const test::ImageChange *, change);
        test::believesOnlyWhatIsWhole(wide(), ContentKind::Fat32, *change);
    }

    void takesEachClusterByItself()
    {
        LoadedImage image = wide();
        image.setLittle<std::uint32_t>(hintAt, 0xFFFFFFFF);
        for (const std::uint32_t cluster : {50000U, 50002U, 50003U})
            setBoth(image, cluster, 0x0FFFFFFF);
        const Allocation map = image.allocation(ContentKind::Fat32);
        QVERIFY2(map.isTrusted(), map.doubt.c_str());
        const std::uint64_t size = clusterAt(image, 3) - clusterAt(image, 2);
        QVERIFY(test::isFree(map, clusterAt(image, 49999), size));
        QVERIFY(test::isUsed(map, clusterAt(image, 50000), size));
        QVERIFY(test::isFree(map, clusterAt(image, 50001), size));
        QVERIFY(test::isUsed(map, clusterAt(image, 50002), 2 * size));
        QVERIFY(test::isFree(map, clusterAt(image, 50004), size));
    }

    void leavesOutWhatIsBad()
    {
        LoadedImage image = wide();
        setBoth(image, 50000, 0x0FFFFFF7);
        setBoth(image, 50001, 0x0FFFFFF8);
        const Allocation map = image.allocation(ContentKind::Fat32);
        QVERIFY2(map.isTrusted(), map.doubt.c_str());
        const std::uint64_t size = clusterAt(image, 3) - clusterAt(image, 2);
        QVERIFY(test::isFree(map, clusterAt(image, 50000), size));
        QVERIFY(test::isUsed(map, clusterAt(image, 50001), size));
    }

    void believesTheTableInUse()
    {
        LoadedImage image = wide();
        image.setLittle<std::uint32_t>(entryAt(image, 50000) + tableSize(image), 0x0FFFFFFF);
        const std::uint64_t size = clusterAt(image, 3) - clusterAt(image, 2);
        for (const std::uint16_t inUse : {std::uint16_t{0}, std::uint16_t{1}}) {
            setBoot<std::uint16_t>(image, 40, static_cast<std::uint16_t>(0x80 | inUse));
            const Allocation map = image.allocation(ContentKind::Fat32);
            QVERIFY2(map.isTrusted(), map.doubt.c_str());
            QCOMPARE(test::isUsed(map, clusterAt(image, 50000), size), inUse == 1);
        }
    }

    /// Linux takes 4085 clusters for FAT16, Windows takes 4086 for FAT12.
    void doubtsWhatIsBetweenTwelveAndSixteen_data()
    {
        QTest::addColumn<int>("clusters");
        QTest::addColumn<bool>("isTrusted");
        QTest::newRow("4084") << 4084 << true;
        QTest::newRow("4085") << 4085 << false;
        QTest::newRow("4086") << 4086 << false;
        QTest::newRow("4087") << 4087 << true;
    }

    void doubtsWhatIsBetweenTwelveAndSixteen()
    {
        QFETCH(const int, clusters);
        QFETCH(const bool, isTrusted);
        LoadedImage image(m_workshop.make(test::recipeNamed("fat16")), behind);
        const int perCluster = image.little<std::uint8_t>(13);
        const int before = image.little<std::uint16_t>(14) + 2 * image.little<std::uint16_t>(22)
            + image.little<std::uint16_t>(17) / 16;
        image.setLittle<std::uint16_t>(19, static_cast<std::uint16_t>(before + clusters * perCluster));
        // a table that is right in either width
        const std::uint64_t table = image.little<std::uint16_t>(14) * 512ULL;
        const std::uint64_t tableBytes = image.little<std::uint16_t>(22) * 512ULL;
        const std::vector<std::byte> zeros(tableBytes);
        for (const std::uint64_t copy : {table, table + tableBytes}) {
            image.write(copy, zeros);
            image.setLittle<std::uint32_t>(copy, clusters > 4084 ? 0xFFFFFFF8U : 0x00FFFFF8U);
        }
        const Allocation map = image.allocation(ContentKind::Fat16);
        QVERIFY2(map.isTrusted() == isTrusted, map.doubt.c_str());
    }

    void doubtsHalfASectorOfRootFolder()
    {
        LoadedImage image(m_workshop.make(test::recipeNamed("fat16")), behind);
        QVERIFY(image.allocation(ContentKind::Fat16).isTrusted());
        image.setLittle<std::uint16_t>(17, static_cast<std::uint16_t>(image.little<std::uint16_t>(17) - 1));
        QVERIFY(!image.allocation(ContentKind::Fat16).isTrusted());
    }
};

QTEST_GUILESS_MAIN(FatAllocationTest)
#include "tst_fat.moc"
