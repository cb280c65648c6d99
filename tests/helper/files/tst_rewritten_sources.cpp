// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/rewritten_text.h"
#include "helper/probe/config_sources.h"
#include "tests/helper/files/successor_names.h"

#include <QTest>

#include <algorithm>

using namespace parterre;
using namespace parterre::test;

Q_DECLARE_METATYPE(Sources)

/// Everything that is taken for a name when a file is read has to be found again when it is rewritten: else a
/// job would stop at a file that nobody has changed.
class RewrittenSourcesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsReadIsRewritten_data()
    {
        QTest::addColumn<Sources>("sources");
        QTest::addColumn<std::string>("text");
        QTest::addColumn<int>("count");
        const auto row = [](Sources sources, const std::string &text, int count = 1) {
            QTest::addRow("%s", text.c_str()) << sources << text << count;
        };
        const std::string uuid = "11111111-aaaa-4000-8000-00000000000a";
        const std::string partUuid = "22222222-aaaa-4000-8000-00000000000a";
        for (const std::string &name :
             {"UUID=" + uuid, std::string("UUID=ABCD-1234"), std::string("LABEL=ROOT"),
              "PARTUUID=" + partUuid, std::string("PARTUUID=1234abcd-02"), std::string("PARTLABEL=p.lxroot"),
              std::string("/dev/sda5"), "/dev/disk/by-uuid/" + uuid, std::string("/dev/disk/by-label/ROOT"),
              "/dev/disk/by-partuuid/" + partUuid, std::string("/dev/disk/by-partlabel/p.lxroot"),
              std::string("/dev/system/root"), std::string("/dev/mapper/sys--tem-root")}) {
            row(sourcesInFstab, name + " / ext4 defaults 0 1\n");
            row(sourcesInCrypttab, "home " + name + " none luks\n");
            for (const char *argument :
                 {"root=", "real_root=", "resume=", "boot=", "usr=", "mount.usr=",
                  "systemd.verity_root_data=", "systemd.verity_usr_hash=", "root=live:", "root=overlay:"}) {
                row(sourcesInKernelArguments, argument + name + " quiet\n");
                row(sourcesInGrub, "  linux /vmlinuz " + (argument + name) + " ro\n");
            }
            for (const char *argument : {"systemd.mount-extra=", "rd.live.overlay=", "cryptdevice="})
                row(sourcesInKernelArguments, argument + name + ":/somewhere quiet\n");
            row(sourcesInKernelArguments, "GRUB_CMDLINE_LINUX=\"root=" + name + " quiet\"\n");
            row(sourcesInKernelArguments, "options root=" + name + " rw\n");
            row(sourcesInKernelArguments, "kernelopts=root=" + name + " rw\n");
            row(sourcesInGrub, "set kernelopts=\"root=" + name + " rw\"\n");
            row(sourcesInDracut, "kernel_cmdline=\"root=" + name + "\"\n");
            row(sourcesInInitramfsTools, "RESUME=" + name + "\n");
        }
        for (const char *argument :
             {"luks.uuid=", "rd.luks.uuid=", "rd.luks.uuid=luks-", "luks.uuid=luks-", "rd.md.uuid="})
            row(sourcesInKernelArguments, argument + uuid + "\n");
        row(sourcesInKernelArguments, "rd.luks.name=" + uuid + "=home\n");
        row(sourcesInKernelArguments, "rd.luks.data=" + uuid + "=PARTUUID=" + partUuid + "\n", 2);
        row(sourcesInKernelArguments, "rd.md.uuid=11111111:aaaa4000:80000000:0000000a\n");
        row(sourcesInKernelArguments, "rd.luks.partuuid=" + partUuid + "\n");
        row(sourcesInKernelArguments, "rd.lvm.lv=system/root rd.lvm.vg=system\n", 2);
        row(sourcesInKernelArguments, "rd.luks.partuuid=1234abcd-02\n");
        row(sourcesInGrubDefaults, "GRUB_FORCE_PARTUUID=" + partUuid + "\n");
        row(sourcesInGrubDefaults, "GRUB_FORCE_PARTUUID=\"1234abcd-02\"\n");
        row(sourcesInGrub, "search --no-floppy --fs-uuid --set=root " + uuid + "\n");
        row(sourcesInGrub, "search --label --set=root ROOT\n");
        row(sourcesInGrub, "search.fs_uuid " + uuid + " root hd0,gpt2\n");
        row(sourcesInGrub, "search.fs_uuid ABCD-1234 root\n");
        row(sourcesInGrub, "search.fs_label ROOT root\n");
        row(sourcesInMdadm, "ARRAY /dev/md0 UUID=11111111:aaaa4000:80000000:0000000a\n");
        row(sourcesInMdadm, "ARRAY /dev/md0 UUID=11111111.:aaaa4000:80000000:0000000a\n");
        row(sourcesInFstab, "LABEL=a\\044b / ext4 defaults 0 1\n");
        row(sourcesInMdadm, "ARRAY /dev/md0 devices=/dev/sda5,/dev/sda6\n", 2);
        row(sourcesInLvmDevices, "IDTYPE=devname IDNAME=/dev/sda5 DEVNAME=/dev/sda5 PVID=x\n");
        row(sourcesInLvmDevices,
            "IDTYPE=sys_wwid IDNAME=naa.1 PVID=AbCdEf0123456789012345678901ghij PART=5\n", 2);
        row(sourcesInLvmDevices, "IDTYPE=devname DEVNAME=/dev/disk/by-partuuid/" + partUuid + " PVID=x\n");
    }

    void whatIsReadIsRewritten()
    {
        QFETCH(const Sources, sources);
        QFETCH(const std::string, text);
        QFETCH(const int, count);
        const auto names = namesIn(text, sources);
        QCOMPARE(names.size(), static_cast<std::size_t>(count));
        std::vector<ReferenceChange> changes;
        std::vector<std::pair<By, std::string>> wanted;
        for (const Naming &naming : names) {
            changes.push_back(changeOf(naming));
            wanted.emplace_back(naming.by, keyAfter(naming));
        }
        const Result<std::string> changed = rewritten(text, changes);
        QVERIFY2(changed.has_value(), changed ? "" : changed.error().detail.c_str());
        QVERIFY2(keysOf(namesIn(*changed, sources)) == wanted, changed->c_str());
    }
};

QTEST_GUILESS_MAIN(RewrittenSourcesTest)
#include "tst_rewritten_sources.moc"
