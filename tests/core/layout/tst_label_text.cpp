// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/label_text.h"
#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <set>

using namespace parterre;

/// What clones are labelled.
class LabelTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsToTheRoom_data();
    void keepsToTheRoom();
    void labelsOnlyWhatIsRenewed();
    void tellsEqualBeginningsApart();
    void leavesThemByChoice();
};

void LabelTextTest::keepsToTheRoom_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("suffix");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *what, ContentKind kind, const QByteArray &label, const QByteArray &suffix,
                        const QByteArray &wanted) {
        QTest::newRow(what) << static_cast<int>(kind) << label << suffix << wanted;
    };
    using enum ContentKind;
    row("room enough", Ext4, "HOME", "-C1", "HOME-C1");
    row("ext: 16 bytes, full", Ext4, "0123456789abc", "-C1", "0123456789abc-C1");
    row("ext: 16 bytes, one too many", Ext4, "0123456789abcd", "-C1", "0123456789abc-C1");
    row("XFS: 12 bytes", Xfs, "0123456789ab", "-C1", "012345678-C1");
    row("XFS: 12 bytes with a longer suffix", Xfs, "0123456789ab", "-P128C64", "0123-P128C64");
    row("swap: 15 bytes", Swap, "0123456789abcdef", "-C1", "0123456789ab-C1");
    row("XFS: what xfs_db cannot be told", Xfs, "a b\"c\\d", "-C1", "abcd-C1");
    row("exFAT: what it does not allow", ExFat, "a.b/c?d", "-C1", "a.bcd-C1");
    row("no option", Ext4, "--a-b", "-C1", "a-b-C1");
    row("btrfs: blanks and much room", Btrfs, "my data of all the years", "-C12",
        "my data of all the years-C12");
    row("between characters", Ext4, "Gr\u00f6\u00dfe\u00e4\u00e4\u00e4\u00e4", "-C1",
        "Gr\u00f6\u00dfe\u00e4\u00e4\u00e4-C1");
    row("exFAT: 11 units", ExFat, "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4", "-C1",
        "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4-C1");
    row("exFAT: pairs count twice", ExFat, "\U0001f600\U0001f600\U0001f600\U0001f600\U0001f600", "-C1",
        "\U0001f600\U0001f600\U0001f600\U0001f600-C1");
    row("FAT: 11 bytes", Fat32, "APPLIANCE01", "-C1", "APPLIANC-C1");
    row("FAT: only what it allows", Fat16, "a.b/c \u00e4?d", "-C1", "abc d-C1");
    row("F2FS: 512 units", F2fs, QByteArray(512, 'A'), "-C1", QByteArray(509, 'A') + "-C1");
    row("EROFS: 15 bytes", Erofs, "0123456789abcde", "-C1", "0123456789ab-C1");
    row("JFS: 16 bytes", Jfs, "0123456789abcdef", "-C1", "0123456789abc-C1");
    row("NILFS2: 80 bytes", Nilfs2, QByteArray(80, 'A'), "-C1", QByteArray(77, 'A') + "-C1");
    row("ReiserFS: 16 bytes", ReiserFs, "0123456789abcdef", "-C1", "0123456789abc-C1");
    row("no control characters", Ext4, "a\nb\x7f", "-C1", "ab-C1");
    row("what is no UTF-8", Ext4, "a\xff\xfe", "-C1", "a\xff\xfe-C1");
    row("nothing left of it", Fat32, "\u00e4\u00e4", "-C1", "C1");
    row("no room at all", Luks1, "HOME", "-C1", "");
}

void LabelTextTest::keepsToTheRoom()
{
    QFETCH(const int, kind);
    QFETCH(const QByteArray, label);
    QFETCH(const QByteArray, suffix);
    QTEST(QByteArray::fromStdString(
              suffixedLabel(static_cast<ContentKind>(kind), label.toStdString(), suffix.toStdString())),
          "wanted");
}

namespace {

QByteArrayList labelsOf(const char *scenario)
{
    const auto parsed = test::parseScenario(scenario);
    const Derived derived = derive(parsed.inventory, parsed.design);
    QByteArrayList labels;
    for (const Slot &slot : derived.designed.slots)
        labels << QByteArray::fromStdString(slot.content.label);
    return labels;
}

}

void LabelTextTest::labelsOnlyWhatIsRenewed()
{
    const QByteArrayList labels = labelsOf("disk size=8GiB table=gpt\n"
                                           "part 1 size=64MiB name=p.lxboot kind=ext4 label=BOOT\n"
                                           "part 2 size=64MiB name=p.lxdata kind=ext4 label=DATA\n"
                                           "part 3 size=64MiB name=p.lxhome kind=ext4\n"
                                           "clones 1 2\nclones 2 1\nunchanged 2\nclones 3 1\n");
    QCOMPARE(labels, (QByteArrayList{"BOOT-C1", "BOOT-C2", "BOOT", "DATA", "DATA", "", ""}));
}

void LabelTextTest::tellsEqualBeginningsApart()
{
    const QByteArrayList labels = labelsOf("disk size=8GiB table=gpt\n"
                                           "part 1 size=512MiB name=p.lxa kind=xfs label=appliance-01\n"
                                           "part 2 size=512MiB name=p.lxb kind=xfs label=appliance-02\n"
                                           "part 3 size=512MiB name=p.lxc kind=xfs label=appliance-P2\n"
                                           "clones 1 1\nclones 2 1\n");
    QCOMPARE(
        labels,
        (QByteArrayList{"appliance-C1", "appliance-01", "applian-P2C1", "appliance-02", "appliance-P2"}));
    QCOMPARE(std::set<QByteArray>(labels.begin(), labels.end()).size(), 5U);
}

void LabelTextTest::leavesThemByChoice()
{
    const QByteArrayList labels = labelsOf("disk size=8GiB table=gpt\n"
                                           "part 1 size=64MiB name=p.lxboot kind=ext4 label=BOOT\n"
                                           "labels as-origin\nclones 1 1\n");
    QCOMPARE(labels, (QByteArrayList{"BOOT", "BOOT"}));
}

QTEST_APPLESS_MAIN(LabelTextTest)
#include "tst_label_text.moc"
