// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panel/promise_words.h"
#include "core/plan/pace.h"

#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

namespace parterre {

class PlanPanel;

/// "4.0 of 12.0 GiB · 78 MiB/s · about 1 min 20 s left": rate and time once there is one to speak of.
[[nodiscard]] QString paceWords(const Progress &progress, const Pace &pace);

/// A running job: how far, how fast, how long, and one Cancel that says what it does. It cannot be
/// closed while the job runs; closing it asks for the cancel.
class ProgressDialog : public QDialog
{
    Q_OBJECT

public:
    explicit ProgressDialog(RunningJob job, QWidget *parent = nullptr);

    void setProgress(const Progress &progress);
    void setReport(const Report &report);

    void reject() override;

Q_SIGNALS:
    void cancelWanted();

private:
    void promise(const Progress &progress);

    RunningJob m_job;
    QLabel *m_title;
    QProgressBar *m_bar;
    Pace m_speed;
    QLabel *m_pace;
    QLabel *m_totals;
    PlanPanel *m_steps;
    QLabel *m_promise;
    QPushButton *m_cancel;
    bool m_isFinished = false;
    bool m_isStopping = false;
};

}
