// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/recovery_bar.h"

#include "app/panel/severity_badge.h"
#include "app/scene/words.h"

#include <QVBoxLayout>

#include <algorithm>

namespace parterre {

namespace {

QString adviceWords(const Unfinished &unfinished)
{
    const auto &[job, error] = unfinished;
    if (error)
        return words(*error);
    if (job.canUndo && job.disk == DiskState::Unchanged)
        return job.canFinish
            ? RecoveryBar::tr("Finish it after all, or go back, which only takes away what was prepared.")
            : RecoveryBar::tr("Go back: that only takes away what is left of it.");
    if (job.canFinish && job.canUndo)
        return RecoveryBar::tr(
            "Finish it, or go back to how the disk was: until then nothing else should be done here.");
    if (job.canFinish)
        return RecoveryBar::tr("Finish it: until then nothing else should be done here.");
    if (job.canUndo)
        return RecoveryBar::tr("Go back to how the disk was: until then nothing else should be done here.");
    return RecoveryBar::tr("It can neither be finished nor taken back here.");
}

void setAvailable(QPushButton &button, bool isAvailable, const QString &tip, const QString &reason)
{
    button.setEnabled(isAvailable);
    button.setToolTip(isAvailable ? tip : reason);
    button.setAccessibleDescription(button.toolTip());
}

}

std::optional<Unfinished> unfinishedOf(const Result<std::vector<JobState>> &jobs, bool isInMotion)
{
    if (!jobs)
        return isInMotion
            ? std::optional(Unfinished{.job = {.disk = DiskState::Moving}, .error = jobs.error()})
            : std::nullopt;
    const auto found =
        std::ranges::find_if(*jobs, [](const JobState &job) { return job.canFinish || job.canUndo; });
    if (found != jobs->end())
        return Unfinished{.job = *found, .error = {}};
    if (isInMotion)
        return Unfinished{.job = {.disk = DiskState::Moving}, .error = {}};
    return std::nullopt;
}

QString unfinishedWords(const Unfinished &unfinished)
{
    if (unfinished.error)
        return RecoveryBar::tr("A move within this disk was begun, but how far it came cannot be told.");
    switch (unfinished.job.disk) {
    case DiskState::Unchanged:
        return RecoveryBar::tr(
            "A job on this disk was cut off, but its data and its partition table are as they were.");
    case DiskState::Moving:
        return RecoveryBar::tr("Data on this disk is between its old and its new place. Nothing is lost.");
    case DiskState::Done:
    case DiskState::Incomplete:
        return RecoveryBar::tr(
            "A job on this disk was cut off: the new partition table is there, but the last "
            "steps are missing.");
    case DiskState::Unknown:
        return RecoveryBar::tr(
            "A job on this disk was cut off while it wrote the partition table, which may be damaged.");
    }
    return {};
}

RecoveryBar::RecoveryBar(QWidget *parent)
    : Card(parent)
    , m_sentence(new QLabel)
    , m_advice(new QuietLabel)
    , m_finish(makeButton(QStringLiteral("finish"), tr("Fi&nish"), Recovery::Finish))
    , m_goBack(makeButton(QStringLiteral("goBack"), tr("Go &back"), Recovery::Undo))
{
    setAccessibleName(tr("Unfinished job"));
    setScaledFont(*m_sentence, 1.0, QFont::DemiBold);
    for (QLabel *label : {m_sentence, m_advice})
        label->setWordWrap(true);
    auto *text = new QVBoxLayout;
    text->setSpacing(1);
    text->addWidget(m_sentence);
    text->addWidget(m_advice);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 8, 12, 8);
    row->setSpacing(10);
    row->addWidget(new SeverityBadge(Severity::Warning), 0, Qt::AlignTop);
    row->addLayout(text, 1);
    row->addWidget(m_finish, 0, Qt::AlignVCenter);
    row->addWidget(m_goBack, 0, Qt::AlignVCenter);
}

QPushButton *RecoveryBar::makeButton(const QString &name, const QString &words, Recovery way)
{
    auto *button = new QPushButton(words);
    button->setObjectName(name);
    button->setMinimumWidth(96);
    connect(button, &QPushButton::clicked, this, [this, way] { Q_EMIT wanted(way); });
    return button;
}

void RecoveryBar::setUnfinished(const Unfinished &unfinished)
{
    m_sentence->setText(unfinishedWords(unfinished));
    m_advice->setText(adviceWords(unfinished));
    setAccessibleDescription(m_sentence->text() + QLatin1Char(' ') + m_advice->text());
    setAvailable(
        *m_finish, unfinished.job.canFinish, tr("Do what is left, until the disk is as it was designed"),
        tr("It cannot be finished: it was on its way back, or what was to be done is not known here."));
    setAvailable(*m_goBack, unfinished.job.canUndo,
                 tr("Take everything back, until the disk is as it was before"),
                 tr("It cannot be taken back any more: too much of the new layout is there."));
}

}
