// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/volume_group.h"
#include "tests/helper/lvm/made_group.h"
#include "tests/support/dice.h"

#include <QTest>

using namespace parterre;
using namespace parterre::literals;
using test::groupText;
using test::lvmUuid;
using test::with;

Q_DECLARE_METATYPE(parterre::ErrorCode)

namespace {

constexpr Bytes partition = 64_MiB;

/// The text with one more logical volume.
std::string withVolume(const std::string &volume)
{
    return with(groupText(), "\n\t\tswap {", "\n" + volume + "\n\t\tswap {");
}

std::string volume(const std::string &name, char id, const std::string &segment,
                   const std::string &status = R"("READ", "WRITE", "VISIBLE")")
{
    return name + " { id = \"" + lvmUuid(id) + "\" status = [" + status
        + "] flags = [] segment1 { start_extent = 0 extent_count = 4 " + segment + " } }";
}

Result<std::vector<LvmPiece>> piecesOf(const std::string &text, const std::string &name,
                                       Bytes size = partition)
{
    TRY(const LvmVolumeGroup group, readLvmVolumeGroup(text));
    return segmentsOf(group, *group.volumeNamed(name), group.members.front(), size);
}

}

class TestVolumeGroup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aGroupIsRead()
    {
        const auto group = readLvmVolumeGroup(groupText());
        QVERIFY(group);
        QCOMPARE(group->name, std::string("vg00"));
        QCOMPARE(group->uuid, lvmUuid('V'));
        QCOMPARE(group->seqno, 9U);
        QVERIFY(group->extentSize == 1_MiB);
        QVERIFY(!group->hasHistory);
        QCOMPARE(group->members.size(), 1U);
        const LvmMember *member = group->memberOf(lvmUuid('P'));
        QVERIFY(member != nullptr && group->memberOf(lvmUuid('V')) == nullptr);
        QCOMPARE(member->name, std::string("pv0"));
        QVERIFY(member->begin == Offset(1 << 20) && member->size == partition);
        QCOMPARE(member->extentCount, 62U);
        QCOMPARE(group->volumes.size(), 3U);
        const LvmLogicalVolume *root = group->volumeNamed("root");
        QVERIFY(root != nullptr && root->isVisible() && root->usedAs.empty());
        QCOMPARE(root->uuid, lvmUuid('R'));
        QCOMPARE(root->extentCount(), 12U);
        QVERIFY(!group->volumeNamed("lvol0_pmspare")->isVisible());
        QVERIFY(group->volumeNamed("home") == nullptr);
    }

    void aVolumeIsMappedToWhereItLies()
    {
        const auto at = [](std::int64_t logical, std::int64_t size, std::int64_t begin) {
            constexpr std::int64_t mib = 1 << 20;
            return LvmPiece{.logical = {.begin = Offset(logical * mib), .size = Bytes(size * mib)},
                            .begin = Offset(begin * mib)};
        };
        const auto root = piecesOf(groupText(), "root");
        QVERIFY(root && (*root == std::vector{at(0, 8, 41), at(8, 4, 11)}));
        const auto swap = piecesOf(groupText(), "swap");
        QVERIFY(swap && (*swap == std::vector{at(0, 2, 1)}));
        // The second segment goes on where the first ends.
        const auto joined = piecesOf(with(groupText(), "\"pv0\", 10", "\"pv0\", 48"), "root");
        QVERIFY(joined && (*joined == std::vector{at(0, 12, 41)}));
    }

    void whatIsNotPlainIsUnsupportedByItsType_data()
    {
        QTest::addColumn<QByteArray>("volume");
        QTest::addColumn<QByteArray>("type");
        const auto row = [](const char *name, const std::string &made, const char *type) {
            QTest::newRow(name) << QByteArray::fromStdString(made) << QByteArray(type);
        };
        row("linear", volume("x", 'X', R"(type = "striped" stripe_count = 1 stripes = ["pv0", 30])"), "");
        row("skipped at activation",
            with(volume("x", 'X', R"(type = "striped" stripe_count = 1 stripes = ["pv0", 30])"), "flags = []",
                 "flags = [\"ACTIVATION_SKIP\"]"),
            "");
        row("striped",
            volume("x", 'X', R"(type = "striped" stripe_count = 2 stripes = ["pv0", 30, "pv0", 32])"),
            "striped over 2");
        for (const std::string type :
             {"thin", "thin-pool", "raid1", "raid5_ls", "mirror", "cache", "cache-pool", "writecache", "vdo",
              "vdo-pool", "error", "zero", "linear"})
            row(type.c_str(), volume("x", 'X', "type = \"" + type + "\""), type.c_str());
        row("the store of a snapshot",
            volume("x", 'X', R"(type = "striped" stripe_count = 1 stripes = ["pv0", 30])")
                + volume("snapshot0", 'Y', R"(type = "snapshot" origin = "root" cow_store = "x")"),
            "snapshot");
        row("being moved", volume("x", 'X', R"(type = "striped" stripe_count = 1 stripes = ["pvmove0", 0])"),
            "on another physical volume");
        row("locked",
            volume("x", 'X', R"(type = "striped" stripe_count = 1 stripes = ["pv0", 30])",
                   R"("READ", "LOCKED")"),
            "LOCKED");
    }
    void whatIsNotPlainIsUnsupportedByItsType()
    {
        QFETCH(const QByteArray, volume);
        QFETCH(const QByteArray, type);
        const auto pieces = piecesOf(withVolume(volume.toStdString()), "x");
        QCOMPARE(pieces.has_value(), type.isEmpty());
        if (!pieces) {
            QVERIFY(pieces.error().code == ErrorCode::Unsupported);
            QCOMPARE(QByteArray::fromStdString(pieces.error().detail), type);
        }
    }

    void whatCannotBeIsCorrupt_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<ErrorCode>("expected");
        const auto row = [](const char *name, const std::string &before, const std::string &after,
                            ErrorCode expected = ErrorCode::Corrupt) {
            QTest::newRow(name) << QByteArray::fromStdString(before) << QByteArray::fromStdString(after)
                                << expected;
        };
        row("another format", "\"lvm2\"", "\"lvm1\"", ErrorCode::Unsupported);
        row("other contents", "\"Text Format Volume Group\"", "\"Shopping list\"");
        row("two groups", "# Generated", "vg01 {\n}\n# Generated");
        row("no extents", "extent_size = 2048", "extent_size = 0");
        row("extents beyond 32 bits", "extent_size = 2048", "extent_size = 4294967296");
        row("a member without UUID", "id = \"" + lvmUuid('P'), "di = \"" + lvmUuid('P'));
        row("a UUID of other characters", lvmUuid('S'), lvmUuid('-'));
        row("a UUID twice", lvmUuid('S'), lvmUuid('R'));
        row("a UUID of member and volume", lvmUuid('P'), lvmUuid('R'));
        row("no members", "physical_volumes {", "physical {");
        row("data behind any disk", "pe_start = 2048", "pe_start = 18446744073709551615");
        row("an extent behind the last", "\"pv0\", 40", "\"pv0\", 55");
        row("an extent far behind", "\"pv0\", 40", "\"pv0\", 18446744073709551615");
        row("an extent twice", "\"pv0\", 10", "\"pv0\", 41");
        row("an extent of two volumes", "\"pv0\", 10", "\"pv0\", 1");
        row("the same extent", "\"pv0\", 10", "\"pv0\", 0");
        row("no extents in a segment", "extent_count = 8", "extent_count = 0");
        row("more extents than there are", "extent_count = 8", "extent_count = 4294967295");
        row("a segment without type", "extent_count = 8\t# 8 Megabytes\n\n\t\t\t\ttype",
            "extent_count = 8 epyt");
        row("no stripes", "stripe_count = 1", "stripe_count = 0");
        row("a stripe more", "stripe_count = 1", "stripe_count = 2");
        row("stripes of names", "\"pv0\", 40", "\"pv0\", \"40\"");
        row("status of numbers", "status = [\"ALLOCATABLE\"]", "status = [1]");
    }
    void whatCannotBeIsCorrupt()
    {
        QFETCH(const QByteArray, before);
        QFETCH(const QByteArray, after);
        QFETCH(const ErrorCode, expected);
        QVERIFY(readLvmVolumeGroup(groupText()));
        const auto group = readLvmVolumeGroup(with(groupText(), before.toStdString(), after.toStdString()));
        QVERIFY(!group);
        QVERIFY2(group.error().code == expected, group.error().detail.c_str());
    }

    void segmentsHaveNoGapsAndDoNotOverlap()
    {
        for (const char *begin : {"start_extent = 7", "start_extent = 9"}) {
            const auto pieces = piecesOf(with(groupText(), "start_extent = 8", begin), "root");
            QVERIFY(!pieces && pieces.error().code == ErrorCode::Corrupt);
        }
    }

    void whatReachesBehindThePartitionIsCorrupt()
    {
        QVERIFY(piecesOf(groupText(), "swap", 63_MiB));
        const auto pieces = piecesOf(groupText(), "swap", 63_MiB - 1_B);
        QVERIFY(!pieces && pieces.error().code == ErrorCode::Corrupt);
        QVERIFY(!piecesOf(with(groupText(), "pe_count = 62", "pe_count = 4294967295"), "swap"));
        QVERIFY(!piecesOf(with(groupText(), "pe_start = 2048", "pe_start = 18014398509481983"), "swap"));
    }

    /// Of volumes that others know how to make: their disks' extents are told, so that nobody takes them for
    /// free.
    void otherSegmentsSayWhereTheyAre()
    {
        const auto group = readLvmVolumeGroup(
            withVolume(volume("x", 'X', R"(type = "mirror" mirrors = ["pv7", 0, "pv0", 30])")));
        QVERIFY(group);
        const LvmSegment &segment = group->volumeNamed("x")->segments.front();
        QCOMPARE(segment.stripes.size(), 1U);
        QCOMPARE(segment.stripes.front().firstExtent, 30U);
        QCOMPARE(segment.extentsOfEach(), 4U);
    }

    void noNumberIsBelieved()
    {
        test::Dice dice(7);
        const std::string text = groupText();
        int accepted = 0;
        for (int i = 0; i < 3000; ++i) {
            std::string changed = text;
            for (std::uint32_t j = 0; j <= dice.below(3); ++j) {
                std::size_t at = dice.below(changed.size());
                while (at < changed.size() && (changed[at] < '0' || changed[at] > '9'))
                    ++at;
                const std::string number = dice.isOneIn(2) ? std::to_string(dice.next() >> dice.below(64))
                                                           : std::to_string(dice.below(100));
                if (at < changed.size())
                    changed.replace(at, 1, number);
            }
            const auto group = readLvmVolumeGroup(changed);
            accepted += group ? 1 : 0;
            if (!group)
                continue;
            for (const LvmLogicalVolume &one : group->volumes) {
                const auto pieces = segmentsOf(*group, one, group->members.front(), partition);
                const Extent whole{.begin = {}, .size = partition};
                QVERIFY(!pieces || std::ranges::all_of(*pieces, [&](const LvmPiece &piece) {
                    return whole.contains({.begin = piece.begin, .size = piece.logical.size});
                }));
            }
        }
        QVERIFY(accepted > 0 && accepted < 3000);
    }
};

QTEST_GUILESS_MAIN(TestVolumeGroup)
#include "tst_volume_group.moc"
