// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/reference_fate.h"
#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// Where references lead, before and after.
class ReferenceFateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatBecomesOfIt_data();
    void tellsWhatBecomesOfIt();
    void namesEveryVerdict();
};

namespace {

constexpr const char *gpt = "disk size=8GiB table=gpt\n"
                            "part 1 size=64MiB type=esp name=p.UEFI kind=fat32 uuid=ABCD-1234\n"
                            "part 2 size=1GiB name=p.lxroot kind=ext4 uuid=b0 label=ROOT\n"
                            "part 3 size=1GiB name=p.lxhome kind=ext4 uuid=c0 label=HOME\n";
constexpr const char *mbr = "disk size=8GiB table=mbr\n"
                            "part 1 size=1GiB kind=ext4 label=ROOT\n"
                            "part 2 size=1GiB kind=ext4 label=HOME\n";

QByteArray numbers(const std::vector<const Slot *> &slots)
{
    QByteArrayList list;
    for (const Slot *slot : slots)
        list << QByteArray::number(slot->number);
    return list.join(' ');
}

}

void ReferenceFateTest::tellsWhatBecomesOfIt_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("verdict");
    QTest::addColumn<QByteArray>("now");
    QTest::addColumn<QByteArray>("then");
    const auto row = [](const char *what, const QByteArray &scenario, std::array<const char *, 3> expected) {
        QTest::newRow(what) << scenario << QByteArray(expected[0]) << QByteArray(expected[1])
                            << QByteArray(expected[2]);
    };
    const QByteArray on = gpt;
    const QByteArray ref = "reference in=2 file=/etc/fstab ";
    row("a UUID", on + ref + "by=uuid value=UUID=C0\nclones 3 1\n", {"kept", "3", "4"});
    row("a UUID that clones keep", on + ref + "by=uuid value=UUID=c0\nclones 3 1\nunchanged 3\n",
        {"shared", "3", "3 4"});
    row("a UUID of another disk", on + ref + "by=uuid value=UUID=d0\nclones 3 1\n", {"absent", "", ""});
    row("a label", on + ref + "by=label value=LABEL=HOME\nclones 3 2\n", {"kept", "3", "5"});
    row("a label that clones keep", on + ref + "by=label value=LABEL=HOME\nlabels as-origin\nclones 3 1\n",
        {"shared", "3", "3 4"});
    row("a label to come", on + ref + "by=label value=LABEL=HOME-C1\nclones 3 1\n", {"appears", "", "3"});
    row("a number", on + ref + "by=number value=/dev/sda2\nclones 3 1\n", {"kept", "2", "2"});
    row("a number that a clone gets", on + ref + "by=number value=/dev/sda3\nclones 3 1\n",
        {"diverted", "3", "3"});
    row("a number that is kept", on + ref + "by=number value=/dev/sda3\nnumbering keep\nclones 3 1\n",
        {"kept", "3", "3"});
    row("a number to come", on + ref + "by=number value=/dev/sda4\nclones 3 1\n", {"appears", "", "4"});
    row("a name of an entry", on + ref + "by=partlabel value=PARTLABEL=p.lxhome\nclones 3 1\n",
        {"kept", "3", "4"});
    row("a name that changes", on + ref + "by=partlabel value=PARTLABEL=p.lxhome\ncall 3 data\nclones 3 1\n",
        {"lost", "3", ""});
    row("a boot entry", on + "reference in=0 by=efi value=Boot0001 to=1\nclones 3 1\n", {"kept", "1", "1"});
    const QByteArray part = "reference in=1 file=/etc/fstab by=partuuid value=PARTUUID=1234abcd-02\n";
    row("an MBR's PARTUUID", QByteArray(mbr) + part + "numbering keep\nclones 2 1\n", {"kept", "2", "2"});
    row("an MBR's PARTUUID, renumbered", QByteArray(mbr) + part + "clones 2 1\n", {"diverted", "2", "2"});
}

void ReferenceFateTest::tellsWhatBecomesOfIt()
{
    QFETCH(const QByteArray, scenario);
    const auto parsed = test::parseScenario(scenario.toStdString());
    const Derived derived = derive(parsed.inventory, parsed.design);
    const ReferenceFate fate = fateOf(parsed.inventory.references.at(0), derived.now, derived.designed);
    QTEST(QByteArray::fromStdString(std::string(verdictName(fate.verdict))), "verdict");
    QTEST(numbers(fate.now), "now");
    QTEST(numbers(fate.then), "then");
}

void ReferenceFateTest::namesEveryVerdict()
{
    using enum ReferenceFate::Verdict;
    QSet<QByteArray> names;
    for (const auto verdict : {Absent, Kept, Shared, Diverted, Lost, Appears})
        names << QByteArray::fromStdString(std::string(verdictName(verdict)));
    QCOMPARE(names.size(), 6);
}

QTEST_APPLESS_MAIN(ReferenceFateTest)
#include "tst_reference_fate.moc"
