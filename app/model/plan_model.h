// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/plan/report.h"

#include <QAbstractListModel>

namespace parterre {

/// The steps of a plan as sentences, and while a job runs how far each has come.
class PlanModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole + 1, StateRole, ShareRole };
    enum class State : std::uint8_t { Planned, Running, Done, Failed, Cancelled };

    using QAbstractListModel::QAbstractListModel;

    void setPlan(const Plan &plan, const Layout &designed);
    void setProgress(const Progress &progress);
    void setReport(const Report &report);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        QString sentence;
        QString tip;
        QString detail;
        State state = State::Planned;
        double share = 0;
    };

    void changedAll();

    std::vector<Row> m_rows;
};

}
