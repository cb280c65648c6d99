// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/partids/partids.h"

#include <QTest>

#include <random>

using namespace parterre;

/// The file config.partids and its keys.
class PartidsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void saysWhereItStumbled();
    void readsWhatItWrites();
    void refusesMoreThanItShouldHold();
    void titlesAsPythonDoes_data();
    void titlesAsPythonDoes();
    void makesKeysAsKiwiDoes_data();
    void makesKeysAsKiwiDoes();
};

void PartidsTest::reads_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("entries");  // -1: refused
    QTest::newRow("nothing") << QByteArray("") << 0;
    QTest::newRow("one") << QByteArray("kiwi_RootPart=\"9\"\n") << 1;
    QTest::newRow("no newline at the end") << QByteArray("kiwi_RootPart=\"9\"") << 1;
    QTest::newRow("blank lines and remarks") << QByteArray("\n# says who\nkiwi_RootPart=\"9\"\n\n") << 1;
    QTest::newRow("a path") << QByteArray("kiwi_RaidDev=\"/dev/md0\"\n") << 1;
    QTest::newRow("an empty value") << QByteArray("kiwi_RootPart=\"\"\n") << 1;
    QTest::newRow("two") << QByteArray("a=\"1\"\nb=\"2\"\n") << 2;
    QTest::newRow("two values alike") << QByteArray("kiwi_RootPart=\"9\"\nkiwi_RWPart=\"9\"\n") << 2;
    QTest::newRow("keys that differ in case") << QByteArray("a=\"1\"\nA=\"2\"\n") << 2;
    QTest::newRow("a key twice") << QByteArray("a=\"1\"\na=\"1\"\n") << -1;
    QTest::newRow("no equals sign") << QByteArray("kiwi_RootPart 9\n") << -1;
    QTest::newRow("no key") << QByteArray("=\"9\"\n") << -1;
    QTest::newRow("a dash in the key") << QByteArray("kiwi_Var-LogPart=\"9\"\n") << -1;
    QTest::newRow("a space in the key") << QByteArray("kiwi_Opt AppPart=\"9\"\n") << -1;
    QTest::newRow("a slash in the key") << QByteArray("kiwi_Var/TmpPart=\"9\"\n") << -1;
    QTest::newRow("letters with marks") << QByteArray("kiwi_\xc3\x9c"
                                                      "berPart=\"9\"\n")
                                        << -1;
    QTest::newRow("no quotes") << QByteArray("a=9\n") << -1;
    QTest::newRow("one quote") << QByteArray("a=\"\n") << -1;
    QTest::newRow("single quotes") << QByteArray("a='9'\n") << -1;
    QTest::newRow("something behind") << QByteArray("a=\"9\" # home\n") << -1;
    QTest::newRow("a command") << QByteArray("a=\"$(reboot)\"\n") << -1;
    QTest::newRow("another command") << QByteArray("a=\"`reboot`\"\n") << -1;
    QTest::newRow("a backslash") << QByteArray("a=\"\\\"\"\n") << -1;
    QTest::newRow("a quote within") << QByteArray("a=\"1\";b=\"2\"\n") << -1;
    QTest::newRow("Windows lines") << QByteArray("a=\"9\"\r\n") << -1;
}

void PartidsTest::reads()
{
    QFETCH(const QByteArray, text);
    QFETCH(const int, entries);
    const auto read = parsePartids(text.toStdString());
    QCOMPARE(read.has_value(), entries >= 0);
    if (read)
        QCOMPARE(static_cast<int>(read->size()), entries);
    else
        QCOMPARE(read.error().code, ErrorCode::Corrupt);
}

void PartidsTest::saysWhereItStumbled()
{
    const auto read = parsePartids("# a remark\na=\"1\"\nb=2\n");
    QVERIFY(!read);
    QVERIFY(read.error().detail.starts_with("line 3: "));
}

void PartidsTest::readsWhatItWrites()
{
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        std::vector<PartidsEntry> entries;
        const auto count = random() % 40;
        for (unsigned i = 0; i < count; ++i)
            entries.push_back(
                {.key = originKey("n" + std::to_string(i)), .value = std::to_string(random() % 300)});
        QVERIFY(parsePartids(writePartids(entries)).value() == entries);
    }
    QCOMPARE(writePartids({{.key = "kiwi_BiosGrub", .value = "1"}, {.key = "kiwi_EfiPart", .value = "2"}}),
             std::string("kiwi_BiosGrub=\"1\"\nkiwi_EfiPart=\"2\"\n"));
}

void PartidsTest::refusesMoreThanItShouldHold()
{
    const std::string remark = "#" + std::string(1022, 'x') + "\n";
    std::string text;
    for (int i = 0; i < 64; ++i)
        text += remark;
    QVERIFY(parsePartids(text).has_value());
    QVERIFY(!parsePartids(text + "#").has_value());
}

void PartidsTest::titlesAsPythonDoes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("title");
    QTest::newRow("plain") << QByteArray("home") << QByteArray("Home");
    QTest::newRow("digits end a word") << QByteArray("home2x_y") << QByteArray("Home2X_Y");
    QTest::newRow("capitals") << QByteArray("UPPER") << QByteArray("Upper");
    QTest::newRow("dash") << QByteArray("var-log") << QByteArray("Var-Log");
    QTest::newRow("slash") << QByteArray("var/tmp") << QByteArray("Var/Tmp");
    QTest::newRow("space") << QByteArray("opt app") << QByteArray("Opt App");
    QTest::newRow("camel") << QByteArray("myData") << QByteArray("Mydata");
    QTest::newRow("leading digit") << QByteArray("2nd") << QByteArray("2Nd");
    QTest::newRow("nothing") << QByteArray("") << QByteArray("");
    QTest::newRow("one letter") << QByteArray("a") << QByteArray("A");
}

void PartidsTest::titlesAsPythonDoes()
{
    QFETCH(const QByteArray, name);
    QTEST(QByteArray::fromStdString(titleCase(name.toStdString())), "title");
}

void PartidsTest::makesKeysAsKiwiDoes_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QByteArray>("clone");
    const auto row = [](const char *name, const char *origin, const char *clone) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(origin) << QByteArray(clone);
    };
    row("boot", "kiwi_BootPart", "kiwi_bootPartClone2");
    row("root", "kiwi_RootPart", "kiwi_rootPartClone2");
    row("readonly", "kiwi_ROPart", "kiwi_rootPartClone2");
    row("home", "kiwi_HomePart", "kiwi_homePartClone2");
    row("efi", "kiwi_EfiPart", "kiwi_efiPartClone2");
    row("efi_csm", "kiwi_BiosGrub", "kiwi_efi_csmPartClone2");
    row("prep", "kiwi_PrepPart", "kiwi_prepPartClone2");
    row("swap", "kiwi_SwapPart", "kiwi_swapPartClone2");
    row("spare", "kiwi_SparePart", "kiwi_sparePartClone2");
    row("home2x_y", "kiwi_Home2X_YPart", "kiwi_home2x_yPartClone2");
    row("UPPER", "kiwi_UpperPart", "kiwi_UPPERPartClone2");
}

void PartidsTest::makesKeysAsKiwiDoes()
{
    QFETCH(const QByteArray, name);
    QTEST(QByteArray::fromStdString(originKey(name.toStdString())), "origin");
    QTEST(QByteArray::fromStdString(cloneKey(name.toStdString(), 2)), "clone");
}

QTEST_GUILESS_MAIN(PartidsTest)
#include "tst_partids.moc"
