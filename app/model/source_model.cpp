// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/model/source_model.h"

#include "app/scene/words.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

#include <algorithm>

namespace parterre {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SourceModel)
};

QString headingOf(Source::Group group)
{
    switch (group) {
    case Source::Group::Removable:
        return Words::tr("REMOVABLE");
    case Source::Group::Internal:
        return Words::tr("INTERNAL");
    case Source::Group::Images:
        return Words::tr("IMAGES");
    case Source::Group::Designs:
        return Words::tr("DESIGNS");
    }
    return {};
}

QString usesWords(const DiskSummary &disk)
{
    QStringList uses;
    for (const Use &use : disk.uses) {
        if (!uses.contains(text(use.what)))
            uses << text(use.what);
    }
    const bool isLong = uses.size() > 3;
    return uses.mid(0, 3).join(QStringLiteral(", ")) + (isLong ? QStringLiteral(" …") : QString());
}

QString lockOf(const DiskSummary &disk)
{
    if (disk.isSystemDisk)
        return Words::tr("The running system is on this disk; Parterre never writes to it.");
    if (disk.isReadOnly)
        return Words::tr("This disk is read-only.");
    if (!disk.uses.empty())
        return Words::tr("In use: %1. Unmount it to change it.").arg(usesWords(disk));
    return {};
}

}

Source sourceOf(const DiskSummary &disk)
{
    const QString device = QFileInfo(text(disk.path)).fileName();
    QStringList notes{device};
    if (disk.uses.empty())
        notes << sizeWords(disk.size);
    else
        notes << Words::tr("in use: %1").arg(usesWords(disk));
    return {.group = disk.isRemovable ? Source::Group::Removable : Source::Group::Internal,
            .path = text(disk.path),
            .title = disk.model.empty() ? device : text(disk.model),
            .note = notes.join(QStringLiteral(" · ")),
            .lock = lockOf(disk)};
}

void SourceModel::setSources(std::vector<Source> sources)
{
    std::ranges::stable_sort(sources, {}, &Source::group);
    beginResetModel();
    m_rows.clear();
    for (Source &source : sources) {
        if (m_rows.empty() || m_rows.back().source.group != source.group)
            m_rows.push_back({.isHeading = true, .source = {.group = source.group}});
        m_rows.push_back({.isHeading = false, .source = std::move(source)});
    }
    endResetModel();
}

const Source *SourceModel::sourceAt(int row) const
{
    if (row < 0 || row >= rowCount() || m_rows[static_cast<std::size_t>(row)].isHeading)
        return nullptr;
    return &m_rows[static_cast<std::size_t>(row)].source;
}

int SourceModel::rowOf(const QString &path) const
{
    const auto found = std::ranges::find_if(
        m_rows, [&](const Row &row) { return !row.isHeading && row.source.path == path; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int SourceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SourceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.isHeading ? headingOf(row.source.group) : row.source.title;
    case Qt::ToolTipRole:
        return row.source.lock.isEmpty() ? row.source.path
                                         : row.source.path + QLatin1Char('\n') + row.source.lock;
    case Qt::AccessibleDescriptionRole:
        return row.source.note + QLatin1Char(' ') + row.source.lock;
    case NoteRole:
        return row.source.note;
    case LockRole:
        return row.source.lock;
    case HeadingRole:
        return row.isHeading;
    case PathRole:
        return row.source.path;
    default:
        return {};
    }
}

Qt::ItemFlags SourceModel::flags(const QModelIndex &index) const
{
    return sourceAt(index.row()) == nullptr ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

}
