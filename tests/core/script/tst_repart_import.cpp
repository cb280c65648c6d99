// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/repart_uuid.h"
#include "core/script/repart_import.h"

#include <QTest>

using namespace parterre;

/// Definitions for systemd-repart, and where it puts what they define. Places are worked out by hand from the
/// rules of repart.d(5) where nothing else is said.
class RepartImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sharesTheDisk_data();
    void sharesTheDisk();
    void readsWhatItSays();
    void readsDropIns();
    void givesAttributes_data();
    void givesAttributes();
    void givesTheNamesAndUuidsOfRepart();
    void knowsTypes_data();
    void knowsTypes();
    void refusesWithItsLine_data();
    void refusesWithItsLine();
    void saysWhatIsNotDrawn();
    void leavesOutByPriority();
};

namespace {

constexpr std::int64_t mib = 1048576;

/// One definition for each "---".
std::vector<script::RepartFile> filesOf(const QByteArray &text)
{
    std::vector<script::RepartFile> files;
    QByteArrayList parts{QByteArray()};
    for (const QByteArray &line : text.split('\n')) {
        if (line == "---")
            parts.append(QByteArray());
        else
            parts.last() += line + "\n";
    }
    for (const QByteArray &part : parts)
        files.push_back({.name = std::to_string(10 + files.size()) + "-a.conf",
                         .text = "[Partition]\n" + part.toStdString()});
    return files;
}

Result<script::Imported> imported(const QByteArray &text, std::int64_t size,
                                  const std::optional<Uuid> &seed = {})
{
    script::RepartGiven given{
        .diskSize = Bytes(size), .sectorSize = Bytes(512), .architecture = "x86-64", .derived = {}};
    if (seed)
        given.derived = [&](const std::optional<Uuid> &type, std::uint64_t count) {
            return exchange::repartUuid(*seed, type, count);
        };
    TRY(const script::RepartRead read, script::readRepart(filesOf(text), "x86-64"));
    return script::importRepart(read, given);
}

/// "1+10 11+20": begin and size in MiB, or bytes with a "b".
QByteArray places(const script::Imported &one)
{
    const auto number = [](std::int64_t bytes) {
        return bytes % mib == 0 ? QByteArray::number(qlonglong{bytes / mib})
                                : QByteArray::number(qlonglong{bytes}) + "b";
    };
    QByteArrayList list;
    for (const Partition &partition : one.design.drawing->partitions)
        list.append(number(partition.extent.begin.bytes()) + "+" + number(partition.extent.size.count()));
    return list.join(' ');
}

}

void RepartImportTest::sharesTheDisk_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *text, qint64 size, const char *expected) {
        QTest::newRow(name) << QByteArray(text) << size << QByteArray(expected);
    };
    // 1 MiB before, and the copy of the table with its header behind, rounded to 4096: 20480 bytes.
    row("one takes all", "Type=root", 102 * mib, "1+105885696b");
    row("two share", "Type=root\n---\nType=home", 102 * mib, "1+52940800b 53989376b+52944896b");
    row("fixed sizes leave the rest",
        "Type=esp\nSizeMinBytes=64M\nSizeMaxBytes=64M\n---\nType=root\nSizeMinBytes=30M\nSizeMaxBytes=30M",
        200 * mib, "1+64 65+30");
    row("a weight of three", "Type=esp\nSizeMaxBytes=10M\n---\nType=root\nWeight=3000\n---\nType=home",
        211 * mib + 20480, "1+10 11+150 161+50");
    row("more than its share", "Type=root\nSizeMinBytes=80M\n---\nType=home", 101 * mib + 20480,
        "1+80 81+20");
    row("less than its share", "Type=root\nSizeMaxBytes=20M\n---\nType=home", 101 * mib + 20480,
        "1+20 21+80");
    row("padding between",
        "Type=root\nSizeMinBytes=20M\nSizeMaxBytes=20M\nPaddingMinBytes=5M\nPaddingMaxBytes=5M\n---\nType="
        "home",
        101 * mib + 20480, "1+20 26+75");
    row("padding by weight", "Type=root\nPaddingWeight=1000\n---\nType=home\nWeight=2000", 101 * mib + 20480,
        "1+25 51+50");
    row("no weight takes the least", "Type=root\nWeight=0\n---\nType=home", 101 * mib + 20480, "1+10 11+90");
    row("what a file system needs",
        "Type=root\nFormat=ext4\nSizeMaxBytes=4M\n---\nType=home\nFormat=xfs\nWeight=0", 501 * mib + 20480,
        "1+32 33+468");
    row("a size of 4096 at the least", "Type=root\nSizeMinBytes=0\nSizeMaxBytes=0", 102 * mib, "1+4096b");
    row("sizes off 4096", "Type=root\nSizeMinBytes=20000001\nSizeMaxBytes=20000001", 102 * mib,
        "1+20000768b");
}

