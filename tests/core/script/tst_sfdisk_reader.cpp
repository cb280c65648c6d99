// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_reader.h"
#include "core/script/sfdisk_writer.h"

#include <QTest>

using namespace parterre;
using script::SfdiskDump;

/// What stands in a script for sfdisk, in both of its forms, and what is wrong in one.
class SfdiskReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatDumpPrints();
    void readsTheShortForm();
    void knowsTypes_data();
    void knowsTypes();
    void knowsAmounts_data();
    void knowsAmounts();
    void refusesWithItsLine_data();
    void refusesWithItsLine();
    void writesWhatItRead_data();
    void writesWhatItRead();
};

namespace {

SfdiskDump read(const QByteArray &text)
{
    const auto dump = script::readSfdisk(text.toStdString());
    if (!dump)
        qWarning("%s", dump.error().detail.c_str());
    return dump.value_or(SfdiskDump());
}

QByteArray complaint(const QByteArray &text)
{
    const auto dump = script::readSfdisk(text.toStdString());
    return dump ? QByteArray() : QByteArray::fromStdString(dump.error().detail);
}

/// Of one partition: what `key` is in "start", "size".
QByteArray amountText(const std::optional<script::SfdiskAmount> &amount)
{
    return amount ? QByteArray::number(qlonglong{amount->count}) + (amount->isBytes ? " bytes" : " sectors")
                  : QByteArray("default");
}

}

