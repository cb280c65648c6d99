// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/rewritten_text.h"

#include <QTest>

#include <random>

using namespace parterre;

namespace {

using By = Reference::By;
using Changes = std::vector<ReferenceChange>;

const std::string a = "11111111-aaaa-4000-8000-00000000000a";
const std::string b = "22222222-bbbb-4000-8000-00000000000b";

ReferenceChange uuid()
{
    return {.by = By::Uuid, .from = a, .to = b};
}

ReferenceChange number(const char *from, const char *to)
{
    return {.by = By::DeviceNumber, .from = from, .to = to};
}

std::string environment(const std::string &body)
{
    std::string text = "# GRUB Environment Block\n" + body;
    text.resize(1024, '#');
    return text;
}

}

Q_DECLARE_METATYPE(std::vector<parterre::ReferenceChange>)

class TestRewrittenText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySpelling_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<Changes>("changes");
        QTest::addColumn<std::string>("expected");
        const auto row = [](const char *name, const std::string &text, const Changes &changes,
                            const std::string &expected) {
            QTest::newRow(name) << text << changes << expected;
        };
        const auto uuids = [&](const char *name, const std::string &before, const std::string &behind) {
            QTest::newRow(name) << before + a + behind << Changes{uuid()} << before + b + behind;
        };
        const ReferenceChange label{.by = By::Label, .from = "ROOT", .to = "ROOT-C1"};
        const ReferenceChange blank{.by = By::Label, .from = "MY ROOT", .to = "MY ROOT-C1"};
        const ReferenceChange fat{.by = By::Uuid, .from = "ABCD-1234", .to = "00FF-0001"};
        const ReferenceChange part{.by = By::PartUuid, .from = "1234abcd-02", .to = "1234abcd-03"};
        const ReferenceChange name{.by = By::PartLabel, .from = "p.lxroot", .to = "p.lxrootclone1"};

        uuids("fstab", "UUID=", "\t/\text4 defaults 0 1\n");
        uuids("fstab, quoted", "UUID=\"", "\" / ext4 defaults 0 1\n");
        uuids("a link", "/dev/disk/by-uuid/", " / ext4\n");
        uuids("crypttab with systemd's name", "home UUID=", " none luks\n");
        uuids("no newline at the end", "root=UUID=", "");
        uuids("lines of Windows", "UUID=", "\r\n");
        uuids("a kernel's argument", "GRUB_CMDLINE_LINUX=\"quiet root=UUID=", " rd.luks.uuid=luks-x\"\n");
        uuids("rd.luks.uuid", "options rd.luks.uuid=luks-", " rw\n");
        uuids("rd.luks.name", "rd.luks.name=", "=root\n");
        uuids("cryptdevice", "cryptdevice=UUID=", ":cryptroot\n");
        uuids("an opened LUKS", "/dev/mapper/luks-", " /home ext4\n");
        uuids("resume", "linux /vmlinuz resume=UUID=", "\n");
        uuids("search", "  search --no-floppy --fs-uuid --set=root ", "\n");
        uuids("search by a command of its own", "search.fs_uuid ", " root hd0,gpt2\n");
        uuids("search, quoted", "search --fs-uuid '", "'\n");
        row("in capitals", "UUID=11111111-AAAA-4000-8000-00000000000A /\n", {uuid()},
            "UUID=22222222-BBBB-4000-8000-00000000000B /\n");
        row("an array", "ARRAY /dev/md0 UUID=11111111:aaaa4000:80000000:0000000a name=x:0\n", {uuid()},
            "ARRAY /dev/md0 UUID=22222222:bbbb4000:80000000:0000000b name=x:0\n");
        row("an array in other groups", "array uuid=1111.1111.aaaa.4000.8000.0000.0000.000a\n", {uuid()},
            "array uuid=2222.2222.bbbb.4000.8000.0000.0000.000b\n");
        row("without groups", "cryptomount -u 11111111aaaa4000800000000000000a\n", {uuid()},
            "cryptomount -u 22222222bbbb4000800000000000000b\n");
        row("twice in a line", "UUID=" + a + " UUID=" + a + "\n", {uuid()},
            "UUID=" + b + " UUID=" + b + "\n");
        row("a serial number", "UUID=ABCD-1234 /boot/efi vfat\n", {fat}, "UUID=00FF-0001 /boot/efi vfat\n");
        row("a serial number in small letters", "UUID=abcd-1234 /boot/efi vfat\n", {fat},
            "UUID=00FF-0001 /boot/efi vfat\n");
        row("a serial number that is searched", "search --fs-uuid ABCD-1234\n", {fat},
            "search --fs-uuid 00FF-0001\n");
        row("a label", "LABEL=ROOT / ext4\n", {label}, "LABEL=ROOT-C1 / ext4\n");
        row("a label, quoted", "LABEL=\"ROOT\" / ext4\n", {label}, "LABEL=\"ROOT-C1\" / ext4\n");
        row("a label as a kernel's argument", "CMDLINE=\"root=LABEL=ROOT\"\n", {label},
            "CMDLINE=\"root=LABEL=ROOT-C1\"\n");
        row("a label's link", "/dev/disk/by-label/ROOT / ext4\n", {label},
            "/dev/disk/by-label/ROOT-C1 / ext4\n");
        row("a label that is searched", "search --label --set=root ROOT\n", {label},
            "search --label --set=root ROOT-C1\n");
        row("a label that is searched by a command of its own", "search.fs_label ROOT root\n", {label},
            "search.fs_label ROOT-C1 root\n");
        row("a serial number that is searched by a command of its own", "search.fs_uuid ABCD-1234 root\n",
            {fat}, "search.fs_uuid 00FF-0001 root\n");
        row("a label with a blank", "LABEL=MY\\040ROOT / ext4\n", {blank}, "LABEL=MY\\040ROOT-C1 / ext4\n");
        row("its link", "/dev/disk/by-label/MY\\x20ROOT / ext4\n", {blank},
            "/dev/disk/by-label/MY\\x20ROOT-C1 / ext4\n");
        row("a label of an opened device", "cryptdevice=LABEL=ROOT:root\n", {label},
            "cryptdevice=LABEL=ROOT-C1:root\n");
        row("a PARTUUID of an MBR", "root=PARTUUID=1234ABCD-02 rw\n", {part},
            "root=PARTUUID=1234abcd-03 rw\n");
        row("its link", "/dev/disk/by-partuuid/1234abcd-02 /\n", {part},
            "/dev/disk/by-partuuid/1234abcd-03 /\n");
        row("a name of an entry", "PARTLABEL=p.lxroot /\n", {name}, "PARTLABEL=p.lxrootclone1 /\n");
        row("its link", "/dev/disk/by-partlabel/p.lxroot /\n", {name},
            "/dev/disk/by-partlabel/p.lxrootclone1 /\n");
        row("a number", "/dev/sda5 / ext4\n", {number("/dev/sda5", "/dev/sda7")}, "/dev/sda7 / ext4\n");
        row("numbers in a list", "DEVICE devices=/dev/sda1,/dev/sda2\n", {number("/dev/sda1", "/dev/sda3")},
            "DEVICE devices=/dev/sda3,/dev/sda2\n");
        row("LVM's list", "IDTYPE=devname IDNAME=/dev/sda3 DEVNAME=/dev/sda3 PVID=x\n",
            {number("/dev/sda3", "/dev/sda5")}, "IDTYPE=devname IDNAME=/dev/sda5 DEVNAME=/dev/sda5 PVID=x\n");
        row("numbers that change places", "/dev/sda1 /\n/dev/sda2 /home\n",
            {number("/dev/sda1", "/dev/sda2"), number("/dev/sda2", "/dev/sda1")},
            "/dev/sda2 /\n/dev/sda1 /home\n");
        row("an environment block", environment("kernelopts=root=UUID=" + a + " ro\n"), {uuid()},
            environment("kernelopts=root=UUID=" + b + " ro\n"));
        row("an environment block that has more to say", environment("kernelopts=root=LABEL=ROOT ro\n"),
            {label}, environment("kernelopts=root=LABEL=ROOT-C1 ro\n"));
    }
    void everySpelling()
    {
        QFETCH(const std::string, text);
        QFETCH(const Changes, changes);
        QFETCH(const std::string, expected);
        const Result<std::string> result = rewritten(text, changes);
        QVERIFY2(result.has_value(), result ? "" : result.error().detail.c_str());
        QCOMPARE(*result, expected);
    }

    /// Each stands beside one that is meant, and stays.
    void whatIsNotMeantStays_data()
    {
        QTest::addColumn<std::string>("meant");
        QTest::addColumn<Changes>("changes");
        QTest::addColumn<std::string>("kept");
        const auto row = [](const char *name, const std::string &meant, const ReferenceChange &change,
                            const std::string &kept) {
            QTest::newRow(name) << meant << Changes{change} << kept;
        };
        const ReferenceChange label{.by = By::Label, .from = "ROOT", .to = "ROOT-C1"};
        const ReferenceChange fat{.by = By::Uuid, .from = "ABCD-1234", .to = "00FF-0001"};
        const ReferenceChange node = number("/dev/sda1", "/dev/sda3");
        const std::string line = "UUID=" + a + " /\n";
        row("a comment", line, uuid(), "# UUID=" + a + " was / during installation\n");
        row("an indented comment", line, uuid(), "  \t# " + line);
        row("the begin of another UUID", line, uuid(), "UUID=" + a + "0 /home\n");
        row("the end of another UUID", line, uuid(), "UUID=0" + a + " /home\n");
        row("a part of a longer name", line, uuid(), "/dev/disk/by-id/dm-uuid-LVM-" + a + "-home\n");
        row("a LUKS of another name", line, uuid(), "/dev/mapper/myluks-" + a + "\n");
        row("a snapshot's name", line, uuid(), a + "-data\n");
        row("a label as a word", "LABEL=ROOT /\n", label, "ROOT=1 echo ROOT\n");
        row("another key", "LABEL=ROOT /\n", label, "PARTLABEL=ROOT ID_FS_LABEL=ROOT\n");
        row("the begin of another label", "LABEL=ROOT /\n", label, "LABEL=ROOT2 /a\nLABEL=ROOT-B /b\n");
        row("a serial number as a word", "UUID=ABCD-1234 /\n", fat, "echo ABCD-1234 PARTUUID=ABCD-1234\n");
        row("the begin of another serial number", "UUID=ABCD-1234 /\n", fat, "UUID=ABCD-12345678\n");
        row("a higher number", "/dev/sda1 /\n", node, "/dev/sda10 /home\n");
        row("a longer path", "/dev/sda1 /\n", node, "/mnt/dev/sda1 /dev/sda1/x\n");
        row("a name that is set", "LABEL=root /\n", {.by = By::Label, .from = "root", .to = "x"},
            "search.fs_label ROOT root\n");
        row("a label that is searched for as a UUID", "LABEL=ROOT /\n", label, "search --fs-uuid ROOT\n");
    }
    void whatIsNotMeantStays()
    {
        QFETCH(const std::string, meant);
        QFETCH(const Changes, changes);
        QFETCH(const std::string, kept);
        const Result<std::string> alone = rewritten(meant, changes);
        QVERIFY(alone.has_value() && *alone != meant);
        QCOMPARE(rewritten(kept + meant + kept, changes).value_or(""), kept + *alone + kept);
        QCOMPARE(rewritten(kept, changes).error_or(Error()).code, ErrorCode::StaleLayout);
    }

    void anEnvironmentBlockMayBeFull_data()
    {
        QTest::addColumn<int>("free");
        QTest::addColumn<bool>("fits");
        QTest::newRow("just enough") << 3 << true;
        QTest::newRow("one byte less") << 2 << false;
    }
    void anEnvironmentBlockMayBeFull()
    {
        QFETCH(const int, free);
        QFETCH(const bool, fits);
        const std::string head = "# GRUB Environment Block\n";
        const std::string tail = "\nroot=LABEL=ROOT\n";
        std::string text = head + "x=";
        text += std::string(1024 - text.size() - tail.size() - static_cast<std::size_t>(free), 'x') + tail;
        text.resize(1024, '#');
        const auto result = rewritten(text, {{.by = By::Label, .from = "ROOT", .to = "ROOT-C1"}});
        QCOMPARE(result.has_value(), fits);
        if (fits)
            QCOMPARE(result->size(), std::size_t{1024});
        else
            QCOMPARE(result.error().code, ErrorCode::Refused);
    }

    /// Whatever stands around them: there and back again is the text as it was.
    void anyTextComesBack()
    {
        const std::vector<std::string> pieces{"UUID=",
                                              "uuid=",
                                              "LABEL=",
                                              "PARTLABEL=",
                                              "PARTUUID=",
                                              "/dev/disk/by-label/",
                                              "/dev/disk/by-uuid/",
                                              "luks-",
                                              "ROOT",
                                              "ROOT-",
                                              "ABCD-1234",
                                              a,
                                              "1111",
                                              "/dev/sda1",
                                              "0",
                                              "-",
                                              ":",
                                              ",",
                                              ".",
                                              "\"",
                                              "'",
                                              "\\x20",
                                              "\\040",
                                              "\\",
                                              "#",
                                              " ",
                                              "\t",
                                              "\n",
                                              "\r\n",
                                              "search --label ",
                                              "search --fs-uuid ",
                                              "# GRUB Environment Block\n",
                                              "\xc3\xa4",
                                              std::string(1, '\0')};
        const Changes there{uuid(),
                            number("/dev/sda1", "/dev/sda30"),
                            {.by = By::Label, .from = "ROOT", .to = "M Y\\"},
                            {.by = By::Uuid, .from = "ABCD-1234", .to = "FFFF-0000"}};
        Changes back = there;
        for (ReferenceChange &one : back)
            std::swap(one.from, one.to);
        // One of each, so that every change finds what it replaces.
        const std::string tail = "\nUUID=" + a + "\n/dev/sda1\nLABEL=ROOT\nUUID=ABCD-1234\n";
        std::mt19937 random(20261122);
        for (int round = 0; round < 2000; ++round) {
            std::string text;
            for (unsigned i = 0; i < random() % 12; ++i)
                text += pieces[random() % pieces.size()];
            const auto changed = rewritten(text + tail, there);
            QVERIFY(changed.has_value());
            QCOMPARE(rewritten(*changed, back).value_or(""), text + tail);
        }
    }

    void nothingIsNoName()
    {
        QVERIFY(!rewritten("x", {{.by = By::Label, .from = "", .to = "x"}}));
        QVERIFY(!rewritten("LABEL=x", {{.by = By::Label, .from = "x", .to = ""}}));
        QCOMPARE(rewritten("LABEL=x", {}).value_or(""), std::string("LABEL=x"));
    }
};

QTEST_APPLESS_MAIN(TestRewrittenText)
#include "tst_rewritten_text.moc"
