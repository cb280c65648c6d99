// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/colours.h"
#include "app/canvas/disk_canvas.h"
#include "app/panel/confirm_dialog.h"
#include "app/panel/copying_box.h"
#include "app/panel/progress_dialog.h"
#include "app/panel/report_panel.h"
#include "app/panel/size_field.h"
#include "app/panel/source_panel.h"
#include "app/panel/stepper_box.h"
#include "app/window/actions.h"
#include "app/window/main_window.h"
#include "app/window/theme.h"
#include "tests/app/fake_jobs.h"

#include <QDir>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStatusBar>
#include <QTabWidget>
#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace parterre;

namespace {

std::vector<DiskSummary> someDisks()
{
    using namespace literals;
    return {
        {.path = "/dev/sdb", .model = "SanDisk Ultra", .serial = "4C53", .size = 30_GiB, .isRemovable = true},
        {.path = "/dev/nvme0n1",
         .model = "Samsung 980",
         .serial = "S64D",
         .size = 931_GiB,
         .isSystemDisk = true,
         .uses = {{.kind = Use::Kind::Mounted, .what = "/"}, {.kind = Use::Kind::Mounted, .what = "/home"}}}};
}

int numberOf(const Document &document, const std::string &name)
{
    const auto &slots = document.derived().now.slots;
    const auto found = std::ranges::find(slots, name, &Slot::partidsName);
    return found == slots.end() ? 0 : found->number;
}

std::size_t clonesOf(const Document &document, const std::string &name)
{
    const PartitionDesign *partition = findDesign(document.design(), numberOf(document, name));
    return partition == nullptr ? 0 : partition->clones.size();
}

}

class MainWindowTest : public QObject
{
    Q_OBJECT

private:
    struct Bench
    {
        FakeJobs jobs;
        MainWindow window{jobs, sample::countedUuids()};
        DiskCanvas *canvas = window.findChild<DiskCanvas *>();

        explicit Bench(const QString &path = QStringLiteral("/srv/images/appliance.img"))
        {
            jobs.disks = someDisks();
            jobs.listDisks();
            window.resize(1440, 866);
            window.show();
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            window.openPath(path);
        }
        ~Bench() { window.document().close(); }
        Q_DISABLE_COPY_MOVE(Bench)

        void design()
        {
            for (const auto &[name, count] :
                 {std::pair("boot", 1), std::pair("home", 2), std::pair("root", 1)})
                QVERIFY(window.document().edit(
                    {edit::SetClones{.number = numberOf(window.document(), name), .count = count}}));
        }
        [[nodiscard]] QAction *action(QAction *Actions::*which) const
        {
            return window.findChild<Actions *>()->*which;
        }
        /// A job that was started has copied a third, at a steady pace.
        void goHalfWay()
        {
            using namespace literals;
            Progress now{.step = 1, .stepDone = 1_GiB, .stepTotal = 3_GiB, .done = 2_GiB, .total = 12_GiB};
            now.elapsedMs = 20000;
            now.read = 1_GiB;
            Q_EMIT jobs.advanced(now);
            now.elapsedMs = 40000;
            now.done = 4_GiB;
            now.read = now.written = 2_GiB;
            now.skipped = 3_GiB;
            Q_EMIT jobs.advanced(now);
        }
        void comeToTheEnd()
        {
            using namespace literals;
            Report report{.disk = DiskState::Done, .error = std::nullopt};
            report.steps.resize(jobs.applied[0].steps.size(),
                                {.state = StepReport::State::Done, .elapsedMs = 1200});
            report.steps[1].read = 3_GiB;
            report.steps[1].written = 2_GiB;
            report.steps[1].skipped = 3_GiB;
            report.elapsedMs = 64000;
            report.before = window.document().derived().now;
            report.after = window.document().derived().designed;
            report.partids = report.after.partids;
            report.started = "2026-11-21T10:00:00Z";
            Q_EMIT jobs.finished(report);
        }
        template<typename T>
        [[nodiscard]] T *dialog() const
        {
            const auto found = window.findChildren<T *>();
            const auto shown = std::ranges::find_if(found, [](const T *one) { return one->isVisible(); });
            return shown == found.end() ? nullptr : *shown;
        }
        [[nodiscard]] const Stepper &stepper(const std::string &name) const
        {
            const int number = numberOf(const_cast<MainWindow &>(window).document(), name);
            return *std::ranges::find(canvas->scene().steppers, number, &Stepper::number);
        }
    };