void SfdiskReaderTest::readsWhatDumpPrints()
{
    const SfdiskDump dump =
        read("label: gpt\n"
             "label-id: 28451a16-278A-4CB1-8CA3-CAC7C57FE0BA\n"
             "device: /dev/nvme0n1\n"
             "unit: sectors\n"
             "first-lba: 34\n"
             "last-lba: 204796\n"
             "table-length: 8\n"
             "grain: 4096\n"
             "sector-size: 512\n"
             "\n"
             "/dev/nvme0n1p7 : start=          35, size=          77, "
             "type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, "
             "uuid=71CCCEDB-3B19-4BC1-9DCC-EE8A6A0C592C, name=\"a \\x22q\\x22 \\xc3\\xa4\\x5cb, x\", "
             "attrs=\"RequiredPartition LegacyBIOSBootable GUID:60,63\"\n"
             "# the rest is empty\r\n");
    QCOMPARE(dump.label, std::optional(TableKind::Gpt));
    QCOMPARE(dump.labelId, std::string("28451A16-278A-4CB1-8CA3-CAC7C57FE0BA"));
    QCOMPARE(dump.firstLba, std::optional<std::int64_t>(34));
    QCOMPARE(dump.lastLba, std::optional<std::int64_t>(204796));
    QCOMPARE(dump.tableLength, std::optional(8));
    QCOMPARE(dump.grain, Bytes(4096));
    QCOMPARE(dump.entries.size(), std::size_t{1});
    const script::SfdiskEntry &entry = dump.entries.front();
    QCOMPARE(entry.number, std::optional(7));
    QCOMPARE(amountText(entry.start), QByteArray("35 sectors"));
    QCOMPARE(amountText(entry.size), QByteArray("77 sectors"));
    QCOMPARE(entry.uuid, std::string("71cccedb-3b19-4bc1-9dcc-ee8a6a0c592c"));
    QCOMPARE(entry.name, std::string("a \"q\" ä\\b, x"));
    QCOMPARE(entry.attributes, std::uint64_t{0x9000'0000'0000'0005U});
    QCOMPARE(entry.line, 11);
}

void SfdiskReaderTest::readsTheShortForm()
{
    const SfdiskDump dump = read("2048 4096 L *\n8192;2048 , S ; -\n - 1M - -\n10240,,\n,+,E\n;\n");
    QVERIFY(!dump.label);
    QByteArrayList lines;
    for (const script::SfdiskEntry &one : dump.entries)
        lines.append(amountText(one.start) + " " + amountText(one.size) + " " + one.type.c_str()
                     + (one.isBootable ? " bootable" : ""));
    QCOMPARE(lines.join("; "),
             QByteArray("2048 sectors 4096 sectors 83 bootable; 8192 sectors 2048 sectors 82; "
                        "default 1048576 bytes 83; 10240 sectors default 83; default default 05; "
                        "default default 83"));
}

void SfdiskReaderTest::knowsTypes_data()
{
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *label, const char *word, const char *type) {
        QTest::addRow("%s %s", label, word) << QByteArray(label) << QByteArray(word) << QByteArray(type);
    };
    row("gpt", "L", "0FC63DAF-8483-4772-8E79-3D69D8477DE4");
    row("gpt", "swap", "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F");
    row("gpt", "H", "933AC7E1-2EB4-4F13-B844-0E14E2AEF915");
    row("gpt", "uefi", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B");
    row("gpt", "R", "A19D880F-05FC-4D3B-A006-743F0F84911E");
    row("gpt", "V", "E6D6D379-F507-44C2-A23C-238F2A3DF928");
    row("gpt", "EFI System", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B");
    row("gpt", "xbootldr", "BC13C2FF-59E6-4262-A352-B275FD6F7172");
    row("gpt", "linux USR x86", "75250D76-8CC6-458E-BD66-BD47CC81A812");
    row("gpt", "c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B");
    row("gpt", "11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-555555555555");
    row("dos", "L", "83");
    row("dos", "S", "82");
    row("dos", "E", "05");
    row("dos", "e", "0e");
    row("dos", "Ex", "05");
    row("dos", "X", "85");
    row("dos", "U", "ef");
    row("dos", "raid", "fd");
    row("dos", "lvm", "8e");
    row("dos", "0xC", "0c");
    row("dos", "7", "07");
    row("dos", "W95 FAT32 (LBA)", "0c");
    row("dos", "FAT12", "01");
    row("dos", "BBT", "ff");
}

void SfdiskReaderTest::knowsTypes()
{
    QFETCH(const QByteArray, label);
    QFETCH(const QByteArray, word);
    const SfdiskDump dump = read("label: " + label + "\nstart=2048, size=8, type=\"" + word + "\"\n");
    QCOMPARE(dump.entries.size(), std::size_t{1});
    QTEST(QByteArray::fromStdString(dump.entries.front().type), "type");
}

void SfdiskReaderTest::knowsAmounts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("amount");
    QTest::newRow("decimal") << QByteArray("10") << QByteArray("10 sectors");
    QTest::newRow("hexadecimal") << QByteArray("0x10") << QByteArray("16 sectors");
    QTest::newRow("octal, as in C") << QByteArray("010") << QByteArray("8 sectors");
    QTest::newRow("KiB") << QByteArray("10KiB") << QByteArray("10240 bytes");
    QTest::newRow("K") << QByteArray("10K") << QByteArray("10240 bytes");
    QTest::newRow("half a KiB") << QByteArray("1.5k") << QByteArray("1536 bytes");
    QTest::newRow("MiB") << QByteArray("3MiB") << QByteArray("3145728 bytes");
    QTest::newRow("decimals") << QByteArray("2.25G") << QByteArray("2415919104 bytes");
    QTest::newRow("thousands") << QByteArray("512MB") << QByteArray("512000000 bytes");
    QTest::newRow("PiB") << QByteArray("8PiB") << QByteArray("9007199254740992 bytes");
    QTest::newRow("plus") << QByteArray("+") << QByteArray("default");
    QTest::newRow("dash") << QByteArray("-") << QByteArray("default");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("default");
}

void SfdiskReaderTest::knowsAmounts()
{
    QFETCH(const QByteArray, text);
    const SfdiskDump dump = read("start=2048, size=" + text + ", type=L");
    QCOMPARE(dump.entries.size(), std::size_t{1});
    QTEST(amountText(dump.entries.front().size), "amount");
}

void SfdiskReaderTest::refusesWithItsLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const QByteArray &text, const char *sentence) {
        QTest::newRow(name) << text << QByteArray(sentence);
    };
    row("nothing", "", "there is neither");
    row("only comments", "# a\n\n", "there is neither");
    row("a NUL", QByteArray("label: gpt\n\0", 12), "line 2: there is a NUL");
    row("another label", "label: sun\n", "line 1: a table is drawn as gpt or dos, not as \"sun\"");
    row("another unit", "label: gpt\nunit: cylinders\n", "line 2: the only unit is sectors");
    row("an unknown header", "label: gpt\nfoo: bar\n", "line 2: there is no header \"foo\"");
    row("a header without a value", "label:\n", "line 1: the header \"label\" has no value");
    row("a header twice", "label: gpt\nlabel: dos\n", "line 2: the header \"label\" stands twice");
    row("a header behind partitions", "label: dos\n,1M\nunit: sectors\n",
        "line 3: a header cannot come behind");
    row("an identifier above its label", "label-id: 0x1\nlabel: gpt\n", "line 2: put label above label-id");
    row("a GUID that is none", "label: gpt\nlabel-id: 0x1\n", "line 2: the label-id of a GPT is a GUID");
    row("an MBR's id that is none", "label: dos\nlabel-id: 0x100000000\n", "line 2: the label-id of an MBR");
    row("a sector of 2 KiB", "label: gpt\nsector-size: 2048\n",
        "line 2: sector-size is 512 or 4096, not \"2048\"");
    row("a grain of 7", "label: gpt\ngrain: 7\n", "line 2: grain is a number of bytes");
    row("a first sector that is none", "label: gpt\nfirst-lba: x\n",
        "line 2: first-lba is the number of a sector");
    row("a table of nothing", "label: gpt\ntable-length: 0\n",
        "line 2: table-length is a number from 1 to 1024");
    row("a table without end", "label: gpt\ntable-length: 1025\n",
        "line 2: table-length is a number from 1 to 1024");
    row("an unknown field", "label: gpt\n1: start=1, colour=red\n", "line 2: there is no field \"colour\"");
    row("a field twice", "1: start=1, start=2\n", "line 1: \"start\" stands twice");
    row("an open quotation mark", "label: gpt\n1: name=\"abc\n", "line 2: a quotation mark has no other");
    row("a quotation mark inside", "label: gpt\n1: name=a\"bc\n",
        "line 2: a quotation mark is in the middle");
    row("a word behind a quotation mark", "label: gpt\n1: name=\"a\"bc\n",
        "line 2: a quotation mark is in the middle");
    row("a start that is none", "1: start=a, size=1\n", "line 1: start is a number of sectors or a size");
    row("a start that moves", "1: start=+5, size=1\n", "line 1: start is a number of sectors or a size");
    row("a negative size", "1: start=5, size=-1\n", "line 1: size is a number of sectors or a size");
    row("a size of nothing", "1: start=5, size=0\n", "line 1: a partition has one sector at least");
    row("half a sector", "1: start=5, size=1.25K\n", "line 1: size is a number of sectors or a size");
    row("no whole sectors", "sector-size: 4096\n1: start=5, size=1K\n", "line 2: size is a number");
    row("a size beyond all", "1: start=5, size=99999999999999999999\n", "line 1: size is a number");
    row("an unknown suffix", "1: start=5, size=5XiB\n", "line 1: size is a number");
    row("an unknown type", "label: gpt\n1: size=1, type=nosuch\n",
        "line 2: sfdisk knows no type \"nosuch\" for a GPT");
    row("an MBR's code in a GPT", "label: gpt\n1: size=1, type=83\n", "line 2: sfdisk knows no type \"83\"");
    row("a GUID in an MBR", "1: size=1, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B\n",
        "line 1: sfdisk knows no type");
    row("the code of nothing", "1: size=1, type=0\n", "line 1: sfdisk knows no type \"0\" for an MBR");
    row("a code above all", "1: size=1, type=1ff\n", "line 1: sfdisk knows no type");
    row("a home in an MBR", "1: size=1, type=H\n", "line 1: sfdisk knows no type \"H\"");
    row("an MBR's name", "1: size=1, name=x\n", "line 1: name is for a GPT");
    row("an MBR's uuid", "1: size=1, uuid=x\n", "line 1: uuid is for a GPT");
    row("an MBR's attributes", "1: size=1, attrs=x\n", "line 1: attrs is for a GPT");
    row("a uuid that is none", "label: gpt\n1: size=1, uuid=12\n", "line 2: uuid is a UUID, not \"12\"");
    row("an attribute that is none", "label: gpt\n1: size=1, attrs=\"GUID:60 Nice\"\n", "line 2: attrs are");
    row("a bit that sfdisk does not set", "label: gpt\n1: size=1, attrs=\"GUID:5\"\n", "line 2: attrs are");
    row("a long name", "label: gpt\n1: size=1, name=1234567890123456789012345678901234567\n",
        "line 2: a name is");
    row("a name that is no UTF-8", "label: gpt\n1: size=1, name=\"\\xc3\"\n", "line 2: a name is UTF-8");
    row("a surrogate in a name", "label: gpt\n1: size=1, name=\"\\xed\\xa0\\x80\"\n",
        "line 2: a name is UTF-8");
    row("a flower", "label: gpt\n1: size=1, name=\"\xf0\x9f\x8c\xb7\"\n", "line 2: a name is UTF-8");
    row("a NUL in a name", "label: gpt\n1: size=1, name=\"a\\x00\"\n", "line 2: a name is UTF-8");
    row("number 0", "/dev/sda0 : size=1\n", "line 1: the number of a partition");
    row("number 65536", "65536 : size=1\n", "line 1: the number of a partition");
    row("a number without end", "99999999999 : size=1\n", "line 1: the number of a partition");
    row("five words", ",,L,*,5\n", "line 1: there is more than start, size, type and bootable");
    row("another word for bootable", ",,L,yes\n", "line 1: behind the type stands *");
    row("prose", "hello world\n", "line 1: start is a number of sectors or a size");
}

