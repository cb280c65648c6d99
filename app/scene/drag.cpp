// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/drag.h"

#include "app/scene/hit.h"
#include "app/scene/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace parterre {

namespace {

struct Scene
{
    Q_DECLARE_TR_FUNCTIONS(Scene)
};

constexpr double snapDistance = 10;

template<typename... Ts>
struct overload : Ts...
{
    using Ts::operator()...;
};

int countOf(const DiskScene &scene, int source)
{
    return static_cast<int>(std::ranges::count_if(scene.designed.blocks, [&](const Block &block) {
        return !block.isFree && block.key.source == source && block.isClone;
    }));
}

}

void Drag::press(const DiskScene &scene, QPointF at)
{
    m_grip.reset();
    const Hit hit = hitTest(scene, at);
    if (hit.kind != Hit::Kind::DesignedBlock && hit.kind != Hit::Kind::Edge)
        return;
    const Block &block = scene.designed.blocks[hit.index];
    m_grip = Grip{
        .key = block.key, .block = block, .pressed = at, .at = at, .isEdge = hit.kind == Hit::Kind::Edge};
}

void Drag::move(const DiskScene &, QPointF at, bool isCloning)
{
    if (!m_grip)
        return;
    m_grip->at = at;
    m_grip->isCloning = isCloning && !m_grip->block.isClone && !m_grip->isEdge;
    m_grip->isMoved = m_grip->isMoved || (at - m_grip->pressed).manhattanLength() >= threshold;
}

std::vector<Edit> Drag::release(const DiskScene &scene, QPointF at, bool isCloning)
{
    move(scene, at, isCloning);
    std::vector<Edit> edits;
    if (isActive())
        edits = editsOf(scene, dropOf(scene));
    m_grip.reset();
    return edits;
}

Drag::Preview Drag::preview(const DiskScene &scene) const
{
    if (!isActive())
        return {};
    Preview preview{.isCloning = m_grip->isCloning};
    preview.ghost = m_grip->block.rect.translated(m_grip->at.x() - m_grip->pressed.x(), 0);
    std::visit(
        overload{
            [&](std::monostate) {},
            [&](Landing landing) {
                const double left = scene.designed.scale.toPixel(landing.start);
                const double right = scene.designed.scale.toPixel(landing.start + m_grip->block.extent.size);
                preview.landing =
                    QRectF(QPointF(left, preview.ghost.top()), QPointF(right, preview.ghost.bottom()));
                preview.caption = (m_grip->isCloning ? Scene::tr("clone at %1") : Scene::tr("place at %1"))
                                      .arg(sizeWords(landing.start - Offset()));
            },
            [&](Insertion insertion) {
                preview.insertAt = insertion.x;
                preview.caption =
                    m_grip->isCloning ? Scene::tr("one more clone") : Scene::tr("move here in the table");
            },
            [&](NewSize resized) {
                preview.ghost = m_grip->block.rect;
                preview.ghost.setRight(std::max(m_grip->at.x(), preview.ghost.left() + 4));
                preview.caption = sizeWords(resized.size);
            },
        },
        dropOf(scene));
    return preview;
}

Drag::Drop Drag::dropOf(const DiskScene &scene) const
{
    if (m_grip->isEdge)
        return newSize(scene);
    const QRectF lane = scene.designed.rect.adjusted(-20, -30, 20, 30);
    if (!lane.contains(m_grip->at))
        return std::monostate{};
    for (const Block &block : scene.designed.blocks) {
        const bool isUnder = block.rect.left() <= m_grip->at.x() && m_grip->at.x() <= block.rect.right();
        if (isUnder && block.isFree)
            return landingIn(scene, block);
        if (isUnder && block.key == m_grip->key && !m_grip->isCloning)
            return std::monostate{};
    }
    return insertionAt(scene);
}

Drag::Drop Drag::landingIn(const DiskScene &scene, const Block &free) const
{
    const Bytes size = m_grip->block.extent.size;
    const Offset first = alignUp(free.extent.begin, scene.grain, scene.phase);
    if (first + size > free.extent.end())
        return std::monostate{};
    const Offset last = std::max(first, alignDown(free.extent.end() - size, scene.grain, scene.phase));
    const double left = m_grip->block.rect.left() + m_grip->at.x() - m_grip->pressed.x();
    if (left - free.rect.left() < snapDistance)
        return Landing{first};
    const Offset wanted = alignDown(scene.designed.scale.toOffset(left), scene.grain, scene.phase);
    const double lastLeft = scene.designed.scale.toPixel(last);
    return Landing{lastLeft - left < snapDistance ? last : std::clamp(wanted, first, last)};
}

Drag::Drop Drag::insertionAt(const DiskScene &scene) const
{
    const double x = m_grip->at.x();
    const Block *under = nullptr;
    for (const Block &block : scene.designed.blocks) {
        if (!block.isFree && block.rect.left() <= x)
            under = &block;
    }
    if (under == nullptr)
        return Insertion{.position = 0, .x = scene.designed.rect.left()};
    const auto place = std::ranges::find(scene.order, under->key.source);
    const auto own = std::ranges::find(scene.order, m_grip->key.source);
    if (place == scene.order.end() || own == scene.order.end())
        return std::monostate{};
    const bool isAfter = x > under->rect.center().x();
    int position = static_cast<int>(place - scene.order.begin()) + (isAfter ? 1 : 0);
    if (own < place || (own == place && isAfter))
        position -= 1;  // the partition itself leaves a place free before the target
    return Insertion{.position = position, .x = isAfter ? under->rect.right() + 1 : under->rect.left() - 1};
}

Drag::Drop Drag::newSize(const DiskScene &scene) const
{
    const Offset begin = m_grip->block.extent.begin;
    const double moved = m_grip->block.rect.right() + m_grip->at.x() - m_grip->pressed.x();
    const Offset end = alignUp(scene.designed.scale.toOffset(moved), scene.grain, scene.phase);
    return NewSize{std::max(end, begin + scene.grain) - begin};
}

std::vector<Edit> Drag::editsOf(const DiskScene &scene, const Drop &drop) const
{
    const int source = m_grip->key.source;
    const int count = countOf(scene, source);
    std::vector<Edit> edits;
    if (m_grip->isCloning && !std::holds_alternative<std::monostate>(drop))
        edits.emplace_back(edit::SetClones{.number = source, .count = count + 1});
    std::visit(
        overload{
            [&](std::monostate) {},
            [&](Landing landing) {
                const int clone = m_grip->isCloning ? count + 1 : m_grip->key.cloneIndex;
                edits.emplace_back(edit::Place{.number = source, .clone = clone, .start = landing.start});
            },
            [&](Insertion insertion) {
                const auto own = std::ranges::find(scene.order, source) - scene.order.begin();
                if (!m_grip->isCloning && insertion.position != own)
                    edits.emplace_back(edit::Reorder{.number = source, .position = insertion.position});
            },
            [&](NewSize resized) {
                if (resized.size != m_grip->block.extent.size)
                    edits.emplace_back(edit::Resize{.number = source, .size = resized.size});
            },
        },
        drop);
    return edits;
}

}
