// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/progress_dialog.h"
#include "app/scene/words.h"
#include "app/window/main_window.h"

#include <QMessageBox>
#include <QPushButton>

namespace parterre {

void MainWindow::showJobs(const QString &path, const Result<std::vector<JobState>> &jobs)
{
    const Inventory &inventory = m_document.inventory();
    if (!m_document.isOpen() || m_document.isDrawing() || path != text(inventory.target.path))
        return;  // of another disk than the one that is shown by now
    m_unfinished = unfinishedOf(jobs, inventory.isInMotion);
    refreshRecovery();
}

void MainWindow::refreshRecovery()
{
    const bool isShown = m_unfinished && m_document.isOpen() && !m_document.isDrawing();
    if (isShown)
        m_recovery->setUnfinished(*m_unfinished);
    m_recovery->setVisible(isShown);
}

void MainWindow::askRecovery(Recovery way)
{
    if (m_progress || !m_unfinished)
        return;
    const bool isFinish = way == Recovery::Finish;
    auto *box =
        new QMessageBox(QMessageBox::Question, isFinish ? tr("Finish") : tr("Go back"),
                        (isFinish ? tr("Finish what was begun on %1, as it was designed then?")
                                  : tr("Take back what was begun on %1, so that it is as it was before?"))
                            .arg(targetName()),
                        QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(QStringLiteral("recovery"));
    QPushButton *go = box->addButton(isFinish ? tr("Finish") : tr("Go back"), QMessageBox::AcceptRole);
    go->setObjectName(QStringLiteral("go"));
    box->setDefaultButton(QMessageBox::Cancel);
    connect(go, &QPushButton::clicked, this, [this, way] { startRecovery(way); });
    box->open();
}

void MainWindow::startRecovery(Recovery way)
{
    if (m_progress || !m_unfinished)
        return;
    const DiskState disk = m_unfinished->job.disk;
    const bool isInMotion = disk == DiskState::Moving || disk == DiskState::Unchanged;
    watch({.device = targetName(), .plan = {}, .designed = {}, .way = way, .isInMotion = isInMotion});
    m_jobs.recover(text(m_document.inventory().target.path), way, disk);
}

}
