// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"
#include "tests/helper/allocation/loaded_image.h"

#include <QTest>

#include <functional>

using namespace parterre;
using test::LoadedImage;

namespace {

constexpr std::uint64_t sector = 512;
constexpr std::uint64_t block = 4096;
constexpr std::uint64_t listAt = 3 * sector;

void seal(LoadedImage &image, std::uint64_t at, std::size_t size, std::size_t sumAt)
{
    image.setLittle<std::uint32_t>(at + sumAt, 0);
    image.setLittle<std::uint32_t>(at + sumAt, ~crc32c(~0U, image.bytes(at, size)));
}

/// A number of the first superblock, of the first group's header, and of the root of its tree.
template<std::unsigned_integral T>
void setSuper(LoadedImage &image, std::uint64_t at, T value)
{
    image.setBig<T>(at, value);
    seal(image, 0, sector, 224);
}

void setHeader(LoadedImage &image, std::uint64_t at, std::uint32_t value)
{
    image.setBig<std::uint32_t>(sector + at, value);
    seal(image, sector, sector, 216);
}

std::uint64_t rootAt(const LoadedImage &image)
{
    return image.big<std::uint32_t>(sector + 16) * block;
}

void setRoot(LoadedImage &image, std::uint64_t at, std::uint32_t value)
{
    image.setBig<std::uint32_t>(rootAt(image) + at, value);
    seal(image, rootAt(image), block, 52);
}

void addTo(LoadedImage &image, void (*set)(LoadedImage &, std::uint64_t, std::uint32_t), std::uint64_t base,
           std::uint64_t at)
{
    set(image, at, image.big<std::uint32_t>(base + at) + 1);
}

std::uint64_t logAt(const LoadedImage &image)
{
    const std::uint64_t address = image.big<std::uint64_t>(48);
    const unsigned shift = image.little<std::uint8_t>(124);
    const std::uint64_t group = address >> shift;
    return (group * image.big<std::uint32_t>(84) + (address - (group << shift))) * block;
}

struct Row
{
    const char *name;
    bool isTrusted;
    std::function<void(LoadedImage &)> change;
};

const std::vector<Row> &rows()
{
    static const std::vector<Row> all{
        {"as it is", true, [](LoadedImage &) {}},
        {"sealed again", true,
         [](LoadedImage &i) {
             setSuper<std::uint64_t>(i, 16, 0);
             setHeader(i, 8, 0);
             setRoot(i, 48, 0);
         }},
        {"needs repair", false,
         [](LoadedImage &i) { setSuper<std::uint32_t>(i, 216, i.big<std::uint32_t>(216) | 0x10U); }},
        {"an incompatible feature to come", false,
         [](LoadedImage &i) { setSuper<std::uint32_t>(i, 216, i.big<std::uint32_t>(216) | 0x800U); }},
        {"a read-only feature to come", false,
         [](LoadedImage &i) { setSuper<std::uint32_t>(i, 212, i.big<std::uint32_t>(212) | 0x10U); }},
        {"a compatible feature to come", true, [](LoadedImage &i) { setSuper<std::uint32_t>(i, 208, 1); }},
        {"a realtime device", false, [](LoadedImage &i) { setSuper<std::uint64_t>(i, 16, 1); }},
        {"a log elsewhere", false, [](LoadedImage &i) { setSuper<std::uint64_t>(i, 48, 0); }},
        {"being made", false, [](LoadedImage &i) { setSuper<std::uint8_t>(i, 126, 1); }},
        {"larger than the partition", false,
         [](LoadedImage &i) { setSuper<std::uint64_t>(i, 8, 1U << 20U); }},
        {"a log that holds nothing", false,
         [](LoadedImage &i) { i.write(logAt(i), std::vector<std::byte>(65536)); }},
        {"a log that goes on", false, [](LoadedImage &i) { i.flip(logAt(i) + sector + 9, 0x20); }},
        {"other free blocks in all", false,
         [](LoadedImage &i) { setSuper<std::uint64_t>(i, 144, i.big<std::uint64_t>(144) + 1); }},
        {"other free blocks in a group", false, [](LoadedImage &i) { addTo(i, setHeader, sector, 52); }},
        {"another longest run", false,
         [](LoadedImage &i) { setHeader(i, 56, i.big<std::uint32_t>(sector + 56) - 1); }},
        {"another group's header", false, [](LoadedImage &i) { setHeader(i, 8, 1); }},
        {"another length", false, [](LoadedImage &i) { addTo(i, setHeader, sector, 12); }},
        {"a root outside", false, [](LoadedImage &i) { setHeader(i, 16, 0x00FFFFFF); }},
        {"a level too many", false, [](LoadedImage &i) { setHeader(i, 28, 2); }},
        {"levels without end", false, [](LoadedImage &i) { setHeader(i, 28, 10); }},
        {"another file system's header", false, [](LoadedImage &i) { setHeader(i, 64, 1); }},
        {"a free list of another length", false, [](LoadedImage &i) { addTo(i, setHeader, sector, 48); }},
        {"a byte of the superblock", false, [](LoadedImage &i) { i.flip(110, 1); }},
        {"a byte of the header", false, [](LoadedImage &i) { i.flip(sector + 300, 1); }},
        {"a byte of the free list", false, [](LoadedImage &i) { i.flip(listAt + 500, 1); }},
        {"a byte of the tree", false, [](LoadedImage &i) { i.flip(rootAt(i) + 4000, 1); }},
        {"a tree of another group", false, [](LoadedImage &i) { setRoot(i, 48, 1); }},
        {"a tree of another file system", false, [](LoadedImage &i) { setRoot(i, 32, 1); }},
        {"a tree of another place", false, [](LoadedImage &i) { addTo(i, setRoot, rootAt(i), 20); }},
        {"a left sibling of the root", false, [](LoadedImage &i) { setRoot(i, 8, 100); }},
        {"a right sibling of the root", false, [](LoadedImage &i) { setRoot(i, 12, 100); }},
        {"a free run that begins in the headers", false, [](LoadedImage &i) { setRoot(i, 56, 0); }},
        {"a free run without end", false, [](LoadedImage &i) { setRoot(i, 60, 0xFFFFFFFF); }},
    };
    return all;
}

}

