// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/model/plan_model.h"

#include "app/scene/words.h"

namespace parterre {

namespace {

PlanModel::State stateOf(StepReport::State state)
{
    switch (state) {
    case StepReport::State::NotReached:
        return PlanModel::State::Planned;
    case StepReport::State::Done:
        return PlanModel::State::Done;
    case StepReport::State::Failed:
        return PlanModel::State::Failed;
    case StepReport::State::Cancelled:
        return PlanModel::State::Cancelled;
    }
    return PlanModel::State::Planned;
}

/// What the sentence has no room for.
QString tipOf(const Step &step, const QString &sentence)
{
    const auto *const one = std::get_if<step::MoveInPlace>(&step);
    if (one == nullptr)
        return sentence;
    const InPlaceMove &move = one->move;
    return QStringList{sentence, PlanModel::tr("Moved: at most %1").arg(sizeWords(move.moved)),
                       PlanModel::tr("By way of scratch space: at most %1").arg(sizeWords(move.staged)),
                       PlanModel::tr("%n flush(es) of the disk, each of which makes a piece safe", nullptr,
                                     static_cast<int>(move.epochs))}
        .join(QLatin1Char('\n'));
}

}

void PlanModel::setPlan(const Plan &plan, const Layout &designed)
{
    beginResetModel();
    m_rows.clear();
    for (const Step &step : plan.steps) {
        const Work amount = work(step);
        QString detail;
        if (!amount.read.isZero() && !amount.written.isZero())
            detail = tr("reads %1 · writes %2").arg(sizeWords(amount.read), sizeWords(amount.written));
        else if (!amount.read.isZero())
            detail = tr("reads %1").arg(sizeWords(amount.read));
        const QString sentence = words(describe(step, designed));
        m_rows.push_back({.sentence = sentence, .tip = tipOf(step, sentence), .detail = detail});
    }
    endResetModel();
}

void PlanModel::setProgress(const Progress &progress)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_rows[i].state = i < progress.step ? State::Done
            : i == progress.step            ? State::Running
                                            : State::Planned;
        m_rows[i].share = 0;
    }
    if (progress.step < m_rows.size() && !progress.stepTotal.isZero()) {
        m_rows[progress.step].share =
            static_cast<double>(progress.stepDone.count()) / static_cast<double>(progress.stepTotal.count());
    }
    changedAll();
}

void PlanModel::setReport(const Report &report)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i].state = i < report.steps.size() ? stateOf(report.steps[i].state) : State::Planned;
    changedAll();
}

void PlanModel::changedAll()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int PlanModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PlanModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.sentence;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return row.tip;
    case DetailRole:
        return row.detail;
    case StateRole:
        return static_cast<int>(row.state);
    case ShareRole:
        return row.share;
    default:
        return {};
    }
}

}
