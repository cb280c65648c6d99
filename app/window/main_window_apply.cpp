// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/confirm_dialog.h"
#include "app/panel/progress_dialog.h"
#include "app/panel/report_panel.h"
#include "app/scene/words.h"
#include "app/window/main_window.h"

#include <QMessageBox>
#include <QSaveFile>
#include <QStatusBar>
#include <QTabWidget>

namespace parterre {

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
    m_runningPlan = m_document.derived().plan;
    m_progress = new ProgressDialog(targetName(), m_document.derived(), this);
    m_progress->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_progress, &ProgressDialog::cancelWanted, this, [this] { m_jobs.cancel(); });
    m_progress->open();
    refreshActions();
    m_jobs.apply(text(m_document.inventory().target.path), m_document.design(), m_runningPlan);
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
    m_reportPlan = m_runningPlan;
    if (m_progress) {
        m_progress->setReport(report);
        m_progress.clear();
    }
    const QString device = targetName();
    savePartidsBeside(report);
    m_reportPanel->setHtml(reportHtml(report, m_reportPlan, device));
    m_tabs->setCurrentWidget(m_reportPanel);
    const QString outcome = outcomeWords(report, device);
    const bool wasCancelled = report.error && report.error->code == ErrorCode::Cancelled;
    const QMessageBox::Icon icon = report.isSuccess() || wasCancelled ? QMessageBox::Information
        : report.isPublished()                                        ? QMessageBox::Warning
                                                                      : QMessageBox::Critical;
    auto *box = new QMessageBox(icon, tr("Apply"), outcome, QMessageBox::Close, this);
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
