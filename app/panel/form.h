// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>

#include <utility>

namespace parterre {

/// How the panels beside the picture lay out names and values.

[[nodiscard]] QLabel *makeHeading(const QString &text);
[[nodiscard]] QFormLayout *makeForm(QWidget *parent);
/// A chooser whose rows are the values of an enumeration, in its order, each with what it means.
[[nodiscard]] QComboBox *makeChooser(const QString &name, const QList<std::pair<QString, QString>> &rows);
/// A row with the field's accessible name before it.
void addField(QFormLayout &form, QWidget *field);

}
