// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/part_types.h"
#include "core/partids/partids.h"

#include <QTest>

#include <array>
#include <random>

using namespace parterre;

/// What partitions are called, and their clones.
class NamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void infersNames_data();
    void infersNames();
    void takesTheNameThatWasDrawn();
    void hasNoNameForContainers();
    void readsCloneNames_data();
    void readsCloneNames();
    void namesClones_data();
    void namesClones();
    void renames_data();
    void renames();
    void findsNearestSafeName_data();
    void findsNearestSafeName();
    void alwaysFindsASafeName();
    void readsTheCloneNamesThatItMakes();
};

namespace {

QByteArray bytes(const std::string &text)
{
    return QByteArray::fromStdString(text);
}

}

void NamesTest::infersNames_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("gptName");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("mount");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char *what, std::string_view type, std::array<const char *, 4> rest) {
        QTest::newRow(what) << QByteArray(type.data(), static_cast<qsizetype>(type.size()))
                            << QByteArray(rest[0]) << QByteArray(rest[1]) << QByteArray(rest[2])
                            << QByteArray(rest[3]);
    };
    row("nothing", type::linuxData, {"", "", "", ""});
    row("the type goes first", type::esp, {"p.lxboot", "HOME", "/srv", "efi"});
    row("then the GPT name", type::linuxData, {"p.lxboot", "HOME", "/srv", "boot"});
    row("then the label", type::linuxData, {"", "HOME", "/srv", "home"});
    row("then the mount point", type::linuxData, {"", "", "/srv/data", "srv_data"});
    row("then the type of root", type::rootX86, {"", "", "", "root"});
    row("then the type of home", type::home, {"", "", "", "home"});
    row("then the type of boot", type::xbootldr, {"", "", "", "boot"});
    row("a GPT name goes before the type of root", type::rootX86, {"p.lxreadonly", "", "", "readonly"});
    row("names that say nothing are none", type::linuxData, {"Linux filesystem", "DATA", "", "data"});
    row("nor is primary", type::linuxData, {"primary", "", "/", "root"});
    row("names of one's own stay", type::linuxData, {"Data", "", "", "Data"});
    row("KIWI's BIOS partition", type::linuxData, {"p.legacy", "", "", "efi_csm"});
    row("KIWI's ESP", type::linuxData, {"p.UEFI", "", "", "efi"});
    row("KIWI's spare", type::linuxData, {"p.spare", "", "", "spare"});
    row("KIWI's LVM holds root", type::lvm, {"p.lxlvm", "", "", "root"});
    row("KIWI's RAID holds root", type::raid, {"p.lxraid", "", "", "root"});
    row("a prefix alone is no name", type::linuxData, {"p.lx", "DATA", "", "data"});
    row("the root's mount point", type::linuxData, {"", "", "/", "root"});
    row("the ESP's mount point", type::microsoftData, {"", "", "/boot/efi", "efi"});
    row("no mount point", type::linuxData, {"", "", "none", ""});
    row("MBR swap", "82", {"", "", "", "swap"});
    row("MBR by label", "83", {"", "ROOT", "", "root"});
}

void NamesTest::infersNames()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, gptName);
    QFETCH(const QByteArray, label);
    QFETCH(const QByteArray, mount);
    Partition partition;
    partition.type = type.toStdString();
    partition.name = gptName.toStdString();
    partition.content.label = label.toStdString();
    partition.mountPoint = mount.toStdString();
    QTEST(bytes(inferredName(partition)), "name");
}

void NamesTest::takesTheNameThatWasDrawn()
{
    Partition partition;
    partition.type = type::linuxSwap;
    partition.name = "p.swap";
    partition.partidsName = "scratch";
    QCOMPARE(inferredName(partition), std::string("scratch"));
}

void NamesTest::hasNoNameForContainers()
{
    Partition partition;
    partition.entry = EntryKind::Extended;
    partition.content.label = "DATA";
    QVERIFY(inferredName(partition).empty());
}

void NamesTest::readsCloneNames_data()
{
    QTest::addColumn<QByteArray>("gptName");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("index");  // 0: no clone's name
    const auto row = [](const char *gptName, const char *name, int index) {
        QTest::newRow(gptName) << QByteArray(gptName) << QByteArray(name) << index;
    };
    row("p.lxbootclone1", "boot", 1);
    row("p.lxhomeclone12", "home", 12);
    row("Data-clone3", "Data", 3);
    row("p.UEFI-clone1", "p.UEFI", 1);
    row("p.lxcloneclone2", "clone", 2);
    row("p.lxfooclone5clone1", "fooclone5", 1);
    row("p.lxboot", "", 0);
    row("p.lxbootclone", "", 0);
    row("p.lxbootclone0", "", 0);
    row("p.lxbootclone01", "", 0);
    row("p.lxbootclone-1", "", 0);
    row("p.lxbootclone1x", "", 0);
    row("p.lxbootclone99999999999", "", 0);
    row("p.lxclone1", "", 0);
    row("-clone1", "", 0);
    row("dataclone2", "", 0);
    row("", "", 0);
}

void NamesTest::readsCloneNames()
{
    QFETCH(const QByteArray, gptName);
    QFETCH(const QByteArray, name);
    QFETCH(const int, index);
    const auto read = parseCloneName(gptName.toStdString());
    QCOMPARE(read.has_value(), index > 0);
    if (read)
        QVERIFY((*read == CloneName{.name = name.toStdString(), .index = index}));
}

