// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panel/folding_box.h"
#include "core/model/copying.h"

#include <QComboBox>
#include <QSpinBox>

namespace parterre {

/// How blocks are copied. Opens where a design chooses anything unusual, so that no such choice is out of
/// sight.
class CopyingBox : public FoldingBox
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
    [[nodiscard]] Copying chosen() const;

    Copying m_copying;
    QComboBox *m_blocks = nullptr;
    QComboBox *m_rest = nullptr;
    QComboBox *m_digest = nullptr;
    QComboBox *m_onReadError = nullptr;
    QComboBox *m_ioPriority = nullptr;
    QSpinBox *m_rateLimit = nullptr;
};

}