void RepartImportTest::sharesTheDisk()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qint64, size);
    const auto result = imported(text, size);
    QVERIFY2(result, result ? "" : result.error().detail.c_str());
    QTEST(places(*result), "expected");
}

void RepartImportTest::readsWhatItSays()
{
    const auto read = script::readRepart(
        filesOf("# all of it\nType = usr-arm64\nLabel=100%% \\\n  of "
                "%a\nUUID=12345678-1234-4234-8234-123456789ABC\nPriority=-5\n"
                "Weight=7\nPaddingWeight=8\nSizeMinBytes=1.5M\nSizeMaxBytes="
                "2G\nPaddingMinBytes=8192\nPaddingMaxBytes=1T\n"
                "Format=vfat\nFlags=0x1000000000000\nReadOnly=yes\nNoAuto=off\nGrowFileSystem="
                "0\nMountPoint=/usr:ro\n; end\n"),
        "x86-64");
    QVERIFY2(read, read ? "" : read.error().detail.c_str());
    const script::RepartDefinition wanted{.file = "10-a.conf",
                                          .type = "B0E01050-EE5F-4390-949A-9101B17104E9",
                                          .label = "100%  of x86-64",
                                          .uuid = "12345678-1234-4234-8234-123456789abc",
                                          .priority = -5,
                                          .weight = 7,
                                          .paddingWeight = 8,
                                          .sizeMin = Bytes(3 * mib / 2),
                                          .sizeMax = Bytes(2048 * mib),
                                          .paddingMin = Bytes(8192),
                                          .paddingMax = Bytes(mib * mib),
                                          .format = ContentKind::Fat32,
                                          .flags = std::uint64_t{1} << 48U,
                                          .isReadOnly = true,
                                          .isNoAuto = false,
                                          .isGrown = false,
                                          .mountPoint = "/usr"};
    QCOMPARE(read->definitions.size(), std::size_t{1});
    QCOMPARE(read->definitions.front().label, wanted.label);
    QVERIFY(read->definitions.front() == wanted);
}

void RepartImportTest::readsDropIns()
{
    const auto read = script::readRepart({{.name = "10-a.conf", .text = "[Partition]\nType=root\nWeight=5\n"},
                                          {.name = "10-a.conf.d/1.conf", .text = "[Partition]\nWeight=6\n"},
                                          {.name = "10-a.conf.d/2.conf", .text = "[Partition]\nType=home\n"},
                                          {.name = "20-b.conf", .text = "[Partition]\nType=swap\n"}},
                                         "x86-64");
    QVERIFY(read);
    QCOMPARE(read->definitions.size(), std::size_t{2});
    QCOMPARE(read->definitions.front().weight, std::int64_t{6});
    QCOMPARE(read->definitions.front().type, std::string("933AC7E1-2EB4-4F13-B844-0E14E2AEF915"));
}

void RepartImportTest::givesAttributes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint64>("bits");
    const auto row = [](const char *text, std::initializer_list<unsigned> bits) {
        quint64 all = 0;
        for (const unsigned bit : bits)
            all |= quint64{1} << bit;
        QTest::newRow(QByteArray(text).replace('\n', ' ').constData()) << QByteArray(text) << all;
    };
    row("Type=root", {59});
    row("Type=root\nGrowFileSystem=no", {59});
    row("Type=root\nReadOnly=yes\nGrowFileSystem=no", {60});
    row("Type=root\nReadOnly=yes", {60});
    row("Type=root\nReadOnly=yes\nGrowFileSystem=yes", {59, 60});
    row("Type=home\nNoAuto=yes", {59, 63});
    row("Type=root-verity", {60});
    row("Type=root-verity\nReadOnly=no", {});
    row("Type=esp\nNoAuto=yes\nReadOnly=yes\nGrowFileSystem=yes", {});
    row("Type=swap\nReadOnly=yes\nNoAuto=yes", {63});
    row("Type=root-verity-sig\nReadOnly=yes\nNoAuto=yes", {});
    row("Type=esp\nFlags=0x1000000000000", {48});
    row("Type=home\nFlags=0x8000000000000000\nNoAuto=no", {59});
}

void RepartImportTest::givesAttributes()
{
    QFETCH(const QByteArray, text);
    const auto result = imported(text, 102 * mib);
    QVERIFY(result);
    QTEST(quint64{result->design.drawing->partitions.front().attributes}, "bits");
}

