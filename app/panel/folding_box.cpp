// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/folding_box.h"

#include "app/panel/card.h"
#include "app/panel/form.h"

#include <QVBoxLayout>

namespace parterre {

FoldingBox::FoldingBox(const QString &heading, QWidget *parent)
    : QWidget(parent)
    , m_heading(new QToolButton)
    , m_fields(new QWidget)
    , m_form(makeForm(m_fields))
{
    m_heading->setObjectName(QStringLiteral("foldingHeading"));
    m_heading->setText(heading);
    m_heading->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_heading->setAutoRaise(true);
    m_heading->setCheckable(true);
    setScaledFont(*m_heading, 1.0, QFont::Bold);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_heading, 0, Qt::AlignLeft);
    column->addWidget(m_fields);
    connect(m_heading, &QToolButton::toggled, this, &FoldingBox::setOpen);
    setOpen(false);
}

void FoldingBox::open()
{
    m_heading->setChecked(true);
}

void FoldingBox::setOpen(bool isOpen)
{
    m_heading->setArrowType(isOpen ? Qt::DownArrow : Qt::RightArrow);
    m_fields->setVisible(isOpen);
}

}
