// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/cloning_box.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace parterre;

/// The choosers that say how clones are told from their origins.
class TestCloningBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWhereADesignChoosesAnythingUnusual()
    {
        const auto box = shown();
        box->setCloning({}, true);
        QVERIFY(!chooser(*box, "Labels")->isVisible());
        box->setCloning({.labels = CloneLabels::AsOrigin}, true);
        QVERIFY(chooser(*box, "Labels")->isVisible());
        QCOMPARE(chooser(*box, "Labels")->currentText(), QStringLiteral("As the origin"));
    }

    void hidesWhatAnMbrHasNoPlaceForUnlessItWasChosen()
    {
        const auto box = shown();
        box->setCloning({.types = CloneTypes::AsOrigin}, true);
        QVERIFY(chooser(*box, "Mounting")->isVisible());
        box->setCloning({.types = CloneTypes::AsOrigin}, false);
        QVERIFY(!chooser(*box, "Mounting")->isVisible() && chooser(*box, "Types")->isVisible());
        box->setCloning({.autoMount = AutoMount::Never}, false);
        QVERIFY(chooser(*box, "Mounting")->isVisible());
    }

    void asksForWhatIsChosenAndKeepsTheRest_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"Labels", "Types", "Mounting"})
            QTest::newRow(name) << QByteArray(name);
    }

    void asksForWhatIsChosenAndKeepsTheRest()
    {
        QFETCH(const QByteArray, name);
        const Cloning all{
            .labels = CloneLabels::AsOrigin, .types = CloneTypes::AsOrigin, .autoMount = AutoMount::Never};
        Cloning wanted = all;
        if (name == "Labels")
            wanted.labels = CloneLabels::Numbered;
        else if (name == "Types")
            wanted.types = CloneTypes::Generic;
        else
            wanted.autoMount = AutoMount::AsOrigin;
        const auto box = shown();
        box->setCloning(all, true);
        std::vector<Cloning> asked;
        connect(box.get(), &CloningBox::cloningWanted, this,
                [&](const Cloning &cloning) { asked.push_back(cloning); });
        QComboBox *const one = chooser(*box, name);
        one->setFocus();
        QTest::keyClick(one, Qt::Key_Home);
        QVERIFY(asked == std::vector<Cloning>{wanted});
    }

private:
    static std::unique_ptr<CloningBox> shown()
    {
        auto box = std::make_unique<CloningBox>();
        box->show();
        return box;
    }

    static QComboBox *chooser(const CloningBox &box, const QByteArray &name)
    {
        const QList<QComboBox *> all = box.findChildren<QComboBox *>();
        const auto found = std::ranges::find(all, QString::fromLatin1(name), &QComboBox::accessibleName);
        return found == all.end() ? nullptr : *found;
    }
};

QTEST_MAIN(TestCloningBox)
#include "tst_cloning_box.moc"