/// As systemd-repart 252 made them of the same seed.
void RepartImportTest::givesTheNamesAndUuidsOfRepart()
{
    const auto seed = Uuid::parse("12345678-1234-4234-8234-123456789abc");
    const auto result =
        imported("Type=swap\n---\nType=root\n---\nType=11111111-2222-3333-4444-555555555555\n---\n"
                 "Type=root-verity\nUUID=9d6ae87a-1111-4111-8111-111111111111\n---\nType=root-verity\n---\n"
                 "Type=tmp\nLabel=L3\n",
                 500 * mib, seed);
    QVERIFY(result);
    QByteArrayList list;
    for (const Partition &one : result->design.drawing->partitions)
        list.append(QByteArray::fromStdString(one.name + " " + one.guid));
    QCOMPARE(
        list.join("; "),
        QByteArray(
            "swap 939b4935-3800-4d90-995d-2d5b2e9aba26; root-x86-64 60322cca-dd18-4e43-b8f8-f47148a1c1da; "
            "linux 9e7e6547-e297-480c-a89e-308ec15b8407; root-x86-64-verity "
            "9d6ae87a-1111-4111-8111-111111111111; "
            "root-x86-64-verity-2 ec5d6915-91c6-4261-8364-6a3083dd8342; L3 "
            "3b0e3c8c-4cac-4336-a4f0-f13859b0fc66"));
}

void RepartImportTest::knowsTypes_data()
{
    QTest::addColumn<QByteArray>("word");
    QTest::addColumn<QByteArray>("type");
    const auto row = [](const char *word, const char *type) {
        QTest::newRow(word) << QByteArray(word) << QByteArray(type);
    };
    row("esp", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B");
    row("xbootldr", "BC13C2FF-59E6-4262-A352-B275FD6F7172");
    row("swap", "0657FD6D-A4AB-43C4-84E5-0933C84B4F4F");
    row("home", "933AC7E1-2EB4-4F13-B844-0E14E2AEF915");
    row("srv", "3B8F8425-20E0-4F3B-907F-1A25A76F98E8");
    row("var", "4D21B016-B534-45C2-A9FB-5C16E091FD2D");
    row("tmp", "7EC6F557-3BC5-4ACA-B293-16EF5DF639D1");
    row("linux-generic", "0FC63DAF-8483-4772-8E79-3D69D8477DE4");
    row("root", "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709");
    row("root-x86-64", "4F68BCE3-E8CD-4DB1-96E7-FBCAF984B709");
    row("root-secondary", "44479540-F297-41B2-9AF7-D131D5F0458A");
    row("root-arm64", "B921B045-1DF0-41C3-AF44-4C6F280D3FAE");
    row("root-verity", "2C7357ED-EBD2-46D9-AEC1-23D437EC2BF5");
    row("usr", "8484680C-9521-48C6-9C11-B0720656F69E");
    row("usr-secondary-verity", "8F461B0D-14EE-4E81-9AA9-049B6FB97ABD");
    row("c12a7328-f81f-11d2-ba4b-00a0c93ec93b", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B");
}

void RepartImportTest::knowsTypes()
{
    QFETCH(const QByteArray, word);
    const auto result = imported("Type=" + word, 102 * mib);
    QVERIFY2(result, result ? "" : result.error().detail.c_str());
    QTEST(QByteArray::fromStdString(result->design.drawing->partitions.front().type), "type");
}

void RepartImportTest::refusesWithItsLine_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const QByteArray &text, const char *sentence) {
        QTest::newRow(name) << text << QByteArray(sentence);
    };
    row("no type", "Label=x", "10-a.conf: it has no Type=");
    row("an unknown type", "Type=nosuch", "10-a.conf, line 2: repart knows no type \"nosuch\"");
    row("an architecture without a type", "Type=root-z80", "10-a.conf, line 2: repart knows no type");
    row("of the second file", "Type=root\n---\nType=x", "11-a.conf, line 2: repart knows no type");
    row("another section", "Type=root\n[Install]", "10-a.conf, line 3: the only section is [Partition]");
    row("no setting", "Type=root\nhello", "10-a.conf, line 3: expected KEY=VALUE");
    row("an unknown setting", "Type=root\nColour=red", "10-a.conf, line 3: there is no setting \"Colour\"");
    row("a padding that is none", "Type=root\nPaddingBytes=1", "10-a.conf, line 3: there is no setting");
    row("a weight that is none", "Type=root\nWeight=a",
        "10-a.conf, line 3: Weight is a number from 0 to 1000000");
    row("a weight above all", "Type=root\nWeight=1000001", "10-a.conf, line 3: Weight is a number");
    row("a priority below all", "Type=root\nPriority=-2147483649", "10-a.conf, line 3: Priority is a number");
    row("a size that is none", "Type=root\nSizeMinBytes=big",
        "10-a.conf, line 3: SizeMinBytes is a size like");
    row("a size beyond all", "Type=root\nSizeMinBytes=99999999999T",
        "10-a.conf, line 3: SizeMinBytes is a size");
    row("the least above the most", "Type=root\nSizeMinBytes=2M\nSizeMaxBytes=1M",
        "10-a.conf: SizeMinBytes= is more than");
    row("the same of padding", "Type=root\nPaddingMinBytes=2M\nPaddingMaxBytes=1M",
        "10-a.conf: PaddingMinBytes= is more");
    row("a UUID that is none", "Type=root\nUUID=x", "10-a.conf, line 3: UUID is a UUID");
    row("a null UUID", "Type=root\nUUID=null", "10-a.conf, line 3: UUID is a UUID that is not null");
    row("a long label", "Type=root\nLabel=1234567890123456789012345678901234567",
        "10-a.conf, line 3: a label is");
    row("a specifier of the machine", "Type=root\nLabel=%m", "10-a.conf, line 3: the specifier %m depends");
    row("half a specifier", "Type=root\nLabel=a%", "10-a.conf, line 3: the specifier");
    row("an unknown format", "Type=root\nFormat=minix", "10-a.conf, line 3: repart formats as");
    row("a flag that is none", "Type=root\nReadOnly=maybe", "10-a.conf, line 3: ReadOnly is yes or no");
    row("flags that are none", "Type=root\nFlags=0xz", "10-a.conf, line 3: Flags is a number");
    row("flags that repart does not write", "Type=root\nFlags=0x4",
        "10-a.conf, line 3: repart does not write the bits");
    row("a mount point that is none", "Type=root\nMountPoint=usr",
        "10-a.conf, line 3: a mount point begins with /");
    row("blocks of elsewhere", "Type=root\nCopyBlocks=auto", "10-a.conf, line 3: CopyBlocks= makes sizes");
    row("encryption", "Type=root\nEncrypt=key-file", "10-a.conf, line 3: Encrypt= makes sizes");
    row("verity", "Type=root\nVerity=data", "10-a.conf, line 3: Verity= makes sizes");
    row("the least size of its files", "Type=root\nMinimize=guess",
        "10-a.conf, line 3: Minimize= makes sizes");
    row("a NUL", QByteArray("Type=root\nLabel=\0", 17), "10-a.conf, line 3: there is a NUL");
    row("too much", "Type=root\nSizeMinBytes=200M",
        "the partitions need more room than a disk of this size has");
}

