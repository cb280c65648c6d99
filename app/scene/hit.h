// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/disk_scene.h"

#include <QPointF>

namespace parterre {

/// What lies under the pointer.
struct Hit
{
    enum class Kind : std::uint8_t {
        Nothing,
        NowBlock,
        DesignedBlock,
        Free,
        Edge,
        Minus,
        Plus,
        Stepper,
        Mark,
        ScaleToggle
    };
    Kind kind = Kind::Nothing;
    std::size_t index = 0;  ///< of the block in its lane, of the stepper, or of the mark

    friend bool operator==(const Hit &, const Hit &) = default;
};

/// Edge: within a handle's width of the right edge of a block that can be resized.
[[nodiscard]] Hit hitTest(const DiskScene &scene, QPointF at);

}
