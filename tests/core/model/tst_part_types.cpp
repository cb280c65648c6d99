// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/part_types.h"

#include <QTest>

using namespace parterre;

/// What partition types mean.
class PartTypesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesClonesAGenericType_data();
    void givesClonesAGenericType();
    void knowsTheRootOfAMachine();
    void namesTypes();
    void namesPartitionsByType_data();
    void namesPartitionsByType();
    void givesContentItsUsualType_data();
    void givesContentItsUsualType();
};

namespace {

QByteArray bytes(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

}

void PartTypesTest::givesClonesAGenericType_data()
{
    QTest::addColumn<TableKind>("table");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("clone");
    QTest::newRow("p.lxlvm") << TableKind::Gpt << bytes(type::rootX86) << bytes(type::lvm);
    QTest::newRow("p.lxraid") << TableKind::Gpt << bytes(type::rootX86) << bytes(type::raid);
    QTest::newRow("p.lxroot") << TableKind::Gpt << bytes(type::rootX86) << bytes(type::linuxData);
    QTest::newRow("root") << TableKind::Gpt << bytes(type::rootX86) << bytes(type::linuxData);
    QTest::newRow("home") << TableKind::Gpt << bytes(type::home) << bytes(type::linuxData);
    QTest::newRow("boot") << TableKind::Gpt << bytes(type::xbootldr) << bytes(type::linuxData);
    QTest::newRow("swap") << TableKind::Gpt << bytes(type::linuxSwap) << bytes(type::linuxData);
    QTest::newRow("esp") << TableKind::Gpt << bytes(type::esp) << bytes(type::microsoftData);
    QTest::newRow("linux") << TableKind::Gpt << bytes(type::linuxData) << bytes(type::linuxData);
    QTest::newRow("lvm") << TableKind::Gpt << bytes(type::lvm) << bytes(type::lvm);
    QTest::newRow("of nobody's") << TableKind::Gpt << QByteArray("12345678-0000-4000-8000-000000000000")
                                 << QByteArray("12345678-0000-4000-8000-000000000000");
    QTest::newRow("mbr swap") << TableKind::Mbr << QByteArray("82") << QByteArray("83");
    QTest::newRow("mbr esp") << TableKind::Mbr << QByteArray("ef") << QByteArray("0c");
    QTest::newRow("mbr linux") << TableKind::Mbr << QByteArray("83") << QByteArray("83");
    QTest::newRow("mbr ntfs") << TableKind::Mbr << QByteArray("07") << QByteArray("07");
}

void PartTypesTest::givesClonesAGenericType()
{
    QFETCH(const TableKind, table);
    QFETCH(const QByteArray, origin);
    Partition partition;
    partition.type = origin.toStdString();
    partition.name = QTest::currentDataTag();
    QTEST(bytes(cloneType(table, partition)), "clone");
}

void PartTypesTest::knowsTheRootOfAMachine()
{
    QCOMPARE(rootType("x86_64"), type::rootX86);
    QCOMPARE(typeText(TableKind::Gpt, rootType("aarch64")), std::string("Linux root (ARM-64)"));
    QCOMPARE(rootType("vax"), type::linuxData);
    for (const char *name :
         {"x86_64", "i586", "armv7l", "riscv64", "loongarch64", "ppc64", "ppc64le", "s390x"}) {
        Partition root;
        root.type = rootType(name);
        QCOMPARE(cloneType(TableKind::Gpt, root), std::string(type::linuxData));
        QVERIFY(root.type != type::linuxData);
    }
}

void PartTypesTest::namesTypes()
{
    QCOMPARE(typeText(TableKind::Gpt, type::linuxData), std::string("Linux filesystem"));
    QCOMPARE(typeText(TableKind::Mbr, "0c"), std::string("W95 FAT32 (LBA)"));
    QCOMPARE(typeText(TableKind::Mbr, "a5"), std::string("a5"));
    QCOMPARE(typeText(TableKind::Gpt, "83"), std::string("83"));
}

void PartTypesTest::namesPartitionsByType_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("esp") << bytes(type::esp) << QByteArray("efi");
    QTest::newRow("mbr esp") << QByteArray("ef") << QByteArray("efi");
    QTest::newRow("bios") << bytes(type::biosBoot) << QByteArray("efi_csm");
    QTest::newRow("prep") << bytes(type::prep) << QByteArray("prep");
    QTest::newRow("mbr prep") << QByteArray("41") << QByteArray("prep");
    QTest::newRow("swap") << bytes(type::linuxSwap) << QByteArray("swap");
    QTest::newRow("mbr swap") << QByteArray("82") << QByteArray("swap");
    QTest::newRow("linux") << bytes(type::linuxData) << QByteArray();
    QTest::newRow("root") << bytes(type::rootX86) << QByteArray();
}

void PartTypesTest::namesPartitionsByType()
{
    QFETCH(const QByteArray, type);
    QTEST(bytes(nameOfType(type.toStdString())), "name");
}

void PartTypesTest::givesContentItsUsualType_data()
{
    QTest::addColumn<ContentKind>("kind");
    QTest::addColumn<QByteArray>("gpt");
    QTest::addColumn<QByteArray>("mbr");
    QTest::newRow("ext4") << ContentKind::Ext4 << bytes(type::linuxData) << QByteArray("83");
    QTest::newRow("swap") << ContentKind::Swap << bytes(type::linuxSwap) << QByteArray("82");
    QTest::newRow("fat32") << ContentKind::Fat32 << bytes(type::microsoftData) << QByteArray("0c");
    QTest::newRow("ntfs") << ContentKind::Ntfs << bytes(type::microsoftData) << QByteArray("07");
    QTest::newRow("lvm") << ContentKind::LvmPv << bytes(type::lvm) << QByteArray("8e");
    QTest::newRow("md") << ContentKind::MdMember << bytes(type::raid) << QByteArray("fd");
    QTest::newRow("luks") << ContentKind::Luks2 << bytes(type::linuxData) << QByteArray("83");
}

void PartTypesTest::givesContentItsUsualType()
{
    QFETCH(const ContentKind, kind);
    QTEST(bytes(usualType(TableKind::Gpt, kind)), "gpt");
    QTEST(bytes(usualType(TableKind::Mbr, kind)), "mbr");
}

QTEST_GUILESS_MAIN(PartTypesTest)
#include "tst_part_types.moc"
