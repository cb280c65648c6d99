// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/exfat_super.h"
#include "tests/helper/allocation/image_changes.h"

#include <QTest>

using namespace parterre;
using test::LoadedImage;

namespace {

/// More than the file system knows of.
constexpr Bytes behind{12345};

constexpr std::uint64_t sector = 512;
constexpr std::uint64_t backup = 12 * sector;

std::uint64_t tableAt(const LoadedImage &image)
{
    return image.little<std::uint32_t>(80) * sector;
}

std::uint64_t clusterSize(const LoadedImage &image)
{
    return sector << image.little<std::uint8_t>(109);
}

std::uint64_t clusterAt(const LoadedImage &image, std::uint32_t cluster)
{
    return image.little<std::uint32_t>(88) * sector + (cluster - 2) * clusterSize(image);
}

std::uint32_t root(const LoadedImage &image)
{
    return image.little<std::uint32_t>(96);
}

/// The entry of that type in the root folder.
std::uint64_t entryAt(const LoadedImage &image, std::uint8_t type)
{
    std::uint64_t at = clusterAt(image, root(image));
    while (image.little<std::uint8_t>(at) != type)
        at += 32;
    return at;
}

std::uint32_t bitmap(const LoadedImage &image)
{
    return image.little<std::uint32_t>(entryAt(image, 0x81) + 20);
}

void setBit(LoadedImage &image, std::uint32_t cluster)
{
    const std::uint32_t index = cluster - 2;
    image.flip(clusterAt(image, bitmap(image)) + index / 8, static_cast<std::uint8_t>(1U << index % 8));
}

void setNext(LoadedImage &image, std::uint32_t cluster, std::uint32_t next)
{
    image.setLittle<std::uint32_t>(tableAt(image) + cluster * 4ULL, next);
}

void seal(LoadedImage &image, std::uint64_t region)
{
    const std::vector<std::byte> raw = image.bytes(region, 11 * sector);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < raw.size(); ++i)
        sum = isExFatVolatile(i) ? sum : std::rotr(sum, 1) + std::to_integer<std::uint32_t>(raw[i]);
    for (std::uint64_t at = 0; at < sector; at += 4)
        image.setLittle<std::uint32_t>(region + 11 * sector + at, sum);
}

template<std::unsigned_integral T>
void setBoot(LoadedImage &image, std::uint64_t at, T value)
{
    for (const std::uint64_t region : {std::uint64_t{0}, backup}) {
        image.setLittle<T>(region + at, value);
        seal(image, region);
    }
}

const std::vector<test::ImageChange> &changes()
{
    static const std::vector<test::ImageChange> all{
        {"as it is", true, [](LoadedImage &) {}},
        {"sealed again", true, [](LoadedImage &i) { setBoot<std::uint32_t>(i, 96, root(i)); }},
        {"dirty", false, [](LoadedImage &i) { i.flip(106, 2); }},
        {"the media failed", false, [](LoadedImage &i) { i.flip(106, 4); }},
        {"cleared to zero", true, [](LoadedImage &i) { i.flip(106, 8); }},
        {"a second table that is not there", false, [](LoadedImage &i) { i.flip(106, 1); }},
        {"the fill level alone", true, [](LoadedImage &i) { i.flip(112, 1); }},
        {"the backup was dirty once", true, [](LoadedImage &i) { i.flip(backup + 106, 2); }},
        {"a byte of the boot region", false, [](LoadedImage &i) { i.flip(5 * sector, 1); }},
        {"a byte of the backup", false, [](LoadedImage &i) { i.flip(backup + 5 * sector, 1); }},
        {"a backup of another volume", false,
         [](LoadedImage &i) {
             i.flip(backup + 100, 1);
             seal(i, backup);
         }},
        {"a revision to come", false, [](LoadedImage &i) { setBoot<std::uint16_t>(i, 104, 0x200); }},
        {"a small revision to come", true, [](LoadedImage &i) { setBoot<std::uint16_t>(i, 104, 0x1FF); }},
        {"larger than the partition", false,
         [](LoadedImage &i) { setBoot<std::uint64_t>(i, 72, 1U << 20U); }},
        {"a size past all", false, [](LoadedImage &i) { setBoot<std::uint64_t>(i, 72, ~0ULL); }},
        {"more clusters than there are", false,
         [](LoadedImage &i) { setBoot<std::uint32_t>(i, 92, 0xFFFFFFF5); }},
        {"no clusters", false, [](LoadedImage &i) { setBoot<std::uint32_t>(i, 92, 0); }},
        {"the table in the boot region", false, [](LoadedImage &i) { setBoot<std::uint32_t>(i, 80, 23); }},
        {"the table too short", false, [](LoadedImage &i) { setBoot<std::uint32_t>(i, 84, 1); }},
        {"the heap in the table", false,
         [](LoadedImage &i) { setBoot<std::uint32_t>(i, 88, i.little<std::uint32_t>(80) + 1); }},
        {"three tables", false, [](LoadedImage &i) { setBoot<std::uint8_t>(i, 110, 3); }},
        {"the root folder nowhere", false, [](LoadedImage &i) { setBoot<std::uint32_t>(i, 96, 0x00FFFFFF); }},
        {"the root folder in a ring", false, [](LoadedImage &i) { setNext(i, root(i), root(i)); }},
        {"the root folder leads nowhere", false, [](LoadedImage &i) { setNext(i, root(i), 0); }},
        {"the root folder goes on", true,
         [](LoadedImage &i) {
             setNext(i, root(i), 3000);
             setNext(i, 3000, 0xFFFFFFFF);
             setBit(i, 3000);
         }},
        {"the root folder goes on in what is free", false,
         [](LoadedImage &i) {
             setNext(i, root(i), 3000);
             setNext(i, 3000, 0xFFFFFFFF);
         }},
        {"the root folder is free", false, [](LoadedImage &i) { setBit(i, root(i)); }},
        {"the bitmap is free", false, [](LoadedImage &i) { setBit(i, bitmap(i)); }},
        {"no bitmap", false, [](LoadedImage &i) { i.flip(entryAt(i, 0x81), 0x80); }},
        {"two bitmaps", false,
         [](LoadedImage &i) { i.write(entryAt(i, 0) + 0, i.bytes(entryAt(i, 0x81), 32)); }},
        {"a bitmap of the second table", false, [](LoadedImage &i) { i.flip(entryAt(i, 0x81) + 1, 1); }},
        {"a short bitmap", false, [](LoadedImage &i) { i.flip(entryAt(i, 0x81) + 24, 0x03); }},
        {"a bitmap that goes on", false, [](LoadedImage &i) { setNext(i, bitmap(i), 3000); }},
        {"no up-case table", false, [](LoadedImage &i) { i.flip(entryAt(i, 0x82), 0x80); }},
        {"another up-case table", false,
         [](LoadedImage &i) {
             i.flip(clusterAt(i, i.little<std::uint32_t>(entryAt(i, 0x82) + 20)) + 100, 1);
         }},
        {"a huge up-case table", false, [](LoadedImage &i) { i.flip(entryAt(i, 0x82) + 28, 1); }},
        {"a table without a head", false, [](LoadedImage &i) { setNext(i, 1, 0); }},
    };
    return all;
}

}

