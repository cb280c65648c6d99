// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/crc32c.h"
#include "helper/probe/super_facts.h"
#include "tests/helper/allocation/image_changes.h"

#include <QTest>

#include <array>
#include <functional>

using namespace parterre;
using test::LoadedImage;

namespace {

/// More than the file system knows of.
constexpr Bytes behind{12345};

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

struct FreeRun
{
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
};

/// A tree of several levels in the first group, with three children for each node, in the place of its only
/// leaf. Its blocks and the gaps between its runs are taken from the longest run, which is the last one.
struct DeepTree
{
    DeepTree(LoadedImage &where, std::uint32_t levels)
        : image(where)
    {
        std::uint32_t leaves = 1;
        for (std::uint32_t level = 1; level < levels; ++level)
            leaves *= fanOut;
        const std::uint32_t count = image.big<std::uint16_t>(rootAt(image) + 6);
        for (std::uint32_t i = 0; i < count; ++i)
            runs.push_back(record(rootAt(image), i));
        fragment(leaves);
        std::vector<std::uint32_t> at = write(0, leaves, [&](std::uint32_t i) { return leaf(i, leaves); });
        for (std::uint32_t level = 1; level < levels; ++level) {
            const std::vector<std::uint32_t> below = at;
            const auto nodes = static_cast<std::uint32_t>(below.size()) / fanOut;
            at = write(level, nodes, [&](std::uint32_t i) {
                return node(std::span(below).subspan(std::size_t{i} * fanOut, fanOut));
            });
        }
        setHeader(image, 28, levels);
    }

    [[nodiscard]] FreeRun record(std::uint64_t place, std::uint32_t number) const
    {
        return {.begin = image.big<std::uint32_t>(place + 56 + 8ULL * number),
                .count = image.big<std::uint32_t>(place + 60 + 8ULL * number)};
    }
    /// Stores into a block of the tree, and makes its sum right.
    void set(std::uint32_t where, std::uint64_t at, std::uint32_t value)
    {
        image.setBig<std::uint32_t>(where * block + at, value);
        seal(image, where * block, block, 52);
    }

    LoadedImage &image;
    std::vector<FreeRun> runs;            ///< all that the tree has
    std::vector<std::uint32_t> blocks{};  ///< of the tree, leaves first; the root is not among them

