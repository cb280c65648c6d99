// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/panel/folding_box.h"
#include "core/model/reference_choice.h"

#include <QCheckBox>

namespace parterre {

/// Which files that name partitions are rewritten. Opens where a design wants any.
class RewritingBox : public FoldingBox
{
    Q_OBJECT

public:
    explicit RewritingBox(QWidget *parent = nullptr);

    void setChoice(const ReferenceChoice &choice);

Q_SIGNALS:
    void choiceWanted(const parterre::ReferenceChoice &choice);

private:
    ReferenceChoice m_choice;
    QCheckBox *m_origins;
    QCheckBox *m_clones;
};

}
