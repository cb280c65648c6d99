// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/reference_fate.h"
#include "core/plan/derive.h"

#include <QAbstractTableModel>

namespace parterre {

/// What files and firmware name, one row for each, and where that leads now and then.
class ReferenceModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { In, File, Names, LeadsTo, Then, Rewritten, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setReferences(const std::vector<Reference> &references, const Derived &derived);
    /// How many of them will not lead where they lead now, or not there alone, and are not rewritten.
    [[nodiscard]] int changed() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        ReferenceFate::Verdict verdict{};
        bool isFollowed = false;  ///< rewritten where it stands now
        std::array<QString, ColumnCount> texts;

        friend bool operator==(const Row &, const Row &) = default;
    };

    std::vector<Row> m_rows;
};

}
