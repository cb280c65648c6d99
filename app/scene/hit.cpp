// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/hit.h"

#include "app/scene/scene_metrics.h"

namespace parterre {

namespace {

std::optional<Hit> hitStepper(const DiskScene &scene, QPointF at)
{
    for (std::size_t i = 0; i < scene.steppers.size(); ++i) {
        const Stepper &stepper = scene.steppers[i];
        if (stepper.minus.contains(at))
            return Hit{.kind = Hit::Kind::Minus, .index = i};
        if (stepper.plus.contains(at))
            return Hit{.kind = Hit::Kind::Plus, .index = i};
        if (stepper.rect.contains(at))
            return Hit{.kind = Hit::Kind::Stepper, .index = i};
    }
    return std::nullopt;
}

/// Small things are hit a little beside them, too.
std::optional<Hit> hitMark(const DiskScene &scene, QPointF at)
{
    for (std::size_t i = 0; i < scene.marks.size(); ++i) {
        if (scene.marks[i].rect.adjusted(0, -3, 0, 3).contains(at))
            return Hit{.kind = Hit::Kind::Mark, .index = i};
    }
    return std::nullopt;
}

std::optional<Hit> hitLane(const LaneScene &lane, Hit::Kind kind, QPointF at)
{
    for (std::size_t i = 0; i < lane.blocks.size(); ++i) {
        const Block &block = lane.blocks[i];
        const QRectF edge(block.rect.right() - scene_metrics::handle / 2, block.rect.top(),
                          scene_metrics::handle, block.rect.height());
        if (block.isResizable && edge.contains(at))
            return Hit{.kind = Hit::Kind::Edge, .index = i};
    }
    for (std::size_t i = 0; i < lane.blocks.size(); ++i) {
        if (lane.blocks[i].rect.contains(at))
            return Hit{.kind = lane.blocks[i].isFree ? Hit::Kind::Free : kind, .index = i};
    }
    return std::nullopt;
}

}

Hit hitTest(const DiskScene &scene, QPointF at)
{
    if (scene.scaleToggle.contains(at))
        return {.kind = Hit::Kind::ScaleToggle};
    if (const auto stepper = hitStepper(scene, at))
        return *stepper;
    if (const auto mark = hitMark(scene, at))
        return *mark;
    if (const auto designed = hitLane(scene.designed, Hit::Kind::DesignedBlock, at))
        return *designed;
    return hitLane(scene.now, Hit::Kind::NowBlock, at).value_or(Hit{});
}

}
