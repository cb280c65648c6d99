// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/import.h"
#include "core/plan/derive.h"

#include <QTest>

using namespace parterre;
using kiwi::CustomPartition;
using kiwi::Description;

using Change = void (*)(Description &);
Q_DECLARE_METATYPE(Change)

/// What KIWI refuses, what its build dies of, and what is not to be drawn: each beside what is permitted.
class RefusalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refuses_data();
    void refuses();
    void asksForWhatItNeeds_data();
    void asksForWhatItNeeds();
};

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(1048576) * count;
}

Description sample()
{
    Description description;
    description.firmware = "uefi";
    description.size = {.size = mib(10240), .unpartitioned = {}, .isAdditive = false};
    return description;
}

CustomPartition &custom(Description &description, const std::string &name, int clones = 0)
{
    CustomPartition partition;
    partition.name = name;
    partition.size = mib(10);
    partition.mountPoint = "/" + name;
    partition.content = ContentKind::Ext4;
    partition.clones = clones;
    partition.line = 30 + static_cast<int>(description.partitions.size());
    description.partitions.push_back(partition);
    return description.partitions.back();
}

QByteArray outcome(const Description &description, const kiwi::Given &given = {})
{
    const auto imported = kiwi::importDescription(description, given, Uuid::draw);
    return imported ? QByteArray() : QByteArray::fromStdString(imported.error().detail);
}

}

