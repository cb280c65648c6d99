// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/model/plan_model.h"

#include <QListView>

namespace parterre {

/// The steps of a plan, numbered; while a job runs, with a mark for the state of each.
class PlanPanel : public QListView
{
    Q_OBJECT

public:
    explicit PlanPanel(QWidget *parent = nullptr);

    void setPlan(const Plan &plan, const Layout &designed);
    void setProgress(const Progress &progress);
    void setReport(const Report &report);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    PlanModel m_model;
};

}
