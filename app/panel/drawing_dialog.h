// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/edit.h"

#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLineEdit>

namespace parterre {

/// A size with its unit.
class SizeBox : public QWidget
{
    Q_OBJECT

public:
    SizeBox(double value, int unit, QWidget *parent = nullptr);

    [[nodiscard]] Bytes size() const;

private:
    QDoubleSpinBox *m_number;
    QComboBox *m_unit;
};

/// Asks for a disk that does not exist yet: its size, its table, its sectors.
class DrawingDialog : public QDialog
{
    Q_OBJECT

public:
    explicit DrawingDialog(QWidget *parent = nullptr);

    [[nodiscard]] edit::SetDisk disk() const;

private:
    SizeBox *m_size;
    QComboBox *m_table;
    QComboBox *m_sector;
};

/// Asks for a partition to add to a drawing.
class AddPartitionDialog : public QDialog
{
    Q_OBJECT

public:
    explicit AddPartitionDialog(QWidget *parent = nullptr);

    [[nodiscard]] edit::Add partition() const;

private:
    QLineEdit *m_name;
    SizeBox *m_size;
    QComboBox *m_kind;
};

}
