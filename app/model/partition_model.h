// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/disk_scene.h"

#include <QAbstractTableModel>

namespace parterre {

/// The designed table, one row for each entry. The clone count of an origin can be edited.
class PartitionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Name, Content, Size, Used, Clones, Identifier, Partids, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setLayout(Layout layout);
    [[nodiscard]] std::optional<SlotKey> keyAt(int row) const;
    [[nodiscard]] int rowOf(SlotKey key) const;  ///< -1 where there is none

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void clonesWanted(int number, int count);

private:
    [[nodiscard]] QString textOf(const Slot &slot, Column column) const;
    [[nodiscard]] int clonesOf(const Slot &slot) const;

    Layout m_layout;
};

}
