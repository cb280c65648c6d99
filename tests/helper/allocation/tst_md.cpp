// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/raw_view.h"
#include "tests/helper/allocation/loaded_image.h"

#include <QTest>

using namespace parterre;

namespace {

constexpr std::int64_t mib = 1 << 20;
constexpr std::int64_t sector = 512;
constexpr std::int64_t memberSize = 48 * mib;
constexpr std::int64_t arraySize = 32 * mib;

/// A field of the superblock that is otherwise than in a healthy one.
struct Field
{
    std::size_t at;
    int size;
    std::uint64_t value;
};

/// Where the versions 1.0, 1.1 and 1.2 have their superblock and, here, their data.
struct Version
{
    const char *name;
    std::int64_t superAt;
    std::int64_t dataAt;
    std::int64_t bitmapSectors;  ///< from the superblock
};

constexpr std::array versions{Version{"1.0", memberSize - 8192, 0, -16}, Version{"1.1", 0, 2 * mib, 8},
                              Version{"1.2", 4096, 2 * mib, 8}};

void set(std::string &bytes, const Field &field)
{
    for (int i = 0; i < field.size; ++i)
        bytes[field.at + static_cast<std::size_t>(i)] = static_cast<char>(field.value >> (8 * i));
}

/// struct mdp_superblock_1: the second of two members of a RAID1 that was stopped, with a bitmap.
std::string superblock(const Version &version, const std::vector<Field> &changes = {})
{
    constexpr std::size_t roles = 128;
    // Who is not a member is none of it.
    std::string bytes = std::string(256, '\0') + std::string(2 * roles, '\xff');
    for (const Field &field :
         std::vector<Field>{{0, 4, 0xA92B4EFC},
                            {4, 4, 1},
                            {8, 4, 1},
                            {16, 8, 0x1122334455667788},
                            {72, 4, 1},
                            {80, 8, arraySize / sector},
                            {92, 4, 2},
                            {96, 4, static_cast<std::uint64_t>(version.bitmapSectors)},
                            {128, 8, static_cast<std::uint64_t>(version.dataAt / sector)},
                            {136, 8, arraySize / sector + 64},
                            {144, 8, static_cast<std::uint64_t>(version.superAt / sector)},
                            {160, 4, 1},
                            {168, 8, 0x8877665544332211},
                            {186, 2, 8},
                            {188, 4, static_cast<std::uint64_t>(version.superAt == 0 ? 16 : -8)},
                            {200, 8, 17},
                            {208, 8, ~std::uint64_t{0}},
                            {220, 4, roles},
                            {256, 4, 0x10000}})
        set(bytes, field);
    for (const Field &field : changes)
        set(bytes, field);
    std::uint64_t sum = 0;
    for (std::size_t at = 0; at < bytes.size(); at += 4)
        sum += littleEndian<std::uint32_t>(std::as_bytes(std::span(bytes)), at);
    set(bytes, {216, 4, (sum & 0xFFFFFFFF) + (sum >> 32U)});
    return bytes;
}

}

class TestMdAllocation : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    /// What the array holds, in a file of its own.
    [[nodiscard]] QString content() const
    {
        if (!QFile::exists(m_workshop.path("content")))
            m_workshop.run("truncate -s 32M $I; mkfs.ext4 -q -F -d $D $I", "content");
        return m_workshop.path("content");
    }
    /// A file with such a member.
    [[nodiscard]] QString member(const Version &version) const
    {
        const QString seek = QString::number(version.dataAt / mib);
        m_workshop.run("rm -f $I; truncate -s 48M $I; dd if=" + content() + " of=$I bs=1M seek=" + seek
                           + " conv=notrunc,sparse status=none",
                       "member");
        const std::string super = superblock(version);
        // mdadm believes in no bitmap without its beginning: mark, version, the array's UUID and size, chunks
        // of 64 KiB.
        std::string bitmap(256, '\0');
        for (const Field &field : {Field{0, 4, 0x6D746962},
                                   {4, 4, 4},
                                   {8, 8, 0x1122334455667788},
                                   {40, 8, arraySize / sector},
                                   {52, 4, 65536},
                                   {56, 4, 5}})
            set(bitmap, field);
        QFile file(m_workshop.path("member"));
        if (!file.open(QIODevice::ReadWrite) || !file.seek(version.superAt)
            || file.write(QByteArray::fromStdString(super)) < 0
            || !file.seek(version.superAt + version.bitmapSectors * sector)
            || file.write(QByteArray::fromStdString(bitmap)) < 0)
            qFatal("cannot write a superblock");
        return file.fileName();
    }
    [[nodiscard]] static Allocation mapOf(const test::LoadedImage &image)
    {
        return image.allocation(ContentKind::MdMember);
    }

