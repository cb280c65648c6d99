// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panel/card.h"
#include "core/plan/recovery.h"

#include <QPushButton>

namespace parterre {

/// What was begun on a disk and is not finished.
struct Unfinished
{
    JobState job;
    std::optional<Error> error;  ///< why nobody can tell how far it came

    friend bool operator==(const Unfinished &, const Unfinished &) = default;
};

/// What recovery has to do with: a move on the disk before anything else, else the newest job that can be
/// finished or taken back. Nothing where there is nothing to do.
[[nodiscard]] std::optional<Unfinished> unfinishedOf(const Result<std::vector<JobState>> &jobs,
                                                     bool isInMotion);
/// What became of it, in one sentence.
[[nodiscard]] QString unfinishedWords(const Unfinished &unfinished);

/// A disk on which something was begun: what is there, and the two ways out of it.
class RecoveryBar : public Card
{
    Q_OBJECT

public:
    explicit RecoveryBar(QWidget *parent = nullptr);

    void setUnfinished(const Unfinished &unfinished);

Q_SIGNALS:
    void wanted(parterre::Recovery way);

private:
    QPushButton *makeButton(const QString &name, const QString &words, Recovery way);

    QLabel *m_sentence;
    QLabel *m_advice;
    QPushButton *m_finish;
    QPushButton *m_goBack;
};

}
