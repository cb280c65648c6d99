// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/import.h"
#include "tests/support/kiwi_text.h"

#include <QTest>

using namespace parterre;
using kiwi::CustomPartition;
using kiwi::Description;

using Change = void (*)(Description &);
using Ask = void (*)(kiwi::Given &);
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(Ask)

/// Layouts worked out by hand with the arithmetic of sgdisk and fdisk: sectors, numbers, names, types and
/// config.partids.
class ImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void laysOutAsKiwi_data();
    void laysOutAsKiwi();
    void worksOutSizes_data();
    void worksOutSizes();
    void saysWhatKiwiDoesBesides();
};

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(1048576) * count;
}

/// 10 GiB, which is 20971520 sectors.
Description sample(const char *firmware = "uefi")
{
    Description description;
    description.firmware = firmware;
    description.size = {.size = mib(10240), .unpartitioned = {}, .isAdditive = false};
    return description;
}

CustomPartition custom(const char *name, std::int64_t size, int clones = 0)
{
    CustomPartition partition;
    partition.name = name;
    partition.size = mib(size);
    partition.mountPoint = std::string("/") + name;
    partition.content = ContentKind::Ext4;
    partition.clones = clones;
    return partition;
}

Derived derived(const kiwi::Imported &imported)
{
    return derive(inventoryOf(*imported.design.drawing), imported.design);
}

}