void RefusalsTest::refuses_data()
{
    QTest::addColumn<Change>("wrong");
    QTest::addColumn<Change>("right");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, Change wrong, Change right, const char *said) {
        QTest::newRow(name) << wrong << right << QByteArray(said);
    };
    // Names.
    row(
        "reserved", [](Description &one) { custom(one, "spare"); },
        [](Description &one) { custom(one, "spar"); },
        "line 30: a partition cannot be called \"spare\", which KIWI keeps for its own; take another name");
    row(
        "unsafe", [](Description &one) { custom(one, "var/tmp"); },
        [](Description &one) { custom(one, "var_tmp"); },
        "line 30: the name \"var/tmp\" cannot be a key of config.partids, which has letters, digits and _ "
        "only; "
        "take \"var_tmp\"");
    row(
        "a shell's", [](Description &one) { custom(one, "a\";reboot;\""); },
        [](Description &one) { custom(one, "a_reboot"); },
        "line 30: the name \"a\";reboot;\"\" cannot be a key of config.partids, which has letters, digits "
        "and _ "
        "only; take \"a__reboot\"");
    row(
        "KIWI's own key", [](Description &one) { custom(one, "Root"); },
        [](Description &one) { custom(one, "Rooty"); },
        "line 30: the name \"Root\" would be kiwi_RootPart in config.partids, which is KIWI's own; take "
        "another "
        "name");
    row(
        "one key for two",
        [](Description &one) {
            custom(one, "data");
            custom(one, "DATA");
        },
        [](Description &one) {
            custom(one, "data");
            custom(one, "data_2");
        },
        "line 31: the partitions \"data\" and \"DATA\" would both be kiwi_DataPart in config.partids; take "
        "another "
        "name for one of them");
    row(
        "one name for two",
        [](Description &one) {
            custom(one, "data");
            custom(one, "data");
        },
        [](Description &one) {
            custom(one, "data");
            custom(one, "dato");
        },
        "line 31: two partitions would be called \"p.lxdata\" in the table; take another name for one of "
        "them");
    row(
        "like a clone",
        [](Description &one) {
            custom(one, "data", 1);
            custom(one, "dataclone2");
        },
        [](Description &one) {
            custom(one, "data", 1);
            custom(one, "cloneddata2");
        },
        "line 31: the partition \"dataclone2\" reads like a clone of \"data\", whose data KIWI would write "
        "over it; "
        "take another name");
    row(
        "longer than a table's names", [](Description &one) { custom(one, std::string(26, 'a'), 10); },
        [](Description &one) { custom(one, std::string(25, 'a'), 10); },
        "line 30: the table would cut the name \"p.lxaaaaaaaaaaaaaaaaaaaaaaaaaaclone10\", which has 37 of at "
        "most 36 "
        "characters; take a shorter one");
    row(
        "odd partition_name", [](Description &one) { custom(one, "data").entryName = "my data"; },
        [](Description &one) { custom(one, "data").entryName = "my-data.1"; },
        "line 30: the partition_name \"my data\" is not of up to 32 letters, digits, _, - and dots; take "
        "another one");
    row(
        "unknown name of systemd's",
        [](Description &one) { custom(one, "data").entryName = "usr-arm64-verity"; },
        [](Description &one) { custom(one, "data").entryName = "srv"; },
        "line 30: the partition_name \"usr-arm64-verity\" may be one to which systemd gives a type that is "
        "not known "
        "here; take another one");
    row(
        "clones of another kind",
        [](Description &one) {
            custom(one, "data", 1).entryName = "home";
            one.partitions[0].isRaid = true;
        },
        [](Description &one) {
            custom(one, "data").entryName = "home";
            one.partitions[0].isRaid = true;
        },
        "line 30: clones of \"data\" would be of another kind than its partition_name says; take another "
        "partition_name");
    // Numbers.
    row(
        "a number and clones",
        [](Description &one) {
            one.numbers.root = 13;
            one.rootClones = 1;
        },
        [](Description &one) { one.numbers.root = 13; },
        "line 7: \"root\" has a number of its own and clones, where KIWI's build stops; take away one of "
        "them");
    row(
        "some numbers", [](Description &one) { one.numbers.efi = 13; },
        [](Description &one) { one.numbers = {.csm = 14, .efi = 13, .boot = {}, .root = 1}; },
        "line 7: \"root\" has no number of its own and comes after one that has, where KIWI's build stops; "
        "give all "
        "of them a number, or none");
    row(
        "one number twice",
        [](Description &one) { one.numbers = {.csm = 1, .efi = 1, .boot = {}, .root = 2}; },
        [](Description &one) { one.numbers = {.csm = 1, .efi = 3, .boot = {}, .root = 2}; },
        "line 7: the number 1 of \"efi\" is taken, or the table does not have it; take another one");
    row(
        "a number that was counted", [](Description &one) { one.numbers.root = 2; },
        [](Description &one) { one.numbers.root = 3; },
        "line 7: the number 2 of \"root\" is that of a partition before it that has none of its own; take "
        "another "
        "one");
    row(
        "a number that no table has", [](Description &one) { one.numbers.root = 129; },
        [](Description &one) { one.numbers.root = 128; },
        "line 7: the number 129 of \"root\" is taken, or the table does not have it; take another one");
    // Room.
    row(
        "more than a GPT", [](Description &one) { custom(one, "data", 125); },
        [](Description &one) { custom(one, "data", 124); },
        "this needs 129 partitions, and 128 is the most; ask for fewer");
    row(
        "more than an MBR",
        [](Description &one) {
            one.firmware = "bios";
            custom(one, "data", 3);
        },
        [](Description &one) {
            one.firmware = "bios";
            one.isExtendedLayout = true;
            custom(one, "data", 3);
        },
        "line 7: an MBR table has four partitions and \"root\" would be another one; ask for fewer, or set "
        "dosparttable_extended_layout");
    row(
        "more than a forced MBR",
        [](Description &one) {
            one.isMbrForced = true;
            custom(one, "data", 1);
        },
        [](Description &one) {
            one.isMbrForced = true;
            custom(one, "data");
        },
        "line 7: force_mbr makes an MBR table of the GPT, which has room for four of the 5 partitions; take "
        "it away");
    row(
        "a disk that is too small by 1 MiB", [](Description &one) { custom(one, "data").size = mib(10217); },
        [](Description &one) { custom(one, "data").size = mib(10216); },
        "line 30: there is no room for \"data\", which takes 10.0 GiB where 10.0 GiB are left; make the disk "
        "larger, "
        "or something on it smaller");
    row(
        "a partition without room", [](Description &one) { custom(one, "data").size = mib(20000); },
        [](Description &one) { custom(one, "data").size = mib(2000); },
        "line 30: there is no room for \"data\", which takes 19.5 GiB where 10.0 GiB are left; make the disk "
        "larger, "
        "or something on it smaller");
    row(
        "no size", [](Description &one) { custom(one, "data").size = Bytes(); },
        [](Description &one) { custom(one, "data").size = mib(1); },
        "line 30: the partition \"data\" has no size; give it one");
    row(
        "spare at the end of a root that takes all",
        [](Description &one) { one.spare = {.size = {}, .isLast = true, .mountPoint = {}, .content = {}}; },
        [](Description &one) {
            one.spare = {.size = mib(1), .isLast = true, .mountPoint = {}, .content = {}};
        },
        "line 7: there is no room for \"spare\", which takes 1 MiB where 0 bytes are left; make the disk "
        "larger, or "
        "something on it smaller");
    row(
        "nothing left for roots",
        [](Description &one) {
            one.hasBoot = true;
            one.bootSize = mib(10207);
            one.rootClones = 1;
        },
        [](Description &one) {
            one.hasBoot = true;
            one.bootSize = mib(10206);
            one.rootClones = 1;
        },
        "line 7: nothing is left of the disk for the root; make the disk larger, or something on it smaller");
    // Firmware and combinations.
    row(
        "firmware of another machine",
        [](Description &one) {
            one.architecture = "aarch64";
            one.firmware = "bios";
        },
        [](Description &one) { one.architecture = "aarch64"; },
        "line 7: the firmware \"bios\" is none of aarch64; change the attribute firmware, or name another "
        "architecture");
    row(
        "another machine", [](Description &one) { one.architecture = "vax"; },
        [](Description &one) { one.architecture = "riscv64"; },
        "KIWI builds no disks for the architecture \"vax\"; name another one, like x86_64 or aarch64");
    row(
        "DASD",
        [](Description &one) {
            one.architecture = "s390x";
            one.firmware.clear();
            one.targetType = "CDL";
        },
        [](Description &one) {
            one.architecture = "s390x";
            one.firmware.clear();
            one.targetType = "GPT";
        },
        "line 7: a disk with the targettype \"CDL\" has a DASD table, which is never written; take SCSI, FBA "
        "or GPT");
    row(
        "volumes beneath an overlay",
        [](Description &one) {
            one.overlay = kiwi::Overlay{.size = mib(100), .content = {}, .hasWritePartition = true};
            one.volumes = kiwi::Volumes::Btrfs;
        },
        [](Description &one) { one.volumes = kiwi::Volumes::Btrfs; },
        "line 7: KIWI makes no volumes beneath an overlay root; take away overlayroot or <systemdisk>");
    row(
        "clones of no boot partition", [](Description &one) { one.bootClones = 1; },
        [](Description &one) {
            one.bootClones = 1;
            one.hasBoot = true;
        },
        "line 7: boot_clone asks for clones of a boot partition, and there is none; set "
        "bootpartition=\"true\" or "
        "take it away");
    row(
        "MBR on large sectors",
        [](Description &one) {
            one.firmware = "bios";
            one.sectorSize = Bytes(4096);
        },
        [](Description &one) { one.sectorSize = Bytes(4096); },
        "KIWI cuts the first partition of an MBR table on sectors of 4096 bytes; take a GPT");
    row(
        "an early start", [](Description &one) { one.startSector = 63; },
        [](Description &one) { one.startSector = 2048; }, "disk_start_sector is 63; give 2048 or more");
    row(
        "a start behind which less is left than before it",
        [](Description &one) {
            one.startSector = 16000000;
            one.hasCsm = false;
        },
        [](Description &one) {
            one.startSector = 8000000;
            one.hasCsm = false;
        },
        "line 7: there is no room for \"root\", which takes 1 MiB where 2.4 GiB are left; make the disk "
        "larger, or "
        "something on it smaller");
    row(
        "an MBR beyond 2 TiB",
        [](Description &one) {
            one.firmware = "bios";
            one.size->size = mib(std::int64_t{1} << 21);
        },
        [](Description &one) {
            one.firmware = "bios";
            one.size->size = mib((std::int64_t{1} << 21) - 1);
        },
        "an MBR table reaches only to 2 TiB; take a GPT, or a smaller disk");
    row(
        "nothing partitioned", [](Description &one) { one.size->unpartitioned = mib(10240); },
        [](Description &one) { one.size->unpartitioned = mib(1000); },
        "line 7: the disk has no space for partitions, or more than 8 PiB; give another size");
}