class XfsAllocationTest : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    QString path() const { return m_workshop.make(test::recipeNamed("xfs")); }

private Q_SLOTS:
    void coversAllThatIsThereAndLeavesTheRest()
    {
        const LoadedImage image(path());
        const Allocation map = image.allocation(ContentKind::Xfs);
        QVERIFY2(map.isTrusted(), map.doubt.c_str());
        QVERIFY(image.isCoveredBy(map));
        QVERIFY(test::isFree(map, 60ULL << 20U, 10ULL << 20U));
        QVERIFY(map.used.back().end() == image.where().end());
    }

    void readsTheFormerFormat()
    {
        m_workshop.run("truncate -s 320M $I; mkfs.xfs -q -m crc=0 $I 2>&1", "former");
        LoadedImage image(m_workshop.path("former"));
        const Allocation map = image.allocation(ContentKind::Xfs);
        QVERIFY2(map.isTrusted(), map.doubt.c_str());
        QVERIFY(image.isCoveredBy(map));
        image.flip(rootAt(image) + 6, 1);
        QVERIFY(!image.allocation(ContentKind::Xfs).isTrusted());
    }

    void believesOnlyWhatIsWhole_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < rows().size(); ++i)
            QTest::newRow(rows()[i].name) << static_cast<int>(i);
    }

    void believesOnlyWhatIsWhole()
    {
        QFETCH(const int, row);
        const Row &chosen = rows()[static_cast<std::size_t>(row)];
        static const LoadedImage whole(path());
        LoadedImage image = whole;
        chosen.change(image);
        const Allocation map = image.allocation(ContentKind::Xfs);
        QVERIFY2(map.isTrusted() == chosen.isTrusted, map.doubt.c_str());
        if (!map.isTrusted())
            QVERIFY(map.used == std::vector{image.where()});
    }
};

QTEST_GUILESS_MAIN(XfsAllocationTest)
#include "tst_xfs.moc"
