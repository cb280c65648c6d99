// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/source_panel.h"

#include "app/canvas/block_painter.h"
#include "app/canvas/colours.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace parterre {

namespace {

/// Two lines, or a heading, and a lock at the right of what cannot be changed.
class SourceDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.data(SourceModel::HeadingRole).toBool())
            return {100, index.row() == 0 ? 28 : 36};
        return {100, option.fontMetrics.height() * 2 + 10};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (index.data(SourceModel::HeadingRole).toBool())
            paintHeading(*painter, option, index);
        else
            paintSource(*painter, option, index);
        painter->restore();
    }

private:
    static void paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        painter.setFont(sized(option.font, 0.84, QFont::Bold));
        painter.setPen(colours::secondaryText(option.palette));
        painter.drawText(option.rect.adjusted(14, 0, -8, -5), Qt::AlignLeft | Qt::AlignBottom,
                         index.data().toString());
    }

    static void paintSource(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const QRect box = option.rect.adjusted(4, 1, -4, -1);
        if (isSelected || option.state.testFlag(QStyle::State_MouseOver)) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isSelected ? option.palette.color(QPalette::Highlight)
                                        : colours::groove(option.palette));
            painter.drawRoundedRect(box, 4, 4);
        }
        const bool isLocked = !index.data(SourceModel::LockRole).toString().isEmpty();
        const QRect text = box.adjusted(11, 3, isLocked ? -28 : -8, -3);
        painter.setFont(option.font);
        painter.setPen(isSelected ? option.palette.color(QPalette::HighlightedText)
                                  : option.palette.color(QPalette::Text));
        painter.drawText(
            text, Qt::AlignLeft | Qt::AlignTop,
            QFontMetrics(painter.font()).elidedText(index.data().toString(), Qt::ElideMiddle, text.width()));
        painter.setFont(sized(option.font, 0.86));
        QColor quiet = isSelected ? option.palette.color(QPalette::HighlightedText)
                                  : colours::secondaryText(option.palette);
        if (isSelected)
            quiet.setAlphaF(0.88F);
        painter.setPen(quiet);
        painter.drawText(
            text, Qt::AlignLeft | Qt::AlignBottom,
            QFontMetrics(painter.font())
                .elidedText(index.data(SourceModel::NoteRole).toString(), Qt::ElideRight, text.width()));
        if (isLocked)
            paintLock(painter, QPointF(box.right() - 16, box.center().y()), painter.pen().color());
    }

    static void paintLock(QPainter &painter, QPointF centre, QColor colour)
    {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, 1.6));
        painter.drawArc(QRectF(centre.x() - 3.2, centre.y() - 7, 6.4, 8), 0, 180 * 16);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(centre.x() - 5, centre.y() - 2.5, 10, 8), 1.5, 1.5);
    }
};

}

SourcePanel::SourcePanel(QWidget *parent)
    : QListView(parent)
    , m_model(this)
{
    setModel(&m_model);
    setItemDelegate(new SourceDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setAccessibleName(tr("Disks, images and designs"));
    connect(this, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (const Source *source = m_model.sourceAt(index.row()))
            Q_EMIT sourceWanted(source->path);
    });
    connect(this, &QListView::activated, this, [this](const QModelIndex &index) {
        const Source *source = m_model.sourceAt(index.row());
        if (source != nullptr && source->path != m_current)
            Q_EMIT sourceWanted(source->path);
    });
}

void SourcePanel::setSources(std::vector<Source> sources)
{
    m_model.setSources(std::move(sources));
    setCurrent(m_current);
}

void SourcePanel::setCurrent(const QString &path)
{
    m_current = path;
    setCurrentIndex(m_model.index(m_model.rowOf(path)));
}

}
