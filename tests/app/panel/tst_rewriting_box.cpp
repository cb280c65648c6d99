// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/rewriting_box.h"

#include <QTest>

using namespace parterre;

/// The check boxes that say which files are rewritten.
class TestRewritingBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWhereADesignWantsAny()
    {
        RewritingBox box;
        box.show();
        box.setChoice({});
        QVERIFY(!boxes(box).at(0)->isVisible());
        box.setChoice({.clonesReferToThemselves = true});
        QVERIFY(boxes(box).at(0)->isVisible());
        QVERIFY(!boxes(box).at(0)->isChecked() && boxes(box).at(1)->isChecked());
    }

    void asksForWhatIsTickedAndKeepsTheRest_data()
    {
        QTest::addColumn<int>("ticked");
        QTest::addColumn<bool>("origins");
        QTest::addColumn<bool>("clones");
        QTest::newRow("origins") << 0 << false << true;
        QTest::newRow("clones") << 1 << true << false;
    }
    void asksForWhatIsTickedAndKeepsTheRest()
    {
        QFETCH(const int, ticked);
        RewritingBox box;
        box.show();
        box.setChoice({.originsFollow = true, .clonesReferToThemselves = true});
        QList<ReferenceChoice> wanted;
        connect(&box, &RewritingBox::choiceWanted, &box,
                [&](const ReferenceChoice &choice) { wanted.append(choice); });
        boxes(box).at(ticked)->click();
        QCOMPARE(wanted.size(), 1);
        QTEST(wanted[0].originsFollow, "origins");
        QTEST(wanted[0].clonesReferToThemselves, "clones");
    }

private:
    static QList<QCheckBox *> boxes(const RewritingBox &box) { return box.findChildren<QCheckBox *>(); }
};

QTEST_MAIN(TestRewritingBox)
#include "tst_rewriting_box.moc"
