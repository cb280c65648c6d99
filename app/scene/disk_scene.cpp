// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/disk_scene.h"

#include "app/scene/move_scene.h"
#include "app/scene/scene_metrics.h"
#include "app/scene/scene_parts.h"
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

/// Space too small to hold anything is not worth a block.
bool isShown(Extent free, const Layout &layout)
{
    return free.size > layout.table.grain && free.size.count() > layout.diskSize.count() / 2000;
}

QString freeDescription(Extent free)
{
    return Scene::tr("Unallocated space, %1 at %2")
        .arg(sizeWords(free.size), sizeWords(free.begin - Offset()));
}

Block freeBlock(Extent free, Lane lane)
{
    Block block{.lane = lane, .isFree = true, .extent = free};
    block.title = Scene::tr("unallocated");
    block.shortTitle = Scene::tr("free");
    block.detail = sizeWords(free.size);
    block.description = freeDescription(free);
    return block;
}

QString noteOf(const Layout &layout)
{
    Bytes free;
    for (const Extent extent : layout.free)
        free += extent.size;
    const auto entries = std::ranges::count_if(
        layout.slots, [](const Slot &slot) { return slot.entry != EntryKind::Logical; });
    if (layout.table.entriesMax <= 0)
        return Scene::tr("%1 · %2 free").arg(tableWords(layout.table.kind), sizeWords(free));
    return Scene::tr("%1 · %2 of %3 entries · %4 free")
        .arg(tableWords(layout.table.kind))
        .arg(entries)
        .arg(layout.table.entriesMax)
        .arg(sizeWords(free));
}

std::optional<Severity> worstOf(const std::vector<Finding> &findings, int number)
{
    std::optional<Severity> worst;
    for (const Finding &finding : findings) {
        if (finding.severity != Severity::Info && std::ranges::contains(finding.partitions, number))
            worst = std::max(worst.value_or(Severity::Info), finding.severity);
    }
    return worst;
}

std::vector<Ribbon> ribbonsOf(const DiskScene &scene)
{
    std::vector<Ribbon> ribbons;
    for (const Block &to : scene.designed.blocks) {
        if (to.isFree)
            continue;
        const Block *from =
            to.isNew ? findBlock(scene.now, {.source = to.key.source}) : findBlock(scene.now, to.key);
        if (from == nullptr)
            from = findBlock(scene.now, {.source = to.key.source});
        if (from == nullptr)
            continue;
        ribbons.push_back({.hue = to.hue,
                           .isToClone = to.isNew,
                           .isSelected = to.isSelected,
                           .fromLeft = from->rect.left(),
                           .fromRight = from->rect.right(),
                           .toLeft = to.rect.left(),
                           .toRight = to.rect.right(),
                           .top = scene.now.rect.bottom(),
                           .bottom = scene.designed.rect.top()});
    }
    std::ranges::stable_sort(ribbons, {}, [](const Ribbon &ribbon) { return !ribbon.isToClone; });
    return ribbons;
}

std::vector<int> tableOrder(const Layout &layout)
{
    std::vector<int> order;
    for (const Slot &slot : layout.slots) {
        if (slot.cloneIndex == 0 && slot.source != 0 && slot.entry != EntryKind::Extended)
            order.push_back(slot.source);
    }
    return order;
}

}

SlotKey keyOf(const Slot &slot)
{
    return {.source = slot.source != 0 ? slot.source : slot.number, .cloneIndex = slot.cloneIndex};
}

const Slot *findSlot(const Layout &layout, SlotKey key)
{
    const auto found = std::ranges::find(layout.slots, key, &keyOf);
    return found == layout.slots.end() ? nullptr : &*found;
}

bool canBeCloned(const Slot &slot)
{
    return slot.role != Role::Clone && slot.entry != EntryKind::Extended && slot.source != 0;
}

const Block *findBlock(const LaneScene &lane, SlotKey key)
{
    const auto found = std::ranges::find_if(
        lane.blocks, [&](const Block &block) { return !block.isFree && block.key == key; });
    return found == lane.blocks.end() ? nullptr : &*found;
}

Block slotBlock(const Slot &slot, Lane lane)
{
    Block block{.lane = lane, .key = keyOf(slot), .number = slot.number, .extent = slot.extent};
    block.hue = hueOf(slot);
    block.isClone = slot.role == Role::Clone;
    block.isNew = slot.isNew;
    block.shortTitle = slotWords(slot);
    block.title = block.isClone || slot.content.kind == ContentKind::Unformatted
            || slot.content.kind == ContentKind::Unknown
        ? block.shortTitle
        : QStringLiteral("%1 · %2").arg(block.shortTitle, contentWords(slot.content));
    block.detail = sizeWords(slot.extent.size);
    if (slot.content.used && !slot.extent.isEmpty()) {
        block.used = std::clamp(static_cast<double>(slot.content.used->count())
                                    / static_cast<double>(slot.extent.size.count()),
                                0.0, 1.0);
    }
    block.description = describeSlot(slot);
    return block;
}

