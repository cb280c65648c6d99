// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/plan_panel.h"

#include "app/canvas/block_painter.h"
#include "app/canvas/colours.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace parterre {

namespace {

class StepDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, option.fontMetrics.height() + 6};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const auto state = static_cast<PlanModel::State>(index.data(PlanModel::StateRole).toInt());
        if (state == PlanModel::State::Running)
            paintShare(*painter, option, index.data(PlanModel::ShareRole).toDouble());
        const QRect row = option.rect.adjusted(14, 0, -14, 0);
        paintMark(*painter, option, QRect(row.left(), row.top(), 24, row.height()), {index.row() + 1, state});
        const QString detail = index.data(PlanModel::DetailRole).toString();
        painter->setFont(sized(option.font, 0.88));
        const int detailWidth =
            detail.isEmpty() ? 0 : QFontMetrics(painter->font()).horizontalAdvance(detail) + 16;
        painter->setPen(colours::secondaryText(option.palette));
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, detail);
        painter->setFont(option.font);
        const bool isDone = state == PlanModel::State::Done;
        painter->setPen(isDone ? colours::secondaryText(option.palette)
                               : option.palette.color(QPalette::Text));
        const QRect room = row.adjusted(30, 0, -detailWidth, 0);
        painter->drawText(
            room, Qt::AlignLeft | Qt::AlignVCenter,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room.width()));
        painter->restore();
    }

private:
    struct Mark
    {
        int number;
        PlanModel::State state;
    };

    static void paintShare(QPainter &painter, const QStyleOptionViewItem &option, double share)
    {
        painter.fillRect(option.rect, colours::groove(option.palette));
        QRectF done(option.rect);
        done.setWidth(done.width() * share);
        painter.fillRect(done, colours::rowSelection(option.palette));
    }

    static void paintMark(QPainter &painter, const QStyleOptionViewItem &option, const QRect &box, Mark mark)
    {
        const auto sign = [&](const QString &words, QColor colour, const QFont &font) {
            painter.setFont(font);
            painter.setPen(colour);
            painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, words);
        };
        const QFont bold = sized(option.font, 1.0, QFont::Bold);
        switch (mark.state) {
        case PlanModel::State::Planned:
            sign(QString::number(mark.number), colours::secondaryText(option.palette), option.font);
            return;
        case PlanModel::State::Running:
            sign(QStringLiteral("▸"), option.palette.color(QPalette::Highlight), bold);
            return;
        case PlanModel::State::Done:
            sign(QStringLiteral("✓"), colours::good(), bold);
            return;
        case PlanModel::State::Failed:
            sign(QStringLiteral("✗"), colours::bad(), bold);
            return;
        case PlanModel::State::Cancelled:
            sign(QStringLiteral("–"), colours::caution(), bold);
            return;
        }
    }
};

}

PlanPanel::PlanPanel(QWidget *parent)
    : QListView(parent)
    , m_model(this)
{
    setModel(&m_model);
    setItemDelegate(new StepDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection);
    setUniformItemSizes(true);
    setAccessibleName(tr("Steps of the plan"));
}

void PlanPanel::setPlan(const Plan &plan, const Layout &designed)
{
    m_model.setPlan(plan, designed);
}

void PlanPanel::setProgress(const Progress &progress)
{
    m_model.setProgress(progress);
    scrollTo(m_model.index(static_cast<int>(progress.step)));
}

void PlanPanel::setReport(const Report &report)
{
    m_model.setReport(report);
}

void PlanPanel::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (m_model.rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(colours::secondaryText(palette()));
    painter.drawText(viewport()->rect().adjusted(14, 10, -14, -10),
                     Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap,
                     tr("Nothing to do: the disk is as designed, or an error forbids it."));
}

}
