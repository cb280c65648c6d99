// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/disk_canvas.h"
#include "app/cli/render.h"
#include "app/document/document.h"
#include "tests/app/sample_disk.h"

#include <QAccessible>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace parterre;

class DiskCanvasTest : public QObject
{
    Q_OBJECT

    Document m_document{sample::countedUuids()};

    void fill(DiskCanvas &canvas)
    {
        const Derived &derived = m_document.derived();
        canvas.setContent({.now = derived.now,
                           .designed = derived.designed,
                           .findings = derived.findings,
                           .full = {},
                           .isDrawing = false});
        canvas.resize(1000, 390);
        canvas.show();
    }

private Q_SLOTS:
    void init()
    {
        m_document.open(sample::applianceDisk());
        QVERIFY(m_document.edit({edit::SetClones{.number = 4, .count = 1}}));
    }

    void everyPartitionIsAnAccessibleItem()
    {
        DiskCanvas canvas;
        fill(canvas);
        canvas.setSelected(SlotKey{.source = 4});
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&canvas);
        QVERIFY(list != nullptr);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 7);
        QAccessibleInterface *home = list->child(3);
        QCOMPARE(home->role(), QAccessible::ListItem);
        QCOMPARE(home->text(QAccessible::Name),
                 QStringLiteral("Partition 5, home, ext4, 3.0 GiB, used 30 %"));
        QVERIFY(home->state().selected);
        QVERIFY(!list->child(2)->state().selected);
        QCOMPARE(list->indexOfChild(home), 3);
        QCOMPARE(list->childAt(home->rect().center().x(), home->rect().center().y()), home);
        QCOMPARE(home->parent(), list);
        QVERIFY(list->child(5)->text(QAccessible::Name).contains(QStringLiteral("home ◆1")));
    }

    void itemsFollowTheDesign()
    {
        DiskCanvas canvas;
        fill(canvas);
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&canvas);
        QAccessibleInterface *last = list->child(6);
        QVERIFY(last->isValid());
        m_document.undo();
        fill(canvas);
        QCOMPARE(list->childCount(), 6);
        QVERIFY(!last->isValid());
    }

    void menuKeyAsksForTheMenuOfTheSelection()
    {
        DiskCanvas canvas;
        fill(canvas);
        canvas.setSelected(SlotKey{.source = 4});
        const QSignalSpy asked(&canvas, &DiskCanvas::menuWanted);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QCoreApplication::sendEvent(&canvas, &event);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][0].value<std::optional<SlotKey>>(), std::optional(SlotKey{.source = 4}));
    }

    void everyPartitionKeepsItsMinimumHoweverMany()
    {
        using namespace literals;
        Inventory disk = sample::applianceDisk();
        m_document.open(disk);
        QVERIFY(m_document.edit({edit::SetClones{.number = 2, .count = 60}}));
        DiskCanvas canvas;
        fill(canvas);
        canvas.resize(canvas.minimumSizeHint());
        for (const Block &block : canvas.scene().designed.blocks)
            QVERIFY(block.isFree || block.rect.width() >= realWidthMin - 1e-6);
    }

    void picturesAreWritten_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("magic");
        QTest::newRow("PNG") << QStringLiteral("png") << QByteArray("\x89PNG");
        QTest::newRow("SVG") << QStringLiteral("svg") << QByteArray("<?xml");
        QTest::newRow("PDF") << QStringLiteral("pdf") << QByteArray("%PDF");
    }

    void picturesAreWritten()
    {
        QFETCH(const QString, ending);
        QFETCH(const QByteArray, magic);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("layout.") + ending);
        QVERIFY(renderLayout(m_document.derived(), QStringLiteral("appliance.img"), path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.size() > 2000);
        QCOMPARE(file.read(magic.size()), magic);
    }

    void refusesOtherEndings()
    {
        const auto done = renderLayout(m_document.derived(), {}, QStringLiteral("/tmp/layout.gif"));
        QVERIFY(!done && done.error().code == ErrorCode::Invalid);
    }
};

QTEST_MAIN(DiskCanvasTest)
#include "tst_disk_canvas.moc"
