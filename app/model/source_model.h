// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/disk_summary.h"

#include <QAbstractListModel>

namespace parterre {

/// One thing that can be opened, as the list of sources shows it.
struct Source
{
    enum class Group : std::uint8_t { Removable, Internal, Images, Designs };
    Group group = Group::Images;
    QString path;    ///< empty for the design that is being drawn
    QString title;
    QString note;
    QString lock;    ///< why it cannot be changed; empty: it can

    friend bool operator==(const Source &, const Source &) = default;
};

[[nodiscard]] Source sourceOf(const DiskSummary &disk);

/// Sources under the headings of their groups; groups without a source are not shown.
class SourceModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { NoteRole = Qt::UserRole + 1, LockRole, HeadingRole, PathRole };

    using QAbstractListModel::QAbstractListModel;

    void setSources(std::vector<Source> sources);
    [[nodiscard]] const Source *sourceAt(int row) const;  ///< nullptr for headings
    [[nodiscard]] int rowOf(const QString &path) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    struct Row
    {
        bool isHeading = false;
        Source source;
    };

    std::vector<Row> m_rows;
};

}
