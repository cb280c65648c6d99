// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/model/reference_model.h"

#include "app/canvas/colours.h"
#include "app/scene/words.h"

#include <algorithm>

namespace parterre {

namespace {

using Verdict = ReferenceFate::Verdict;

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

void ReferenceModel::setReferences(const std::vector<Reference> &references, const Layout &now,
                                   const Layout &designed)
{
    std::vector<Row> rows;
    for (const Reference &reference : references) {
        const ReferenceFate fate = fateOf(reference, now, designed);
        const Slot *const in = findSlot(now, reference.inPartition, 0);
        const QString where = reference.inPartition == 0 ? tr("firmware")
            : in == nullptr                              ? QStringLiteral("#%1").arg(reference.inPartition)
                                                         : placeWords({in});
        rows.push_back(
            {.verdict = fate.verdict,
             .texts = {where, text(reference.file), text(reference.value),
                       fate.now.empty() ? tr("not on this disk") : placeWords(fate.now), thenWords(fate)}});
    }
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int ReferenceModel::changed() const
{
    return static_cast<int>(
        std::ranges::count_if(m_rows, [](const Row &row) { return isChange(row.verdict); }));
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
    if (role == Qt::ToolTipRole)
        return meaning(row.verdict);
    if (role == Qt::ForegroundRole && index.column() == Then && isChange(row.verdict))
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
    default:
        return tr("Then");
    }
}

}
