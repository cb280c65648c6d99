// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/scene_painter.h"

#include "app/canvas/block_painter.h"
#include "app/canvas/colours.h"
#include "app/scene/scene_metrics.h"

#include <QCoreApplication>
#include <QPainterPath>

namespace parterre {

using namespace scene_metrics;

namespace {

struct Painter
{
    Q_DECLARE_TR_FUNCTIONS(Painter)
};

QPainterPath ribbonPath(const Ribbon &ribbon)
{
    const double middle = (ribbon.top + ribbon.bottom) / 2;
    QPainterPath path(QPointF(ribbon.fromLeft, ribbon.top));
    path.cubicTo(ribbon.fromLeft, middle, ribbon.toLeft, middle, ribbon.toLeft, ribbon.bottom);
    path.lineTo(ribbon.toRight, ribbon.bottom);
    path.cubicTo(ribbon.toRight, middle, ribbon.fromRight, middle, ribbon.fromRight, ribbon.top);
    path.closeSubpath();
    return path;
}

void paintRibbon(QPainter &painter, const Ribbon &ribbon, const Look &look)
{
    QColor colour = colours::fill(ribbon.hue, look.palette);
    colour.setAlphaF((ribbon.isToClone ? 0.16F : 0.34F) + (ribbon.isSelected ? 0.14F : 0.0F));
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPath(ribbonPath(ribbon));
}

/// Text with a rim of the background, so that it reads on ribbons.
void paintHaloText(QPainter &painter, QPointF at, const QString &words, QColor ink, const Look &look)
{
    QPainterPath path;
    path.addText(at, painter.font(), words);
    QColor halo = look.palette.color(QPalette::Base);
    halo.setAlpha(225);
    painter.strokePath(path, QPen(halo, 5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setPen(ink);
    painter.drawText(at, words);
}

void paintLaneTitle(QPainter &painter, const LaneScene &lane, const Look &look)
{
    const double baseline = lane.rect.top() - 12;
    painter.setFont(sized(look.font, 1.0, QFont::Bold));
    const double width = QFontMetricsF(painter.font()).horizontalAdvance(lane.title);
    paintHaloText(painter, {lane.rect.left(), baseline}, lane.title, look.palette.color(QPalette::Text),
                  look);
    painter.setFont(sized(look.font, 0.92));
    const QString note =
        QFontMetricsF(painter.font()).elidedText(lane.note, Qt::ElideRight, lane.rect.width() - width - 14);
    paintHaloText(painter, {lane.rect.left() + width + 12, baseline}, note,
                  colours::secondaryText(look.palette), look);
}

void paintLane(QPainter &painter, const LaneScene &lane, const Look &look)
{
    for (const QRectF &container : lane.containers) {
        painter.setPen(QPen(colours::fill(Hue::Container, look.palette), 1.2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(container, corner + 1, corner + 1);
    }
    for (const Block &block : lane.blocks)
        paintBlock(painter, block, look);
    for (const Block &block : lane.blocks) {
        if (block.isSelected)
            paintSelection(painter, block, look);
    }
}

void paintStepper(QPainter &painter, const Stepper &stepper, const Look &look, Hit hover)
{
    const QColor ink = look.palette.color(QPalette::Text);
    const bool isQuiet = stepper.count == 0 && !stepper.isSelected;
    const QColor faint = colours::secondaryText(look.palette);
    painter.setPen(QPen(isQuiet ? colours::cardBorder(look.palette) : colours::freeBorder(look.palette), 1));
    painter.setBrush(look.palette.color(QPalette::Base));
    painter.drawRoundedRect(stepper.rect.adjusted(0.5, 0.5, -0.5, -0.5), stepperHeight / 2,
                            stepperHeight / 2);

    const auto sign = [&](const QRectF &rect, const QString &words, bool isEnabled, bool isHovered) {
        if (isHovered && isEnabled) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(colours::rowSelection(look.palette));
            painter.drawEllipse(rect.center(), stepperHeight / 2 - 3, stepperHeight / 2 - 3);
        }
        painter.setPen(isEnabled ? (isQuiet ? faint : ink)
                                 : look.palette.color(QPalette::Disabled, QPalette::Text));
        painter.drawText(rect, Qt::AlignCenter, words);
    };
    painter.setFont(sized(look.font, 1.08));
    sign(stepper.minus, QStringLiteral("−"), stepper.count > 0, hover.kind == Hit::Kind::Minus);
    sign(stepper.plus, QStringLiteral("+"), stepper.canAdd, hover.kind == Hit::Kind::Plus);
    painter.setFont(sized(look.font, 0.92, isQuiet ? QFont::Normal : QFont::DemiBold));
    painter.setPen(isQuiet ? faint : ink);
    painter.drawText(stepper.rect, Qt::AlignCenter, QStringLiteral("◆ %1").arg(stepper.count));
}

void paintMeter(QPainter &painter, const Meter &meter, const Look &look)
{
    painter.setFont(sized(look.font, 0.92));
    const QRectF row = meter.rect.adjusted(-200, -6, 200, 6);
    painter.setPen(colours::secondaryText(look.palette));
    painter.drawText(QRectF(row.left(), row.top(), meter.rect.left() - row.left() - 10, row.height()),
                     Qt::AlignRight | Qt::AlignVCenter, meter.label);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours::groove(look.palette));
    painter.drawRoundedRect(meter.rect, 5, 5);
    painter.setBrush(meter.share > 1 ? colours::bad() : colours::good());
    const double width = std::clamp(meter.share * meter.rect.width(), 10.0, meter.rect.width());
    painter.drawRoundedRect(QRectF(meter.rect.topLeft(), QSizeF(width, meter.rect.height())), 5, 5);
    painter.setPen(meter.share > 1 ? colours::bad() : look.palette.color(QPalette::Text));
    painter.drawText(QRectF(meter.rect.right() + 10, row.top(), 190, row.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, meter.value);
}

void paintScaleToggle(QPainter &painter, const DiskScene &scene, const Look &look)
{
    if (scene.scaleToggle.isNull())
        return;
    painter.setFont(sized(look.font, 0.92));
    const QColor ink = look.hover.kind == Hit::Kind::ScaleToggle ? look.palette.color(QPalette::Link)
                                                                 : colours::secondaryText(look.palette);
    painter.setPen(ink);
    painter.drawText(scene.scaleToggle, Qt::AlignRight | Qt::AlignVCenter,
                     scene.mode == ScaleMode::Linear ? Painter::tr("Scale: linear ▸ log")
                                                     : Painter::tr("Scale: log ▸ linear"));
}

}

QFont sized(QFont font, double factor, QFont::Weight weight)
{
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * factor));
    else
        font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(weight);
    return font;
}

void paintScene(QPainter &painter, const DiskScene &scene, const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Ribbon &ribbon : scene.ribbons)
        paintRibbon(painter, ribbon, look);
    for (const LaneScene *lane : {&scene.now, &scene.designed}) {
        paintLane(painter, *lane, look);
        paintLaneTitle(painter, *lane, look);
    }
    for (const MoveMark &mark : scene.marks)
        paintMoveMark(painter, mark, look);
    for (std::size_t i = 0; i < scene.steppers.size(); ++i)
        paintStepper(painter, scene.steppers[i], look, look.hover.index == i ? look.hover : Hit{});
    for (const Meter &meter : scene.meters)
        paintMeter(painter, meter, look);
    paintScaleToggle(painter, scene, look);
}

void paintDrag(QPainter &painter, const Drag::Preview &preview, const Look &look)
{
    const QColor accent = look.palette.color(QPalette::Highlight);
    QColor veil = accent;
    veil.setAlpha(60);
    if (!preview.landing.isNull()) {
        painter.setPen(QPen(accent, 2, Qt::DashLine));
        painter.setBrush(veil);
        painter.drawRoundedRect(preview.landing, corner, corner);
    }
    if (preview.insertAt) {
        painter.setPen(QPen(colours::selection(), 3, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(*preview.insertAt, preview.ghost.top() - 6),
                         QPointF(*preview.insertAt, preview.ghost.bottom() + 6));
    }
    painter.setPen(QPen(colours::selection(), 1.5));
    painter.setBrush(veil);
    painter.drawRoundedRect(preview.ghost, corner, corner);
    if (preview.caption.isEmpty())
        return;
    painter.setFont(sized(look.font, 0.92, QFont::DemiBold));
    const QFontMetricsF metrics(painter.font());
    QRectF bubble(0, 0, metrics.horizontalAdvance(preview.caption) + 18, metrics.height() + 8);
    bubble.moveCenter({preview.ghost.center().x(), preview.ghost.top() - bubble.height() / 2 - 8});
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.palette.color(QPalette::Text));
    painter.drawRoundedRect(bubble, 5, 5);
    painter.setPen(look.palette.color(QPalette::Base));
    painter.drawText(bubble, Qt::AlignCenter, preview.caption);
}

}
