// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/model/partition_model.h"

#include <QTableView>

namespace parterre {

/// The designed partition table.
class PartitionPanel : public QTableView
{
    Q_OBJECT

public:
    explicit PartitionPanel(QWidget *parent = nullptr);

    void setLayout(const Layout &layout);
    void setSelected(std::optional<SlotKey> key);

Q_SIGNALS:
    void selectionWanted(std::optional<parterre::SlotKey> key);
    void editsWanted(const std::vector<parterre::Edit> &edits);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    PartitionModel m_model;
    std::optional<SlotKey> m_selected;
};

}
