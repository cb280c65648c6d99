// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

/// What refers to partitions by what may change.
class ReferenceRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
    void offersToRewrite_data();
    void offersToRewrite();
};

void ReferenceRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
    const auto row = [](const char *what, const char *scenario, std::array<const char *, 2> expected) {
        QTest::newRow(what) << QByteArray(scenario) << QByteArray(expected[0]) << QByteArray(expected[1]);
    };
    row("a number that changes",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=2 file=/etc/fstab by=number value=/dev/sda1 to=1\n"
        "clones 1 1\n",
        {"reference-by-number", "warning"});
    row("a number that is kept",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=2 file=/etc/fstab by=number value=/dev/sda1 to=1\n"
        "clones 1 1\n"
        "numbering keep\n",
        {"reference-by-number", ""});
    row("a number that is rewritten",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=2 file=/etc/fstab by=number value=/dev/sda1 to=1\n"
        "follow\n"
        "clones 1 1\n",
        {"reference-by-number", ""});
    row("a name of an entry that changes",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=2 file=/etc/fstab by=partlabel value=PARTLABEL=p.lxhome\n"
        "call 1 data\n",
        {"reference-partlabel", "warning"});
    row("a name of an entry that is rewritten",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=2 file=/etc/fstab by=partlabel value=PARTLABEL=p.lxhome\n"
        "follow\n"
        "call 1 data\n",
        {"reference-partlabel", ""});
    constexpr const char *set = "disk size=8GiB table=gpt\n"
                                "part 1 size=1GiB name=p.lxboot kind=ext4 uuid=a0\n"
                                "part 2 size=1GiB name=p.lxroot kind=ext4 uuid=b0\n"
                                "reference in=2 file=/etc/fstab by=uuid value=UUID=a0\n";
    row("clones that use their origin's boot partition",
        (std::string(set) + "clones 1 1\nclones 2 1\n").c_str(), {"clones-refer-to-origins", "info"});
    row("clones that have no boot partition", (std::string(set) + "clones 2 1\n").c_str(),
        {"clones-refer-to-origins", ""});
    row("clones that refer to themselves", (std::string(set) + "refer\nclones 1 1\nclones 2 1\n").c_str(),
        {"clones-refer-to-origins", ""});
    row("a UUID",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=2 file=/etc/fstab by=uuid value=uuid-1 to=1\n"
        "clones 1 1\n",
        {"reference-by-number", ""});
    row("a boot entry that changes",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=0 by=efi value=Boot0001 to=1\n"
        "clones 1 1\n",
        {"reference-efi-boot", "warning"});
    row("a boot entry that leads elsewhere",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=0 by=efi value=Boot0001 to=0\n"
        "clones 1 1\n",
        {"reference-efi-boot", ""});
    row("a label of clones",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4 label=home\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=2 file=/etc/fstab by=label value=LABEL=home to=1\n"
        "labels as-origin\n"
        "clones 1 1\n",
        {"reference-label", "warning"});
    row("a label that no clone will have",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4 label=home\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=2 file=/etc/fstab by=label value=LABEL=home to=1\n"
        "clones 1 1\n",
        {"reference-label", ""});
    row("a label of others",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4 label=home\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4\n"
        "reference in=2 file=/etc/fstab by=label value=LABEL=home to=1\n"
        "labels as-origin\n"
        "clones 2 1\n",
        {"reference-label", ""});
    row("a PARTUUID of an MBR",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1GiB kind=ext4\n"
        "part 2 size=1GiB kind=ext4\n"
        "reference in=1 file=/etc/fstab by=partuuid value=PARTUUID=1234abcd-02\n"
        "clones 1 1\n",
        {"reference-partuuid", "warning"});
    row("a PARTUUID of an MBR that keeps its numbers",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1GiB kind=ext4\n"
        "part 2 size=1GiB kind=ext4\n"
        "reference in=1 file=/etc/fstab by=partuuid value=PARTUUID=1234abcd-02\n"
        "numbering keep\n"
        "clones 1 1\n",
        {"reference-partuuid", ""});
    row("a UUID of what stays unchanged",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4 uuid=a0\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4 uuid=b0\n"
        "reference in=2 file=/etc/fstab by=uuid value=UUID=a0\n"
        "unchanged 1\n"
        "clones 1 1\n",
        {"reference-uuid", "warning"});
    row("a UUID of what is renewed",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4 uuid=a0\n"
        "part 2 size=1GiB name=p.lxroot kind=ext4 uuid=b0\n"
        "reference in=2 file=/etc/fstab by=uuid value=UUID=a0\n"
        "clones 1 1\n",
        {"reference-uuid", ""});
    constexpr const char *follow = "part 1 size=1GiB name=p.lxhome kind=ext4\n"
                                   "part 2 size=1GiB name=p.lxroot kind=ext4\n"
                                   "reference in=2 file=/etc/fstab by=number value=/dev/sda1\n"
                                   "follow\nclones 1 1\n";
    row("a number that nothing here can rewrite",
        (std::string("disk size=8GiB no-root-files\n") + follow).c_str(),
        {"references-not-rewritten", "warning"});
    row("a number that can be rewritten", (std::string("disk size=8GiB\n") + follow).c_str(),
        {"references-not-rewritten", ""});
    row("a root that grows",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4 grows\n"
        "clones 1 1\n",
        {"root-grows", "warning"});
    row("a root that grows without clones",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4 grows\n",
        {"root-grows", ""});
    row("no way into the root",
        "disk size=8GiB no-root-files\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n",
        {"partids-not-written", "warning"});
    row("a way into the root",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n",
        {"partids-not-written", ""});
    row("no root",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxhome kind=ext4\n"
        "clones 1 1\n",
        {"partids-no-root", "info"});
    row("a read-only root",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxreadonly kind=squashfs\n"
        "clones 1 1\n",
        {"partids-no-root", ""});
}

void ReferenceRulesTest::findsWhatIsThereAndNothingElse()
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

void ReferenceRulesTest::offersToRewrite_data()
{
    QTest::addColumn<QByteArray>("disk");
    QTest::addColumn<bool>("isRewritten");
    QTest::newRow("what can be written") << QByteArray("table=gpt") << true;
    QTest::newRow("what cannot") << QByteArray("no-root-files") << false;
}

/// The fix takes the finding away, one way or the other.
void ReferenceRulesTest::offersToRewrite()
{
    QFETCH(const QByteArray, disk);
    QFETCH(const bool, isRewritten);
    auto parsed = test::parseScenario(("disk size=8GiB " + disk
                                       + "\npart 1 size=1GiB name=p.lxhome kind=ext4\n"
                                         "part 2 size=1GiB name=p.lxroot kind=ext4\n"
                                         "reference in=2 file=/etc/fstab by=number value=/dev/sda1\n"
                                         "clones 1 1\n")
                                          .toStdString());
    const auto find = [](const Derived &derived) {
        return std::ranges::find(derived.findings, "reference-by-number", &Finding::code);
    };
    const Derived before = derive(parsed.inventory, parsed.design);
    QVERIFY(find(before) != before.findings.end() && find(before)->fix);
    const Edit edit = find(before)->fix->edits.at(0);
    QCOMPARE(std::holds_alternative<edit::SetReferences>(edit), isRewritten);
    parsed.design = apply(std::move(parsed.design), edit, test::countingUuids()).value();
    const Derived after = derive(parsed.inventory, parsed.design);
    QVERIFY(find(after) == after.findings.end());
}

QTEST_GUILESS_MAIN(ReferenceRulesTest)
#include "tst_reference_rules.moc"
