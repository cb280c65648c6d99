// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/severity_badge.h"

#include "app/canvas/colours.h"

#include <QPainter>

namespace parterre {

SeverityBadge::SeverityBadge(Severity severity, QWidget *parent)
    : QWidget(parent)
    , m_severity(severity)
{
    setFixedSize(20, 20);
}

void SeverityBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours::severity(m_severity, palette()));
    const QRectF box = QRectF(rect()).adjusted(1.5, 1.5, -1.5, -1.5);
    switch (m_severity) {
    case Severity::Error:
        painter.drawEllipse(box);
        break;
    case Severity::Warning:
        painter.drawPolygon(QPolygonF{{10, 1.5}, {19, 18}, {1, 18}});
        break;
    case Severity::Info:
        painter.drawRoundedRect(box, 4, 4);
        break;
    }
    QFont font = this->font();
    font.setBold(true);
    font.setPixelSize(12);
    painter.setFont(font);
    painter.setPen(Qt::white);
    painter.drawText(rect().adjusted(0, m_severity == Severity::Warning ? 3 : 0, 0, 0), Qt::AlignCenter,
                     m_severity == Severity::Info ? QStringLiteral("i") : QStringLiteral("!"));
}

}