void NamesTest::namesClones_data()
{
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("partids");
    QTest::addColumn<QByteArray>("clone");
    const auto row = [](const char *origin, const char *partids, const char *clone) {
        QTest::newRow(*origin == 0 ? "no name" : origin)
            << QByteArray(origin) << QByteArray(partids) << QByteArray(clone);
    };
    row("p.lxboot", "boot", "p.lxbootclone2");
    row("p.lxreadonly", "readonly", "p.lxrootclone2");
    row("p.lxlvm", "root", "p.lxrootclone2");
    row("Data", "Data", "Data-clone2");
    row("", "home", "home-clone2");
    row("Linux filesystem", "opt", "opt-clone2");
    row("p.UEFI", "efi", "p.UEFI-clone2");
}

void NamesTest::namesClones()
{
    QFETCH(const QByteArray, origin);
    QFETCH(const QByteArray, partids);
    QTEST(bytes(cloneGptName(origin.toStdString(), partids.toStdString(), 2)), "clone");
}

void NamesTest::renames_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("gptName");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("renamed");
    const auto row = [](const char *what, std::array<const char *, 3> names, std::string_view type) {
        QTest::newRow(what) << QByteArray(type.data(), static_cast<qsizetype>(type.size()))
                            << QByteArray(names[0]) << QByteArray(names[1]) << QByteArray(names[2]);
    };
    row("KIWI's", {"p.lxhome", "data", "p.lxdata"}, type::linuxData);
    row("another of KIWI's", {"p.spare", "data", "p.lxdata"}, type::linuxData);
    row("plain", {"Data", "srv", "srv"}, type::linuxData);
    row("none", {"", "srv", "srv"}, type::linuxData);
    row("plain that says nothing", {"Data", "linux", "p.lxlinux"}, type::linuxData);
    row("KIWI's that says something else", {"p.lxhome", "lvm", "lvm"}, type::linuxData);
    row("no clone", {"p.lxhome", "dataclone1", "dataclone1"}, type::linuxData);
    row("nothing says it", {"p.lxhome", "", "p.lxhome"}, type::linuxData);
    row("named by its type", {"p.UEFI", "data", "p.UEFI"}, type::esp);
}

void NamesTest::renames()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, gptName);
    QFETCH(const QByteArray, name);
    Partition partition;
    partition.type = type.toStdString();
    partition.name = gptName.toStdString();
    const std::string renamed = renamedGptName(partition, name.toStdString());
    QTEST(bytes(renamed), "renamed");
    const bool isRenamed = renamed != partition.name;
    partition.name = renamed;
    QCOMPARE(bytes(inferredName(partition)) == name, isRenamed);
}

void NamesTest::findsNearestSafeName_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("safe");
    QTest::newRow("safe already") << QByteArray("home_2x") << QByteArray("home_2x");
    QTest::newRow("dash") << QByteArray("var-log") << QByteArray("var_log");
    QTest::newRow("space") << QByteArray("opt app") << QByteArray("opt_app");
    QTest::newRow("marks") << QByteArray("über") << QByteArray("uber");
    QTest::newRow("sharp s") << QByteArray("größe") << QByteArray("grosse");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("part");
    QTest::newRow("nothing usable") << QByteArray("☃-☃") << QByteArray("part");
    QTest::newRow("a command") << QByteArray("$(reboot)") << QByteArray("reboot");
    QTest::newRow("too long") << QByteArray(80, 'x') << QByteArray(64, 'x');
    QTest::newRow("not UTF-8") << QByteArray("a\xff"
                                             "b")
                               << QByteArray("a");
}

void NamesTest::findsNearestSafeName()
{
    QFETCH(const QByteArray, name);
    QTEST(bytes(safeName(name.toStdString())), "safe");
    QCOMPARE(isSafeName(name.toStdString()), bytes(safeName(name.toStdString())) == name);
}

void NamesTest::alwaysFindsASafeName()
{
    std::mt19937 random(11);
    for (int round = 0; round < 20'000; ++round) {
        std::string name(random() % 90, ' ');
        for (char &c : name)
            c = static_cast<char>(random() % 3 == 0 ? random() % 256 : 'A' + random() % 60);
        const std::string safe = safeName(name);
        QVERIFY2(isSafeName(safe), name.c_str());
    }
}

void NamesTest::readsTheCloneNamesThatItMakes()
{
    std::mt19937 random(13);
    const std::string letters = "abcxyzABC_0123456789 -clone";
    for (int round = 0; round < 5'000; ++round) {
        std::string name = "n";
        for (auto left = random() % 12; left > 0; --left)
            name += letters[random() % letters.size()];
        const int index = 1 + static_cast<int>(random() % 999);
        const CloneName wanted{.name = name, .index = index};
        QVERIFY2(parseCloneName(cloneGptName("p.lx" + name, name, index)) == wanted, name.c_str());
        QVERIFY2(parseCloneName(cloneGptName(name, "other", index)) == wanted, name.c_str());
        QVERIFY2(parseCloneName(cloneGptName("", name, index)) == wanted, name.c_str());
    }
}

QTEST_GUILESS_MAIN(NamesTest)
#include "tst_names.moc"
