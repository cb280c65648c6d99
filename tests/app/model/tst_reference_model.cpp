// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/model/reference_model.h"
#include "core/plan/derive.h"
#include "tests/support/scenario.h"

#include <QTest>

using namespace parterre;

/// The table of what names partitions.
class TestReferenceModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhereEachLeads_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("then");
        QTest::addColumn<int>("changed");
        const auto row = [](const char *what, const char *lines, const QString &now, const QString &then,
                            int changed) {
            QTest::newRow(what) << QByteArray(lines) << now << then << changed;
        };
        row("kept", "by=uuid value=UUID=c0\nclones 2 1\n", "#2 home", "#3 home", 0);
        row("shared", "by=label value=LABEL=HOME\nlabels as-origin\nclones 2 1\n", "#2 home",
            QStringLiteral("any of #2 home \u25c61, #3 home"), 1);
        row("diverted", "by=number value=/dev/sda2\nclones 2 1\n", "#2 home",
            QStringLiteral("#2 home \u25c61 instead"), 1);
        row("lost", "by=partlabel value=PARTLABEL=p.lxhome\ncall 2 data\nclones 2 1\n", "#2 home", "nothing",
            1);
        row("absent", "by=uuid value=UUID=ff\nclones 2 1\n", "not on this disk", "", 0);
        row("appears", "by=label value=LABEL=HOME-C1\nclones 2 1\n", "not on this disk",
            QStringLiteral("#2 home \u25c61"), 0);
    }

    void saysWhereEachLeads()
    {
        QFETCH(const QByteArray, lines);
        ReferenceModel model;
        show(model, "reference in=1 file=/etc/fstab " + lines);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(textAt(model, ReferenceModel::In), QStringLiteral("#1 root"));
        QCOMPARE(textAt(model, ReferenceModel::File), QStringLiteral("/etc/fstab"));
        QTEST(textAt(model, ReferenceModel::LeadsTo), "now");
        QTEST(textAt(model, ReferenceModel::Then), "then");
        QTEST(model.changed(), "changed");
        const QModelIndex then = model.index(0, ReferenceModel::Then);
        QCOMPARE(model.data(then, Qt::ForegroundRole).isValid(), model.changed() == 1);
        QVERIFY(!model.data(then, Qt::ToolTipRole).toString().isEmpty());
    }

    void saysWhatIsRewritten_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("rewritten");
        QTest::addColumn<int>("changed");
        const QByteArray number = "by=number value=/dev/sda2\n";
        QTest::newRow("nothing") << number + "clones 2 1\n" << QString() << 1;
        QTest::newRow("follows") << number + "follow\nclones 2 1\n" << QStringLiteral("/dev/sda3") << 0;
        QTest::newRow("of clones") << number + "refer\nclones 1 1\nclones 2 1\n"
                                   << QStringLiteral("/dev/sda3 in clone 1") << 1;
    }
    void saysWhatIsRewritten()
    {
        QFETCH(const QByteArray, lines);
        ReferenceModel model;
        show(model, "reference in=1 file=/etc/fstab " + lines);
        QTEST(textAt(model, ReferenceModel::Rewritten), "rewritten");
        QTEST(model.changed(), "changed");
        const QModelIndex cell = model.index(0, ReferenceModel::Rewritten);
        QVERIFY(!model.data(cell, Qt::ToolTipRole).toString().isEmpty());
    }

    void namesTheFirmware()
    {
        ReferenceModel model;
        show(model, "reference in=0 by=efi value=HD(1) to=1\n");
        QCOMPARE(textAt(model, ReferenceModel::In), QStringLiteral("firmware"));
    }

    void namesTheVolume()
    {
        auto parsed =
            test::parseScenario("disk size=8GiB table=gpt\npart 1 size=1GiB name=p.lxroot kind=lvm\n"
                                "reference in=1 file=/etc/fstab by=uuid value=UUID=c0\n");
        parsed.inventory.partitions.front().content.volumes = {{.name = "swap"}, {.name = "lvroot"}};
        parsed.inventory.references.front().inLayer = {{.container = ContentKind::LvmPv, .volume = 1}};
        ReferenceModel model;
        model.setReferences(parsed.inventory.references, derive(parsed.inventory, parsed.design));
        QCOMPARE(textAt(model, ReferenceModel::In), QStringLiteral("#1 root \u203a lvroot"));
    }

    void isEmptyWithoutReferences()
    {
        ReferenceModel model;
        show(model, "clones 2 1\n");
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.changed(), 0);
        for (int column = 0; column < ReferenceModel::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }

private:
    static void show(ReferenceModel &model, const QByteArray &lines)
    {
        const auto parsed =
            test::parseScenario("disk size=8GiB table=gpt\n"
                                "part 1 size=1GiB name=p.lxroot kind=ext4 uuid=b0 label=ROOT\n"
                                "part 2 size=1GiB name=p.lxhome kind=ext4 uuid=c0 label=HOME\n"
                                + lines.toStdString());
        const Derived derived = derive(parsed.inventory, parsed.design);
        model.setReferences(parsed.inventory.references, derived);
    }

    static QString textAt(const ReferenceModel &model, int column)
    {
        return model.data(model.index(0, column), Qt::DisplayRole).toString();
    }
};

QTEST_MAIN(TestReferenceModel)
#include "tst_reference_model.moc"