    static constexpr std::uint32_t fanOut = 3;
    static constexpr std::uint32_t runsInLeaf = 5;
    static constexpr std::uint64_t pointersAt = 56 + (block - 56) / 12 * 8;

private:
    /// Runs of two blocks, one block apart, and what is left of the longest.
    void fragment(std::uint32_t leaves)
    {
        constexpr std::uint32_t room = 64;
        const FreeRun longest = runs.back();
        runs.pop_back();
        next = longest.begin;
        const std::uint32_t end = longest.begin + longest.count;
        std::uint32_t begin = next + room;
        for (; runs.size() + 1 < leaves * runsInLeaf; begin += 3)
            runs.push_back({.begin = begin, .count = 2});
        runs.push_back({.begin = begin, .count = end - begin});
        std::uint32_t free = 0;
        for (const FreeRun &run : runs)
            free += run.count;
        const std::uint64_t lost = image.big<std::uint32_t>(sector + 52) - free;
        setHeader(image, 52, free);
        setHeader(image, 56, end - begin);
        setSuper<std::uint64_t>(image, 144, image.big<std::uint64_t>(144) - lost);
    }
    [[nodiscard]] std::vector<std::uint32_t> leaf(std::uint32_t number, std::uint32_t leaves) const
    {
        const std::size_t first = number * runs.size() / leaves;
        std::vector<std::uint32_t> words;
        for (std::size_t i = first; i < (number + 1) * runs.size() / leaves; ++i)
            words.insert(words.end(), {runs[i].begin, runs[i].count});
        return words;
    }
    /// Keys; the pointers are put where they belong.
    [[nodiscard]] std::vector<std::uint32_t> node(std::span<const std::uint32_t> children) const
    {
        std::vector<std::uint32_t> words((pointersAt - 56) / 4);
        for (std::size_t i = 0; i < children.size(); ++i) {
            const FreeRun first = record(children[i] * block, 0);
            words[2 * i] = first.begin;
            words[2 * i + 1] = first.count;
        }
        words.insert(words.end(), children.begin(), children.end());
        return words;
    }
    /// Where the blocks of a level are, the last one left being the root.
    template<typename Words>
    std::vector<std::uint32_t> write(std::uint32_t level, std::uint32_t count, Words words)
    {
        std::vector<std::uint32_t> at;
        for (std::uint32_t i = 0; i < count; ++i)
            at.push_back(count == 1 ? image.big<std::uint32_t>(sector + 16) : next++);
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::uint64_t place = at[i] * block;
            const std::vector<std::uint32_t> content = words(i);
            const auto records = level == 0 ? static_cast<std::uint32_t>(content.size() / 2) : fanOut;
            image.write(place, image.bytes(rootAt(image), 56));
            image.setBig<std::uint32_t>(place + 4, level << 16U | records);
            image.setBig<std::uint32_t>(place + 8, i == 0 ? ~0U : at[i - 1]);
            image.setBig<std::uint32_t>(place + 12, i + 1 == count ? ~0U : at[i + 1]);
            image.setBig<std::uint64_t>(place + 16, at[i] * (block / sector));
            for (std::size_t k = 0; k < content.size(); ++k)
                image.setBig<std::uint32_t>(place + 56 + 4 * k, content[k]);
            seal(image, place, block, 52);
            if (count > 1) {
                blocks.push_back(at[i]);
                setHeader(image, 60, image.big<std::uint32_t>(sector + 60) + 1);
                setSuper<std::uint64_t>(image, 144, image.big<std::uint64_t>(144) + 1);
            }
        }
        return at;
    }

    std::uint32_t next = 0;  ///< block to be taken
};

struct DeepRow
{
    const char *name;
    std::function<void(DeepTree &)> change;
};

/// In a tree of three levels: blocks 0 to 8 are its leaves, 9 to 11 the nodes above them.
const std::vector<DeepRow> &deepRows()
{
    static const std::vector<DeepRow> all{
        {"a byte of a leaf", [](DeepTree &t) { t.image.flip(t.blocks[4] * block + 100, 1); }},
        {"a byte of a node", [](DeepTree &t) { t.image.flip(t.blocks[10] * block + 100, 1); }},
        {"a key that is not its child's",
         [](DeepTree &t) {
             t.set(t.blocks[10], 64, t.image.big<std::uint32_t>(t.blocks[10] * block + 64) - 1);
         }},
        {"a leaf with the mark of a node", [](DeepTree &t) { t.set(t.blocks[4], 4, 1U << 16U | 5U); }},
        {"an empty leaf", [](DeepTree &t) { t.set(t.blocks[4], 4, 0); }},
        {"an empty node", [](DeepTree &t) { t.set(t.blocks[10], 4, 1U << 16U); }},
        {"more records than there is room", [](DeepTree &t) { t.set(t.blocks[4], 4, 506); }},
        {"a node that has lost its last child", [](DeepTree &t) { t.set(t.blocks[11], 4, 1U << 16U | 2U); }},
        {"a leaf whose right sibling is another", [](DeepTree &t) { t.set(t.blocks[4], 12, t.blocks[6]); }},
        {"a leaf whose left sibling is another", [](DeepTree &t) { t.set(t.blocks[4], 8, t.blocks[2]); }},
        {"a tree that goes on behind its end", [](DeepTree &t) { t.set(t.blocks[8], 12, t.blocks[0]); }},
        {"the same leaf twice",
         [](DeepTree &t) { t.set(t.blocks[10], DeepTree::pointersAt + 4, t.blocks[3]); }},
        {"a node that leads to itself",
         [](DeepTree &t) { t.set(t.blocks[10], DeepTree::pointersAt, t.blocks[10]); }},
        {"a child in the headers", [](DeepTree &t) { t.set(t.blocks[10], DeepTree::pointersAt, 0); }},
        {"a child behind the end", [](DeepTree &t) { t.set(t.blocks[10], DeepTree::pointersAt, ~0U); }},
        {"a run that reaches into the next leaf",
         [](DeepTree &t) { t.set(t.blocks[3], 56 + 8 * 4 + 4, 1000); }},
        {"a run of another length", [](DeepTree &t) { t.set(t.blocks[3], 56 + 8 * 4 + 4, 1); }},
        {"other blocks in the trees of a group",
         [](DeepTree &t) { setHeader(t.image, 60, t.image.big<std::uint32_t>(sector + 60) + 1); }},
    };
    return all;
}

