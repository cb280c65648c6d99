// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

/// GPT names and keys of config.partids.
class NameRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
};

void NameRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
    const auto row = [](const char *what, const char *scenario, std::array<const char *, 2> expected) {
        QTest::newRow(what) << QByteArray(scenario) << QByteArray(expected[0]) << QByteArray(expected[1]);
    };
    row("no name",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4\n"
        "clones 1 1\n",
        {"name-missing", "error"});
    row("no name and no clones",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4\n",
        {"name-missing", ""});
    row("a label is a name",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 label=DATA\n"
        "clones 1 1\n",
        {"name-missing", ""});
    row("too long for the entry",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=a kind=ext4\n"
        "call 1 a_name_of_more_than_36_letters_for_it\n",
        {"name-too-long", "error"});
    row("just not too long for the entry",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=a kind=ext4\n"
        "call 1 a_name_of_no_more_than_36_letters_ok\n",
        {"name-too-long", ""});
    row("called as another is",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxa kind=ext4\n"
        "part 2 size=1GiB name=p.lxb kind=ext4\n"
        "call 1 b\n",
        {"name-double", "error"});
    row("called as none is",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxa kind=ext4\n"
        "part 2 size=1GiB name=p.lxb kind=ext4\n"
        "call 1 c\n",
        {"name-double", ""});
    row("an unsafe name",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=var-log kind=ext4\n"
        "clones 1 1\n",
        {"name-unsafe", "error"});
    row("an unsafe name without clones",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=var-log kind=ext4\n",
        {"name-unsafe", "warning"});
    row("an unsafe name of what hides a move",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=moving:now type=5B2A6F0E-7C1D-4E43-9F55-2D1C0B8A7E31\n",
        {"name-unsafe", ""});
    row("a safe name",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=var_log kind=ext4\n"
        "clones 1 1\n",
        {"name-unsafe", ""});
    row("a safe name given",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=var-log kind=ext4\n"
        "clones 1 1\n"
        "call 1 var_log\n",
        {"name-unsafe", ""});
    row("a reserved name",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "call 1 swap\n",
        {"name-reserved", "warning"});
    row("a name of its type",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB type=esp kind=fat32\n"
        "call 1 efi\n",
        {"name-reserved", ""});
    row("a name of 36 characters",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxabcdefghijklmnopqrstuvwxyz kind=ext4\n"
        "clones 1 1\n",
        {"name-too-long", ""});
    row("a name of 37 characters",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1MiB name=p.lxabcdefghijklmnopqrstuvwxyz kind=ext4\n"
        "clones 1 10\n",
        {"name-too-long", "error"});
    row("a name of 38 characters",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1MiB name=p.lxabcdefghijklmnopqrstuvwxyzabc kind=ext4\n"
        "clones 1 10\n",
        {"name-too-long", "error"});
    row("MBR has no names",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1GiB label=abcdefghijklmnopqrstuvwxyzabcdefghijk kind=ext4\n"
        "clones 1 1\n",
        {"name-too-long", ""});
    row("a name that is there",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=1MiB name=p.lxrootclone1 kind=ext4\n"
        "clones 1 1\n",
        {"name-double", "error"});
    row("names that are apart",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=1MiB name=p.lxrootclone2 kind=ext4\n"
        "clones 1 1\n",
        {"name-double", ""});
    row("two alike that were there",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=1MiB name=p.lxroot kind=ext4\n",
        {"name-double", ""});
    row("keys alike",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=1GiB name=Root kind=ext4\n"
        "clones 1 1\n",
        {"partids-key-double", "error"});
    row("keys alike on an untouched disk",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=1GiB name=Root kind=ext4\n",
        {"partids-key-double", ""});
    row("keys apart",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=1GiB name=Root kind=ext4\n"
        "call 2 other\n"
        "clones 1 1\n",
        {"partids-key-double", ""});
    row("clones of both roots",
        "disk size=32GiB\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=512MiB name=p.lxreadonly kind=squashfs\n"
        "clones 1 1\n"
        "clones 2 2\n",
        {"partids-key-double", "error"});
    row("clones of one root",
        "disk size=32GiB\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "part 2 size=512MiB name=p.lxreadonly kind=squashfs\n"
        "clones 2 2\n",
        {"partids-key-double", ""});
}

void NameRulesTest::findsWhatIsThereAndNothingElse()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, severity);
    const auto parsed = test::parseScenario(scenario.toStdString());
    const Derived derived = derive(parsed.inventory, parsed.design);
    const auto found = std::ranges::find(derived.findings, code.toStdString(), &Finding::code);
    const std::string_view said =
        found == derived.findings.end() ? std::string_view() : severityName(found->severity);
    QCOMPARE(QByteArray(said.data(), static_cast<qsizetype>(said.size())), severity);
    if (found != derived.findings.end())
        QVERIFY(!english(found->message).contains('{'));
}

QTEST_GUILESS_MAIN(NameRulesTest)
#include "tst_name_rules.moc"
