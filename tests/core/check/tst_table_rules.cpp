// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

/// Kinds, damage and limits of tables.
class TableRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
    void fitsTheClonesIntoAFullTable_data();
    void fitsTheClonesIntoAFullTable();
    void offersNothingWhereNoCloneIsToBlame();
};

void TableRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
    const auto row = [](const char *what, const char *scenario, std::array<const char *, 2> expected) {
        QTest::newRow(what) << QByteArray(scenario) << QByteArray(expected[0]) << QByteArray(expected[1]);
    };
    row("no table", "disk size=8GiB table=none\n", {"table-none", "error"});
    row("a table",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"table-none", ""});
    row("a Sun label", "disk size=8GiB table=sun\n", {"table-read-only-kind", "error"});
    row("a DASD", "disk size=8GiB table=dasd\n", {"table-read-only-kind", "error"});
    row("an MBR",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"table-read-only-kind", ""});
    row("a move that was cut off",
        "disk size=8GiB\n"
        "part 1 size=1GiB start=1MiB name=moving type=5B2A6F0E-7C1D-4E43-9F55-2D1C0B8A7E31\n",
        {"move-unfinished", "error"});
    row("nothing in motion",
        "disk size=8GiB\n"
        "part 1 size=1GiB start=1MiB name=moving kind=ext4\n",
        {"move-unfinished", ""});
    row("first header damaged",
        "disk size=8GiB damaged-primary\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"table-primary-damaged", "error"});
    row("first header whole",
        "disk size=8GiB damaged-backup\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"table-primary-damaged", ""});
    row("backup damaged",
        "disk size=8GiB damaged-backup\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"table-backup-damaged", "warning"});
    row("backup whole",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"table-backup-damaged", ""});
    row("both damaged is said once",
        "disk size=8GiB damaged-primary damaged-backup\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"table-backup-damaged", ""});
    row("entries used up",
        "disk size=32GiB entries=4\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 4\n",
        {"table-full", "error"});
    row("the last entry",
        "disk size=32GiB entries=4\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 3\n",
        {"table-full", ""});
    row("five drawn primaries",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1MiB kind=ext4\n"
        "part 2 size=1MiB kind=ext4\n"
        "part 3 size=1MiB kind=ext4\n"
        "part 4 size=1MiB kind=ext4\n"
        "part 5 size=1MiB kind=ext4\n",
        {"table-full", "error"});
    row("four primaries",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1MiB kind=ext4\n"
        "part 2 size=1MiB kind=ext4\n"
        "part 3 size=1MiB kind=ext4\n"
        "part 4 size=1MiB kind=ext4\n",
        {"table-full", ""});
    row("numbers that no device name has",
        "disk size=32GiB numbers=3\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 3\n",
        {"kernel-number-limit", "error"});
    row("the last device name",
        "disk size=32GiB numbers=4\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 3\n",
        {"kernel-number-limit", ""});
    row("an MBR beyond 2 TiB",
        "disk size=4TiB table=mbr\n"
        "part 1 size=1000GiB kind=ext4 label=root\n"
        "clones 1 2\n",
        {"beyond-2-tib", "error"});
    row("an MBR up to 2 TiB",
        "disk size=4TiB table=mbr\n"
        "part 1 size=1000GiB kind=ext4 label=root\n"
        "clones 1 1\n",
        {"beyond-2-tib", ""});
    row("large sectors reach further",
        "disk size=4TiB table=mbr sector=4096\n"
        "part 1 size=1000GiB kind=ext4 label=root\n"
        "clones 1 2\n",
        {"beyond-2-tib", ""});
    row("GPT beyond 2 TiB",
        "disk size=4TiB\n"
        "part 1 size=1000GiB kind=ext4 name=p.lxroot\n"
        "clones 1 2\n",
        {"beyond-2-tib", ""});
    row("a hybrid MBR",
        "disk size=8GiB hybrid\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n",
        {"hybrid-mbr", "warning"});
    row("no hybrid MBR",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"hybrid-mbr", ""});
    row("a hybrid MBR and a move",
        "disk size=8GiB hybrid\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "place 1 0 5000MiB\n",
        {"hybrid-mbr-moves", "error"});
    row("a hybrid MBR and none",
        "disk size=8GiB hybrid\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n",
        {"hybrid-mbr-moves", ""});
}

void TableRulesTest::findsWhatIsThereAndNothingElse()
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

void TableRulesTest::fitsTheClonesIntoAFullTable_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("label");
    const QByteArray two = "disk size=32GiB entries=6\n"
                           "part 1 size=1GiB name=p.lxroot kind=ext4\n"
                           "part 2 size=1GiB name=p.lxhome kind=ext4\n";
    QTest::newRow("of one") << two + "clones 1 5\n" << QByteArray("Set the clones of #1 (root) to 4");
    QTest::newRow("of who has the most") << two + "clones 1 1\nclones 2 4\n"
                                         << QByteArray("Set the clones of #2 (home) to 3");
    QTest::newRow("of the last") << two + "clones 1 3\nclones 2 3\n"
                                 << QByteArray("Set fewer clones: #1 (root) 2, #2 (home) 2");
    QTest::newRow("all but those that are there")
        << QByteArray("disk size=32GiB entries=4\n"
                      "part 1 size=1GiB name=p.lxrootclone1 kind=ext4 uuid=a\n"
                      "part 2 size=1GiB name=p.lxroot kind=ext4\n"
                      "part 3 size=1GiB name=p.lxa kind=ext4\n"
                      "part 4 size=1GiB name=p.lxb kind=ext4\n"
                      "clones 2 3\n")
        << QByteArray("Set the clones of #2 (root) to 1");
    QTest::newRow("besides a lack of space")
        << QByteArray("disk size=6GiB entries=4\npart 1 size=1GiB name=p.lxroot kind=ext4\nclones 1 9\n")
        << QByteArray("Set the clones of #1 (root) to 3");
}

void TableRulesTest::fitsTheClonesIntoAFullTable()
{
    QFETCH(const QByteArray, scenario);
    const auto parsed = test::parseScenario(scenario.toStdString());
    const std::vector<Finding> findings = derive(parsed.inventory, parsed.design).findings;
    const auto full = std::ranges::find(findings, "table-full", &Finding::code);
    QVERIFY(full != findings.end() && full->fix);
    QTEST(QByteArray::fromStdString(english(full->fix->label)), "label");
    Design fixed = parsed.design;
    for (const Edit &edit : full->fix->edits)
        fixed = apply(fixed, edit, test::countingUuids()).value();
    const Derived derived = derive(parsed.inventory, fixed);
    QVERIFY(!hasErrors(derived.findings));
    QCOMPARE(static_cast<int>(derived.designed.slots.size()), parsed.inventory.table.entriesMax);
}

void TableRulesTest::offersNothingWhereNoCloneIsToBlame()
{
    const auto parsed = test::parseScenario("disk size=8GiB table=mbr\n"
                                            "part 1 size=1MiB kind=ext4\n"
                                            "part 2 size=1MiB kind=ext4\n"
                                            "part 3 size=1MiB kind=ext4\n"
                                            "part 4 size=1MiB kind=ext4\n"
                                            "part 5 size=1MiB kind=ext4\n");
    const std::vector<Finding> findings = derive(parsed.inventory, parsed.design).findings;
    const auto full = std::ranges::find(findings, "table-full", &Finding::code);
    QVERIFY(full != findings.end() && !full->fix);
}

QTEST_GUILESS_MAIN(TableRulesTest)
#include "tst_table_rules.moc"