std::uint64_t logAt(const LoadedImage &image)
{
    const std::uint64_t address = image.big<std::uint64_t>(48);
    const unsigned shift = image.little<std::uint8_t>(124);
    const std::uint64_t group = address >> shift;
    return (group * image.big<std::uint32_t>(84) + (address - (group << shift))) * block;
}

const std::vector<test::ImageChange> &changes()
{
    static const std::vector<test::ImageChange> all{
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
        const LoadedImage image(path(), behind);
        const Allocation map = image.allocation(ContentKind::Xfs);
        QVERIFY2(map.isTrusted(), map.doubt.c_str());
        QVERIFY(image.isCoveredBy(map));
        QVERIFY(test::isFree(map, 60ULL << 20U, 10ULL << 20U));
        QVERIFY(map.used.back().end() == image.where().end());
    }

    void readsTheFormerFormat()
    {
        m_workshop.run("truncate -s 320M $I; mkfs.xfs -q -m crc=0 $I 2>&1", "former");
        LoadedImage image(m_workshop.path("former"), behind);
        const Allocation map = image.allocation(ContentKind::Xfs);
        QVERIFY2(map.isTrusted(), map.doubt.c_str());
        QVERIFY(image.isCoveredBy(map));
        image.flip(rootAt(image) + 6, 1);
        QVERIFY(!image.allocation(ContentKind::Xfs).isTrusted());
    }

    void readsTreesOfSeveralLevels()
    {
        const LoadedImage whole(path(), behind);
        constexpr std::array<std::size_t, 4> blocks{0, 3, 3 + 9, 3 + 9 + 27};
        for (const std::uint32_t levels : {1U, 2U, 3U, 4U}) {
            LoadedImage image = whole;
            const DeepTree tree(image, levels);
            QCOMPARE(tree.blocks.size(), blocks.at(levels - 1));
            const Allocation map = image.allocation(ContentKind::Xfs);
            QVERIFY2(map.isTrusted(), map.doubt.c_str());
            QVERIFY(image.isCoveredBy(map));
            for (const FreeRun &run : tree.runs) {
                QVERIFY(test::isFree(map, run.begin * block, run.count * block));
                QVERIFY(test::isUsed(map, (run.begin - 1) * block, block));
            }
        }
    }

    void believesNoTreeThatContradictsItself_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < deepRows().size(); ++i)
            QTest::newRow(deepRows()[i].name) << static_cast<int>(i);
    }

    void believesNoTreeThatContradictsItself()
    {
        QFETCH(const int, row);
        static const LoadedImage whole(path(), behind);
        LoadedImage image = whole;
        DeepTree tree(image, 3);
        QVERIFY(image.allocation(ContentKind::Xfs).isTrusted());
        deepRows()[static_cast<std::size_t>(row)].change(tree);
        const Allocation map = image.allocation(ContentKind::Xfs);
        QVERIFY(!map.isTrusted());
        QVERIFY(map.used == std::vector{image.where()});
    }

    void believesOnlyWhatIsWhole_data() { test::addRows(changes()); }
    void believesOnlyWhatIsWhole()
    {
        QFETCH(const test::ImageChange *, change);
        test::believesOnlyWhatIsWhole(LoadedImage(path(), behind), ContentKind::Xfs, *change);
    }
};

QTEST_GUILESS_MAIN(XfsAllocationTest)
#include "tst_xfs.moc"
