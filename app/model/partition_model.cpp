// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/model/partition_model.h"

#include "app/scene/words.h"

#include <QFont>

#include <algorithm>
#include <cmath>

namespace parterre {

void PartitionModel::setLayout(Layout layout)
{
    if (layout.slots == m_layout.slots)
        return;
    const bool isSameCount = layout.slots.size() == m_layout.slots.size();
    if (!isSameCount)
        beginResetModel();
    m_layout = std::move(layout);
    if (!isSameCount)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

std::optional<SlotKey> PartitionModel::keyAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return std::nullopt;
    return keyOf(m_layout.slots[static_cast<std::size_t>(row)]);
}

int PartitionModel::rowOf(SlotKey key) const
{
    const auto found = std::ranges::find(m_layout.slots, key, &keyOf);
    return found == m_layout.slots.end() ? -1 : static_cast<int>(found - m_layout.slots.begin());
}

int PartitionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_layout.slots.size());
}

int PartitionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

int PartitionModel::clonesOf(const Slot &slot) const
{
    return static_cast<int>(std::ranges::count_if(m_layout.slots, [&](const Slot &other) {
        return other.role == Role::Clone && other.source == slot.source;
    }));
}

QString PartitionModel::textOf(const Slot &slot, Column column) const
{
    switch (column) {
    case Number:
        return QString::number(slot.number);
    case Name:
        return slot.name.empty() ? slotWords(slot) : text(slot.name);
    case Content:
        return contentWords(slot.content);
    case Size:
        return sizeWords(slot.extent.size);
    case Used:
        if (!slot.content.used || slot.extent.isEmpty())
            return {};
        return QStringLiteral("%1 %").arg(std::lround(100.0 * static_cast<double>(slot.content.used->count())
                                                      / static_cast<double>(slot.extent.size.count())));
    case Clones: {
        const int count = slot.role == Role::Clone ? 0 : clonesOf(slot);
        return count == 0 ? QString() : QString::number(count);
    }
    case Identifier: {
        const QString id = shortId(slot.content.uuid.empty() ? slot.guid : slot.content.uuid);
        //: An identifier that is new on this copy: "b3c1…e07a new"
        return slot.isNew && !id.isEmpty() ? tr("%1 new").arg(id) : id;
    }
    case Partids:
        return text(slot.partidsKey);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant PartitionModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Slot &slot = m_layout.slots[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DisplayRole)
        return textOf(slot, column);
    if (role == Qt::EditRole && column == Clones)
        return clonesOf(slot);
    if (role == Qt::FontRole && column == Name && slot.role == Role::Clone) {
        QFont font;
        font.setItalic(true);
        return font;
    }
    if (role == Qt::ToolTipRole && column == Identifier)
        return tr("File system: %1\nPartition: %2").arg(text(slot.content.uuid), text(slot.guid));
    return {};
}

QVariant PartitionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Number:
        return QStringLiteral("#");
    case Name:
        return tr("Name");
    case Content:
        return tr("Content");
    case Size:
        return tr("Size");
    case Used:
        return tr("Used");
    case Clones:
        return tr("Clones");
    case Identifier:
        return tr("Identifier (new)");
    case Partids:
        return QStringLiteral("config.partids");
    case ColumnCount:
        break;
    }
    return {};
}

Qt::ItemFlags PartitionModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Clones
        && canBeCloned(m_layout.slots[static_cast<std::size_t>(index.row())]))
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool PartitionModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || index.column() != Clones)
        return false;
    const Slot &slot = m_layout.slots[static_cast<std::size_t>(index.row())];
    if (value.toInt() != clonesOf(slot))
        Q_EMIT clonesWanted(slot.source, std::clamp(value.toInt(), 0, 999));
    return true;
}

}