std::vector<Block> laneBlocks(const Layout &layout, Lane lane)
{
    std::vector<Block> blocks;
    for (const Slot &slot : layout.slots) {
        if (slot.entry != EntryKind::Extended)
            blocks.push_back(slotBlock(slot, lane));
    }
    for (const Extent free : layout.free) {
        if (isShown(free, layout))
            blocks.push_back(freeBlock(free, lane));
    }
    std::ranges::stable_sort(blocks, {}, [](const Block &block) { return block.extent.begin; });
    return blocks;
}

std::vector<BarScale::Part> partsOf(const std::vector<Block> &blocks)
{
    std::vector<BarScale::Part> parts;
    for (const Block &block : blocks)
        parts.push_back({.extent = block.extent, .minimum = block.isFree ? freeWidthMin : realWidthMin});
    return parts;
}

LaneScene buildLane(const Layout &layout, Lane lane, QRectF rect, ScaleMode mode)
{
    LaneScene scene;
    scene.rect = rect;
    scene.note = noteOf(layout);
    scene.blocks = laneBlocks(layout, lane);
    scene.scale = BarScale(partsOf(scene.blocks), mode,
                           {.left = rect.left(), .width = rect.width(), .spacing = spacing});
    for (std::size_t i = 0; i < scene.blocks.size(); ++i) {
        const BarScale::Span span = scene.scale.span(i);
        scene.blocks[i].rect = QRectF(span.x, rect.top(), span.width, rect.height());
    }
    for (const Slot &slot : layout.slots) {
        if (slot.entry == EntryKind::Extended)
            scene.containers.push_back(containerRect(scene, slot.extent));
    }
    return scene;
}

QSizeF sceneSizeMin(const Layout &now, const Layout &designed)
{
    const double width =
        std::max(BarScale::neededWidth(partsOf(laneBlocks(now, Lane::Now)), spacing),
                 BarScale::neededWidth(partsOf(laneBlocks(designed, Lane::Designed)), spacing));
    return {std::max(width + 2 * margin, 420.0),
            titleHeight + nowHeight + ribbonHeightMin + designedHeight + stepperGap + stepperHeight + meterGap
                + meterHeight + 4};
}

DiskScene buildScene(const Layout &now, const Layout &designed, const std::vector<Finding> &findings,
                     const SceneOptions &options)
{
    DiskScene scene{.size = options.size, .mode = options.mode, .selected = options.selected};
    const double width = options.size.width() - 2 * margin;
    const double footer =
        options.isPrinted ? meterGap + meterHeight : stepperGap + stepperHeight + meterGap + meterHeight;
    const double designedTop = options.size.height() - footer - 4 - designedHeight;
    scene.now = buildLane(now, Lane::Now, QRectF(margin, titleHeight, width, nowHeight), options.mode);
    scene.designed =
        buildLane(designed, Lane::Designed, QRectF(margin, designedTop, width, designedHeight), options.mode);
    scene.now.title = options.isDrawing ? Scene::tr("Drawn") : Scene::tr("Now");
    scene.designed.title = Scene::tr("Designed");
    if (!options.isPrinted)
        scene.designed.note = options.isDrawing
            ? Scene::tr("drag to move · drag an edge to resize · Ctrl+drag to clone")
            : Scene::tr("drag to move · Ctrl+drag to clone · + and − change the clones");
    for (LaneScene *lane : {&scene.now, &scene.designed}) {
        for (Block &block : lane->blocks) {
            block.isSelected = !block.isFree && options.selected == block.key;
            block.isResizable =
                options.isDrawing && !block.isFree && !block.isClone && lane == &scene.designed;
            if (!block.isFree && lane == &scene.designed) {
                const auto worst = worstOf(findings, block.key.source);
                block.mark = block.isClone && worst != Severity::Error ? std::nullopt : worst;
            }
        }
    }
    if (options.move) {
        scene.marks = moveMarks(scene.designed, *options.move);
        if (options.moved)
            fillMoved(scene.designed, *options.move, *options.moved);
    }
    scene.grain = designed.table.grain;
    scene.phase = designed.table.alignmentPhase;
    scene.order = tableOrder(designed);
    scene.ribbons = ribbonsOf(scene);
    if (!options.isPrinted)
        scene.steppers = buildSteppers(scene, designed, options.full);
    scene.meters = buildMeters(designed, QPointF(margin, options.size.height() - meterHeight - 2));
    if (!options.isPrinted)
        scene.scaleToggle =
            QRectF(options.size.width() - margin - 130, options.size.height() - meterHeight - 2, 130, 22);
    return scene;
}

std::vector<SlotKey> walkOrder(const DiskScene &scene)
{
    std::vector<SlotKey> keys;
    for (const Block &block : scene.designed.blocks) {
        if (!block.isFree)
            keys.push_back(block.key);
    }
    return keys;
}

}
