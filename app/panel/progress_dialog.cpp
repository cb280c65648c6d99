// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/progress_dialog.h"

#include "app/panel/card.h"
#include "app/panel/plan_panel.h"
#include "app/panel/totals_words.h"
#include "app/scene/words.h"
#include "core/text/describe.h"

#include <QVBoxLayout>

namespace parterre {

QString paceWords(const Progress &progress, const Pace &pace)
{
    const QString amount = shareWords(progress.done, progress.total);
    const std::optional<Bytes> rate = pace.rate();
    const std::optional<double> left = pace.secondsLeft();
    if (!rate || !left)
        return amount;
    return ProgressDialog::tr("%1 · %2/s · about %3 left")
        .arg(amount, sizeWords(*rate), text(durationText(*left)));
}

namespace {

QString titleOf(const RunningJob &job)
{
    if (!job.way)
        return ProgressDialog::tr("Writing to %1").arg(job.device);
    return *job.way == Recovery::Finish ? ProgressDialog::tr("Finishing what was begun on %1").arg(job.device)
                                        : ProgressDialog::tr("Going back on %1").arg(job.device);
}

}

ProgressDialog::ProgressDialog(RunningJob job, QWidget *parent)
    : QDialog(parent)
    , m_job(std::move(job))
    , m_title(new QLabel(titleOf(m_job)))
    , m_bar(new QProgressBar)
    , m_pace(new QuietLabel(tr("Starting…")))
    , m_totals(new QuietLabel)
    , m_steps(new PlanPanel)
    , m_promise(new QuietLabel)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    setWindowTitle(m_title->text());
    setWindowModality(Qt::WindowModal);
    setScaledFont(*m_title, 1.25, QFont::Bold);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_steps->setPlan(m_job.plan, m_job.designed);
    m_promise->setWordWrap(true);
    m_cancel->setObjectName(QStringLiteral("cancel"));
    auto *card = new Card;
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(2, 8, 2, 8);
    inner->addWidget(m_steps);
    card->setVisible(!m_job.plan.isEmpty());
    auto *footer = new QHBoxLayout;
    footer->addWidget(m_promise, 1);
    footer->addWidget(m_cancel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(10);
    column->addWidget(m_title);
    column->addWidget(m_bar);
    auto *figures = new QVBoxLayout;
    figures->setSpacing(2);
    figures->addWidget(m_pace);
    figures->addWidget(m_totals);
    column->addLayout(figures);
    column->addWidget(card, 1);
    column->addLayout(footer);
    resize(640, m_job.plan.isEmpty() ? 210 : lastStep<step::MoveInPlace>(m_job.plan) ? 400 : 460);
    connect(m_cancel, &QPushButton::clicked, this, &ProgressDialog::reject);
    setProgress({});
}

void ProgressDialog::setProgress(const Progress &progress)
{
    if (m_isFinished)
        return;
    if (!progress.total.isZero()) {
        m_bar->setValue(static_cast<int>(1000.0 * static_cast<double>(progress.done.count())
                                         / static_cast<double>(progress.total.count())));
        m_speed.add(progress);
        m_pace->setText(paceWords(progress, m_speed));
        m_totals->setText(totalsWords(totalsOf(progress)));
        setWindowTitle(tr("%1 % · %2").arg(m_bar->value() / 10).arg(m_job.device));
    }
    m_steps->setProgress(progress);
    promise(progress);
}

void ProgressDialog::promise(const Progress &progress)
{
    if (!m_job.firstStep && !progress.total.isZero())
        m_job.firstStep = progress.step;
    m_promise->setText(promiseWords(m_job, progress));
    if (m_isStopping)
        return;
    const bool moves = isMoving(m_job, progress);
    m_cancel->setText(moves ? tr("Stop") : tr("Cancel"));
    m_cancel->setToolTip(moves ? stopWords() : QString());
    m_cancel->setEnabled(canStop(m_job, progress));
}

void ProgressDialog::setReport(const Report &report)
{
    m_isFinished = true;
    m_steps->setReport(report);
    accept();
}

void ProgressDialog::reject()
{
    if (m_isFinished) {
        QDialog::reject();
        return;
    }
    if (m_isStopping || !m_cancel->isEnabled())
        return;
    m_isStopping = true;
    m_cancel->setEnabled(false);
    m_cancel->setText(tr("Stopping…"));
    Q_EMIT cancelWanted();
}

}