void RefusalsTest::refuses()
{
    QFETCH(const Change, wrong);
    QFETCH(const Change, right);
    Description refused = sample();
    refused.line = 7;
    Description permitted = refused;
    wrong(refused);
    right(permitted);
    QTEST(outcome(refused), "said");
    QCOMPARE(outcome(permitted), QByteArray());
}

void RefusalsTest::asksForWhatItNeeds_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *name, Change change, const char *said) {
        QTest::newRow(name) << change << QByteArray(said);
    };
    row(
        "no size", [](Description &one) { one.size.reset(); },
        "without an absolute <size> KIWI works out the size of the disk from that of the system; give the "
        "one with "
        "--disk-size or the other with --root-size");
    row(
        "what is added to it", [](Description &one) { one.size->isAdditive = true; },
        "without an absolute <size> KIWI works out the size of the disk from that of the system; give the "
        "one with "
        "--disk-size or the other with --root-size");
    row(
        "volumes",
        [](Description &one) {
            one.size.reset();
            one.volumes = kiwi::Volumes::Lvm;
        },
        "KIWI works out the size of a disk with volumes from what is in them; give it with --disk-size");
    row(
        "read-only root",
        [](Description &one) {
            one.overlay =
                kiwi::Overlay{.size = {}, .content = ContentKind::Squashfs, .hasWritePartition = true};
        },
        "the size of the read-only root follows from a file that only a build makes; set "
        "overlayroot_readonly_partsize, or give that file's size with --squashfs-size");
}

void RefusalsTest::asksForWhatItNeeds()
{
    QFETCH(const Change, change);
    Description description = sample();
    change(description);
    QTEST(outcome(description), "said");
    const kiwi::Given given{.diskSize = mib(4096), .rootSize = {}, .squashfsSize = Bytes(1000)};
    QCOMPARE(outcome(description, given), QByteArray());
    const kiwi::Given odd{.diskSize = mib(4096) + Bytes(512), .rootSize = {}, .squashfsSize = Bytes(1000)};
    QCOMPARE(outcome(description, odd),
             QByteArray("KIWI's disks have whole MiB; give such a size with --disk-size"));
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "tst_refusals.moc"
