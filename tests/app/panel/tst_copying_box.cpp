// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/copying_box.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace parterre;

/// The choosers that say how blocks are copied.
class TestCopyingBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isFoldedUntilSomebodyOpensIt()
    {
        const auto box = shown();
        QVERIFY(!chooser(*box, "Copy")->isVisible());
        QTest::mouseClick(box->findChild<QToolButton *>(), Qt::LeftButton);
        QVERIFY(chooser(*box, "Copy")->isVisible());
        QTest::mouseClick(box->findChild<QToolButton *>(), Qt::LeftButton);
        QVERIFY(!chooser(*box, "Copy")->isVisible());
    }

    void opensWhereADesignChoosesAnythingUnusual()
    {
        const auto box = shown();
        box->setCopying({}, true);
        QVERIFY(!chooser(*box, "Read errors")->isVisible());
        box->setCopying({.onReadError = OnReadError::Continue}, true);
        QVERIFY(chooser(*box, "Read errors")->isVisible());
        // Once: whoever folds it has seen it.
        QTest::mouseClick(box->findChild<QToolButton *>(), Qt::LeftButton);
        box->setCopying({.onReadError = OnReadError::Continue}, true);
        QVERIFY(!chooser(*box, "Read errors")->isVisible());
    }

    void hidesWhatAnImageHasNoChoiceOf()
    {
        const auto box = shown();
        box->setCopying({.blocks = Blocks::Every}, true);
        QVERIFY(chooser(*box, "Unused blocks")->isVisible());
        box->setCopying({.blocks = Blocks::Every}, false);
        QVERIFY(!chooser(*box, "Unused blocks")->isVisible() && chooser(*box, "Copy")->isVisible());
    }

    void asksForWhatIsChosenAndKeepsTheRest_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("blocks") << QByteArray("Copy");
        QTest::newRow("rest") << QByteArray("Unused blocks");
        QTest::newRow("digest") << QByteArray("Compare by");
        QTest::newRow("read errors") << QByteArray("Read errors");
        QTest::newRow("priority") << QByteArray("I/O priority");
    }
    void asksForWhatIsChosenAndKeepsTheRest()
    {
        QFETCH(const QByteArray, name);
        const Copying all{.blocks = Blocks::Every,
                          .rest = Rest::Discard,
                          .digest = DigestKind::Sha256,
                          .onReadError = OnReadError::Continue,
                          .ioPriority = IoPriority::Idle};
        Copying wanted = all;
        if (name == "Copy")
            wanted.blocks = Blocks::Used;
        else if (name == "Unused blocks")
            wanted.rest = Rest::Leave;
        else if (name == "Compare by")
            wanted.digest = DigestKind::Xxh3;
        else if (name == "I/O priority")
            wanted.ioPriority = IoPriority::Normal;
        else
            wanted.onReadError = OnReadError::Stop;
        const auto box = shown();
        box->setCopying(all, true);
        std::vector<Copying> asked;
        connect(box.get(), &CopyingBox::copyingWanted, this,
                [&](const Copying &copying) { asked.push_back(copying); });
        QComboBox *const one = chooser(*box, name);
        one->setFocus();
        QTest::keyClick(one, Qt::Key_Home);
        QVERIFY(asked == std::vector<Copying>{wanted});
    }

    void showsAndAsksForARateLimit()
    {
        const auto box = shown();
        auto *limit = box->findChild<QSpinBox *>();
        const Copying copying{.digest = DigestKind::Sha256, .rateLimit = rateLimitMin * 20};
        std::vector<Copying> asked;
        connect(box.get(), &CopyingBox::copyingWanted, this,
                [&](const Copying &one) { asked.push_back(one); });
        box->setCopying(copying, true);
        QCOMPARE(limit->value(), 20);
        QVERIFY(limit->isVisible() && asked.empty());
        limit->setValue(0);
        QVERIFY(asked == std::vector<Copying>{{.digest = DigestKind::Sha256}});
        QCOMPARE(limit->text(), QStringLiteral("None"));
    }

private:
    static std::unique_ptr<CopyingBox> shown()
    {
        auto box = std::make_unique<CopyingBox>();
        box->show();
        return box;
    }
    static QComboBox *chooser(const CopyingBox &box, const QByteArray &name)
    {
        const auto all = box.findChildren<QComboBox *>();
        const auto found = std::ranges::find(all, QString::fromLatin1(name), &QComboBox::accessibleName);
        if (found == all.end())
            qFatal("no %s", name.constData());
        return *found;
    }
};

QTEST_MAIN(TestCopyingBox)
#include "tst_copying_box.moc"
