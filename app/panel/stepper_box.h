// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

namespace parterre {

/// "− 2 +": a number with a button on each side.
class StepperBox : public QWidget
{
    Q_OBJECT

public:
    explicit StepperBox(QWidget *parent = nullptr);

    /// Says nothing to anybody.
    void setValue(int value);
    void setCanAdd(bool canAdd, const QString &reason);
    [[nodiscard]] int value() const { return m_number->value(); }

Q_SIGNALS:
    void valueWanted(int value);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QToolButton *makeButton(const QString &sign, const QString &name, int by);

    QToolButton *m_minus;
    QSpinBox *m_number;
    QToolButton *m_plus;
};

}
