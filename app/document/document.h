// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/edit.h"
#include "core/plan/derive.h"

#include <QObject>
#include <QString>

namespace parterre {

/// What is open: an inventory, the design for it, and every design there was before.
///
/// Knows no widget and does no I/O. Undo keeps values, so that it takes back anything.
class Document : public QObject
{
    Q_OBJECT

public:
    explicit Document(UuidSource uuids = &Uuid::draw, QObject *parent = nullptr);

    /// Begins with a disk or an image as it is; nothing can be undone.
    void open(Inventory inventory);
    /// The same target, read again: the design stays where it still fits, else it begins anew.
    void refresh(Inventory inventory);
    /// Begins an empty design of a disk that does not exist.
    void draw(Bytes size, TableKind table, Bytes sectorSize);
    /// Takes a design over from a file: on the open target as one undoable edit, or as a drawing.
    [[nodiscard]] Result<> load(const Design &design);
    void close();

    /// Applies all edits as one undoable step, or none of them where one fails.
    [[nodiscard]] Result<> edit(const std::vector<Edit> &edits);
    void undo();
    void redo();

    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    [[nodiscard]] bool isDrawing() const { return m_design.drawing.has_value(); }
    [[nodiscard]] bool canUndo() const { return m_at > 0; }
    [[nodiscard]] bool canRedo() const { return m_at < m_undone.size(); }
    [[nodiscard]] QString undoName() const;
    [[nodiscard]] QString redoName() const;
    /// Whether the design differs from the disk as it is.
    [[nodiscard]] bool isChanged() const { return m_design != m_pristine; }

    [[nodiscard]] const Inventory &inventory() const { return m_inventory; }
    [[nodiscard]] const Design &design() const { return m_design; }
    [[nodiscard]] const Derived &derived() const { return m_derived; }
    [[nodiscard]] const UuidSource &uuids() const { return m_uuids; }

Q_SIGNALS:
    void changed();

private:
    struct Change
    {
        Design before;
        Design after;
        QString name;
    };

    void begin(Inventory inventory, Design design);
    void take(Design design);
    void record(Design after, QString name);

    UuidSource m_uuids;
    bool m_isOpen = false;
    Inventory m_inventory;
    Design m_design;
    Design m_pristine;
    Derived m_derived;
    std::vector<Change> m_undone;  ///< all changes; those from m_at on have been taken back
    std::size_t m_at = 0;
};

}
