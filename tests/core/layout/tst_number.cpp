// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/designed.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// Numbers of entries by either policy.
class NumberTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_data();
    void numbers();
};

void NumberTest::numbers_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("order");  // of the table: what each number holds
    const QByteArray gpt =
        "disk size=8GiB\npart 1 size=1MiB name=a kind=ext4\npart 3 size=1MiB name=b kind=ext4\n"
        "part 4 size=1MiB name=c kind=ext4\n";
    const QByteArray mbr =
        "disk size=8GiB table=mbr\npart 1 size=1MiB kind=ext4 label=a\npart 2 size=100MiB extended\n"
        "part 5 size=1MiB logical kind=ext4 label=b\npart 6 size=1MiB logical kind=ext4 label=c\n";
    QTest::newRow("kiwi") << gpt + "clones 3 2\n" << QByteArray("1=a 2=b1 3=b2 4=b 5=c");
    QTest::newRow("keep") << gpt + "clones 3 2\nnumbering keep\n" << QByteArray("1=a 2=b1 3=b 4=c 5=b2");
    QTest::newRow("kiwi in another order") << gpt + "order 4 0\n" << QByteArray("1=c 2=a 3=b");
    QTest::newRow("nothing asked") << gpt << QByteArray("1=a 3=b 4=c");
    QTest::newRow("mbr kiwi") << mbr + "clones 1 1\nclones 6 1\n" << QByteArray("1=a1 2=a 3= 5=b 6=c1 7=c");
    QTest::newRow("mbr keep") << mbr + "clones 1 1\nclones 6 1\nnumbering keep\n"
                              << QByteArray("1=a 2= 3=a1 5=b 6=c 7=c1");
}

void NumberTest::numbers()
{
    QFETCH(const QByteArray, scenario);
    const auto parsed = test::parseScenario(scenario.toStdString());
    QByteArrayList order;
    for (const Slot &slot :
         designedLayout(parsed.inventory, parsed.design, lineages(parsed.inventory)).layout.slots) {
        const QByteArray index = slot.cloneIndex > 0 ? QByteArray::number(slot.cloneIndex) : QByteArray();
        order << QByteArray::number(slot.number) + '=' + QByteArray::fromStdString(slot.partidsName) + index;
    }
    QTEST(order.join(' '), "order");
}

QTEST_GUILESS_MAIN(NumberTest)
#include "tst_number.moc"