void SfdiskReaderTest::refusesWithItsLine()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, sentence);
    const QByteArray said = complaint(text);
    QVERIFY2(said.startsWith(sentence), said.constData());
}

void SfdiskReaderTest::writesWhatItRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("defaults") << QByteArray(",\n,10M,S\n4: size=1.5K\n");
    QTest::newRow("an odd name") << QByteArray(
        "label: gpt\n1: size=1, name=\"\\x5cx41 \\x01$`\\x7f\\xe4\\xb8\\x80\"\n");
    QTest::newRow("headers") << QByteArray("label: gpt\nfirst-lba: 4\nlast-lba: 99\ntable-length: 3\ngrain: "
                                           "512\nsector-size: 4096\n3: size=+\n");
    QTest::newRow("bits") << QByteArray("label: gpt\n1: size=1, attrs=\"NoBlockIOProtocol 48 GUID:49,63\"\n");
    QTest::newRow("MBR") << QByteArray(
        "label: dos\nlabel-id: 0xDEADbeef\n2: start=63, size=1, type=e, bootable\n");
}

void SfdiskReaderTest::writesWhatItRead()
{
    QFETCH(const QByteArray, text);
    SfdiskDump dump = read(text);
    SfdiskDump again = read(QByteArray::fromStdString(script::writeSfdisk(dump)));
    for (SfdiskDump *one : {&dump, &again}) {
        for (script::SfdiskEntry &entry : one->entries)
            entry.line = 0;
    }
    QVERIFY(!dump.entries.empty());
    QVERIFY(dump == again);
}

QTEST_GUILESS_MAIN(SfdiskReaderTest)
#include "tst_sfdisk_reader.moc"
