// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/helper/allocation/loaded_image.h"

#include <QTest>

#include <algorithm>

using namespace parterre;

namespace {

constexpr std::int64_t mib = 1 << 20;
constexpr std::int64_t areaAt = 4096;
constexpr std::int64_t areaSize = mib - areaAt;

std::string number(std::uint64_t value, int size)
{
    std::string bytes;
    for (int i = 0; i < size; ++i)
        bytes += i < 8 ? static_cast<char>(value >> (8 * i)) : char{0};
    return bytes;
}

/// CRC-32 with the start that LVM2 gives it.
std::string checksum(const std::string &bytes)
{
    std::uint32_t crc = 0xf597a6cf;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
    }
    return number(crc, 4);
}

std::string segment(int number, int begin, int count, const std::string &more)
{
    return "segment" + std::to_string(number) + " {\nstart_extent = " + std::to_string(begin)
        + "\nextent_count = " + std::to_string(count) + "\n" + more + "\n}\n";
}

std::string linear(int number, int begin, int count, int at)
{
    return segment(number, begin, count,
                   "type = \"striped\"\nstripe_count = 1 # linear\nstripes = [\"pv0\", " + std::to_string(at)
                       + "]");
}

/// What LVM2 would print where all of the UUID is this one character.
std::string uuid(char c)
{
    std::string made(38, c);
    for (const std::size_t at : {6U, 11U, 16U, 21U, 26U, 31U})
        made[at] = '-';
    return made;
}

std::string volume(const std::string &name, const std::string &segments,
                   const std::string &status = "\"READ\", \"WRITE\", \"VISIBLE\"")
{
    return name + " {\nid = \"" + uuid(static_cast<char>(name[0] - 'a' + 'A')) + "\"\nstatus = [" + status
        + "]\nflags = []\n" + segments + "}\n";
}

struct Group
{
    std::string volumes;
    std::string status = "\"RESIZEABLE\", \"READ\", \"WRITE\"";
    std::string flags{};
    int extents = 62;
    std::int64_t textAt = 512;  ///< within the metadata area
};

/// A physical volume of 64 MiB with extents of 1 MiB, the first after the first MiB.
void write(test::LoadedImage &image, const Group &group)
{
    const std::string text = "vg {\nid = \"" + uuid('x') + "\"\nseqno = 2\nformat = \"lvm2\"\nstatus = ["
        + group.status + "]\nflags = []\nextent_size = 2048\nphysical_volumes {\npv0 {\nid = \"" + uuid('a')
        + "\"\nstatus = [\"ALLOCATABLE\"]\nflags = [" + group.flags
        + "]\npe_start = 2048\npe_count = " + std::to_string(group.extents) + "\n}\n}\nlogical_volumes {\n"
        + group.volumes + "}\n}\n# of the text\ncontents = \"Text Format Volume Group\"\nversion = 1\n"
        + std::string(1, '\0');
    std::string label = number(32, 4) + "LVM2 001" + std::string(32, 'a') + number(64 * mib, 8)
        + number(mib, 8) + number(0, 8) + number(0, 16) + number(areaAt, 8) + number(areaSize, 8)
        + number(0, 16);
    label.resize(512 - 20);
    image.write(512, "LABELONE" + number(1, 8) + checksum(label) + label);
    std::string area = " LVM2 x[5A%r0N*>" + number(1, 4) + number(areaAt, 8) + number(areaSize, 8)
        + number(static_cast<std::uint64_t>(group.textAt), 8) + number(text.size(), 8) + checksum(text)
        + number(0, 4);
    area.resize(508);
    image.write(areaAt, checksum(area) + area);
    const auto first = std::min<std::size_t>(text.size(), static_cast<std::size_t>(areaSize - group.textAt));
    image.write(areaAt + group.textAt, text.substr(0, first));
    image.write(areaAt + 512, text.substr(first));
}

}

class TestLvmAllocation : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    [[nodiscard]] test::LoadedImage blank() const
    {
        m_workshop.run("rm -f $I; truncate -s 64M $I", "blank");
        return test::LoadedImage(m_workshop.path("blank"));
    }

