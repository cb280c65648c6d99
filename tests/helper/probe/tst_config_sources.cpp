// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/config_sources.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace parterre;

/// What configuration files name devices by.
class ConfigSourcesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsFstabLines();
    void readsEachFile_data();
    void readsEachFile();
    void endsOnAnyCutLine();
    void everyPathIsReadInOneWay();
};

void ConfigSourcesTest::readsFstabLines()
{
    const std::vector<FstabLine> lines =
        parseFstab("# comment\n\nLABEL=a /with\\040space ext4 defaults,ro 0 1\n"
                   "broken line\n/dev/sda2\tnone\tswap\n");
    QCOMPARE(lines.size(), std::size_t{2});
    QCOMPARE(lines[0].place, std::string("/with space"));
    QCOMPARE(lines[0].options, std::string("defaults,ro"));
    QCOMPARE(lines[1].type, std::string("swap"));
    QVERIFY(lines[1].options.empty());
}

namespace {

const ConfigFile *configAt(const std::string &path)
{
    for (const auto &configs : {rootConfigs(), bootConfigs()}) {
        for (const ConfigFile &config : configs) {
            if (config.path == path)
                return &config;
        }
    }
    return nullptr;
}

}

void ConfigSourcesTest::readsEachFile_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArrayList>("sources");
    const auto row = [](const char *what, const char *path, const char *text, const QByteArrayList &sources) {
        QTest::newRow(what) << QByteArray(path) << QByteArray(text) << sources;
    };
    row("fstab", "/etc/fstab", "LABEL=a / ext4\nLABEL=a /b ext4\n#LABEL=c / ext4\n/dev/sda2 none swap\n",
        {"LABEL=a", "/dev/sda2"});
    row("crypttab", "/etc/crypttab", "# c\nroot UUID=x none luks\nhome /dev/sda3\n", {"UUID=x", "/dev/sda3"});
    row("the boot menu, each once", "/grub2/grub.cfg",
        "search --no-floppy --fs-uuid --set=root ABCD-1234\n"
        "linux /boot/vmlinuz root=UUID=x quiet resume=/dev/sda3\n"
        "linuxefi /boot/vmlinuz root=UUID=x\n"
        "linux /vmlinuz root=${rootdev}\nsearch --file /x\nsearch --label --set ROOT\n",
        {"UUID=ABCD-1234", "UUID=x", "/dev/sda3", "LABEL=ROOT"});
    row("a menu with what the initial RAM disk opens", "/boot/grub/grub.cfg",
        "linux /vmlinuz rd.luks.uuid=luks-0a1b rd.luks.name=2c3d=home root=/dev/mapper/root\n",
        {"UUID=0a1b", "UUID=2c3d", "/dev/mapper/root"});
    row("grubenv", "/boot/grub2/grubenv",
        "# GRUB Environment Block\nsaved_entry=0\nkernelopts=root=UUID=x ro resume=UUID=y\n####\n",
        {"UUID=x", "UUID=y"});
    row("kernel command line", "/etc/kernel/cmdline", "root=PARTUUID=1234-05 rw mount.usr=LABEL=usr\n",
        {"PARTUUID=1234-05", "LABEL=usr"});
    row("grub's defaults", "/etc/default/grub",
        "#GRUB_CMDLINE_LINUX=\"root=UUID=old\"\nGRUB_CMDLINE_LINUX=\"root=UUID=x cryptdevice=UUID=z:root\"\n"
        "GRUB_CMDLINE_LINUX_DEFAULT='resume=/dev/sda2 quiet'\nGRUB_TIMEOUT=5\n",
        {"UUID=x", "UUID=z", "/dev/sda2"});
    row("extlinux", "/extlinux/extlinux.conf", "LABEL linux\n  KERNEL /vmlinuz\n  APPEND root=/dev/vda2 ro\n",
        {"/dev/vda2"});
    row("a board's command line", "/boot/cmdline.txt",
        "console=tty1 root=PARTUUID=6c586e13-02 rootfstype=ext4", {"PARTUUID=6c586e13-02"});
    row("mdadm.conf", "/etc/mdadm/mdadm.conf",
        "# ARRAY UUID=0:0:0:0\nDEVICE partitions\n"
        "ARRAY /dev/md0 metadata=1.2 UUID=3aaa0122:29827cfa:5331ad66:ca767371\n"
        "ARRAY /dev/md1 devices=/dev/sda3,/dev/sdb3\nARRAY /dev/md2 UUID=odd\n",
        {"UUID=3aaa0122-2982-7cfa-5331-ad66ca767371", "/dev/sda3", "/dev/sdb3", "UUID=odd"});
    row("LVM's devices", "/etc/lvm/devices/system.devices",
        "# LVM uses devices listed in this file.\nVERSION=1.1.2\n"
        "IDTYPE=sys_wwid IDNAME=naa.5 DEVNAME=/dev/sda5 PVID=abc PART=5\n",
        {"/dev/sda5"});
}

void ConfigSourcesTest::readsEachFile()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, text);
    const ConfigFile *const config = configAt(path.toStdString());
    QVERIFY(config != nullptr);
    QByteArrayList sources;
    for (const std::string &source : config->sources(text.toStdString()))
        sources << QByteArray::fromStdString(source);
    QTEST(sources, "sources");
}

/// A file may be cut anywhere, and hold anything.
void ConfigSourcesTest::endsOnAnyCutLine()
{
    const std::string text =
        "ARRAY UUID=\nUUID=\nsearch --label\nlinux root=\nrd.luks.uuid=luks-\n"
        "kernelopts=\nDEVNAME=\ndevices=,,\nGRUB_CMDLINE_LINUX=\"\ncryptdevice=:\n= ==\n";
    for (const auto &configs : {rootConfigs(), bootConfigs()}) {
        for (const ConfigFile &config : configs) {
            for (std::size_t size = 0; size <= text.size(); ++size) {
                for (const std::string &source : config.sources(text.substr(0, size)))
                    QVERIFY2(!source.empty(), config.path);
            }
        }
    }
}

void ConfigSourcesTest::everyPathIsReadInOneWay()
{
    std::map<std::string, int> seen;
    for (const auto &configs : {rootConfigs(), bootConfigs()}) {
        for (const ConfigFile &config : configs)
            ++seen[config.path];
    }
    QVERIFY(seen.size() > 10);
    QVERIFY(std::ranges::all_of(seen, [](const auto &one) { return one.second == 1; }));
}

QTEST_APPLESS_MAIN(ConfigSourcesTest)
#include "tst_config_sources.moc"
