// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/efi_entry.h"
#include "helper/probe/naming.h"

#include <QTest>

using namespace parterre;

using By = Reference::By;

/// How configuration files and firmware name partitions.
class NamingTest : public QObject
{
    Q_OBJECT

private:
    static std::vector<Partition> disk()
    {
        Partition boot{.number = 2, .name = "p.lxboot", .guid = "aaaaaaaa-0000-4000-8000-000000000002"};
        boot.content = {
            .kind = ContentKind::Ext4, .uuid = "bbbbbbbb-0000-4000-8000-000000000002", .label = "BOOT"};
        Partition esp{.number = 5, .name = "p.UEFI", .guid = "1234abcd-05"};
        esp.content = {.kind = ContentKind::Fat32, .uuid = "ABCD-1234", .label = "EFI"};
        Partition system{.number = 7};
        system.content = {
            .kind = ContentKind::LvmPv, .uuid = "AbCdEf-0123-4567-8901-2345-6789-01ghij", .label = "sys-tem"};
        system.content.volumes = {{.name = "root", .content = {.kind = ContentKind::Xfs}},
                                  {.name = "swap-1", .content = {.kind = ContentKind::Swap}}};
        return {boot, esp, system};
    }

private Q_SLOTS:
    void leadsTo_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<bool>("isNaming");
        QTest::addColumn<By>("by");
        QTest::addColumn<int>("leadsTo");
        const auto row = [](const char *source, By by, int leadsTo) {
            QTest::newRow(source) << QString(source) << true << by << leadsTo;
        };
        row("UUID=BBBBBBBB-0000-4000-8000-000000000002", By::Uuid, 2);
        row("UUID=\"abcd-1234\"", By::Uuid, 5);
        row("/dev/disk/by-uuid/ABCD-1234", By::Uuid, 5);
        row("LABEL=BOOT", By::Label, 2);
        row("LABEL=boot", By::Label, 0);
        row("PARTUUID=1234ABCD-05", By::PartUuid, 5);
        row("PARTLABEL=p.lxboot", By::PartLabel, 2);
        row("/dev/disk/by-partlabel/p.UEFI", By::PartLabel, 5);
        row("/dev/sda5", By::DeviceNumber, 5);
        row("/dev/nvme0n1p2", By::DeviceNumber, 2);
        row("/dev/mmcblk0p5", By::DeviceNumber, 5);
        row("/dev/disk/by-id/ata-DISK_7-part2", By::DeviceNumber, 2);
        row("/dev/sda9", By::DeviceNumber, 0);
        row("/dev/sys-tem/root", By::LogicalVolume, 7);
        row("/dev/sys-tem/swap-1", By::LogicalVolume, 7);
        row("/dev/mapper/sys--tem-root", By::LogicalVolume, 7);
        row("/dev/mapper/sys--tem-swap--1", By::LogicalVolume, 7);
        row("/dev/mapper/sys-tem", By::LogicalVolume, 0);
        row("/dev/sys-tem/home", By::LogicalVolume, 0);
        row("rd.lvm.lv=sys-tem/root", By::LogicalVolume, 7);
        row("rd.lvm.vg=sys-tem", By::LogicalVolume, 7);
        row("rd.lvm.vg=sys", By::LogicalVolume, 0);
        row("PART=7", By::DeviceNumber, 7);
        row("PVID=AbCdEf0123456789012345678901ghij", By::Uuid, 7);
        row("PVID=AbCdEf0123456789012345678901ghiJ", By::Uuid, 7);
        row("PVID=AbCdEf0123456789012345678901ghik", By::Uuid, 0);
        for (const char *source : {"tmpfs",
                                   "/dev/mapper/root",
                                   "//server/share",
                                   "/dev/sda",
                                   "/dev/nvme0n1",
                                   "/dev/disk/by-id/ata-DISK_7",
                                   "UUID=",
                                   "none",
                                   "/dev/mapper/a-b-c",
                                   "/dev/mapper/a/b",
                                   "UUID=\"a\"b",
                                   "/dev/'sda5",
                                   "/dev/a/b/c",
                                   "/dev/-a/b",
                                   "rd.lvm.lv=root",
                                   "rd.lvm.vg=",
                                   "PART=0",
                                   "LABEL==\"x\"",
                                   "/dev/sd=5",
                                   "/dev/sda-5",
                                   "UUID=\"x",
                                   "UUID=x'",
                                   "UUID=\"x'",
                                   "PART=05",
                                   "/dev/sda05",
                                   "PART=x",
                                   "PVID=x",
                                   "PVID=AbCdEf-0123-4567-8901-2345-6789-01gh"}) {
            QTest::newRow(source) << QString(source) << false << By::Uuid << 0;
        }
    }

    void leadsTo()
    {
        QFETCH(const QString, source);
        QFETCH(const bool, isNaming);
        const std::optional<Naming> naming = parseNaming(source.toStdString());
        QCOMPARE(naming.has_value(), isNaming);
        if (!naming)
            return;
        QTEST(naming->by, "by");
        QTEST(resolve(*naming, disk()), "leadsTo");
    }

    void readsAFirmwareEntry()
    {
        const QByteArray node = QByteArray::fromHex("04012a00"
                                                    "02000000"
                                                    "0008000000000000"
                                                    "0010000000000000"
                                                    "78563412bc9af0debbaa998877665544"
                                                    "0202");
        const QByteArray text("o\0s\0\0\0", 6);
        QByteArray variable = QByteArray::fromHex("07000000"
                                                  "01000000");
        variable.append(static_cast<char>(node.size() + 4)).append('\0').append(text).append(node);
        variable.append(QByteArray::fromHex("7fff0400"));
        const auto bytes =
            std::as_bytes(std::span(variable.constData(), static_cast<std::size_t>(variable.size())));
        const std::optional<EfiEntry> entry = parseEfiEntry(bytes);
        QVERIFY(entry);
        QCOMPARE(entry->number, 2);
        QCOMPARE(entry->guid, std::string("12345678-9abc-def0-bbaa-998877665544"));
        for (std::size_t size = 0; size < bytes.size() - 4; ++size)
            QVERIFY(!parseEfiEntry(bytes.first(size)));
    }
};

QTEST_GUILESS_MAIN(NamingTest)
#include "tst_naming.moc"
