// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/size_field.h"

#include "core/text/describe.h"
#include "core/text/size_text.h"

#include <QLineEdit>

#include <algorithm>

namespace parterre {

namespace {

constexpr std::int64_t stepBytes = 1 << 20;

}

SizeField::SizeField(QWidget *parent)
    : QAbstractSpinBox(parent)
{
    setKeyboardTracking(false);
    present({});
    connect(this, &QAbstractSpinBox::editingFinished, this, &SizeField::ask);
}

/// A number in the user's writing: 1,5 where that is what 1.5 looks like.
std::optional<Bytes> SizeField::typed(const QString &input) const
{
    QString text = input.trimmed();
    text.replace(locale().decimalPoint(), QStringLiteral("."));
    return sizeFromText(text.toStdString());
}

void SizeField::present(Bytes size)
{
    QString text = QString::fromStdString(exactSizeText(size));
    text.replace(QStringLiteral("bytes"), QStringLiteral("B"));
    lineEdit()->setText(text);
    lineEdit()->setModified(false);
}

void SizeField::setSize(Bytes size)
{
    const bool isTyping = hasFocus() && lineEdit()->isModified() && size == m_size;
    m_size = size;
    if (!isTyping)
        present(size);
}

void SizeField::ask()
{
    const std::optional<Bytes> wanted = typed(text());
    lineEdit()->setModified(false);
    if (wanted && *wanted != m_size) {
        m_size = *wanted;
        Q_EMIT sizeWanted(m_size);
    }
    present(m_size);
}

void SizeField::stepBy(int steps)
{
    // To the next whole MiB first, so that an odd size becomes an even one.
    const std::int64_t count = typed(text()).value_or(m_size).count();
    const std::int64_t below = count / stepBytes + (steps < 0 && count % stepBytes != 0 ? 1 : 0);
    present(Bytes(std::max<std::int64_t>(below + steps, 1) * stepBytes));
    ask();
}

QValidator::State SizeField::validate(QString &input, int &) const
{
    return typed(input) ? QValidator::Acceptable : QValidator::Intermediate;
}

void SizeField::fixup(QString &input) const
{
    input = QString::fromStdString(exactSizeText(m_size));
}

QAbstractSpinBox::StepEnabled SizeField::stepEnabled() const
{
    return isReadOnly() ? StepNone : StepUpEnabled | StepDownEnabled;
}

}