void ImportTest::laysOutAsKiwi_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("layout");
    QTest::addColumn<QByteArray>("partids");
    const auto row = [](const char *name, Change change, const char *layout, const char *partids) {
        QTest::newRow(name) << change << QByteArray(layout) << QByteArray(partids);
    };
    row(
        "EFI alone", [](Description &) {},
        "1 2048+4096 BIOS boot p.legacy\n"
        "2 6144+40960 EFI System p.UEFI\n"
        "3 47104+20924383 Linux root (x86-64) p.lxroot\n",
        "kiwi_BiosGrub=1 kiwi_BootPart=3 kiwi_EfiPart=2 kiwi_RootPart=3");
    row(
        "clones of boot, root and a partition, as in KIWI's manual",
        [](Description &one) {
            one.hasBoot = true;
            one.bootClones = 1;
            one.rootClones = 1;
            one.partitions = {custom("home", 10, 2)};
        },
        "1 2048+4096 BIOS boot p.legacy\n"
        "2 6144+40960 EFI System p.UEFI\n"
        "3 47104+614400 Linux filesystem p.lxbootclone1\n"
        "4 661504+614400 Linux extended boot p.lxboot\n"
        "5 1275904+20480 Linux filesystem p.lxhomeclone1\n"
        "6 1296384+20480 Linux filesystem p.lxhomeclone2\n"
        "7 1316864+20480 Linux filesystem p.lxhome\n"
        "8 1337344+9807872 Linux filesystem p.lxrootclone1\n"
        "9 11145216+9807872 Linux root (x86-64) p.lxroot\n",
        "kiwi_BiosGrub=1 kiwi_BootPart=4 kiwi_EfiPart=2 kiwi_HomePart=7 kiwi_RootPart=9 "
        "kiwi_bootPartClone1=3 kiwi_homePartClone1=5 kiwi_homePartClone2=6 kiwi_rootPartClone1=8");
    row(
        "root and its clones share what is left but 10 MiB", [](Description &one) { one.rootClones = 2; },
        "1 2048+4096 BIOS boot p.legacy\n"
        "2 6144+40960 EFI System p.UEFI\n"
        "3 47104+6967296 Linux filesystem p.lxrootclone1\n"
        "4 7014400+6967296 Linux filesystem p.lxrootclone2\n"
        "5 13981696+6967296 Linux root (x86-64) p.lxroot\n",
        "kiwi_BiosGrub=1 kiwi_BootPart=5 kiwi_EfiPart=2 kiwi_RootPart=5 kiwi_rootPartClone1=3 "
        "kiwi_rootPartClone2=4");
    row(
        "BIOS", [](Description &one) { one.firmware = "bios"; }, "1 2048+20969472 Linux *\n",
        "kiwi_BootPart=1 kiwi_RootPart=1");
    row(
        "BIOS with clones of boot, of which the origin is active",
        [](Description &one) {
            one.firmware.clear();
            one.hasBoot = true;
            one.bootSize = mib(100);
            one.bootClones = 1;
        },
        "1 2048+204800 Linux\n2 206848+204800 Linux *\n3 411648+20559872 Linux\n",
        "kiwi_BootPart=2 kiwi_RootPart=3 kiwi_bootPartClone1=1");
    row(
        "swap and sizes of one's own",
        [](Description &one) {
            one.hasCsm = false;
            one.efiSize = mib(33);
            one.swapSize = mib(128);
            one.hasBoot = true;
            one.bootSize = mib(200);
        },
        "1 2048+67584 EFI System p.UEFI\n"
        "2 69632+409600 Linux extended boot p.lxboot\n"
        "3 479232+262144 Linux swap p.swap\n"
        "4 741376+20230111 Linux root (x86-64) p.lxroot\n",
        "kiwi_BootPart=2 kiwi_EfiPart=1 kiwi_RootPart=4 kiwi_SwapPart=3");
    row(
        "custom partitions in the order of the file, with a name of systemd's and one of RAID's",
        [](Description &one) {
            one.hasCsm = false;
            one.partitions = {custom("var", 100), custom("data", 50, 1), custom("array", 20, 1)};
            one.partitions[1].entryName = "home";
            one.partitions[2].isRaid = true;
        },
        "1 2048+40960 EFI System p.UEFI\n"
        "2 43008+204800 Linux filesystem p.lxvar\n"
        "3 247808+102400 Linux filesystem p.lxdataclone1\n"
        "4 350208+102400 Linux home home\n"
        "5 452608+40960 Linux RAID p.lxarrayclone1\n"
        "6 493568+40960 Linux RAID p.lxarray\n"
        "7 534528+20436959 Linux root (x86-64) p.lxroot\n",
        "kiwi_ArrayPart=6 kiwi_BootPart=7 kiwi_DataPart=4 kiwi_EfiPart=1 kiwi_RootPart=7 kiwi_VarPart=2 "
        "kiwi_arrayPartClone1=5 kiwi_dataPartClone1=3");
    row(
        "LVM, whose clones are LVM's",
        [](Description &one) {
            one.volumes = kiwi::Volumes::Lvm;
            one.swapSize = mib(128);
            one.rootClones = 1;
            one.luks = ContentKind::Luks2;
        },
        "1 2048+4096 BIOS boot p.legacy\n"
        "2 6144+40960 EFI System p.UEFI\n"
        "3 47104+614400 Linux extended boot p.lxboot\n"
        "4 661504+10145792 Linux LVM p.lxrootclone1\n"
        "5 10807296+10145792 Linux root (x86-64) p.lxlvm\n",
        "kiwi_BiosGrub=1 kiwi_BootPart=3 kiwi_EfiPart=2 kiwi_RootPart=5 kiwi_rootPartClone1=4");
    row(
        "RAID",
        [](Description &one) {
            one.isRaid = true;
            one.rootClones = 1;
            one.hasCsm = false;
        },
        "1 2048+40960 EFI System p.UEFI\n"
        "2 43008+614400 Linux extended boot p.lxboot\n"
        "3 657408+10147840 Linux RAID p.lxrootclone1\n"
        "4 10805248+10147840 Linux root (x86-64) p.lxraid\n",
        "kiwi_BootPart=2 kiwi_EfiPart=1 kiwi_RaidDev=/dev/md0 kiwi_RaidPart=4 kiwi_RootPart=4 "
        "kiwi_rootPartClone1=3");
    row(
        "overlay: the read-only root is cloned",
        [](Description &one) {
            one.overlay = {.size = mib(500), .content = ContentKind::Squashfs, .hasWritePartition = true};
            one.rootClones = 1;
            one.hasCsm = false;
        },
        "1 2048+40960 EFI System p.UEFI\n"
        "2 43008+614400 Linux extended boot p.lxboot\n"
        "3 657408+1024000 Linux filesystem p.lxrootclone1\n"
        "4 1681408+1024000 Linux root (x86-64) p.lxreadonly\n"
        "5 2705408+18266079 Linux root (x86-64) p.lxroot\n",
        "kiwi_BootPart=2 kiwi_EfiPart=1 kiwi_ROPart=4 kiwi_RWPart=5 kiwi_RootPart=5 kiwi_rootPartClone1=3");
    row(
        "overlay without a partition to write to",
        [](Description &one) {
            one.overlay = {.size = mib(500), .content = ContentKind::Erofs, .hasWritePartition = false};
            one.hasBoot = false;
            one.hasCsm = false;
        },
        "1 2048+40960 EFI System p.UEFI\n"
        "2 43008+1024000 Linux root (x86-64) p.lxreadonly\n",
        "kiwi_EfiPart=1 kiwi_ROPart=2 kiwi_RootPart=2");
    row(
        "spare before the root",
        [](Description &one) {
            one.spare = {
                .size = mib(64), .isLast = false, .mountPoint = "/spare", .content = ContentKind::Xfs};
            one.hasCsm = false;
        },
        "1 2048+40960 EFI System p.UEFI\n"
        "2 43008+131072 Linux filesystem p.spare\n"
        "3 174080+20797407 Linux root (x86-64) p.lxroot\n",
        "kiwi_BootPart=3 kiwi_EfiPart=1 kiwi_RootPart=3 kiwi_SparePart=2");
    row(
        "spare at the end, and all that is left",
        [](Description &one) {
            one.spare = {.size = mib(64), .isLast = true, .mountPoint = "", .content = ContentKind::Xfs};
            one.hasCsm = false;
            one.rootClones = 1;
        },
        "1 2048+40960 EFI System p.UEFI\n"
        "2 43008+10389504 Linux filesystem p.lxrootclone1\n"
        "3 10432512+10389504 Linux root (x86-64) p.lxroot\n"
        "4 20822016+149471 Linux filesystem p.spare\n",
        "kiwi_BootPart=3 kiwi_EfiPart=1 kiwi_RootPart=3 kiwi_SparePart=4 kiwi_rootPartClone1=2");
    row(
        "a root of its own size, which spare follows",
        [](Description &one) {
            one.spare = {.size = {}, .isLast = true, .mountPoint = "", .content = ContentKind::Unformatted};
            one.systemSize = mib(2000);
            one.hasCsm = false;
            one.rootClones = 1;
        },
        "1 2048+40960 EFI System p.UEFI\n"
        "2 43008+4096000 Linux filesystem p.lxrootclone1\n"
        "3 4139008+4096000 Linux root (x86-64) p.lxroot\n"
        "4 8235008+12736479 Linux filesystem p.spare\n",
        "kiwi_BootPart=3 kiwi_EfiPart=1 kiwi_RootPart=3 kiwi_SparePart=4 kiwi_rootPartClone1=2");
    row(
        "a root of its own size that is not to grow",
        [](Description &one) {
            one.systemSize = mib(2000);
            one.isResized = false;
            one.hasCsm = false;
        },
        "1 2048+40960 EFI System p.UEFI\n2 43008+4096000 Linux root (x86-64) p.lxroot\n",
        "kiwi_BootPart=2 kiwi_EfiPart=1 kiwi_RootPart=2");
    row(
        "sectors of 4096 bytes, where KIWI begins at 8 MiB",
        [](Description &one) {
            one.sectorSize = Bytes(4096);
            one.hasCsm = false;
        },
        "1 2048+5120 EFI System p.UEFI\n2 7168+2614267 Linux root (x86-64) p.lxroot\n",
        "kiwi_BootPart=2 kiwi_EfiPart=1 kiwi_RootPart=2");
    row(
        "a start sector, which sgdisk moves back to a whole MiB, and not the end",
        [](Description &one) {
            one.startSector = 8192 + 100;
            one.hasCsm = false;
        },
        "1 8192+41060 EFI System p.UEFI\n2 51200+20920287 Linux root (x86-64) p.lxroot\n",
        "kiwi_BootPart=2 kiwi_EfiPart=1 kiwi_RootPart=2");
    row(
        "a start sector in an MBR, of which the first partition loses what is over",
        [](Description &one) {
            one.firmware = "bios";
            one.startSector = 4096 + 100;
            one.hasBoot = true;
            one.bootSize = mib(100);
        },
        "1 4196+204700 Linux *\n2 208896+20762624 Linux\n", "kiwi_BootPart=1 kiwi_RootPart=2");
    row(
        "EFI on an MBR has a partition for GRUB in any case",
        [](Description &one) {
            one.efiTable = TableKind::Mbr;
            one.hasCsm = false;
        },
        "1 2048+4096 Linux\n2 6144+40960 Linux\n3 47104+20924416 Linux\n",
        "kiwi_BiosGrub=1 kiwi_BootPart=3 kiwi_EfiPart=2 kiwi_RootPart=3");
    row(
        "an extended partition is the fourth, and logical ones follow 1 MiB behind each other",
        [](Description &one) {
            one.firmware = "bios";
            one.isExtendedLayout = true;
            one.hasBoot = true;
            one.bootSize = mib(100);
            one.bootClones = 1;
            one.partitions = {custom("data", 50, 1)};
        },
        "1 2048+204800 Linux\n2 206848+204800 Linux *\n3 411648+102400 Linux\n"
        "4 514048+20457472 Extended\n5 516096+102400 Linux\n6 620544+20350976 Linux\n",
        "kiwi_BootPart=2 kiwi_DataPart=5 kiwi_RootPart=6 kiwi_bootPartClone1=1 kiwi_dataPartClone1=3");
    row(
        "an extended layout that needs no extended partition",
        [](Description &one) {
            one.firmware = "bios";
            one.isExtendedLayout = true;
            one.hasBoot = true;
        },
        "1 2048+614400 Linux *\n2 616448+20355072 Linux\n", "kiwi_BootPart=1 kiwi_RootPart=2");
    row(
        "LVM on an MBR",
        [](Description &one) {
            one.firmware = "bios";
            one.volumes = kiwi::Volumes::Lvm;
            one.rootClones = 1;
        },
        "1 2048+614400 Linux *\n2 616448+10168320 Linux LVM\n3 10784768+10168320 Linux LVM\n",
        "kiwi_BootPart=1 kiwi_RootPart=3 kiwi_rootPartClone1=2");
    row(
        "PReP on POWER",
        [](Description &one) {
            one.firmware.clear();
            one.architecture = "ppc64le";
        },
        "1 2048+16384 PowerPC PReP boot p.prep\n2 18432+20953055 Linux root (PPC64LE) p.lxroot\n",
        "kiwi_BootPart=2 kiwi_PrepPart=1 kiwi_RootPart=2");
    row(
        "ARM has no partition for GRUB", [](Description &one) { one.architecture = "aarch64"; },
        "1 2048+40960 EFI System p.UEFI\n2 43008+20928479 Linux root (ARM-64) p.lxroot\n",
        "kiwi_BootPart=2 kiwi_EfiPart=1 kiwi_RootPart=2");
    row(
        "s390 with SCSI",
        [](Description &one) {
            one.architecture = "s390x";
            one.firmware.clear();
            one.targetType = "SCSI";
        },
        "1 2048+20969472 Linux\n", "kiwi_BootPart=1 kiwi_RootPart=1");
    row(
        "numbers of one's own",
        [](Description &one) {
            one.numbers = {.csm = 13, .efi = 55, .boot = {}, .root = 1};
            one.partitions = {custom("data", 50)};
            one.partitions[0].number = 7;
        },
        "1 149504+20821983 Linux root (x86-64) p.lxroot\n"
        "7 47104+102400 Linux filesystem p.lxdata\n"
        "13 2048+4096 BIOS boot p.legacy\n"
        "55 6144+40960 EFI System p.UEFI\n",
        "kiwi_BiosGrub=13 kiwi_BootPart=1 kiwi_DataPart=7 kiwi_EfiPart=55 kiwi_RootPart=1");
    row(
        "a number for the last alone",
        [](Description &one) {
            one.hasBoot = true;
            one.bootClones = 1;
            one.numbers.root = 9;
        },
        "1 2048+4096 BIOS boot p.legacy\n"
        "2 6144+40960 EFI System p.UEFI\n"
        "3 47104+614400 Linux filesystem p.lxbootclone1\n"
        "4 661504+614400 Linux extended boot p.lxboot\n"
        "9 1275904+19695583 Linux root (x86-64) p.lxroot\n",
        "kiwi_BiosGrub=1 kiwi_BootPart=4 kiwi_EfiPart=2 kiwi_RootPart=9 kiwi_bootPartClone1=3");
    row(
        "what stays unpartitioned",
        [](Description &one) {
            one.hasCsm = false;
            one.size->unpartitioned = mib(240);
        },
        "1 2048+40960 EFI System p.UEFI\n2 43008+20436959 Linux root (x86-64) p.lxroot\n",
        "kiwi_BootPart=2 kiwi_EfiPart=1 kiwi_RootPart=2");
    row(
        "a GPT that becomes an MBR",
        [](Description &one) {
            one.isMbrForced = true;
            one.rootClones = 1;
        },
        "1 2048+4096 EFI (FAT-12/16/32)\n2 6144+40960 Linux\n3 47104+10452992 Linux\n"
        "4 10500096+10452992 Linux\n",
        "kiwi_BiosGrub=1 kiwi_BootPart=4 kiwi_EfiPart=2 kiwi_RootPart=4 kiwi_rootPartClone1=3");
}

