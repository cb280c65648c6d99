// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

/// Who uses the disk.
class UseRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
};

void UseRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
    const auto row = [](const char *what, const char *scenario, std::array<const char *, 2> expected) {
        QTest::newRow(what) << QByteArray(scenario) << QByteArray(expected[0]) << QByteArray(expected[1]);
    };
    row("the system disk",
        "disk size=8GiB system\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"system-disk", "error"});
    row("another disk",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"system-disk", ""});
    row("a read-only device",
        "disk size=8GiB readonly\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"device-read-only", "error"});
    row("a writable device",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"device-read-only", ""});
    row("a disk in use",
        "disk size=8GiB use=loop0\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"device-in-use", "error"});
    row("a disk that nobody uses",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"device-in-use", ""});
    row("a mounted partition",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 name=p.lxroot use=/mnt\n"
        "clones 1 1\n",
        {"partition-in-use", "error"});
    row("one to which nothing happens",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 name=p.lxroot use=/mnt\n",
        {"partition-stays-in-use", "info"});
    row("one before another that is cloned",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 name=p.lxhome use=/home\n"
        "part 2 size=1GiB kind=ext4 name=p.lxboot\n"
        "clones 2 1\n",
        {"partition-stays-in-use", "info"});
    row("the same is no error",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 name=p.lxhome use=/home\n"
        "part 2 size=1GiB kind=ext4 name=p.lxboot\n"
        "clones 2 1\n",
        {"partition-in-use", ""});
    row("one that gets another number",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 name=p.lxboot\n"
        "part 2 size=1GiB kind=ext4 name=p.lxhome use=/home\n"
        "clones 1 1\n",
        {"partition-in-use-renumbered", "error"});
    row("one that keeps it",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 name=p.lxboot\n"
        "part 2 size=1GiB kind=ext4 name=p.lxhome use=/home\n"
        "clones 1 1\n"
        "numbering keep\n",
        {"partition-in-use-renumbered", ""});
    row("one that is moved",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 name=p.lxboot\n"
        "part 2 size=1GiB kind=ext4 name=p.lxhome use=/home\n"
        "placement adjacent\n"
        "clones 1 1\n",
        {"partition-in-use", "error"});
    row("a root that config.partids is written to",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB kind=ext4 name=p.lxroot use=/mnt\n"
        "part 2 size=1GiB kind=ext4 name=p.lxboot\n"
        "clones 2 1\n",
        {"partition-in-use", "error"});
    row("an unmounted partition",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"partition-in-use", ""});
}

void UseRulesTest::findsWhatIsThereAndNothingElse()
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

QTEST_GUILESS_MAIN(UseRulesTest)
#include "tst_use_rules.moc"
