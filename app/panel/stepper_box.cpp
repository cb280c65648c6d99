// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/stepper_box.h"

#include "app/canvas/colours.h"
#include "app/panel/card.h"
#include "core/model/edit.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>

namespace parterre {

StepperBox::StepperBox(QWidget *parent)
    : QWidget(parent)
    , m_minus(makeButton(QStringLiteral("−"), tr("One clone less"), -1))
    , m_number(new QSpinBox(this))
    , m_plus(makeButton(QStringLiteral("+"), tr("One clone more"), 1))
{
    m_number->setRange(0, clonesMax);
    m_number->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_number->setFrame(false);
    m_number->setAlignment(Qt::AlignCenter);
    m_number->setKeyboardTracking(false);
    m_number->setAccessibleName(tr("Number of clones"));
    setScaledFont(*m_number, 1.1, QFont::Bold);
    connect(m_number, &QSpinBox::valueChanged, this, &StepperBox::valueWanted);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(0);
    row->addWidget(m_minus);
    row->addWidget(m_number, 1);
    row->addWidget(m_plus);
    setFixedSize(130, 34);
    setFocusProxy(m_number);
}

QToolButton *StepperBox::makeButton(const QString &sign, const QString &name, int by)
{
    auto *button = new QToolButton(this);
    button->setText(sign);
    button->setAutoRaise(true);
    button->setFixedSize(34, 30);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::NoFocus);
    setScaledFont(*button, 1.25);
    connect(button, &QToolButton::clicked, this, [this, by] { Q_EMIT valueWanted(value() + by); });
    return button;
}

void StepperBox::setValue(int value)
{
    const QSignalBlocker blocker(m_number);
    m_number->setValue(value);
    m_minus->setEnabled(value > 0);
}

void StepperBox::setCanAdd(bool canAdd, const QString &reason)
{
    m_plus->setEnabled(canAdd);
    m_plus->setToolTip(canAdd ? m_plus->accessibleName() : reason);
}

void StepperBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(
        m_number->hasFocus() ? palette().color(QPalette::Highlight) : colours::freeBorder(palette()), 1));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

}
