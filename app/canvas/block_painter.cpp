// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/block_painter.h"

#include "app/canvas/colours.h"
#include "app/scene/scene_metrics.h"

#include <QPainterPath>

#include <array>
#include <cmath>

namespace parterre {

using namespace scene_metrics;

namespace {

QPainterPath outlineOf(const Block &block)
{
    QPainterPath path;
    path.addRoundedRect(block.rect.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner);
    return path;
}

/// Lines of our own instead of a brush pattern: they scale with the screen and stay lines in SVG.
void paintHatch(QPainter &painter, const QRectF &rect, double step)
{
    const double first = rect.left() - rect.height() + std::fmod(step - std::fmod(rect.left(), step), step);
    for (double x = first; x < rect.right(); x += step)
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
}

void paintBody(QPainter &painter, const Block &block, const QPainterPath &outline, const Look &look)
{
    painter.save();
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.fillRect(block.rect, colours::fill(block.hue, look.palette));
    if (block.used) {
        const QRectF unused(block.rect.topLeft(),
                            QSizeF(block.rect.width(), block.rect.height() * (1 - *block.used)));
        painter.fillRect(unused, colours::unusedVeil(look.palette));
    }
    if (block.isClone) {
        painter.setPen(QPen(colours::hatch(look.palette), 4));
        paintHatch(painter, block.rect, 11.3);
    }
    if (block.arrived) {
        QRectF missing = block.rect;
        missing.setLeft(missing.left() + missing.width() * *block.arrived);
        painter.fillRect(missing, colours::missingVeil(look.palette));
    }
    painter.restore();
}

void paintBorder(QPainter &painter, const Block &block, const QPainterPath &outline, const Look &look)
{
    QPen pen(block.isFree ? colours::freeBorder(look.palette) : colours::blockBorder(look.palette), 1);
    if (block.isNew)
        pen = QPen(colours::fill(block.hue, look.palette).darker(135), 1.2);
    if (block.isFree || block.isNew)
        pen.setDashPattern({4, 3});
    if (block.mark == Severity::Error)
        pen = QPen(colours::bad(), 2);
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(outline);
}

struct Caption
{
    QRectF room;
    int flags = Qt::AlignCenter;
    QString words;
};

/// Captions on hatching need a ground of their own.
void drawCaption(QPainter &painter, const Caption &caption, const Block &block, const Look &look)
{
    const auto &[room, flags, words] = caption;
    const QColor body = colours::fill(block.hue, look.palette);
    if (block.isFree) {
        painter.setPen(colours::secondaryText(look.palette));
        painter.drawText(room, flags, words);
        return;
    }
    QColor shade = body.darker(150);
    shade.setAlpha(block.isClone ? 190 : 110);
    const QFontMetricsF metrics(painter.font());
    const QRectF box = metrics.boundingRect(room, flags, words);
    QPainterPath path;
    path.addText(QPointF(box.left(), box.top() + metrics.ascent()), painter.font(), words);
    painter.strokePath(path,
                       QPen(shade, block.isClone ? 3.5 : 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setPen(colours::inkOn(body));
    painter.drawText(room, flags, words);
}

bool fits(const QString &words, const QFont &font, double room)
{
    return QFontMetricsF(font).horizontalAdvance(words) <= room;
}

void paintUpright(QPainter &painter, const Block &block, const Look &look)
{
    painter.setFont(sized(look.font, 0.86, QFont::Medium));
    painter.save();
    painter.translate(block.rect.center().x(), block.rect.bottom());
    painter.rotate(-90);
    const QFontMetricsF metrics(painter.font());
    const double length = block.rect.height() - 2 * captionPadding;
    const QRectF room(captionPadding + 1, -metrics.height() / 2, length, metrics.height());
    drawCaption(painter,
                {.room = room,
                 .flags = Qt::AlignLeft | Qt::AlignVCenter,
                 .words = metrics.elidedText(block.shortTitle, Qt::ElideRight, length)},
                block, look);
    painter.restore();
}

void paintCaptions(QPainter &painter, const Block &block, const Look &look)
{
    const QFont titleFont = sized(look.font, 1.0, QFont::DemiBold);
    const QFont detailFont = sized(look.font, 0.86);
    const double room = block.rect.width() - captionPadding;
    const bool isWide = fits(block.title, titleFont, room);
    if (!isWide && !fits(block.shortTitle, titleFont, room)) {
        if (!block.isFree && block.rect.width() >= 16)
            paintUpright(painter, block, look);
        return;
    }
    const QRectF rect = block.rect;
    painter.setFont(titleFont);
    const double middle = rect.center().y();
    drawCaption(painter,
                {.room = QRectF(rect.left(), middle - 20, rect.width(), 20),
                 .flags = Qt::AlignCenter,
                 .words = isWide ? block.title : block.shortTitle},
                block, look);
    painter.setFont(detailFont);
    if (fits(block.detail, detailFont, room))
        drawCaption(painter,
                    {.room = QRectF(rect.left(), middle + 1, rect.width(), 16),
                     .flags = Qt::AlignCenter,
                     .words = block.detail},
                    block, look);
}

void paintMark(QPainter &painter, const Block &block, const Look &look)
{
    if (!block.mark)
        return;
    const QPointF centre(block.rect.right() - 11, block.rect.top() + 11);
    painter.setPen(QPen(Qt::white, 1.5));
    painter.setBrush(colours::severity(*block.mark, look.palette));
    if (*block.mark == Severity::Error) {
        painter.drawEllipse(centre, 7.5, 7.5);
    } else {
        const std::array corners{centre + QPointF(0, -8), centre + QPointF(8.5, 6.5),
                                 centre + QPointF(-8.5, 6.5)};
        painter.drawPolygon(corners.data(), static_cast<int>(corners.size()));
    }
    painter.setFont(sized(look.font, 0.78, QFont::Bold));
    painter.drawText(QRectF(centre.x() - 8, centre.y() - 7, 16, 15), Qt::AlignCenter, QStringLiteral("!"));
}

}

void paintBlock(QPainter &painter, const Block &block, const Look &look)
{
    const QPainterPath outline = outlineOf(block);
    paintBody(painter, block, outline, look);
    paintBorder(painter, block, outline, look);
    paintCaptions(painter, block, look);
    paintMark(painter, block, look);
}

void paintMoveMark(QPainter &painter, const MoveMark &mark, const Look &look)
{
    const QColor ink =
        mark.kind == MoveMark::Kind::Journal ? colours::caution() : colours::secondaryText(look.palette);
    painter.save();
    painter.setClipRect(mark.rect, Qt::IntersectClip);
    painter.fillRect(mark.rect, look.palette.color(QPalette::Base));
    painter.setPen(QPen(ink, 1));
    paintHatch(painter, mark.rect, 3.5);
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(mark.rect.adjusted(0.5, 0.5, -0.5, -0.5));
    painter.restore();
}

void paintSelection(QPainter &painter, const Block &block, const Look &look)
{
    const bool isFull = block.lane == Lane::Designed;
    QColor colour = colours::selection();
    if (!isFull)
        colour.setAlpha(120);
    painter.setPen(QPen(colour, isFull ? 3 : 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(block.rect.adjusted(-1, -1, 1, 1), corner + 1, corner + 1);
    if (isFull && look.hasFocus) {
        painter.setPen(QPen(look.palette.color(QPalette::Text), 1, Qt::DotLine));
        painter.drawRoundedRect(block.rect.adjusted(-4, -4, 4, 4), corner + 3, corner + 3);
    }
}

}
