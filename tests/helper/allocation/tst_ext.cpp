// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/bit_runs.h"
#include "tests/helper/allocation/loaded_image.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace parterre;

namespace {

/// Files of several sizes, every second one deleted, so that what is free lies in many pieces.
const char *const age =
    "for i in $(seq 60); do head -c $((i * 997)) $D/bash >$I.$i; echo write $I.$i f$i; done"
    " >$I.commands; for i in $(seq 1 2 60); do echo rm f$i; done >>$I.commands;"
    "debugfs -w -f $I.commands $I >/dev/null; e2fsck -f -y $I >/dev/null || true";

/// Used bytes as dumpe2fs -h counts them, and what is behind.
std::int64_t counted(const QString &header, Bytes partition)
{
    const auto number = [&](const char *name) {
        const QRegularExpression line("^" + QString(name) + ": +(\\d+)", QRegularExpression::MultilineOption);
        return line.match(header).captured(1).toLongLong();
    };
    const std::int64_t block = number("Block size");
    const std::int64_t used = number("Block count") - number("Free blocks");
    return used * block + partition.count() - number("Block count") * block;
}

}

class TestExtAllocation : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

private Q_SLOTS:
    void findsRunsOfBits()
    {
        const std::vector<std::byte> bitmap{std::byte{0x0d}, std::byte{0xff}, std::byte{0x80}};
        std::vector<std::pair<std::uint64_t, std::uint64_t>> runs;
        forEachRun(bitmap, 23,
                   [&](std::uint64_t first, std::uint64_t count) { runs.emplace_back(first, count); });
        QVERIFY(runs == (decltype(runs){{0, 1}, {2, 2}, {8, 8}}));
        std::vector<std::byte> longer(40, std::byte{0xff});
        longer[20] = std::byte{0xfe};
        runs.clear();
        forEachRun(longer, 320,
                   [&](std::uint64_t first, std::uint64_t count) { runs.emplace_back(first, count); });
        QVERIFY(runs == (decltype(runs){{0, 160}, {161, 159}}));
    }

    void countsAsItsOwnToolDoes_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<QString>("make");
        QTest::newRow("ext2, 1 KiB") << ContentKind::Ext2 << "mkfs.ext2 -q -F -b 1024 $I 31000";
        QTest::newRow("ext2, revision 0") << ContentKind::Ext2 << "mkfs.ext2 -q -F -E revision=0 -b 1024 $I";
        QTest::newRow("ext3") << ContentKind::Ext3 << "mkfs.ext3 -q -F -b 4096 -g 2048 $I";
        QTest::newRow("ext4") << ContentKind::Ext4 << "mkfs.ext4 -q -F -b 1024 $I";
        QTest::newRow("uninit_bg") << ContentKind::Ext4
                                   << "mkfs.ext4 -q -F -b 1024 -O ^metadata_csum,uninit_bg $I";
        QTest::newRow("bigalloc") << ContentKind::Ext4 << "mkfs.ext4 -q -F -O bigalloc -b 1024 -C 16384 $I";
        QTest::newRow("meta_bg") << ContentKind::Ext4
                                 << "mkfs.ext4 -q -F -b 1024 -g 1024 -O meta_bg,^resize_inode $I";
        QTest::newRow("sparse_super2") << ContentKind::Ext4 << "mkfs.ext4 -q -F -b 1024 -O sparse_super2 $I";
        QTest::newRow("no flex_bg") << ContentKind::Ext4 << "mkfs.ext4 -q -F -b 1024 -O ^flex_bg,^64bit $I";
        QTest::newRow("mmp") << ContentKind::Ext4 << "mkfs.ext4 -q -F -O mmp $I";
        QTest::newRow("no journal") << ContentKind::Ext4 << "mkfs.ext4 -q -F -O ^has_journal $I";
    }
    void countsAsItsOwnToolDoes()
    {
        QFETCH(ContentKind, kind);
        QFETCH(QString, make);
        m_workshop.run("rm -f $I; truncate -s 40M $I; " + make + ";" + age, "aged");
        const QString header = m_workshop.output("dumpe2fs -h $I", "aged");
        const test::LoadedImage image(m_workshop.path("aged"), Bytes(12345));
        const Allocation found = image.allocation(kind);
        QCOMPARE(found.doubt, std::string());
        QCOMPARE(test::total(found.used), counted(header, image.where().size));
        QVERIFY(found.used.size() > 10);
        QVERIFY(found.used.front().contains(image.at(0, 2048)));
        QVERIFY(found.used.back().contains(image.at(image.fileSize().count(), 12345)));
    }

    void doubtsWhatMayBeStale_data()
    {
        QTest::addColumn<QString>("spoil");
        QTest::addColumn<QString>("doubt");
        const auto row = [](const char *name, const char *spoil, const char *doubt) {
            QTest::newRow(name) << QString(spoil) << QString(doubt);
        };
        const auto set = [&](const char *name, const char *request, const char *doubt) {
            QTest::newRow(name) << QString("debugfs -w -R '%1' $I").arg(request) << QString(doubt);
        };
        row("nothing wrong", "true", "");
        set("a journal to be replayed", "feature needs_recovery", "has not been replayed");
        set("errors", "ssv state 3", "marked as damaged");
        set("not unmounted", "ssv state 0", "not unmounted cleanly");
        set("a list of orphans", "ssv last_orphan 12", "orphans");
        set("orphans in a file", "feature orphan_present", "orphans");
        set("an external journal", "ssv journal_inum 0", "on another device");
        set("an unknown feature", "feature FEATURE_R30", "not known");
        set("an unknown harmless feature", "feature FEATURE_C30", "not known");
        row("a table outside",
            "printf 'set_bg 1 block_bitmap 99999999\\nset_bg 1 checksum calc\\n' | debugfs -w -f - $I",
            "the tables of group 1");
        row("a descriptor's checksum", "debugfs -w -R 'set_bg 1 itable_unused 1' $I",
            "the descriptor of group 1");
        row("a bitmap's checksum",
            "b=$(dumpe2fs $I | sed -n 's/.*Block bitmap at \\([0-9]*\\).*/\\1/p' | head -1);"
            "printf '\\1' | dd of=$I bs=1 seek=$((b * 1024 + 900)) conv=notrunc",
            "checksum of the block bitmap of group 0");
        row("a journal that is not empty",
            "b=$(debugfs -R 'bmap <8> 0' $I); printf '\\1' | dd of=$I bs=1 seek=$((b * 1024 + 28)) "
            "conv=notrunc",
            "journal is not empty");
        row("a host that holds it",
            "mkfs.ext4 -q -F -b 1024 -O mmp,^metadata_csum $I;"
            "b=$(dumpe2fs -h $I | sed -n 's/^MMP block number: *//p');"
            "printf '\\1\\0\\0\\0' | dd of=$I bs=1 seek=$((b * 1024 + 4)) conv=notrunc",
            "another host");
        row("nobody that holds it", "tune2fs -O mmp $I", "");
        row("the superblock's checksum", "printf X | dd of=$I bs=1 seek=1100 conv=notrunc", "ext2fs_open");
        row("a shorter partition", "truncate -s 39M $I", "does not end within");
    }
    void doubtsWhatMayBeStale()
    {
        QFETCH(QString, spoil);
        QFETCH(QString, doubt);
        m_workshop.run("rm -f $I; truncate -s 40M $I; mkfs.ext4 -q -F -b 1024 $I;" + spoil, "stale");
        const test::LoadedImage image(m_workshop.path("stale"));
        const Allocation found = image.allocation(ContentKind::Ext4);
        QVERIFY2(QString::fromStdString(found.doubt).contains(doubt), found.doubt.c_str());
        QCOMPARE(found.isTrusted(), doubt.isEmpty());
        QCOMPARE(found.used == std::vector{image.where()}, !doubt.isEmpty());
    }

    void comparesWithTheDescriptorWhereThereAreNoChecksums()
    {
        m_workshop.run("truncate -s 16M $I; mkfs.ext2 -q -F -b 4096 $I", "plain");
        test::LoadedImage image(m_workshop.path("plain"));
        QVERIFY(image.allocation(ContentKind::Ext2).isTrusted());
        const QString at = m_workshop.output(
            "dumpe2fs $I | sed -n 's/.*Block bitmap at \\([0-9]*\\).*/\\1/p' | head -1", "plain");
        image.flip(QRegularExpression("\\d+").match(at).captured().toULongLong() * 4096 + 100);
        const Allocation found = image.allocation(ContentKind::Ext2);
        QVERIFY2(found.doubt.contains("count of free blocks"), found.doubt.c_str());
    }
};

QTEST_GUILESS_MAIN(TestExtAllocation)
#include "tst_ext.moc"