private Q_SLOTS:
    void countsTheExtentsOfVolumes_data()
    {
        QTest::addColumn<QString>("volumes");
        QTest::addColumn<std::vector<int>>("used");  ///< extents: first, count, ...
        const auto row = [](const char *name, const std::string &volumes, const std::vector<int> &used) {
            QTest::newRow(name) << QString::fromStdString(volumes) << used;
        };
        row("none", "", {});
        row("linear", volume("a", linear(1, 0, 4, 10)), {10, 4});
        row("two pieces", volume("a", linear(1, 0, 4, 10) + linear(2, 4, 3, 30)), {10, 4, 30, 3});
        row("two volumes", volume("a", linear(1, 0, 4, 10)) + volume("b", linear(1, 0, 5, 20)),
            {10, 4, 20, 5});
        row("striped with another disk",
            volume(
                "a",
                segment(1, 0, 8, "type = \"striped\"\nstripe_count = 2\nstripes = [\"pv1\", 0, \"pv0\", 5]")),
            {5, 4});
        row("mirrored",
            volume("a", segment(1, 0, 8, "type = \"mirror\"\nmirrors = [\"pv1\", 0, \"pv0\", 5]")), {5, 8});
        row("on another disk",
            volume("a", segment(1, 0, 8, "type = \"striped\"\nstripe_count = 1\nstripes = [\"pv1\", 0]")),
            {});
    }
    void countsTheExtentsOfVolumes()
    {
        QFETCH(QString, volumes);
        QFETCH(std::vector<int>, used);
        // The second time the text goes round the end of its area.
        for (const std::int64_t textAt : {std::int64_t{512}, areaSize - 512}) {
            test::LoadedImage image = blank();
            write(image, {.volumes = volumes.toStdString(), .textAt = textAt});
            std::vector<Extent> expected{image.at(0, mib)};
            for (std::size_t i = 0; i < used.size(); i += 2)
                expected.push_back(image.at((1 + used[i]) * mib, used[i + 1] * mib));
            expected.push_back(image.at(63 * mib, mib));
            const Allocation found = image.allocation(ContentKind::LvmPv);
            QCOMPARE(found.doubt, std::string());
            QVERIFY(found.used == expected);
        }
    }

    void looksIntoVolumesThatAreNothingButThemselves_data()
    {
        QTest::addColumn<Group>("group");
        QTest::addColumn<bool>("looks");
        const std::string plain = linear(1, 0, 8, 40) + linear(2, 8, 8, 20);
        const auto row = [](const char *name, const Group &group, bool looks) {
            QTest::newRow(name) << group << looks;
        };
        row("plain", {.volumes = volume("a", plain)}, true);
        row("the origin of a snapshot",
            {.volumes =
                 volume("a", plain) + volume("s", segment(1, 0, 16, "type = \"snapshot\"\norigin = \"a\""))},
            false);
        row("an exported group",
            {.volumes = volume("a", plain), .status = "\"EXPORTED\", \"READ\", \"WRITE\""}, false);
        row("a missing disk", {.volumes = volume("a", plain), .flags = "\"MISSING\""}, false);
        row("a hidden volume", {.volumes = volume("a", plain, "\"READ\", \"WRITE\", \"LOCKED\"")}, false);
        row("a gap", {.volumes = volume("a", linear(1, 0, 8, 40) + linear(2, 9, 8, 20))}, false);
    }
    void looksIntoVolumesThatAreNothingButThemselves()
    {
        QFETCH(Group, group);
        QFETCH(bool, looks);
        test::LoadedImage image = blank();
        write(image, group);
        m_workshop.run("rm -f $I; truncate -s 16M $I; mkfs.ext4 -q -F $I", "inner");
        QFile file(m_workshop.path("inner"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        image.write(41 * mib, file.read(8 * mib).toStdString());
        image.write(21 * mib, file.read(8 * mib).toStdString());
        const Allocation found = image.allocation(ContentKind::LvmPv);
        QCOMPARE(found.doubt, std::string());
        QCOMPARE(test::total(found.used) == 18 * mib, !looks);
        QVERIFY(looks ? test::total(found.used) < 12 * mib : found.used.size() == 4);
        // Behind a partition table it is a leftover.
        image.write(41 * mib + 510, "\x55\xaa");
        QCOMPARE(test::total(image.allocation(ContentKind::LvmPv).used), 18 * mib);
    }

    void doubtsWhatIsDamagedOrUnknown_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::addColumn<QString>("doubt");
        QTest::newRow("no label") << qint64{512} << "no label";
        QTest::newRow("the label's checksum") << qint64{512 + 100} << "checksum of the label";
        QTest::newRow("the area's checksum") << qint64{areaAt + 100} << "checksum of a metadata area";
        QTest::newRow("the text's checksum") << qint64{areaAt + 600} << "checksum of the metadata";
    }
    void doubtsWhatIsDamagedOrUnknown()
    {
        QFETCH(qint64, at);
        QFETCH(QString, doubt);
        test::LoadedImage image = blank();
        write(image, {.volumes = volume("a", linear(1, 0, 4, 10))});
        QVERIFY(image.allocation(ContentKind::LvmPv).isTrusted());
        image.flip(at);
        const Allocation found = image.allocation(ContentKind::LvmPv);
        QVERIFY2(QString::fromStdString(found.doubt).contains(doubt), found.doubt.c_str());
        QVERIFY(found.used == std::vector{image.where()});
    }

    void doubtsASegmentThatReachesOutside()
    {
        test::LoadedImage image = blank();
        for (const auto &[first, isRight] : {std::pair{58, true}, std::pair{59, false}}) {
            write(image, {.volumes = volume("a", linear(1, 0, 4, first))});
            QCOMPARE(image.allocation(ContentKind::LvmPv).isTrusted(), isRight);
        }
        write(image, {.volumes = "", .extents = 64});
        QVERIFY(image.allocation(ContentKind::LvmPv).doubt.contains("reach behind"));
    }
};

QTEST_GUILESS_MAIN(TestLvmAllocation)
#include "tst_lvm.moc"
