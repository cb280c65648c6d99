// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/config_sources.h"
#include "helper/probe/kernel_arguments.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <utility>

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
    void readsEachArgument_data();
    void readsEachArgument();
    void takesNoMoreThanThereCanBe();
    void knowsTheFilesOfAFolder_data();
    void knowsTheFilesOfAFolder();
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

using Sources = std::vector<std::string> (*)(const std::string &text);

/// Every way to read a file, with a path of one.
std::vector<std::pair<std::string, Sources>> allWays()
{
    std::vector<std::pair<std::string, Sources>> ways;
    for (const auto &configs : {rootConfigs(), bootConfigs()}) {
        for (const ConfigFile &config : configs)
            ways.emplace_back(config.path, config.sources);
    }
    for (const auto &folders : {rootConfigFolders(), bootConfigFolders()}) {
        for (const ConfigFolder &folder : folders)
            ways.emplace_back(folder.path + std::string("/x") + folder.ending + folder.below, folder.sources);
    }
    return ways;
}

Sources wayFor(const std::string &path)
{
    const auto ways = allWays();
    const auto found = std::ranges::find(ways, path, &std::pair<std::string, Sources>::first);
    return found == ways.end() ? nullptr : found->second;
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
        {"UUID=3aaa0122-2982-7cfa-5331-ad66ca767371", "/dev/sda3", "/dev/sdb3"});
    row("LVM's devices", "/etc/lvm/devices/system.devices",
        "# LVM uses devices listed in this file.\nVERSION=1.1.2\n"
        "IDTYPE=sys_wwid IDNAME=naa.5 DEVNAME=/dev/sda5 PVID=abc PART=5\n",
        {"/dev/sda5", "PART=5", "PVID=abc"});
    row("a boot entry", "/loader/entries/x.conf",
        "title root=UUID=no\n# options root=UUID=old\nlinux /vmlinuz\noptions root=UUID=x quiet\n"
        "options  resume=/dev/sda2 $kernelopts\ninitrd /root=UUID=no\n",
        {"UUID=x", "/dev/sda2"});
    row("a boot entry with the lines of DOS", "/efi/loader/entries/x.conf",
        "options root=PARTUUID=1-2\r\n\r\nversion 6\r\n", {"PARTUUID=1-2"});
    row("what leads from an ESP to the menu", "/EFI/x/grub.cfg",
        "search.fs_uuid 0a-1b root hd0,gpt2 \nset prefix=($root)'/boot/grub'\nconfigfile $prefix/grub.cfg\n"
        "search.fs_label ROOT root\nsearch.file /x root\n",
        {"UUID=0a-1b", "LABEL=ROOT"});
    row("settings of a menu", "/grub2/grub.cfg",
        "set root='hd0,gpt2'\nset default_kernelopts=\"root=UUID=x ro\"\n  set kernelopts=\"root=UUID=y\"\n"
        "module2 /vmlinuz placeholder root=UUID=z\nset timeout=5\n",
        {"UUID=x", "UUID=y", "UUID=z"});
    row("dracut", "/etc/dracut.conf.d/x.conf",
        "# kernel_cmdline=\"root=UUID=old\"\nhostonly=\"yes\"\nkernel_cmdline=\"root=UUID=x\"\n"
        "kernel_cmdline+=\" rd.luks.uuid=y \\\n   resume=UUID=z \"\n"
        "add_device+=\" /dev/disk/by-uuid/a /dev/sda7 \"\nadd_device=/dev/sda8\n",
        {"UUID=x", "UUID=y", "UUID=z", "/dev/disk/by-uuid/a", "/dev/sda7", "/dev/sda8"});
    row("a piece of a command line", "/etc/cmdline.d/x.conf", "root=LABEL=x\n", {"LABEL=x"});
    row("initramfs-tools", "/etc/initramfs-tools/conf.d/x",
        "# RESUME=UUID=old\nRESUME=UUID=x\nROOT=\"LABEL=y\"\n", {"UUID=x", "LABEL=y"});
    row("where to wake up is not said", "/etc/initramfs-tools/conf.d/x", "RESUME=auto\nMODULES=most\n",
        {"auto"});
    row("cloud images", "/etc/default/grub.d/x.cfg",
        "# GRUB_FORCE_PARTUUID=old\nGRUB_FORCE_PARTUUID=0a1b-2c\nGRUB_CMDLINE_LINUX=\"root=UUID=x\"\n",
        {"UUID=x", "PARTUUID=0a1b-2c"});
}

void ConfigSourcesTest::readsEachFile()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, text);
    const Sources way = wayFor(path.toStdString());
    QVERIFY(way != nullptr);
    QByteArrayList sources;
    for (const std::string &source : way(text.toStdString()))
        sources << QByteArray::fromStdString(source);
    QTEST(sources, "sources");
}

/// A file may be cut anywhere, and hold anything.
void ConfigSourcesTest::endsOnAnyCutLine()
{
    const std::string text =
        "ARRAY UUID=\nUUID=\nsearch --label\nlinux root=\nrd.luks.uuid=luks-\n"
        "search.fs_uuid \nsearch.fs_label\nset kernelopts=\nset\noptions\noptions root=\nadd_device+=\n"
        "add_device=\" \"\nRESUME=\nGRUB_FORCE_PARTUUID=\nrd.luks.data==\nrd.md.uuid=\n\r\n \r\n"
        "kernelopts=\nDEVNAME=\ndevices=,,\nGRUB_CMDLINE_LINUX=\"\ncryptdevice=:\n= ==\n";
    for (const auto &[path, sources] : allWays()) {
        for (std::size_t size = 0; size <= text.size(); ++size) {
            for (const std::string &source : sources(text.substr(0, size)))
                QVERIFY2(!source.empty(), path.c_str());
        }
    }
}