void RepartImportTest::refusesWithItsLine()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, sentence);
    const auto result = imported(text, 102 * mib);
    QVERIFY(!result);
    const QByteArray said = QByteArray::fromStdString(result.error().detail);
    QVERIFY2(said.startsWith(sentence), said.constData());
}

void RepartImportTest::saysWhatIsNotDrawn()
{
    const auto result =
        imported("Type=root\nCopyFiles=/a:/b\nCopyFiles=/c\nFactoryReset=yes\nEncrypt=off\nVerity=off\n",
                 102 * mib, Uuid::parse("12345678-1234-4234-8234-123456789abc"));
    QVERIFY(result);
    QCOMPARE(result->notes,
             (std::vector<std::string>{"10-a.conf: CopyFiles= is not drawn",
                                       "10-a.conf: FactoryReset= is not drawn"}));
    QCOMPARE(result->design.drawing->partitions.front().content.kind, ContentKind::Ext4);
}

void RepartImportTest::leavesOutByPriority()
{
    const char *const text = "Type=root\nSizeMinBytes=60M\n---\nType=home\nSizeMinBytes=60M\nPriority=1\n---"
                             "\nType=swap\nSizeMinBytes=30M\n"
                             "SizeMaxBytes=30M";
    const auto small = imported(text, 102 * mib);
    QVERIFY(small);
    QCOMPARE(small->design.drawing->partitions.size(), std::size_t{2});
    QCOMPARE(small->design.drawing->partitions.back().number, 2);
    QVERIFY(small->notes.front().starts_with("11-a.conf: there is no room for it"));
    const auto large = imported(text, 202 * mib);
    QVERIFY(large && large->design.drawing->partitions.size() == 3);
}

QTEST_GUILESS_MAIN(RepartImportTest)
#include "tst_repart_import.moc"
