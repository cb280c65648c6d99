// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/helper/allocation/loaded_image.h"

#include <QTest>

using namespace parterre;

class TestSwapAllocation : public QObject
{
    Q_OBJECT

private:
    test::Workshop m_workshop;

    [[nodiscard]] test::LoadedImage made(const char *pageSize, Bytes behind) const
    {
        m_workshop.run(QString("rm -f $I; truncate -s 4M $I; mkswap -q -p %1 $I").arg(pageSize), "swap");
        return test::LoadedImage(m_workshop.path("swap"), behind);
    }

private Q_SLOTS:
    void keepsTheFirstPageAndWhatIsBehind_data()
    {
        QTest::addColumn<int>("page");
        QTest::newRow("4 KiB") << 4096;
        QTest::newRow("16 KiB") << 16384;
        QTest::newRow("64 KiB") << 65536;
    }
    void keepsTheFirstPageAndWhatIsBehind()
    {
        QFETCH(int, page);
        const test::LoadedImage image = made(QByteArray::number(page), Bytes(1536));
        const Allocation found = image.allocation(ContentKind::Swap);
        QCOMPARE(found.doubt, std::string());
        QVERIFY(found.used == (std::vector{image.at(0, page), image.at(4 << 20, 1536)}));
        const test::LoadedImage exact = made(QByteArray::number(page), {});
        QVERIFY(exact.allocation(ContentKind::Swap).used == std::vector{exact.at(0, page)});
    }

    void isRefusedWhereASystemSleeps_data()
    {
        QTest::addColumn<QByteArray>("signature");
        for (const char *one : {"S1SUSPEND", "S2SUSPEND", "ULSUSPEND", "LINHIB0001"})
            QTest::newRow(one) << QByteArray(one).leftJustified(10, '\0');
        QTest::newRow("TuxOnIce") << QByteArray("\xed\xc3\x02\xe9\x98\x56\xe5\x0c\0\0", 10);
    }
    void isRefusedWhereASystemSleeps()
    {
        QFETCH(QByteArray, signature);
        for (const int page : {4096, 65536}) {
            test::LoadedImage image = made(QByteArray::number(page), {});
            QVERIFY(image.allocation(ContentKind::Swap).isTrusted());
            image.write(page - 10, signature.toStdString());
            const Allocation found = image.allocation(ContentKind::Swap);
            QVERIFY2(found.doubt.contains("sleeps"), found.doubt.c_str());
            QVERIFY(found.used == std::vector{image.where()});
        }
    }

    void doubtsWhatContradictsItself_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("doubt");
        QTest::newRow("no signature") << 4086 << QByteArray(10, '\0') << "no signature";
        QTest::newRow("the first version") << 4086 << QByteArray("SWAP-SPACE") << "no signature";
        QTest::newRow("a second signature") << 8182 << QByteArray("SWAPSPACE2") << "two signatures";
        QTest::newRow("the other byte order") << 1024 << QByteArray("\0\0\0\1", 4) << "byte order";
        QTest::newRow("larger than its partition") << 1028 << QByteArray("\0\4\0\0", 4) << "the header";
        QTest::newRow("empty") << 1028 << QByteArray("\0\0\0\0", 4) << "the header";
        QTest::newRow("wider than can be") << 1028 << QByteArray("\xff\xff\xff\xff", 4) << "the header";
        QTest::newRow("too many bad pages") << 1032 << QByteArray("\0\xff\0\0", 4) << "the header";
    }
    void doubtsWhatContradictsItself()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, doubt);
        test::LoadedImage image = made("4096", {});
        image.write(at, bytes.toStdString());
        const Allocation found = image.allocation(ContentKind::Swap);
        QVERIFY2(QString::fromStdString(found.doubt).contains(doubt), found.doubt.c_str());
        QVERIFY(found.used == std::vector{image.where()});
    }

    void survivesATinyPartition()
    {
        MemoryDevice disk(Bytes(4096));
        for (const int size : {512, 1024, 4096})
            QVERIFY(!allocationOf(disk, {.begin = {}, .size = Bytes(size)}, ContentKind::Swap).isTrusted());
    }
};

QTEST_GUILESS_MAIN(TestSwapAllocation)
#include "tst_swap.moc"
