// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/helper/allocation/loaded_image.h"

#include <QTest>

using namespace parterre;

/// What is said where every block counts.
class TestAllocation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhyEveryBlockCounts_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<QString>("commands");
        QTest::addColumn<QString>("doubt");
        const QString blank("truncate -s 16M $I");
        const auto made = [](const char *recipe) { return QString(test::recipeNamed(recipe).commands); };
        const QString encrypted(
            ": it is encrypted, and only its passphrase would show which blocks are in use");
        QTest::newRow("luks1") << ContentKind::Luks1 << made("luks1") << "luks1" + encrypted;
        QTest::newRow("luks2") << ContentKind::Luks2 << made("luks2") << "luks2" + encrypted;
        QTest::newRow("bitlocker") << ContentKind::BitLocker << blank << "bitlocker" + encrypted;
        QTest::newRow("unknown") << ContentKind::Unknown << blank
                                 << "unknown: it has no map that could be read of which blocks are in use";
        QTest::newRow("a sleeping system")
            << ContentKind::Swap
            << made("swap") + "; printf S1SUSPEND | dd of=$I bs=1 seek=4086 conv=notrunc status=none"
            << "swap: a system sleeps in it";
        QTest::newRow("damage") << ContentKind::F2fs << blank << "f2fs is damaged: f2fs superblock.";
    }
    void saysWhyEveryBlockCounts()
    {
        QFETCH(ContentKind, kind);
        QFETCH(QString, commands);
        QFETCH(QString, doubt);
        m_workshop.run("rm -f $I; " + commands, "image");
        const test::LoadedImage image(m_workshop.path("image"));
        const Allocation found = image.allocation(kind);
        QCOMPARE(QString::fromStdString(found.doubt), doubt);
        QVERIFY(found.used == std::vector{image.where()});
    }

private:
    test::Workshop m_workshop;
};

QTEST_GUILESS_MAIN(TestAllocation)
#include "tst_allocation.moc"
