// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/document/document.h"

#include "app/document/edit_words.h"
#include "core/layout/lineage.h"

#include <algorithm>
#include <utility>

namespace parterre {

Document::Document(UuidSource uuids, QObject *parent)
    : QObject(parent)
    , m_uuids(std::move(uuids))
{}

void Document::begin(Inventory inventory, Design design)
{
    m_isOpen = true;
    m_inventory = std::move(inventory);
    m_pristine = design;
    m_undone.clear();
    m_at = 0;
    take(std::move(design));
}

void Document::take(Design design)
{
    m_design = std::move(design);
    if (m_design.drawing)
        m_inventory = inventoryOf(*m_design.drawing);
    m_derived = derive(m_inventory, m_design);
    Q_EMIT changed();
}

void Document::open(Inventory inventory)
{
    Design design = designFor(inventory);
    begin(std::move(inventory), std::move(design));
}

void Document::refresh(Inventory inventory)
{
    if (!m_isOpen || isDrawing() || inventory.fingerprint != m_inventory.fingerprint) {
        open(std::move(inventory));
        return;
    }
    m_inventory = std::move(inventory);
    take(m_design);
}

void Document::draw(Bytes size, TableKind table, Bytes sectorSize)
{
    Design design;
    design.drawing = Drawing{};
    const auto drawn =
        apply(design, edit::SetDisk{.size = size, .table = table, .sectorSize = sectorSize}, m_uuids);
    if (drawn)
        design = *drawn;
    begin(inventoryOf(*design.drawing), std::move(design));
}

Result<> Document::load(const Design &design)
{
    if (design.drawing) {
        begin(inventoryOf(*design.drawing), design);
        return {};
    }
    if (!m_isOpen)
        return fail(ErrorCode::Invalid, "design", "open the disk or image that this design is for first");
    record(design, tr("Load design"));
    return {};
}

void Document::close()
{
    m_isOpen = false;
    m_inventory = {};
    m_design = {};
    m_pristine = {};
    m_derived = {};
    m_undone.clear();
    m_at = 0;
    Q_EMIT changed();
}

Result<> Document::edit(const std::vector<Edit> &edits)
{
    Design after = m_design;
    for (const Edit &edit : edits) {
        TRY(Design next, apply(std::move(after), edit, m_uuids));
        after = std::move(next);
    }
    if (after != m_design && !edits.empty())
        record(std::move(after), editWords(edits.back(), m_derived.designed));
    return {};
}

void Document::record(Design after, QString name)
{
    m_undone.resize(m_at);
    m_undone.push_back({.before = m_design, .after = after, .name = std::move(name)});
    m_at = m_undone.size();
    take(std::move(after));
}

void Document::undo()
{
    if (canUndo())
        take(m_undone[--m_at].before);
}

void Document::redo()
{
    if (canRedo())
        take(m_undone[m_at++].after);
}

QString Document::undoName() const
{
    return canUndo() ? m_undone[m_at - 1].name : QString();
}

QString Document::redoName() const
{
    return canRedo() ? m_undone[m_at].name : QString();
}

}
