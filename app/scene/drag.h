// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/disk_scene.h"
#include "core/model/edit.h"

#include <QPointF>

#include <variant>

namespace parterre {

/// A drag of one designed block: what the hand does to a scene, and the edits that come of it.
///
/// Dropped on free space, the block is placed there; dropped on other partitions, it moves before
/// or after them in the table; with Ctrl it leaves its origin behind as one more clone. The edge of
/// a drawn partition resizes it. Values in, values out: no widget, no document.
class Drag
{
public:
    /// What to draw while the drag lasts.
    struct Preview
    {
        QRectF ghost;                    ///< the block at the pointer
        std::optional<double> insertAt;  ///< where a line shows the new place in the table
        QRectF landing;                  ///< where it would be placed; null when nowhere
        QString caption;                 ///< "place at 10.6 GiB"
        bool isCloning = false;
    };

    /// How far the pointer moves before a press becomes a drag.
    static constexpr double threshold = 6;

    /// Ignored where there is nothing to drag.
    void press(const DiskScene &scene, QPointF at);
    void move(const DiskScene &scene, QPointF at, bool isCloning);
    /// The edits to apply as one; empty where the press was only a click or leads nowhere.
    [[nodiscard]] std::vector<Edit> release(const DiskScene &scene, QPointF at, bool isCloning);
    void abort() { m_grip.reset(); }

    [[nodiscard]] bool isActive() const { return m_grip && m_grip->isMoved; }
    [[nodiscard]] Preview preview(const DiskScene &scene) const;

private:
    struct Grip
    {
        SlotKey key;
        Block block;
        QPointF pressed;
        QPointF at;
        bool isEdge = false;
        bool isMoved = false;
        bool isCloning = false;
    };

    struct Landing
    {
        Offset start;
    };                      ///< in free space
    struct Insertion
    {
        int position = 0;
        double x = 0;
    };  ///< in the table
    struct NewSize
    {
        Bytes size;
    };
    using Drop = std::variant<std::monostate, Landing, Insertion, NewSize>;

    [[nodiscard]] Drop dropOf(const DiskScene &scene) const;
    [[nodiscard]] Drop landingIn(const DiskScene &scene, const Block &free) const;
    [[nodiscard]] Drop insertionAt(const DiskScene &scene) const;
    [[nodiscard]] Drop newSize(const DiskScene &scene) const;
    [[nodiscard]] std::vector<Edit> editsOf(const DiskScene &scene, const Drop &drop) const;

    std::optional<Grip> m_grip;
};

}