    static void keep(QWidget &widget, const QString &name)
    {
        const QDir folder(QStringLiteral(PARTERRE_BUILD "/screenshots"));
        QVERIFY(folder.mkpath(QStringLiteral(".")));
        QCoreApplication::processEvents();
        QVERIFY(widget.grab().save(folder.filePath(name + QStringLiteral(".png"))));
    }

    static bool hasLabel(const QWidget &widget, const QString &words)
    {
        const auto labels = widget.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->text() == words; });
    }

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp);
        installTranslations(*qApp, QLocale(QLocale::English));
    }

    void keepsScreenshots()
    {
        Bench bench;
        keep(bench.window, QStringLiteral("main-window-opened"));
        bench.design();
        bench.canvas->setFocus();
        Q_EMIT bench.canvas->selectionWanted(SlotKey{.source = numberOf(bench.window.document(), "home")});
        bench.window.findChild<QTabWidget *>()->setCurrentIndex(1);
        keep(bench.window, QStringLiteral("main-window"));
        bench.action(&Actions::logScale)->trigger();
        QVERIFY(bench.window.document().edit({edit::SetPlacement{Placement::Adjacent}}));
        keep(bench.window, QStringLiteral("main-window-adjacent-log"));
        bench.action(&Actions::logScale)->trigger();
        QVERIFY(bench.window.document().edit(
            {edit::SetClones{.number = numberOf(bench.window.document(), "root"), .count = 4}}));
        keep(bench.window, QStringLiteral("main-window-errors"));
    }

    void stepperUnderTheOriginChangesTheClones()
    {
        Bench bench;
        QTest::mouseClick(bench.canvas, Qt::LeftButton, {}, bench.stepper("home").plus.center().toPoint());
        QCOMPARE(clonesOf(bench.window.document(), "home"), 1U);
        QTest::mouseClick(bench.canvas, Qt::LeftButton, {}, bench.stepper("home").plus.center().toPoint());
        QTest::mouseClick(bench.canvas, Qt::LeftButton, {}, bench.stepper("home").minus.center().toPoint());
        QCOMPARE(clonesOf(bench.window.document(), "home"), 1U);
    }

    void stepperInTheInspectorChangesTheClones()
    {
        Bench bench;
        Q_EMIT bench.canvas->selectionWanted(SlotKey{.source = numberOf(bench.window.document(), "root")});
        auto *box = bench.window.findChild<StepperBox *>();
        QVERIFY(box->isVisible());
        auto *spin = box->findChild<QSpinBox *>();
        spin->setFocus();
        QTest::keyClick(spin, Qt::Key_Up);
        QCOMPARE(clonesOf(bench.window.document(), "root"), 1U);
        QCOMPARE(box->value(), 1);
    }

    void sizeInTheInspectorBecomesTheDesigns()
    {
        using namespace literals;
        Bench bench;
        const Document &document = bench.window.document();
        const int home = numberOf(document, "home");
        Q_EMIT bench.canvas->selectionWanted(SlotKey{.source = home});
        auto *field = bench.window.findChild<SizeField *>();
        QVERIFY(field->isVisible() && field->isEnabled());
        QCOMPARE(field->accessibleName(), QStringLiteral("Wanted size"));
        QVERIFY(field->size() == 3_GiB);
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, QStringLiteral("2 GiB"));
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(findDesign(document.design(), home)->size == 2_GiB);
        QCOMPARE(document.undoName(), QStringLiteral("Resize home"));
        QTest::keyClick(field, Qt::Key_Up);
        QVERIFY(findDesign(document.design(), home)->size == 2049_MiB);
        bench.action(&Actions::undo)->trigger();
        bench.action(&Actions::undo)->trigger();
        QVERIFY(field->size() == 3_GiB && !document.isChanged());
    }

    void sizesThatCannotChangeSayWhy_data()
    {
        QTest::addColumn<ContentKind>("kind");
        QTest::addColumn<bool>("isEnabled");
        QTest::addColumn<QString>("hint");
        QTest::newRow("ext4") << ContentKind::Ext4 << true << QStringLiteral("1.5 GiB.");
        QTest::newRow("XFS") << ContentKind::Xfs << true << QStringLiteral("xfs cannot be made smaller.");
        QTest::newRow("LUKS") << ContentKind::Luks2 << true
                              << QStringLiteral("LUKS2 stays as large as it is in a larger partition.");
        QTest::newRow("md") << ContentKind::MdMember << false << QStringLiteral("keeps its size.");
    }
    void sizesThatCannotChangeSayWhy()
    {
        QFETCH(const ContentKind, kind);
        QFETCH(const bool, isEnabled);
        QFETCH(const QString, hint);
        Bench bench;
        bench.jobs.inventory.partitions[3].content.kind = kind;
        bench.window.openPath(QStringLiteral("/srv/images/appliance.img"));
        QVERIFY(bench.window.document().edit({edit::SetClones{.number = 4, .count = 1}}));
        Q_EMIT bench.canvas->selectionWanted(SlotKey{.source = 4});
        auto *field = bench.window.findChild<SizeField *>();
        QCOMPARE(field->isEnabled(), isEnabled);
        QVERIFY2(field->toolTip().endsWith(hint), qPrintable(field->toolTip()));
        Q_EMIT bench.canvas->selectionWanted(SlotKey{.source = 4, .cloneIndex = 1});
        QVERIFY(!field->isEnabled());
        QCOMPARE(field->toolTip(), QStringLiteral("A clone has the size of its origin."));
    }

    void plusAndMinusKeysAndUndo()
    {
        Bench bench;
        bench.canvas->setFocus();
        Q_EMIT bench.canvas->selectionWanted(SlotKey{.source = numberOf(bench.window.document(), "boot")});
        QTest::keyClick(bench.canvas, Qt::Key_Plus);
        QTest::keyClick(bench.canvas, Qt::Key_Plus);
        QTest::keyClick(bench.canvas, Qt::Key_Minus);
        QCOMPARE(clonesOf(bench.window.document(), "boot"), 1U);
        QTest::keyClick(&bench.window, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(clonesOf(bench.window.document(), "boot"), 2U);
        QTest::keyClick(&bench.window, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(clonesOf(bench.window.document(), "boot"), 1U);
    }

    void arrowsWalkAndReorder()
    {
        Bench bench;
        bench.canvas->setFocus();
        QTest::keyClick(bench.canvas, Qt::Key_End);
        QCOMPARE(bench.canvas->scene().selected->source, numberOf(bench.window.document(), "root"));
        QTest::keyClick(bench.canvas, Qt::Key_Left);
        const int home = numberOf(bench.window.document(), "home");
        QCOMPARE(bench.canvas->scene().selected->source, home);
        const std::vector<int> before = bench.canvas->scene().order;
        QTest::keyClick(bench.canvas, Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(bench.canvas->scene().order.back(), home);
        QTest::keyClick(bench.canvas, Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(bench.canvas->scene().order, before);
    }

    void escapeAbortsADrag()
    {
        Bench bench;
        const Design before = bench.window.document().design();
        const Block *home =
            findBlock(bench.canvas->scene().designed, {.source = numberOf(bench.window.document(), "home")});
        const QPoint from = home->rect.center().toPoint();
        const QPoint to = bench.canvas->scene().designed.blocks.back().rect.center().toPoint();
        QTest::mousePress(bench.canvas, Qt::LeftButton, {}, from);
        QTest::mouseMove(bench.canvas, to);
        QVERIFY(bench.canvas->isDragging());
        keep(bench.window, QStringLiteral("drag"));
        QTest::keyClick(bench.canvas, Qt::Key_Escape);
        QVERIFY(!bench.canvas->isDragging());
        QTest::mouseRelease(bench.canvas, Qt::LeftButton, {}, to);
        QCOMPARE(bench.window.document().design(), before);
    }

    void controlDragClones()
    {
        Bench bench;
        const Block *home =
            findBlock(bench.canvas->scene().designed, {.source = numberOf(bench.window.document(), "home")});
        const QPoint from = home->rect.center().toPoint();
        const QPoint to = bench.canvas->scene().designed.blocks.back().rect.center().toPoint();
        QTest::mousePress(bench.canvas, Qt::LeftButton, Qt::ControlModifier, from);
        QTest::mouseMove(bench.canvas, to);
        QTest::mouseRelease(bench.canvas, Qt::LeftButton, Qt::ControlModifier, to);
        QCOMPARE(clonesOf(bench.window.document(), "home"), 1U);
        QVERIFY(findDesign(bench.window.document().design(), numberOf(bench.window.document(), "home"))
                    ->clones[0]
                    .start);
    }

    void disabledActionsTellWhy()
    {
        Bench bench;
        QAction *apply = bench.action(&Actions::apply);
        QVERIFY(!apply->isEnabled());
        QVERIFY(apply->toolTip().contains(QStringLiteral("nothing to do")));
        QVERIFY(!bench.action(&Actions::undo)->isEnabled());
        QVERIFY(!bench.action(&Actions::undo)->statusTip().isEmpty());
        QVERIFY(bench.action(&Actions::addPartition)->toolTip().contains(QStringLiteral("drawing")));
        bench.design();
        QVERIFY(apply->isEnabled());
        QVERIFY(!apply->toolTip().contains(QStringLiteral("nothing to do")));
    }

    void everyWayToSayNoWritesNothing_data()
    {
        QTest::addColumn<QString>("way");
        for (const char *way : {"escape", "close", "cancel", "return"})
            QTest::newRow(way) << QString::fromLatin1(way);
    }

    void everyWayToSayNoWritesNothing()
    {
        QFETCH(const QString, way);
        Bench bench;
        bench.design();
        QTest::keyClick(&bench.window, Qt::Key_Return, Qt::ControlModifier);
        auto *dialog = bench.dialog<ConfirmDialog>();
        QVERIFY(dialog != nullptr);
        const QSignalSpy rejected(dialog, &QDialog::rejected);
        if (way == QLatin1String("escape"))
            QTest::keyClick(dialog, Qt::Key_Escape);
        else if (way == QLatin1String("close"))
            dialog->close();
        else if (way == QLatin1String("return"))
            QTest::keyClick(dialog, Qt::Key_Return);
        else
            QTest::mouseClick(cancelButton(*dialog), Qt::LeftButton);
        QCOMPARE(rejected.size(), 1);
        QVERIFY(bench.jobs.applied.empty());
        QVERIFY(bench.action(&Actions::apply)->isEnabled());
    }

    void applyNamesTheTargetAndShowsTheReport()
    {
        Bench bench;
        bench.design();
        bench.action(&Actions::apply)->trigger();
        auto *confirm = bench.dialog<ConfirmDialog>();
        keep(*confirm, QStringLiteral("confirm-image"));
        auto *write = confirm->findChild<QPushButton *>(QStringLiteral("write"));
        QCOMPARE(write->text(), QStringLiteral("Write 9 partitions to appliance.img"));
        QTest::mouseClick(write, Qt::LeftButton);
        QCOMPARE(bench.jobs.applied.size(), 1U);
        QCOMPARE(bench.jobs.applied[0], bench.window.document().derived().plan);
        auto *progress = bench.dialog<ProgressDialog>();
        QVERIFY(progress != nullptr);
        QVERIFY(!bench.action(&Actions::apply)->isEnabled());

        using namespace literals;
        bench.goHalfWay();
        keep(*progress, QStringLiteral("progress"));
        QVERIFY(hasLabel(*progress, QStringLiteral("4.0 of 12.0 GiB · 154 MiB/s · about 53 s left")));
        QVERIFY(hasLabel(*progress,
                         QStringLiteral("Read 2.0 GiB · written 2.0 GiB · unused and left out 3.0 GiB")));
        progress->reject();
        QCOMPARE(bench.jobs.cancels, 1);
        QVERIFY(progress->isVisible());

        bench.comeToTheEnd();
        QVERIFY(bench.dialog<QMessageBox>()->text().contains(QStringLiteral("written and verified")));
        keep(*bench.dialog<QMessageBox>(), QStringLiteral("outcome"));
        bench.dialog<QMessageBox>()->close();
        keep(bench.window, QStringLiteral("main-window-report"));
        const QString page =
            bench.window.findChild<ReportPanel *>()->findChild<QTextBrowser *>()->toPlainText();
        QVERIFY2(
            page.contains(QStringLiteral("Read 3.0 GiB · written 2.0 GiB · unused and left out 3.0 GiB · "
                                         "on average 80 MiB/s")),
            qPrintable(page));
        QVERIFY(page.contains(QStringLiteral("Left out")) && !page.contains(QStringLiteral("Shared")));
    }

    void whatIsSelectedStaysSoWhenTheDiskIsNumberedAnew()
    {
        Bench bench;
        const int home = numberOf(bench.window.document(), "home");
        Q_EMIT bench.canvas->selectionWanted(SlotKey{.source = home});
        bench.jobs.inventory.fingerprint = "another";
        for (Partition &partition : bench.jobs.inventory.partitions)
            partition.number += 10;
        bench.action(&Actions::rescan)->trigger();
        QCOMPARE(bench.canvas->scene().selected->source, home + 10);
        bench.jobs.inventory.fingerprint = "without it";
        std::erase_if(bench.jobs.inventory.partitions,
                      [&](const Partition &partition) { return partition.number == home + 10; });
        bench.action(&Actions::rescan)->trigger();
        QVERIFY(!bench.canvas->scene().selected);
    }

    void aChoiceOfCopyingIsOneUndoableEdit()
    {
        Bench bench;
        const Copying chosen{.onReadError = OnReadError::Continue, .rateLimit = rateLimitMin * 20};
        Q_EMIT bench.window.findChild<CopyingBox *>()->copyingWanted(chosen);
        QVERIFY(bench.window.document().design().copying == chosen);
        keep(bench.window, QStringLiteral("main-window-copying"));
        bench.window.document().undo();
        QVERIFY(bench.window.document().design().copying == Copying());
    }

    void aJobThatCouldNotReadAllIsNotCalledDone()
    {
        Bench bench;
        bench.design();
        Report report{.disk = DiskState::Done, .error = std::nullopt};
        report.steps.resize(2);
        report.steps[1].unread = {{.partition = 3, .where = {Offset(4096), Bytes(8192)}},
                                  {.partition = 3, .where = {Offset(65536), Bytes(4096)}}};
        report.after = bench.window.document().derived().designed;
        Q_EMIT bench.jobs.finished(report);
        auto *box = bench.dialog<QMessageBox>();
        QCOMPARE(box->icon(), QMessageBox::Warning);
        QVERIFY(box->text().startsWith(QStringLiteral("Done, but 2 ranges could not be read")));
        box->close();
        const QString page = reportHtml(report, {}, QStringLiteral("appliance.img"));
        QVERIFY(page.contains(QStringLiteral("Partition 3: bytes 4096 to 12287 could not be read")));
        QVERIFY(page.contains(QStringLiteral("Partition 3: bytes 65536 to 69631 could not be read")));
        QVERIFY(!page.contains(QStringLiteral("written and verified")));
    }

    void aDeviceWithDataHasToBeNamed()
    {
        Bench bench(QString{});
        bench.jobs.inventory = sample::usbDisk();
        bench.window.openPath(QStringLiteral("/dev/sdb"));
        bench.design();
        bench.action(&Actions::apply)->trigger();
        auto *confirm = bench.dialog<ConfirmDialog>();
        keep(*confirm, QStringLiteral("confirm-device"));
        auto *write = confirm->findChild<QPushButton *>(QStringLiteral("write"));
        QVERIFY(!write->isEnabled());
        auto *answer = confirm->findChild<QLineEdit *>(QStringLiteral("challenge"));
        QTest::keyClicks(answer, QStringLiteral("051"));
        QVERIFY(!write->isEnabled());
        QTest::keyClicks(answer, QStringLiteral("6"));
        QVERIFY(write->isEnabled());
        confirm->reject();
        QVERIFY(bench.jobs.applied.empty());
    }

    void aStoppedJobSaysWhatStateTheDiskIsIn()
    {
        Bench bench;
        bench.design();
        bench.action(&Actions::apply)->trigger();
        QTest::mouseClick(bench.dialog<ConfirmDialog>()->findChild<QPushButton *>(QStringLiteral("write")),
                          Qt::LeftButton);
        Report report{.disk = DiskState::Unchanged, .error = Error{.code = ErrorCode::Cancelled}};
        Q_EMIT bench.jobs.finished(report);
        QVERIFY(bench.dialog<QMessageBox>()->text().contains(QStringLiteral("as it was before")));
    }

    void drawsADiskFromNothing()
    {
        using namespace literals;
        Bench bench;
        bench.window.openDrawing({.size = 8_GiB, .table = TableKind::Gpt, .sectorSize = 512_B});
        QVERIFY(bench.window.document().isDrawing());
        QVERIFY(bench.window.document().edit(
            {edit::Add{.name = "p.lxboot", .size = 512_MiB, .kind = ContentKind::Ext4}}));
        QVERIFY(bench.window.document().edit(
            {edit::Add{.name = "p.lxroot", .size = 2_GiB, .kind = ContentKind::Ext4}}));
        QVERIFY(bench.window.document().edit({edit::SetClones{.number = 2, .count = 1}}));
        QVERIFY(bench.action(&Actions::addPartition)->isEnabled());
        QVERIFY(bench.action(&Actions::apply)->toolTip().contains(QStringLiteral("drawing")));
        keep(bench.window, QStringLiteral("drawing"));
        bench.action(&Actions::undo)->trigger();
        bench.action(&Actions::undo)->trigger();
        QCOMPARE(bench.window.document().derived().designed.slots.size(), 1U);
    }

    void followsADarkPalette()
    {
        QApplication::setPalette(colours::darkPalette());
        {
            Bench bench;
            bench.design();
            Q_EMIT bench.canvas->selectionWanted(
                SlotKey{.source = numberOf(bench.window.document(), "home")});
            bench.window.findChild<QTabWidget *>()->setCurrentIndex(1);
            keep(bench.window, QStringLiteral("main-window-dark"));
        }
        QApplication::setPalette(colours::lightPalette());
    }

    void welcomesWhereNothingIsOpen()
    {
        FakeJobs jobs;
        MainWindow window(jobs);
        jobs.disks = someDisks();
        jobs.listDisks();
        window.resize(1200, 760);
        window.show();
        keep(window, QStringLiteral("welcome"));
        QVERIFY(!window.document().isOpen());
    }

    void speaksGerman()
    {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/parterre_de.qm")));
        QApplication::installTranslator(&german);
        {
            Bench bench;
            bench.design();
            Q_EMIT bench.canvas->selectionWanted(
                SlotKey{.source = numberOf(bench.window.document(), "home")});
            keep(bench.window, QStringLiteral("main-window-german"));
            QCOMPARE(bench.canvas->scene().now.title, QStringLiteral("Jetzt"));
            QCOMPARE(bench.window.findChild<SourcePanel *>()->model()->index(0, 0).data().toString(),
                     QStringLiteral("WECHSELMEDIEN"));
            QCOMPARE(bench.action(&Actions::rescan)->text(), QStringLiteral("Neu &einlesen"));
            QCOMPARE(bench.window.findChild<QTabWidget *>()->tabText(1), QStringLiteral("Plan: 12 Schritte"));
            QVERIFY(bench.window.document().edit({edit::SetCopying{{.onReadError = OnReadError::Continue}}}));
            keep(bench.window, QStringLiteral("main-window-german-copying"));
            bench.action(&Actions::apply)->trigger();
            bench.dialog<ConfirmDialog>()->findChild<QPushButton *>(QStringLiteral("write"))->click();
            bench.goHalfWay();
            keep(*bench.dialog<ProgressDialog>(), QStringLiteral("progress-german"));
            bench.comeToTheEnd();
            bench.dialog<QMessageBox>()->close();
            auto *page = bench.window.findChild<ReportPanel *>();
            QVERIFY(page->findChild<QTextBrowser *>()->toPlainText().contains(
                QStringLiteral("Gelesen 3.0 GiB · geschrieben 2.0 GiB")));
            keep(*page, QStringLiteral("report-german"));
        }
        QApplication::removeTranslator(&german);
    }

private:
    static QPushButton *cancelButton(const QDialog &dialog)
    {
        for (auto *button : dialog.findChildren<QPushButton *>()) {
            if (button->isDefault())
                return button;
        }
        return nullptr;
    }
};

QTEST_MAIN(MainWindowTest)
#include "tst_main_window.moc"
