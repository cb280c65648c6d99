// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/disk_canvas.h"
#include "app/panel/confirm_dialog.h"
#include "app/panel/progress_dialog.h"
#include "app/panel/report_panel.h"
#include "app/scene/move_share.h"
#include "app/scene/words.h"
#include "app/window/main_window.h"

#include <QMessageBox>
#include <QSaveFile>
#include <QStatusBar>
#include <QTabWidget>

#include <algorithm>

namespace parterre {

namespace {

QMessageBox::Icon iconOf(const Report &report)
{
    const bool wasCancelled = report.error && report.error->code == ErrorCode::Cancelled;
    if (report.isSuccess() || isTakenBack(report) || wasCancelled)
        return QMessageBox::Information;
    return report.isPublished() ? QMessageBox::Warning : QMessageBox::Critical;
}

}

void MainWindow::apply()
{
    if (!whyNotApply().isEmpty())
        return;
    auto *dialog = new ConfirmDialog(m_document.inventory(), m_document.derived(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, &MainWindow::startApply);
    dialog->open();
}

void MainWindow::startApply()
{
    const Derived &derived = m_document.derived();
    watch({.device = targetName(), .plan = derived.plan, .designed = derived.designed});
    m_jobs.apply(text(m_document.inventory().target.path), m_document.design(), derived.plan);
}

void MainWindow::watch(const RunningJob &job)
{
    m_running = job;
    m_progress = new ProgressDialog(job, this);
    m_progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_progress, &ProgressDialog::cancelWanted, this, [this] { m_jobs.cancel(); });
    m_progress->open();
    if (lastStep<step::MoveInPlace>(job.plan)) {
        // Not over the picture, which fills meanwhile; where a dialog may choose its place.
        const int below = m_canvas->mapToGlobal(QPoint(0, m_canvas->height())).y();
        const int last = mapToGlobal(rect().bottomLeft()).y() - m_progress->frameGeometry().height();
        m_progress->move(m_progress->x(), std::min(below, last));
    }
    refreshActions();
}

void MainWindow::showProgress(const Progress &progress)
{
    if (m_progress)
        m_progress->setProgress(progress);
    m_canvas->setMoved(moveShare(m_running.plan, progress));
}

/// Beside an image, under its name; of a disk there is no place that would be the user's.
void MainWindow::savePartidsBeside(const Report &report)
{
    const Target &target = m_document.inventory().target;
    if (!report.isPublished() || report.partids.empty() || target.kind != Target::Kind::ImageFile)
        return;
    QSaveFile file(text(target.path) + QStringLiteral(".config.partids"));
    const QByteArray bytes = QByteArray::fromStdString(report.partids);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        statusBar()->showMessage(
            tr("config.partids could not be saved beside the image: %1").arg(file.errorString()));
}

void MainWindow::showReport(const Report &report)
{
    m_report = report;
    m_reportPlan = m_running.plan;
    if (m_progress) {
        m_progress->setReport(report);
        m_progress.clear();
    }
    m_canvas->setMoved(std::nullopt);
    const QString device = targetName();
    savePartidsBeside(report);
    m_reportPanel->setHtml(reportHtml(report, m_reportPlan, device));
    m_tabs->setCurrentWidget(m_reportPanel);
    const QString title = !m_running.way     ? tr("Apply")
        : *m_running.way == Recovery::Finish ? tr("Finish")
                                             : tr("Go back");
    auto *box =
        new QMessageBox(iconOf(report), title, outcomeWords(report, device), QMessageBox::Close, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("outcome"));
    box->setInformativeText(report.error
                                ? words(*report.error)
                                : tr("The report is in the Report tab and can be saved from there."));
    box->open();
    refreshActions();
    openPath(text(m_document.inventory().target.path));
}

}