void ImportTest::laysOutAsKiwi()
{
    QFETCH(const Change, change);
    Description description = sample();
    change(description);
    const auto imported = kiwi::importDescription(description, {}, Uuid::draw);
    QVERIFY2(imported.has_value(), imported ? "" : imported.error().detail.c_str());
    const Derived result = derived(*imported);
    QTEST(QByteArray::fromStdString(test::sectorText(result.designed)), "layout");
    QTEST(QByteArray::fromStdString(test::partidsText(result.designed)), "partids");
    for (const Finding &finding : result.findings)
        QVERIFY2(finding.severity != Severity::Error, finding.code.c_str());
}

void ImportTest::worksOutSizes_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<Ask>("ask");
    QTest::addColumn<qint64>("mebibytes");
    QTest::addColumn<QByteArray>("last");  // the last partition
    const auto row = [](const char *name, Change change, Ask ask, qint64 size, const char *last) {
        QTest::newRow(name) << change << ask << size << QByteArray(last);
    };
    row(
        "the size that is given goes before the file's", [](Description &) {},
        [](kiwi::Given &given) { given.diskSize = mib(4096); }, 4096,
        "3 47104+8341471 Linux root (x86-64) p.lxroot\n");
    // 1000 * 2 + (20 + 2) + 2 * 300 + 128 + 2 * 50, of which (2850 - 850 - 10) / 2 is each root's
    row(
        "a size that KIWI works out",
        [](Description &one) {
            one.size.reset();
            one.rootClones = 1;
            one.hasBoot = true;
            one.bootClones = 1;
            one.swapSize = mib(128);
            one.partitions = {custom("data", 50, 1)};
        },
        [](kiwi::Given &given) { given.rootSize = mib(1000); }, 2850,
        "9 3780608+2037760 Linux root (x86-64) p.lxroot\n");
    row(
        "and what is added to it", [](Description &one) { one.size = {mib(500), {}, true}; },
        [](kiwi::Given &given) { given.rootSize = mib(1000); }, 1522,
        "3 47104+3069919 Linux root (x86-64) p.lxroot\n");
    row(
        "a read-only root as large as its file, and 10 MiB",
        [](Description &one) {
            one.overlay =
                kiwi::Overlay{.size = {}, .content = ContentKind::Squashfs, .hasWritePartition = false};
        },
        [](kiwi::Given &given) { given.squashfsSize = Bytes(1048576 * 100 + 1); }, 10240,
        "4 661504+225280 Linux root (x86-64) p.lxreadonly\n");
}

