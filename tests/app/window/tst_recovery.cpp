// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/disk_canvas.h"
#include "app/panel/confirm_dialog.h"
#include "app/panel/plan_panel.h"
#include "app/panel/progress_dialog.h"
#include "app/panel/recovery_bar.h"
#include "app/panel/report_panel.h"
#include "app/scene/move_share.h"
#include "app/window/actions.h"
#include "app/window/main_window.h"
#include "app/window/theme.h"
#include "tests/app/fake_jobs.h"

#include <QAccessible>
#include <QDir>
#include <QMenuBar>
#include <QMessageBox>
#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace parterre;
using namespace parterre::literals;

namespace {

const QString image = QStringLiteral("/srv/images/appliance.img");

JobState moving(bool canFinish = true, bool canUndo = true)
{
    return {.folder = {},
            .started = "2026-11-21T10:00:00Z",
            .disk = DiskState::Moving,
            .canFinish = canFinish,
            .canUndo = canUndo};
}

JobState cutOff(DiskState disk)
{
    return {.folder = "/var/lib/parterre/jobs/1",
            .started = {},
            .disk = disk,
            .canFinish = true,
            .canUndo = false};
}

struct Bench
{
    FakeJobs jobs;
    MainWindow window{jobs, sample::countedUuids()};
    RecoveryBar *bar = window.findChild<RecoveryBar *>();

    explicit Bench(const Result<std::vector<JobState>> &unfinished, bool isInMotion = true)
    {
        jobs.unfinished = unfinished;
        jobs.inventory.isInMotion = isInMotion;
        window.resize(1440, 866);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.openPath(image);
    }
    ~Bench() { window.document().close(); }
    Q_DISABLE_COPY_MOVE(Bench)

    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return bar->findChild<QPushButton *>(QString::fromLatin1(name));
    }
    template<typename T>
    [[nodiscard]] T *dialog(const char *name = nullptr) const
    {
        for (T *one : window.findChildren<T *>(name != nullptr ? QString::fromLatin1(name) : QString())) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    void confirm(const char *name)
    {
        button(name)->click();
        dialog<QMessageBox>("recovery")->findChild<QPushButton *>(QStringLiteral("go"))->click();
    }
    /// A clone of home before root, so that root moves over itself.
    void designAMove()
    {
        const Result<> done = window.document().edit(
            {edit::SetPlacement{Placement::Adjacent}, edit::SetClones{.number = 4, .count = 1}});
        QVERIFY(done.has_value());
        QVERIFY(moveOf(window.document().derived().plan).has_value());
    }
};

void keep(QWidget &widget, const QString &name)
{
    const QDir folder(QStringLiteral(PARTERRE_BUILD "/screenshots"));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    QCoreApplication::processEvents();
    QVERIFY(widget.grab().save(folder.filePath(name + QStringLiteral(".png"))));
}

/// Alt and a letter must not mean two things.
bool hasKeysOfItsOwn(const Bench &bench)
{
    QList<QKeySequence> keys;
    const QList<QAction *> menus = bench.window.menuBar()->actions();
    for (const QAction *menu : menus)
        keys << QKeySequence::mnemonic(menu->text());
    for (const char *name : {"finish", "goBack"}) {
        const QKeySequence key = QKeySequence::mnemonic(bench.button(name)->text());
        if (key.isEmpty() || keys.contains(key))
            return false;
        keys << key;
    }
    return true;
}

bool says(const QWidget &widget, const QString &words)
{
    const auto labels = widget.findChildren<QLabel *>();
    return std::ranges::any_of(labels, [&](const QLabel *label) { return label->text().contains(words); });
}

}

class RecoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        applyTheme(*qApp);
        installTranslations(*qApp, QLocale(QLocale::English));
    }

    void aDiskAtRestHasNoBar()
    {
        const Bench bench(std::vector<JobState>(), false);
        QVERIFY(!bench.bar->isVisible());
        const Bench nothingToDo(std::vector{JobState{.folder = "/var/lib/parterre/jobs/1", .started = {}}},
                                false);
        QVERIFY(!nothingToDo.bar->isVisible());
        const Bench nobodyKnows(fail(ErrorCode::HelperBusy, "org.parterre.helper"), false);
        QVERIFY(!nobodyKnows.bar->isVisible());
    }

    void aMoveThatIsUnfinishedShowsTwoWaysOutAndForbidsApply()
    {
        Bench bench(std::vector{moving()});
        QVERIFY(bench.bar->isVisible());
        QVERIFY(says(*bench.bar, QStringLiteral("between its old and its new place. Nothing is lost.")));
        QVERIFY(bench.button("finish")->isEnabled() && bench.button("goBack")->isEnabled());
        QVERIFY(!bench.button("finish")->toolTip().isEmpty());
        const QAccessibleInterface *bar = QAccessible::queryAccessibleInterface(bench.bar);
        QCOMPARE(bar->text(QAccessible::Name), QStringLiteral("Unfinished job"));
        QVERIFY(hasKeysOfItsOwn(bench));
        QVERIFY(bar->text(QAccessible::Description).contains(QStringLiteral("Nothing is lost.")));
        QVERIFY(!bench.window.findChild<Actions *>()->apply->isEnabled());
        QVERIFY(bench.bar->mapTo(&bench.window, QPoint()).y()
                < bench.window.findChild<DiskCanvas *>()->mapTo(&bench.window, QPoint()).y());
        keep(bench.window, QStringLiteral("main-window-recovery"));
    }

    void aMoveThatWasOnlyPreparedSaysThatNothingHasChanged()
    {
        JobState prepared = moving();
        prepared.disk = DiskState::Unchanged;
        Bench bench(std::vector{prepared}, false);
        QVERIFY(bench.bar->isVisible());
        QVERIFY(says(*bench.bar, QStringLiteral("its data and its partition table are as they were")));
        QVERIFY(says(*bench.bar, QStringLiteral("Finish it after all, or go back")));
        QVERIFY(!says(*bench.bar, QStringLiteral("between its old and its new place")));
        QVERIFY(bench.button("finish")->isEnabled() && bench.button("goBack")->isEnabled());
        // What has gone back can be taken away and nothing else.
        prepared.canFinish = false;
        Bench gone(std::vector{prepared}, false);
        QVERIFY(says(*gone.bar, QStringLiteral("only takes away what is left of it")));
        QVERIFY(!gone.button("finish")->isEnabled() && gone.button("goBack")->isEnabled());
    }

    void onlyWhatIsPossibleCanBeChosen_data()
    {
        QTest::addColumn<bool>("canFinish");
        QTest::addColumn<bool>("canUndo");
        QTest::newRow("only finish") << true << false;
        QTest::newRow("only go back") << false << true;
    }

    void onlyWhatIsPossibleCanBeChosen()
    {
        QFETCH(const bool, canFinish);
        QFETCH(const bool, canUndo);
        Bench bench(std::vector{moving(canFinish, canUndo)});
        QCOMPARE(bench.button("finish")->isEnabled(), canFinish);
        QCOMPARE(bench.button("goBack")->isEnabled(), canUndo);
        bench.button("finish")->click();
        QCOMPARE(bench.dialog<QMessageBox>("recovery") != nullptr, canFinish);
    }

    void aJournalThatCannotBeReadOffersNothing()
    {
        const Bench bench(fail(ErrorCode::Corrupt, "appliance.img", "the journal's body"));
        QVERIFY(bench.bar->isVisible());
        QVERIFY(says(*bench.bar, QStringLiteral("how far it came cannot be told")));
        QVERIFY(!bench.button("finish")->isEnabled() && !bench.button("goBack")->isEnabled());
    }

    void anOrdinaryJobThatWasCutOffIsFoundToo()
    {
        const Bench bench(std::vector{JobState{}, cutOff(DiskState::Incomplete)}, false);
        QVERIFY(bench.bar->isVisible());
        QVERIFY(says(*bench.bar, QStringLiteral("the last steps are missing")));
        const Bench torn(std::vector{cutOff(DiskState::Unknown)}, false);
        QVERIFY(says(*torn.bar, QStringLiteral("may be damaged")));
    }

    void anAnswerAboutAnotherDiskIsNotShown()
    {
        Bench bench(std::vector<JobState>(), false);
        Q_EMIT bench.jobs.jobsFound(QStringLiteral("/dev/sdz"), std::vector{moving()});
        QVERIFY(!bench.bar->isVisible());
        Q_EMIT bench.jobs.jobsFound(image, std::vector{moving()});
        QVERIFY(bench.bar->isVisible());
        bench.window.openDrawing({.size = 8_GiB, .table = TableKind::Gpt, .sectorSize = 512_B});
        QVERIFY(!bench.bar->isVisible());
    }

    void everyWayToSayNoRecoversNothing()
    {
        Bench bench(std::vector{moving()});
        for (const char *which : {"finish", "goBack"}) {
            for (const Qt::Key key : {Qt::Key_Escape, Qt::Key_Return}) {
                bench.button(which)->setFocus();
                QTest::keyClick(bench.button(which), Qt::Key_Space);
                auto *box = bench.dialog<QMessageBox>("recovery");
                QVERIFY(box != nullptr);
                QVERIFY(box->text().contains(QStringLiteral("appliance.img")));
                QTest::keyClick(box, key);
                QVERIFY(bench.dialog<QMessageBox>("recovery") == nullptr);
            }
        }
        QVERIFY(bench.jobs.recovered.empty());
    }

    void finishingShowsItsWayAndItsReport()
    {
        Bench bench(std::vector{moving()});
        bench.confirm("finish");
        QCOMPARE(bench.jobs.recovered.size(), 1U);
        QCOMPARE(bench.jobs.recovered[0].path, image);
        QVERIFY(bench.jobs.recovered[0].way == Recovery::Finish);
        QVERIFY(bench.jobs.recovered[0].before == DiskState::Moving);
        auto *progress = bench.dialog<ProgressDialog>();
        QVERIFY(progress != nullptr);
        Q_EMIT bench.jobs.advanced(
            {.step = 3, .stepDone = 1_GiB, .stepTotal = 2_GiB, .done = 2_GiB, .total = 4_GiB});
        QVERIFY(says(*progress, QStringLiteral("safe to cut the power now")));
        auto *stop = progress->findChild<QPushButton *>(QStringLiteral("cancel"));
        QCOMPARE(stop->text(), QStringLiteral("Stop"));
        keep(*progress, QStringLiteral("progress-finish"));
        stop->click();
        QCOMPARE(bench.jobs.cancels, 1);

        Report report{.disk = DiskState::Done, .error = std::nullopt};
        report.after = bench.window.document().derived().now;
        bench.jobs.unfinished = std::vector<JobState>();
        bench.jobs.inventory.isInMotion = false;
        Q_EMIT bench.jobs.finished(report);
        auto *outcome = bench.dialog<QMessageBox>("outcome");
        QCOMPARE(outcome->windowTitle(), QStringLiteral("Finish"));
        QCOMPARE(outcome->icon(), QMessageBox::Information);
        QVERIFY(!bench.bar->isVisible());
    }

    void goingBackIsNoFailure()
    {
        Bench bench(std::vector{moving()});
        bench.confirm("goBack");
        QVERIFY(bench.jobs.recovered.at(0).way == Recovery::Undo);
        Report report{.disk = DiskState::Unchanged, .error = std::nullopt};
        report.steps.push_back({.state = StepReport::State::Done, .note = "all data is where it was before"});
        Q_EMIT bench.jobs.finished(report);
        auto *outcome = bench.dialog<QMessageBox>("outcome");
        QCOMPARE(outcome->icon(), QMessageBox::Information);
        QCOMPARE(outcome->text(), QStringLiteral("Gone back: appliance.img is as it was before."));
        outcome->close();
        const QString page =
            bench.window.findChild<ReportPanel *>()->findChild<QTextBrowser *>()->toPlainText();
        QVERIFY(page.contains(QStringLiteral("all data is where it was before")));
        QVERIFY(!page.contains(QStringLiteral("Started")));
        QVERIFY(bench.bar->isVisible());
    }

    void aRecoveryThatFailsIsCalledSo()
    {
        Bench bench(std::vector{moving()});
        bench.confirm("goBack");
        Q_EMIT bench.jobs.finished(Report{.disk = DiskState::Moving, .error = Error{.code = ErrorCode::Io}});
        auto *outcome = bench.dialog<QMessageBox>("outcome");
        QCOMPARE(outcome->icon(), QMessageBox::Critical);
        QVERIFY(outcome->text().contains(QStringLiteral("Nothing is lost")));
        QVERIFY(bench.bar->isVisible());
    }

    void applyingAMoveFillsTheDesignedLane()
    {
        Bench bench(std::vector<JobState>(), false);
        bench.designAMove();
        auto *canvas = bench.window.findChild<DiskCanvas *>();
        const auto arrived = [&] { return findBlock(canvas->scene().designed, {.source = 5})->arrived; };
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(canvas);
        QVERIFY(list->child(list->childCount() - 1)
                    ->text(QAccessible::Name)
                    .contains(QStringLiteral("the move")));
        const auto *plan = bench.window.findChild<PlanPanel *>()->model();
        const auto move =
            static_cast<int>(*lastStep<step::MoveInPlace>(bench.window.document().derived().plan));
        QVERIFY(plan->index(move, 0)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("scratch space: at most")));
        keep(bench.window, QStringLiteral("main-window-move"));

        bench.window.findChild<Actions *>()->apply->trigger();
        auto *confirm = bench.dialog<ConfirmDialog>();
        QVERIFY(says(*confirm, QStringLiteral("A journal on the disk keeps all of it safe")));
        QVERIFY(!says(*confirm, QStringLiteral("No existing data is overwritten")));
        keep(*confirm, QStringLiteral("confirm-move"));
        confirm->findChild<QPushButton *>(QStringLiteral("write"))->click();
        Progress progress{.step = static_cast<std::size_t>(move), .stepDone = 1_GiB, .stepTotal = 4_GiB};
        progress.done = 1_GiB;
        progress.total = 5_GiB;
        Q_EMIT bench.jobs.advanced(progress);
        QCOMPARE(arrived(), std::optional(0.25));
        keep(*bench.dialog<ProgressDialog>(), QStringLiteral("progress-move"));
        keep(bench.window, QStringLiteral("main-window-moving"));
        Q_EMIT bench.jobs.finished(
            Report{.disk = DiskState::Moving, .error = Error{.code = ErrorCode::Cancelled}});
        QCOMPARE(arrived(), std::nullopt);
        QCOMPARE(bench.dialog<QMessageBox>("outcome")->icon(), QMessageBox::Information);
    }

    void speaksGerman()
    {
        QTranslator german;
        QVERIFY(german.load(QStringLiteral(":/i18n/parterre_de.qm")));
        QApplication::installTranslator(&german);
        {
            Bench bench(std::vector{moving()});
            QVERIFY(says(*bench.bar, QStringLiteral("Nichts ist verloren.")));
            QVERIFY(hasKeysOfItsOwn(bench));
            keep(bench.window, QStringLiteral("main-window-recovery-german"));
            bench.confirm("goBack");
            Q_EMIT bench.jobs.advanced(
                {.step = 0, .stepDone = 1_GiB, .stepTotal = 2_GiB, .done = 1_GiB, .total = 2_GiB});
            keep(*bench.dialog<ProgressDialog>(), QStringLiteral("progress-back-german"));
            QVERIFY(says(*bench.dialog<ProgressDialog>(), QStringLiteral("Strom")));
        }
        QApplication::removeTranslator(&german);
    }
};

QTEST_MAIN(RecoveryTest)
#include "tst_recovery.moc"
