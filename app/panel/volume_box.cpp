// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/volume_box.h"

#include "app/panel/card.h"
#include "app/panel/form.h"
#include "app/scene/words.h"
#include "core/model/layers.h"

#include <QVBoxLayout>

namespace parterre {

namespace {

QString lineOf(const Layer &layer)
{
    QStringList facts{contentWords(*layer.content), sizeWords(layer.volume->size)};
    if (!layer.content->label.empty())
        facts << text(layer.content->label);
    if (layer.content->inside == Inside::Locked)
        facts << VolumeBox::tr("locked");
    const QString name =
        layer.volume->name.empty() ? QString() : text(layer.volume->name) + QStringLiteral(": ");
    return QString(2 * (layer.depth - 1), QChar(0x2003)) + name + facts.join(QStringLiteral(" · "));
}

}

VolumeBox::VolumeBox(QWidget *parent)
    : QWidget(parent)
    , m_lines(new QLabel)
    , m_unlock(new QPushButton(tr("Unlock…")))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(makeHeading(tr("Inside")));
    setScaledFont(*m_lines, 0.92);
    m_lines->setWordWrap(true);
    m_lines->setTextFormat(Qt::PlainText);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_lines->setObjectName(QStringLiteral("volumes"));
    m_unlock->setObjectName(QStringLiteral("unlock"));
    column->addWidget(m_lines);
    column->addWidget(m_unlock, 0, Qt::AlignLeft);
    connect(m_unlock, &QPushButton::clicked, this, &VolumeBox::unlockWanted);
}

void VolumeBox::setContent(const Content &content, bool canUnlock)
{
    setVisible(content.inside != Inside::Nothing);
    QStringList lines;
    if (content.inside == Inside::Locked)
        lines << tr("It is locked: what is in it is not known.");
    if (content.inside == Inside::Unreadable)
        lines << tr("Not all of it can be looked into: %1").arg(text(content.insideDoubt));
    for (const Layer &layer : layersOf(content)) {
        if (layer.volume != nullptr)
            lines << lineOf(layer);
    }
    m_lines->setText(lines.join(QLatin1Char('\n')));
    m_unlock->setVisible(canUnlock && lockedLayers(content) > 0);
}

}