void ConfigSourcesTest::everyPathIsReadInOneWay()
{
    std::map<std::string, int> seen;
    for (const auto &[path, sources] : allWays())
        ++seen[path];
    QVERIFY(seen.size() > 10);
    QVERIFY(std::ranges::all_of(seen, [](const auto &one) { return one.second == 1; }));
}

void ConfigSourcesTest::readsEachArgument_data()
{
    QTest::addColumn<QByteArrayList>("sources");
    const auto row = [](const char *word, const QByteArrayList &sources) { QTest::newRow(word) << sources; };
    row("quiet", {});
    row("root=", {});
    row("root=LABEL=x", {"LABEL=x"});
    row("root=live:LABEL=x", {"LABEL=x"});
    row("root=overlay:PARTUUID=x", {"PARTUUID=x"});
    row("xroot=LABEL=x", {});
    row("boot=UUID=x", {"UUID=x"});
    row("mount.usr=UUID=x", {"UUID=x"});
    row("systemd.verity_root_data=PARTUUID=x", {"PARTUUID=x"});
    row("systemd.verity_root_hash=/dev/sda3", {"/dev/sda3"});
    row("systemd.verity_usr_data=UUID=x", {"UUID=x"});
    row("systemd.verity_usr_hash=UUID=x", {"UUID=x"});
    row("systemd.mount-extra=UUID=x:/data:ext4:ro", {"UUID=x"});
    row("rd.systemd.mount-extra=LABEL=x:/sysroot/data", {"LABEL=x"});
    row("systemd.swap-extra=PARTLABEL=x", {"PARTLABEL=x"});
    row("rd.live.overlay=LABEL=x:/overlay", {"LABEL=x"});
    row("cryptdevice=UUID=x:root", {"UUID=x"});
    row("cryptdevice=:root", {});
    row("luks.uuid=luks-x", {"UUID=x"});
    row("rd.luks.name=x=root", {"UUID=x"});
    row("rd.luks.name==root", {});
    row("rd.luks.data=x=/dev/sda3", {"UUID=x", "/dev/sda3"});
    row("luks.data=x=PARTUUID=y", {"UUID=x", "PARTUUID=y"});
    row("luks.data=x", {"UUID=x"});
    row("rd.luks.partuuid=x", {"PARTUUID=x"});
    row("rd.md.uuid=3aaa0122:29827cfa:5331ad66:ca767371", {"UUID=3aaa0122-2982-7cfa-5331-ad66ca767371"});
    row("rd.lvm.lv=vg/root", {"rd.lvm.lv=vg/root"});
    row("rd.lvm.conf=0", {});
}

void ConfigSourcesTest::readsEachArgument()
{
    QByteArrayList sources;
    for (const std::string &source : sourcesInArgument(QTest::currentDataTag()))
        sources << QByteArray::fromStdString(source);
    QTEST(sources, "sources");
}

/// As large as a file may be that is read.
void ConfigSourcesTest::takesNoMoreThanThereCanBe()
{
    std::string text;
    for (int i = 0; text.size() < std::size_t{256} << 10; ++i)
        text += "options root=UUID=" + std::to_string(i) + "\n";
    const std::vector<std::string> sources = sourcesInBootEntry(text);
    QCOMPARE(sources.size(), std::size_t{512});
    QCOMPARE(sources.back(), std::string("UUID=511"));
}

void ConfigSourcesTest::knowsTheFilesOfAFolder_data()
{
    QTest::addColumn<bool>("expected");
    for (const char *path : {"/loader/entries/a.conf", "/loader/entries/A.CONF", "/EFI/debian/grub.cfg",
                             "/etc/initramfs-tools/conf.d/resume", "/etc/dracut.conf.d/x.conf"})
        QTest::newRow(path) << true;
    for (const char *path : {"/loader/entries/a.txt", "/loader/entries", "/loader/entries/", "/EFI/grub.cfg",
                             "/loader/entries/sub/a.conf", "/EFI/debian/x/grub.cfg", "/EFI//grub.cfg",
                             "/EFI/debian/grubx.cfg", "/etc/fstab"})
        QTest::newRow(path) << false;
}

void ConfigSourcesTest::knowsTheFilesOfAFolder()
{
    QFETCH(const bool, expected);
    const std::string path = QTest::currentDataTag();
    const auto isOf = [&](const ConfigFolder &folder) { return isFileOf(folder, path); };
    QCOMPARE(std::ranges::any_of(rootConfigFolders(), isOf) || std::ranges::any_of(bootConfigFolders(), isOf),
             expected);
    const std::vector<std::string> names{"a.conf", "x.txt", "B.CONF"};
    QCOMPARE(filesOf(bootConfigFolders().front(), names),
             (std::vector<std::string>{"/loader/entries/a.conf", "/loader/entries/B.CONF"}));
}

QTEST_APPLESS_MAIN(ConfigSourcesTest)
#include "tst_config_sources.moc"
