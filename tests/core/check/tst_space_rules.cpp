// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace parterre;

/// Room, places and alignment.
class SpaceRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereAndNothingElse_data();
    void findsWhatIsThereAndNothingElse();
};

void SpaceRulesTest::findsWhatIsThereAndNothingElse_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("severity");  // empty: it must not appear
    const auto row = [](const char *what, const char *scenario, std::array<const char *, 2> expected) {
        QTest::newRow(what) << QByteArray(scenario) << QByteArray(expected[0]) << QByteArray(expected[1]);
    };
    row("more than there is room for",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 7\n",
        {"no-space", "error"});
    row("as much as there is room for",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 6\n",
        {"no-space", ""});
    row("adjacent and too much",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 7\n"
        "placement adjacent\n",
        {"no-space", "error"});
    row("adjacent and enough",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n"
        "clones 1 6\n"
        "placement adjacent\n",
        {"no-space", ""});
    row("no primary left",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1GiB kind=ext4 label=boot\n"
        "clones 1 4\n",
        {"mbr-primaries-full", "error"});
    row("the last primary",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1GiB kind=ext4 label=boot\n"
        "clones 1 3\n",
        {"mbr-primaries-full", ""});
    row("bytes but no boot record",
        "disk size=8GiB table=mbr\n"
        "part 1 size=100MiB start=1MiB extended\n"
        "part 5 size=49MiB start=2MiB logical kind=ext4 label=root\n"
        "clones 5 1\n"
        "place 5 1 6000MiB\n",
        {"no-room-for-ebr", ""});
    row("no sector for the boot record",
        "disk size=8GiB table=mbr\n"
        "part 1 size=2049MiB start=1MiB extended\n"
        "part 5 size=1024MiB start=2MiB logical kind=ext4 label=root\n"
        "clones 5 1\n",
        {"no-room-for-ebr", "error"});
    row("adjacent data in the way",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n"
        "placement adjacent\n",
        {"moves-in-place", "warning"});
    row("adjacent room behind",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "clones 2 1\n"
        "placement adjacent\n",
        {"moves-in-place", ""});
    row("adjacent out of order",
        "disk size=5130MiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "order 2 0\n"
        "clones 2 1\n"
        "placement adjacent\n",
        {"moves-in-place", "warning"});
    row("out of order in free space",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "order 2 0\n",
        {"moves-in-place", ""});
    row("an origin over itself",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 2 0 1100MiB\n",
        {"moves-in-place", "warning"});
    row("is not taken by itself",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 2 0 1100MiB\n",
        {"place-taken", ""});
    row("over its own place and one that was left",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 1 0 5000MiB\n"
        "place 2 0 100MiB\n",
        {"moves-in-place", "warning"});
    row("an origin over one that will leave",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 1 0 1500MiB\n"
        "place 2 0 5000MiB\n",
        {"moves-in-place", "warning"});
    row("two that change places",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 1 0 2049MiB\n"
        "place 2 0 1MiB\n",
        {"moves-in-place", "warning"});
    row("an origin over one that stays",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 2 0 100MiB\n",
        {"place-taken", "error"});
    row("an origin over one that stays needs no move",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 2 0 100MiB\n",
        {"moves-in-place", ""});
    row("an origin over a clone",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n"
        "place 1 1 4000MiB\n"
        "place 2 0 4100MiB\n",
        {"place-taken", "error"});
    row("a clone over an origin that came there",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 2 0 4000MiB\n"
        "clones 1 1\n"
        "place 1 1 4100MiB\n",
        {"place-taken", "error"});
    row("a clone over data",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n"
        "place 1 1 100MiB\n",
        {"place-taken", "error"});
    row("an origin behind the end",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 2 0 7000MiB\n",
        {"place-taken", "error"});
    row("an origin far behind the end",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 2 0 8000000TiB\n",
        {"place-taken", "error"});
    row("an origin to free space",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 2 0 4000MiB\n",
        {"place-taken", ""});
    row("grown into what follows",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "size 1 2GiB\n",
        {"no-room-to-grow", "error"});
    row("grown into free space",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "size 2 3GiB\n",
        {"no-room-to-grow", ""});
    row("grown with what follows pushed away",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "size 1 2GiB\n"
        "placement adjacent\n",
        {"moves-in-place", "warning"});
    row("a logical one over data",
        "disk size=8GiB table=mbr\n"
        "part 1 size=6GiB start=1MiB extended\n"
        "part 5 size=1GiB start=2MiB logical kind=ext4 label=root\n"
        "part 6 size=1GiB start=1030MiB logical kind=ext4 label=home\n"
        "clones 5 1\n"
        "placement adjacent\n",
        {"logical-in-motion", "error"});
    row("a logical one beside data",
        "disk size=8GiB table=mbr\n"
        "part 1 size=6GiB start=1MiB extended\n"
        "part 5 size=1GiB start=2MiB logical kind=ext4 label=root\n"
        "part 6 size=1GiB start=1030MiB logical kind=ext4 label=home\n"
        "clones 6 1\n"
        "placement adjacent\n",
        {"logical-in-motion", ""});
    row("a boot loader in the way",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2MiB start=1025MiB name=p.legacy type=21686148-6449-6E6F-744E-656564454649\n"
        "part 3 size=1GiB start=1027MiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n"
        "placement adjacent\n",
        {"boot-loader-in-motion", "error"});
    row("a boot loader that stays",
        "disk size=8GiB table=gpt\n"
        "part 1 size=2MiB start=1MiB name=p.legacy type=21686148-6449-6E6F-744E-656564454649\n"
        "part 2 size=1GiB start=3MiB name=p.lxboot kind=ext4\n"
        "part 3 size=1GiB start=1027MiB name=p.lxroot kind=ext4\n"
        "clones 2 1\n"
        "placement adjacent\n",
        {"boot-loader-in-motion", ""});
    row("off the page over data",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1049088 kind=ext4 name=p.lxboot\n"
        "place 1 0 100MiB\n",
        {"torn-in-motion", "error"});
    row("on the page over data",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1052672 kind=ext4 name=p.lxboot\n"
        "place 1 0 100MiB\n",
        {"torn-in-motion", ""});
    row("no place for a journal",
        "disk size=2051MiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=1GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 1 0 1025MiB\n"
        "place 2 0 1MiB\n",
        {"no-journal-place", "error"});
    row("a circle without scratch",
        "disk size=2150646784 table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=1GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 1 0 1025MiB\n"
        "place 2 0 1MiB\n",
        {"no-scratch", "error"});
    row("a circle with scratch",
        "disk size=2056MiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=1GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 1 0 1025MiB\n"
        "place 2 0 1MiB\n",
        {"no-scratch", ""});
    row("a circle with a journal",
        "disk size=2056MiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=1GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "place 1 0 1025MiB\n"
        "place 2 0 1MiB\n",
        {"no-journal-place", ""});
    row("no entry to hide it",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1GiB start=1MiB kind=ext4 label=a\n"
        "part 2 size=1GiB start=1025MiB kind=ext4 label=b\n"
        "part 3 size=1GiB start=3000MiB kind=ext4 label=c\n"
        "part 4 size=1GiB start=4024MiB kind=ext4 label=d\n"
        "place 2 0 1500MiB\n"
        "place 4 0 4100MiB\n",
        {"no-entry-to-hide", "error"});
    row("entries to hide it",
        "disk size=8GiB table=mbr\n"
        "part 1 size=1GiB start=1MiB kind=ext4 label=a\n"
        "part 2 size=1GiB start=1025MiB kind=ext4 label=b\n"
        "place 2 0 1500MiB\n",
        {"no-entry-to-hide", ""});
    row("off the grid",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n"
        "place 1 1 4000001KiB\n",
        {"misaligned-by-hand", "warning"});
    row("on the grid",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "clones 1 1\n"
        "place 1 1 4000MiB\n",
        {"misaligned-by-hand", ""});
    row("a partition off the page",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1049088 kind=ext4 name=p.lxroot\n",
        {"misaligned", "info"});
    row("a partition on the page",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1052672 kind=ext4 name=p.lxroot\n",
        {"misaligned", ""});
    row("places in adjacent order",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "clones 2 1\n"
        "place 2 1 5000MiB\n"
        "placement adjacent\n",
        {"place-by-hand-ignored", "info"});
    row("places in free space",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB start=1MiB name=p.lxboot kind=ext4\n"
        "part 2 size=2GiB start=1025MiB name=p.lxroot kind=ext4\n"
        "clones 2 1\n"
        "place 2 1 5000MiB\n",
        {"place-by-hand-ignored", ""});
    row("space left",
        "disk size=8GiB table=gpt\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"space-left", "info"});
    row("hardly any space left",
        "disk size=1040MiB\n"
        "part 1 size=1GiB name=p.lxroot kind=ext4\n",
        {"space-left", ""});
}

void SpaceRulesTest::findsWhatIsThereAndNothingElse()
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

QTEST_GUILESS_MAIN(SpaceRulesTest)
#include "tst_space_rules.moc"
