// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/model/reference_model.h"

#include "app/canvas/colours.h"
#include "app/scene/words.h"
#include "core/model/layers.h"

#include <algorithm>

namespace parterre {

namespace {

using Verdict = ReferenceFate::Verdict;

bool isFollowed(const Reference &reference, const Derived &derived)
{
    return std::ranges::any_of(derived.rewritten, [&](const RewrittenSlot &slot) {
        return !slot.isClone && slot.isWritable && rewrittenValue(reference, slot);
    });
}

/// What will stand in its place: in the file itself, and in those of clones.
QString rewrittenWords(const Reference &reference, const Derived &derived)
{
    QStringList words;
    for (const RewrittenSlot &slot : derived.rewritten) {
        const std::optional<std::string> value = rewrittenValue(reference, slot);
        if (!value || !slot.isWritable)
            continue;
        words << (slot.isClone ? ReferenceModel::tr("%1 in clone %2").arg(text(*value)).arg(slot.cloneIndex)
                               : text(*value));
    }
    return words.join(QStringLiteral(", "));
}

bool isChange(Verdict verdict)
{
    return verdict == Verdict::Shared || verdict == Verdict::Diverted || verdict == Verdict::Lost;
}

QString placeWords(const std::vector<const Slot *> &slots)
{
    QStringList words;
    for (const Slot *slot : slots)
        words << QStringLiteral("#%1 %2").arg(slot->number).arg(slotWords(*slot));
    return words.join(QStringLiteral(", "));
}

QString thenWords(const ReferenceFate &fate)
{
    switch (fate.verdict) {
    case Verdict::Absent:
        return {};
    case Verdict::Kept:
    case Verdict::Appears:
        return placeWords(fate.then);
    case Verdict::Shared:
        return ReferenceModel::tr("any of %1").arg(placeWords(fate.then));
    case Verdict::Diverted:
        return ReferenceModel::tr("%1 instead").arg(placeWords(fate.then));
    case Verdict::Lost:
        return ReferenceModel::tr("nothing");
    }
    std::unreachable();
}

QString meaning(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Absent:
        return ReferenceModel::tr("Names nothing on this disk, before and after.");
    case Verdict::Kept:
        return ReferenceModel::tr("Leads where it led.");
    case Verdict::Shared:
        return ReferenceModel::tr("Clones can be meant by it as well.");
    case Verdict::Diverted:
        return ReferenceModel::tr("Leads to other data.");
    case Verdict::Lost:
        return ReferenceModel::tr("What it named goes by another name.");
    case Verdict::Appears:
        return ReferenceModel::tr("Led nowhere on this disk, and will lead somewhere.");
    }
    std::unreachable();
}

}

void ReferenceModel::setReferences(const std::vector<Reference> &references, const Derived &derived)
{
    std::vector<Row> rows;
    for (const Reference &reference : references) {
        const ReferenceFate fate = fateOf(reference, derived.now, derived.designed);
        const Slot *const in = findSlot(derived.now, reference.inPartition, 0);
        QString where = reference.inPartition == 0 ? tr("firmware")
            : in == nullptr                        ? QStringLiteral("#%1").arg(reference.inPartition)
                                                   : placeWords({in});
        if (in != nullptr) {
            const std::string volume = layerPath(in->content, reference.inLayer);
            where += (volume.empty() ? QString() : QStringLiteral(" › ")) + text(volume);
        }
        rows.push_back({.verdict = fate.verdict,
                        .isFollowed = isFollowed(reference, derived),
                        .texts = {where, text(reference.file), text(reference.value),
                                  fate.now.empty() ? tr("not on this disk") : placeWords(fate.now),
                                  thenWords(fate), rewrittenWords(reference, derived)}});
    }
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ReferenceModel::changed() const
{
    return static_cast<int>(std::ranges::count_if(
        m_rows, [](const Row &row) { return isChange(row.verdict) && !row.isFollowed; }));
}

int ReferenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReferenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReferenceModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return row.texts.at(static_cast<std::size_t>(index.column()));
    if (role == Qt::ToolTipRole && index.column() == Rewritten && !row.texts[Rewritten].isEmpty())
        return row.texts[Rewritten];
    if (role == Qt::ToolTipRole)
        return meaning(row.verdict);
    if (role == Qt::ForegroundRole && index.column() == Then && isChange(row.verdict) && !row.isFollowed)
        return colours::caution();
    return {};
}

QVariant ReferenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case In:
        return tr("In");
    case File:
        return tr("File");
    case Names:
        return tr("Names");
    case LeadsTo:
        return tr("Leads to");
    case Then:
        return tr("Then");
    default:
        return tr("Rewritten to");
    }
}

}
