// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/copying.h"

#include <QComboBox>
#include <QFormLayout>
#include <QSpinBox>
#include <QToolButton>
#include <QWidget>

namespace parterre {

/// How blocks are copied: a heading that folds, and the choosers below it. Folded until somebody opens
/// it or a design comes that chooses anything unusual, so that no such choice is out of sight.
class CopyingBox : public QWidget
{
    Q_OBJECT

public:
    explicit CopyingBox(QWidget *parent = nullptr);

    /// What an image file has no choice of is hidden.
    void setCopying(const Copying &copying, bool isDevice);

Q_SIGNALS:
    void copyingWanted(const parterre::Copying &copying);

private:
    void makeChoosers();
    void makeRateLimit();
    void setOpen(bool isOpen);
    [[nodiscard]] Copying chosen() const;

    Copying m_copying;
    QToolButton *m_heading;
    QWidget *m_fields;
    QFormLayout *m_form;
    QComboBox *m_blocks = nullptr;
    QComboBox *m_rest = nullptr;
    QComboBox *m_digest = nullptr;
    QComboBox *m_onReadError = nullptr;
    QComboBox *m_ioPriority = nullptr;
    QSpinBox *m_rateLimit = nullptr;
};

}