class ExFatAllocationTest : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    LoadedImage made() const { return LoadedImage(m_workshop.make(test::recipeNamed("exfat")), behind); }

private Q_SLOTS:
    void coversAllThatIsThereAndLeavesTheRest()
    {
        const LoadedImage image = made();
        const Allocation map = image.allocation(ContentKind::ExFat);
        QVERIFY2(map.isTrusted(), map.doubt.c_str());
        QVERIFY(image.isCoveredBy(map));
        QVERIFY(test::isFree(map, clusterAt(image, 1000), 50 * clusterSize(image)));
        QVERIFY(map.used.back().end() == image.where().end());
    }

    void believesOnlyWhatIsWhole_data() { test::addRows(changes()); }
    void believesOnlyWhatIsWhole()
    {
        QFETCH(const test::ImageChange *, change);
        test::believesOnlyWhatIsWhole(made(), ContentKind::ExFat, *change);
    }

    void takesEachClusterByItself()
    {
        LoadedImage image = made();
        for (const std::uint32_t cluster : {3000U, 3002U, 3003U})
            setBit(image, cluster);
        const Allocation map = image.allocation(ContentKind::ExFat);
        QVERIFY2(map.isTrusted(), map.doubt.c_str());
        const std::uint64_t size = clusterSize(image);
        QVERIFY(test::isFree(map, clusterAt(image, 2999), size));
        QVERIFY(test::isUsed(map, clusterAt(image, 3000), size));
        QVERIFY(test::isFree(map, clusterAt(image, 3001), size));
        QVERIFY(test::isUsed(map, clusterAt(image, 3002), 2 * size));
        QVERIFY(test::isFree(map, clusterAt(image, 3004), size));
    }

    /// Two tables and two bitmaps: those of which the boot sector says that they are in use.
    void believesTheTableInUse()
    {
        LoadedImage image = made();
        const std::uint32_t length = image.little<std::uint32_t>(84);
        setBoot<std::uint8_t>(image, 110, 2);
        image.write(tableAt(image) + length * sector, image.bytes(tableAt(image), length * sector));
        const std::uint64_t second = entryAt(image, 0);
        image.write(second, image.bytes(entryAt(image, 0x81), 32));
        image.setLittle<std::uint8_t>(second + 1, 1);
        image.setLittle<std::uint32_t>(second + 20, 2000);
        setNext(image, 2000, 0xFFFFFFFF);
        image.setLittle<std::uint32_t>(tableAt(image) + length * sector + 2000 * 4, 0xFFFFFFFF);
        setBit(image, 2000);
        image.write(clusterAt(image, 2000), image.bytes(clusterAt(image, bitmap(image)), clusterSize(image)));
        setBit(image, 3000);
        for (const std::uint16_t inUse : {std::uint16_t{0}, std::uint16_t{1}}) {
            image.setLittle<std::uint16_t>(106, inUse);
            const Allocation map = image.allocation(ContentKind::ExFat);
            QVERIFY2(map.isTrusted(), map.doubt.c_str());
            QCOMPARE(test::isUsed(map, clusterAt(image, 3000), clusterSize(image)), inUse == 0);
        }
    }
};

QTEST_GUILESS_MAIN(ExFatAllocationTest)
#include "tst_ex_fat.moc"
