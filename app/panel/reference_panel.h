// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/model/reference_model.h"

#include <QTableView>

namespace parterre {

/// What the disk's own files and the firmware name, and what becomes of it.
class ReferencePanel : public QTableView
{
    Q_OBJECT

public:
    explicit ReferencePanel(QWidget *parent = nullptr);

    void setReferences(const std::vector<Reference> &references, const Derived &derived);
    [[nodiscard]] int changed() const { return m_model.changed(); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    ReferenceModel m_model;
};

}
