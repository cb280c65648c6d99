// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/content.h"
#include "core/model/design.h"
#include "core/model/partition.h"
#include "core/model/table.h"

#include <QTest>

#include <set>

using namespace parterre;

/// Kinds of content and their words; the words of tables and policies.
class ContentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesEveryKindAndReadsItBack();
    void refusesOtherNames();
    void sortsKinds_data();
    void sortsKinds();
    void expectsToCopyWhatIsUsedWhereThereIsAMap();
    void namesTablesAndPolicies();
};

void ContentTest::namesEveryKindAndReadsItBack()
{
    std::set<std::string_view> names;
    for (const ContentKind kind : allContentKinds()) {
        const std::string_view name = contentKindName(kind);
        QVERIFY(names.insert(name).second);
        QVERIFY(contentKindNamed(name) == kind);
    }
    QCOMPARE(allContentKinds().size(), static_cast<std::size_t>(ContentKind::Other) + 1);
    QCOMPARE(allContentKinds().back(), ContentKind::Other);
}

void ContentTest::refusesOtherNames()
{
    QVERIFY(!contentKindNamed("vfat"));
    QVERIFY(!contentKindNamed(""));
    QVERIFY(!contentKindNamed("EXT4"));
}

void ContentTest::sortsKinds_data()
{
    QTest::addColumn<ContentKind>("kind");
    QTest::addColumn<QByteArray>("marks");
    QTest::newRow("ext2") << ContentKind::Ext2 << QByteArray("ext files");
    QTest::newRow("ext4") << ContentKind::Ext4 << QByteArray("ext files");
    QTest::newRow("fat12") << ContentKind::Fat12 << QByteArray("fat files");
    QTest::newRow("fat32") << ContentKind::Fat32 << QByteArray("fat files");
    QTest::newRow("exfat") << ContentKind::ExFat << QByteArray("files");
    QTest::newRow("squashfs") << ContentKind::Squashfs << QByteArray("read-only files");
    QTest::newRow("erofs") << ContentKind::Erofs << QByteArray("read-only files");
    QTest::newRow("iso9660") << ContentKind::Iso9660 << QByteArray("read-only files");
    QTest::newRow("xfs") << ContentKind::Xfs << QByteArray("files");
    QTest::newRow("jfs") << ContentKind::Jfs << QByteArray("files");
    QTest::newRow("nilfs2") << ContentKind::Nilfs2 << QByteArray("files");
    QTest::newRow("reiserfs") << ContentKind::ReiserFs << QByteArray("files");
    QTest::newRow("bcachefs") << ContentKind::Bcachefs << QByteArray();
    QTest::newRow("apfs") << ContentKind::Apfs << QByteArray();
    QTest::newRow("verity-hash") << ContentKind::VerityHash << QByteArray();
    QTest::newRow("dm-integrity") << ContentKind::DmIntegrity << QByteArray();
    QTest::newRow("swap") << ContentKind::Swap << QByteArray();
    QTest::newRow("luks2") << ContentKind::Luks2 << QByteArray();
    QTest::newRow("unknown") << ContentKind::Unknown << QByteArray();
    QTest::newRow("zfs") << ContentKind::Zfs << QByteArray();
}

void ContentTest::sortsKinds()
{
    QFETCH(const ContentKind, kind);
    QByteArrayList marks;
    if (isExt(kind))
        marks << "ext";
    if (isFat(kind))
        marks << "fat";
    if (isReadOnlyByNature(kind))
        marks << "read-only";
    if (isFileSystem(kind))
        marks << "files";
    QTEST(marks.join(' '), "marks");
}

void ContentTest::expectsToCopyWhatIsUsedWhereThereIsAMap()
{
    const auto expected = [](ContentKind kind) {
        return expectedUse(Content{.kind = kind, .used = Bytes(8192)}, Bytes(65536)).count();
    };
    QCOMPARE(expected(ContentKind::Ext4), 8192);
    QCOMPARE(expected(ContentKind::Swap), 4096);
    for (const ContentKind kind : {ContentKind::Jfs, ContentKind::Nilfs2, ContentKind::ReiserFs})
        QCOMPARE(expected(kind), 65536);
}

void ContentTest::namesTablesAndPolicies()
{
    for (const TableKind kind : {TableKind::None, TableKind::Gpt, TableKind::Mbr, TableKind::Sun,
                                 TableKind::Sgi, TableKind::Bsd, TableKind::Dasd}) {
        QVERIFY(tableKindNamed(tableKindName(kind)) == kind);
        QCOMPARE(isWritable(kind), kind == TableKind::Gpt || kind == TableKind::Mbr);
    }
    QVERIFY(!tableKindNamed("dos"));
    for (const Placement placement : {Placement::FreeSpace, Placement::Adjacent})
        QVERIFY(placementNamed(placementName(placement)) == placement);
    QVERIFY(!placementNamed("anywhere"));
    for (const EntryKind entry : {EntryKind::Primary, EntryKind::Extended, EntryKind::Logical})
        QVERIFY(entryKindNamed(entryKindName(entry)) == entry);
    QVERIFY(!entryKindNamed("simple"));
    for (const Numbering numbering : {Numbering::Kiwi, Numbering::Keep})
        QVERIFY(numberingNamed(numberingName(numbering)) == numbering);
    QVERIFY(!numberingNamed(""));
}

QTEST_GUILESS_MAIN(ContentTest)
#include "tst_content.moc"
