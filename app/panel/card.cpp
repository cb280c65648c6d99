// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/card.h"

#include "app/canvas/block_painter.h"
#include "app/canvas/colours.h"

#include <QEvent>
#include <QPainter>

namespace parterre {

Card::Card(QWidget *parent)
    : QFrame(parent)
{
    setFrameShape(QFrame::NoFrame);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours::cardBorder(palette()), 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
}

QuietLabel::QuietLabel(const QString &text, QWidget *parent)
    : QLabel(text, parent)
{
    quieten();
}

void QuietLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::ParentChange)
        quieten();
}

void QuietLabel::quieten()
{
    QPalette quiet;
    quiet.setColor(QPalette::WindowText, colours::secondaryText(quiet));
    setPalette(quiet);
}

void setScaledFont(QWidget &widget, double factor, QFont::Weight weight)
{
    widget.setFont(sized(widget.font(), factor, weight));
}

}
