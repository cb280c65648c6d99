// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panel/folding_box.h"
#include "core/model/cloning.h"

#include <QComboBox>

namespace parterre {

/// How clones are told from their origins. Opens where a design chooses anything unusual, so that no such
/// choice is out of sight.
class CloningBox : public FoldingBox
{
    Q_OBJECT

public:
    explicit CloningBox(QWidget *parent = nullptr);

    /// What an MBR has no place for is hidden, unless it was chosen.
    void setCloning(const Cloning &cloning, bool isGpt);

Q_SIGNALS:
    void cloningWanted(const parterre::Cloning &cloning);

private:
    [[nodiscard]] Cloning chosen() const;

    Cloning m_cloning;
    QComboBox *m_labels;
    QComboBox *m_types;
    QComboBox *m_autoMount;
};

}
