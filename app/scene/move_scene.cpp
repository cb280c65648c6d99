// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/move_scene.h"

#include "app/scene/scene_metrics.h"
#include "app/scene/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace parterre {

using namespace scene_metrics;

namespace {

struct Scene
{
    Q_DECLARE_TR_FUNCTIONS(Scene)
};

MoveMark markAt(MoveMark::Kind kind, Extent extent, const LaneScene &lane)
{
    const double left = lane.scale.toPixel(extent.begin);
    const double width = std::max(lane.scale.toPixel(extent.end()) - left, moveMarkWidthMin);
    return {.kind = kind,
            .extent = extent,
            .rect = QRectF(left, lane.rect.bottom() - moveMarkHeight - 3, width, moveMarkHeight),
            .description = {}};
}

/// Ascending. Scratch comes in many small pieces: those whose marks would touch become one.
std::vector<MoveMark> united(std::vector<MoveMark> marks)
{
    std::ranges::sort(marks, {}, [](const MoveMark &mark) { return mark.extent.begin; });
    std::vector<MoveMark> result;
    for (const MoveMark &mark : marks) {
        const bool isOne = !result.empty() && mark.kind == MoveMark::Kind::Scratch
            && result.back().kind == mark.kind && mark.rect.left() <= result.back().rect.right() + 1;
        if (!isOne) {
            result.push_back(mark);
            continue;
        }
        result.back().rect.setRight(std::max(result.back().rect.right(), mark.rect.right()));
        result.back().extent = extentBetween(result.back().extent.begin, mark.extent.end());
    }
    return result;
}

/// First from the left, then back from the end of the lane: wide marks give way before any is moved.
void setApart(std::vector<MoveMark> &marks, double right)
{
    for (std::size_t i = 1; i < marks.size(); ++i) {
        QRectF &rect = marks[i].rect;
        rect.setLeft(std::max(rect.left(), marks[i - 1].rect.right() + 1));
        rect.setRight(std::max(rect.right(), rect.left() + moveMarkWidthMin));
    }
    for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
        mark->rect.setRight(std::min(mark->rect.right(), right));
        mark->rect.setLeft(std::min(mark->rect.left(), mark->rect.right() - moveMarkWidthMin));
        right = mark->rect.left() - 1;
    }
}

QString describeMark(const MoveMark &mark)
{
    const QString words = mark.kind == MoveMark::Kind::Journal
        ? Scene::tr("Journal of the move, %1 at %2: free again afterwards")
        : Scene::tr("Scratch space for the move, %1 at %2: free again afterwards");
    return words.arg(sizeWords(mark.extent.size), sizeWords(mark.extent.begin - Offset()));
}

bool isDestination(const Block &block, const Relocation &relocation)
{
    return block.extent.begin != relocation.source.begin
        && std::ranges::contains(relocation.destinations, block.extent.begin);
}

}

std::vector<MoveMark> moveMarks(const LaneScene &designed, const InPlaceMove &move)
{
    std::vector<MoveMark> marks;
    for (const Extent &place : move.journal)
        marks.push_back(markAt(MoveMark::Kind::Journal, place, designed));
    for (const Extent &place : move.scratch)
        marks.push_back(markAt(MoveMark::Kind::Scratch, place, designed));
    marks = united(std::move(marks));
    setApart(marks, designed.rect.right());
    for (MoveMark &mark : marks)
        mark.description = describeMark(mark);
    return marks;
}

void fillMoved(LaneScene &designed, const InPlaceMove &move, double share)
{
    for (Block &block : designed.blocks) {
        const bool isMoving = std::ranges::any_of(
            move.relocations, [&](const Relocation &one) { return isDestination(block, one); });
        if (!block.isFree && isMoving)
            block.arrived = share;
    }
}

}
