// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/partids_keys.h"

#include <QTest>

using namespace parterre;

/// Keys of slots and the aliases that KIWI adds.
class PartidsKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesOneLineForEachNameAndKiwisAliases_data();
    void writesOneLineForEachNameAndKiwisAliases();
};

void PartidsKeysTest::writesOneLineForEachNameAndKiwisAliases_data()
{
    QTest::addColumn<QByteArray>("names");  // name, name:clone or name=GPT name
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *names, const char *text) {
        QTest::newRow(names) << QByteArray(names) << QByteArray(text);
    };
    row("boot root", "kiwi_BootPart=1 kiwi_RootPart=2");
    row("root", "kiwi_BootPart=1 kiwi_RootPart=1");
    row("boot readonly root", "kiwi_BootPart=1 kiwi_ROPart=2 kiwi_RWPart=3 kiwi_RootPart=3");
    row("readonly root", "kiwi_BootPart=2 kiwi_ROPart=1 kiwi_RWPart=2 kiwi_RootPart=2");
    row("readonly", "kiwi_ROPart=1 kiwi_RootPart=1");
    row("root:1 root boot", "kiwi_BootPart=3 kiwi_RootPart=2 kiwi_rootPartClone1=1");
    row("home:1 home:10 home:2 home",
        "kiwi_HomePart=4 kiwi_homePartClone1=1 kiwi_homePartClone10=2 kiwi_homePartClone2=3");
    row("home", "kiwi_HomePart=1");
    row("var-log home", "kiwi_HomePart=2");
    row("Boot root", "kiwi_BootPart=1 kiwi_RootPart=2");
    row("root=p.lxlvm", "kiwi_RootPart=1");
    row("boot root=p.lxraid", "kiwi_BootPart=1 kiwi_RaidDev=/dev/md0 kiwi_RaidPart=2 kiwi_RootPart=2");
}

void PartidsKeysTest::writesOneLineForEachNameAndKiwisAliases()
{
    QFETCH(const QByteArray, names);
    std::vector<Slot> entries;
    for (const QByteArray &name : names.split(' ')) {
        Slot slot;
        slot.number = static_cast<int>(entries.size()) + 1;
        slot.partidsName = name.split('=').front().split(':').front().toStdString();
        slot.name = name.contains('=') ? name.split('=').back().toStdString() : std::string();
        slot.cloneIndex = name.contains(':') ? name.split(':').back().toInt() : 0;
        entries.push_back(slot);
    }
    QByteArray text = QByteArray::fromStdString(assignPartidsKeys(entries));
    QTEST(text.replace('"', "").replace('\n', ' ').trimmed(), "text");
    for (const Slot &slot : entries)
        QCOMPARE(slot.partidsKey.empty(), slot.partidsName == "var-log");
}

QTEST_GUILESS_MAIN(PartidsKeysTest)
#include "tst_partids_keys.moc"
