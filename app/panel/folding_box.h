// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFormLayout>
#include <QToolButton>
#include <QWidget>

namespace parterre {

/// A heading that folds what is below it. Folded until somebody opens it.
class FoldingBox : public QWidget
{
    Q_OBJECT

public:
    FoldingBox(const QString &heading, QWidget *parent);

    void open();

protected:
    [[nodiscard]] QFormLayout &form() const { return *m_form; }

private:
    void setOpen(bool isOpen);

    QToolButton *m_heading;
    QWidget *m_fields;
    QFormLayout *m_form;
};

}