private Q_SLOTS:
    void countsWhatTheContentOfItsArrayUses_data()
    {
        QTest::addColumn<int>("number");
        for (int i = 0; i < 3; ++i)
            QTest::newRow(versions.at(static_cast<std::size_t>(i)).name) << i;
    }
    void countsWhatTheContentOfItsArrayUses()
    {
        QFETCH(int, number);
        const Version &version = versions.at(static_cast<std::size_t>(number));
        const test::LoadedImage image(member(version));
        const QString told = m_workshop.output("mdadm --examine $I", "member");
        QVERIFY2(told.contains(QString("Version : %1\n").arg(version.name))
                     && told.contains("State : clean\n") && told.contains("- correct\n")
                     && told.contains("Device Role : Active device 1\n"),
                 qPrintable(told));

        const test::LoadedImage alone(content());
        std::vector<Extent> expected;
        const auto add = [&](Extent extent) {
            if (!expected.empty() && expected.back().end() == extent.begin)
                expected.back().size += extent.size;
            else if (!extent.isEmpty())
                expected.push_back(extent);
        };
        add(image.at(0, version.dataAt));
        for (const Extent &used : alone.allocation(ContentKind::Ext4).used)
            add({.begin = used.begin + Bytes(version.dataAt), .size = used.size});
        const std::int64_t end = version.dataAt + arraySize;
        add(image.at(end, memberSize - end));
        const Allocation found = mapOf(image);
        QCOMPARE(found.doubt, std::string());
        QVERIFY(found.used == expected);
        QVERIFY(test::total(found.used) < memberSize - 16 * mib);
    }

    void doubtsAnotherSuperblockThanAHealthyOne_data()
    {
        QTest::addColumn<std::vector<Field>>("changes");
        QTest::addColumn<QString>("doubt");  ///< none where it is believed
        const auto row = [](const char *name, const std::vector<Field> &changes, const char *doubt) {
            QTest::newRow(name) << changes << QString(doubt);
        };
        row("healthy", {}, "");
        row("no bitmap", {{8, 4, 0}}, "");
        row("mostly written to", {{184, 1, 1}}, "");
        row("no list of bad blocks", {{186, 6, 0}}, "");
        row("linear", {{72, 4, 0xFFFFFFFF}}, "linear over 2 devices");
        row("RAID0", {{72, 4, 0}}, "RAID0 over 2 devices");
        row("RAID5", {{72, 4, 5}}, "RAID5 over 2 devices");
        row("not stopped", {{208, 8, 0}}, "not stopped");
        row("half synchronised", {{208, 8, 4096}}, "not stopped");
        row("recovers", {{8, 4, 1 | 2}}, "recovers");
        row("is reshaped", {{8, 4, 1 | 4}}, "recovers");
        row("bad blocks", {{8, 4, 1 | 8}}, "recovers");
        row("a replacement", {{8, 4, 1 | 16}}, "recovers");
        row("a new offset", {{8, 4, 1 | 64}}, "recovers");
        row("a journal", {{8, 4, 1 | 512}}, "recovers");
        row("a partial parity log", {{8, 4, 1024}}, "recovers");
        row("a cluster's", {{8, 4, 1 | 256}}, "not known");
        row("a feature of the future", {{8, 4, 1 | 0x10000}}, "not known");
        row("a flag of the future", {{184, 1, 4}}, "not known");
        row("a version of the future", {{4, 4, 2}}, "not known");
        row("a spare", {{258, 2, 0xFFFF}}, "spare");
        row("a faulty one", {{258, 2, 0xFFFE}}, "spare");
        row("a journal device", {{258, 2, 0xFFFD}}, "spare");
        row("a number without a role", {{160, 4, 128}}, "its number");
        row("too many members", {{220, 4, 1921}}, "number of members");
        row("it belongs elsewhere", {{144, 8, 16}}, "no superblock");
        row("data behind the end", {{136, 8, memberSize / sector}}, "behind it");
        row("data that begins behind the end", {{128, 8, ~std::uint64_t{0}}}, "behind it");
        row("more data than room", {{80, 8, arraySize / sector + 65}}, "behind it");
        row("no data", {{80, 8, 0}}, "behind it");
        row("the superblock in the data", {{128, 8, 8}}, "in its data");
        row("the bitmap in the data", {{96, 4, 8192}}, "in its data");
        row("the bitmap before the beginning", {{96, 4, 0xFFFFFF00}}, "outside of it");
        row("the list in the data", {{188, 4, 4090 - 8}}, "in its data");
    }
    void doubtsAnotherSuperblockThanAHealthyOne()
    {
        QFETCH(std::vector<Field>, changes);
        QFETCH(QString, doubt);
        const Version &version = versions.back();
        test::LoadedImage image(member(version));
        image.write(version.superAt, superblock(version, changes));
        const Allocation found = mapOf(image);
        QVERIFY2(QString::fromStdString(found.doubt).contains(doubt), found.doubt.c_str());
        QCOMPARE(found.isTrusted(), doubt.isEmpty());
        QCOMPARE(found.used == std::vector{image.where()}, !doubt.isEmpty());
    }

    void doubtsEveryFlippedByteOfTheSuperblock()
    {
        const Version &version = versions.back();
        test::LoadedImage image(member(version));
        for (std::int64_t at = 0; at < 512; ++at) {
            image.flip(version.superAt + at);
            QVERIFY2(!mapOf(image).isTrusted(), qPrintable(QString::number(at)));
            image.flip(version.superAt + at);
        }
        QVERIFY(mapOf(image).isTrusted());
    }

    void doubtsASecondSuperblock()
    {
        const Version &version = versions.back();
        test::LoadedImage image(member(version));
        const std::string old("\xfc\x4e\x2b\xa9", 4);
        image.write(memberSize - 65536, old);
        QVERIFY(mapOf(image).doubt.contains("0.90"));
        image.write(memberSize - 65536, std::string(old.rbegin(), old.rend()));
        QVERIFY(mapOf(image).doubt.contains("0.90"));
        image.write(memberSize - 65536, std::string(4, '\0'));
        QVERIFY(mapOf(image).isTrusted());
        image.write(versions.front().superAt, superblock(versions.front()));
        QVERIFY(mapOf(image).doubt.contains("two superblocks"));
    }

    void doubtsWhatTheArrayHolds()
    {
        const Version &version = versions.back();
        test::LoadedImage image(member(version));
        constexpr std::int64_t stateAt = 1024 + 0x3A;
        image.flip(version.dataAt + stateAt);
        QVERIFY(mapOf(image).doubt.contains("in the array, "));
        image.flip(version.dataAt + stateAt);
        QVERIFY(mapOf(image).isTrusted());
        image.write(version.dataAt + 510, "\x55\xaa");
        QVERIFY(mapOf(image).doubt.contains("partition table"));
        image.write(version.dataAt + 510, std::string(2, '\0'));
        QVERIFY(mapOf(image).isTrusted());
        image.write(version.dataAt + 4096, superblock(version));
        image.write(version.dataAt + 1024, std::string(1024, '\0'));
        QVERIFY2(mapOf(image).doubt.contains("stacked"), mapOf(image).doubt.c_str());
    }
};

QTEST_GUILESS_MAIN(TestMdAllocation)
#include "tst_md.moc"
