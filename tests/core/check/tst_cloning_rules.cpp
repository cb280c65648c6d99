// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

/// By what clones are told from their origins, and what it means where they are not.
class CloningRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
    void mendsByOneClick_data();
    void mendsByOneClick();
};

namespace {

constexpr const char *gpt = "disk size=8GiB table=gpt\n"
                            "part 1 size=64MiB type=esp name=p.UEFI kind=fat32 label=EFI\n"
                            "part 2 size=1GiB name=p.lxroot kind=ext4 label=ROOT\n"
                            "part 3 size=1GiB name=p.lxhome kind=ext4\n";
constexpr const char *mbr = "disk size=8GiB table=mbr\n"
                            "part 1 size=1GiB kind=ext4 label=ROOT\n";

std::optional<Finding> findingOf(const QByteArray &scenario, const QByteArray &code)
{
    const auto parsed = test::parseScenario(scenario.toStdString());
    const Derived derived = derive(parsed.inventory, parsed.design);
    const auto found = std::ranges::find(derived.findings, code.toStdString(), &Finding::code);
    return found == derived.findings.end() ? std::nullopt : std::optional(*found);
}

}

void CloningRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
    const auto row = [](const char *what, const QByteArray &scenario, std::array<const char *, 2> expected) {
        QTest::newRow(what) << scenario << QByteArray(expected[0]) << QByteArray(expected[1]);
    };
    const QByteArray on = gpt;
    row("labels are numbered", on + "clones 2 1\n", {"label-shared", ""});
    row("labels are kept", on + "labels as-origin\nclones 2 1\n", {"label-shared", "warning"});
    row("no label is kept", on + "labels as-origin\nclones 3 1\n", {"label-shared", ""});
    row("nothing is cloned", on + "labels as-origin\n", {"label-shared", ""});
    row("a label of what stays unchanged", on + "clones 2 1\nunchanged 2\n", {"label-shared", "warning"});
    row("types are generic", on + "clones 1 1\n", {"clone-type-shared", ""});
    row("a type that means something", on + "types as-origin\nclones 1 1\n",
        {"clone-type-shared", "warning"});
    row("a type that means nothing", on + "types as-origin\nclones 3 1\n", {"clone-type-shared", ""});
    row("no mounting in a GPT", on + "auto-mount never\nclones 3 1\n", {"no-auto-on-mbr", ""});
    row("no mounting in an MBR", QByteArray(mbr) + "auto-mount never\nclones 1 1\n",
        {"no-auto-on-mbr", "warning"});
    row("an MBR without a wish", QByteArray(mbr) + "clones 1 1\n", {"no-auto-on-mbr", ""});
    row("an MBR without clones", QByteArray(mbr) + "auto-mount never\n", {"no-auto-on-mbr", ""});
}

void CloningRulesTest::findsWhatIsThereAndNothingElse()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const QByteArray, code);
    const auto found = findingOf(scenario, code);
    QTEST(found ? QByteArray::fromStdString(std::string(severityName(found->severity))) : QByteArray(),
          "severity");
}

void CloningRulesTest::mendsByOneClick_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<bool>("isMended");
    QTest::newRow("labels") << QByteArray(gpt) + "labels as-origin\nclones 2 1\n"
                            << QByteArray("label-shared") << true;
    QTest::newRow("what stays unchanged keeps its label")
        << QByteArray(gpt) + "labels as-origin\nclones 2 1\nunchanged 2\n"
        << QByteArray("label-shared") << false;
    QTest::newRow("types") << QByteArray(gpt) + "types as-origin\nclones 1 1\n"
                           << QByteArray("clone-type-shared") << true;
    QTest::newRow("mounting") << QByteArray(mbr) + "auto-mount never\nclones 1 1\n"
                              << QByteArray("no-auto-on-mbr") << true;
}

void CloningRulesTest::mendsByOneClick()
{
    QFETCH(const QByteArray, scenario);
    QFETCH(const QByteArray, code);
    QFETCH(const bool, isMended);
    const auto found = findingOf(scenario, code);
    QVERIFY(found.has_value());
    QCOMPARE(found->fix.has_value(), isMended);
    if (!isMended)
        return;
    auto parsed = test::parseScenario(scenario.toStdString());
    const Design fixed = apply(parsed.design, found->fix->edits.at(0), test::countingUuids()).value();
    const Derived derived = derive(parsed.inventory, fixed);
    QVERIFY(!std::ranges::contains(derived.findings, code.toStdString(), &Finding::code));
}

QTEST_APPLESS_MAIN(CloningRulesTest)
#include "tst_cloning_rules.moc"
