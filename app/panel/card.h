// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFrame>
#include <QLabel>

namespace parterre {

/// A white sheet with a thin rim, on which a panel lies.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// A label in the colour of secondary text, that follows the palette.
class QuietLabel : public QLabel
{
    Q_OBJECT

public:
    explicit QuietLabel(const QString &text = {}, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void quieten();
};

/// `font` at `factor` of its size and in `weight`.
void setScaledFont(QWidget &widget, double factor, QFont::Weight weight = QFont::Normal);

}
