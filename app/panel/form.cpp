// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/form.h"

#include "app/panel/card.h"

namespace parterre {

QLabel *makeHeading(const QString &text)
{
    auto *label = new QLabel(text);
    setScaledFont(*label, 1.0, QFont::Bold);
    label->setContentsMargins(0, 14, 0, 2);
    return label;
}

QFormLayout *makeForm(QWidget *parent)
{
    auto *form = new QFormLayout(parent);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(10);
    form->setVerticalSpacing(7);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    return form;
}

QComboBox *makeChooser(const QString &name, const QList<std::pair<QString, QString>> &rows)
{
    auto *chooser = new QComboBox;
    chooser->setAccessibleName(name);
    for (const auto &[text, meaning] : rows) {
        chooser->addItem(text);
        chooser->setItemData(chooser->count() - 1, meaning, Qt::ToolTipRole);
    }
    setScaledFont(*chooser, 0.92);
    return chooser;
}

void addField(QFormLayout &form, QWidget *field)
{
    auto *name = new QuietLabel(field->accessibleName());
    setScaledFont(*name, 0.92);
    name->setFixedWidth(92);
    name->setBuddy(field);
    form.addRow(name, field);
}

}