void ImportTest::worksOutSizes()
{
    QFETCH(const Change, change);
    QFETCH(const Ask, ask);
    Description description = sample();
    kiwi::Given given;
    change(description);
    ask(given);
    const auto imported = kiwi::importDescription(description, given, Uuid::draw);
    QVERIFY2(imported.has_value(), imported ? "" : imported.error().detail.c_str());
    const std::string text = test::sectorText(derived(*imported).designed);
    QTEST(qint64{imported->design.drawing->size.count() >> 20}, "mebibytes");
    QTEST(QByteArray::fromStdString(text.substr(text.rfind('\n', text.size() - 2) + 1)), "last");
}

void ImportTest::saysWhatKiwiDoesBesides()
{
    Description description = sample();
    const auto notes = [&] {
        return kiwi::importDescription(description, {}, Uuid::draw).value().notes.size();
    };
    QCOMPARE(notes(), std::size_t{0});
    description.isHybrid = true;
    QCOMPARE(notes(), std::size_t{1});
    description.rootClones = 1;
    QCOMPARE(notes(), std::size_t{2});
    description.isResized = false;
    QCOMPARE(notes(), std::size_t{1});
    description.isHybrid = false;
    description.partitions = {custom("data", 5)};
    QCOMPARE(notes(), std::size_t{0});
    description.partitions[0].mountPoint.clear();
    QCOMPARE(notes(), std::size_t{1});
    description.partitions = {custom("spar", 5)};
    QCOMPARE(notes(), std::size_t{1});
    description.partitions = {custom("data", 50)};  // more than the 10 MiB that KIWI leaves
    QCOMPARE(notes(), std::size_t{1});
}

QTEST_GUILESS_MAIN(ImportTest)
#include "tst_import.moc"
