// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/scene_parts.h"

#include "app/scene/scene_metrics.h"
#include "app/scene/words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace parterre {

using namespace scene_metrics;

namespace {

struct Scene
{
    Q_DECLARE_TR_FUNCTIONS(Scene)
};

constexpr double meterWidth = 150;
constexpr double meterLabelWidth = 86;
constexpr double meterValueWidth = 120;

int clonesOf(const Layout &layout, int source)
{
    return static_cast<int>(std::ranges::count_if(
        layout.slots, [&](const Slot &slot) { return slot.source == source && slot.role == Role::Clone; }));
}

Stepper stepperUnder(const Block &block, const DiskScene &scene)
{
    Stepper stepper{.number = block.key.source,
                    .isSelected = scene.selected && scene.selected->source == block.key.source};
    const double left = std::clamp(block.rect.center().x() - stepperWidth / 2, margin,
                                   std::max(margin, scene.size.width() - margin - stepperWidth));
    stepper.rect = QRectF(left, scene.designed.rect.bottom() + stepperGap, stepperWidth, stepperHeight);
    stepper.minus = QRectF(stepper.rect.topLeft(), QSizeF(stepperButton, stepperHeight));
    stepper.plus =
        QRectF(stepper.rect.right() - stepperButton, stepper.rect.top(), stepperButton, stepperHeight);
    return stepper;
}

void moveTo(Stepper &stepper, double left)
{
    const double by = left - stepper.rect.left();
    for (QRectF *rect : {&stepper.rect, &stepper.minus, &stepper.plus})
        rect->translate(by, 0);
}

/// Pushes neighbours apart, first to the right, then back from the right end of the line.
void spread(std::vector<Stepper> &steppers, double right)
{
    constexpr double distance = 4;
    std::ranges::sort(steppers, {}, [](const Stepper &stepper) { return stepper.rect.left(); });
    for (std::size_t i = 1; i < steppers.size(); ++i)
        moveTo(steppers[i], std::max(steppers[i].rect.left(), steppers[i - 1].rect.right() + distance));
    double limit = right;
    for (auto stepper = steppers.rbegin(); stepper != steppers.rend(); ++stepper) {
        moveTo(*stepper, std::min(stepper->rect.left(), limit - stepperWidth));
        limit = stepper->rect.left() - distance;
    }
}

/// Steppers with clones and the selected one make room for each other; the rest is shown where
/// there is room left.
std::vector<Stepper> withoutCollisions(const std::vector<Stepper> &steppers, double right)
{
    std::vector<Stepper> kept;
    std::ranges::copy_if(steppers, std::back_inserter(kept),
                         [](const Stepper &stepper) { return stepper.isSelected || stepper.count > 0; });
    spread(kept, right);
    for (const Stepper &stepper : steppers) {
        const QRectF wide = stepper.rect.adjusted(-3, 0, 3, 0);
        const bool isOptional = !stepper.isSelected && stepper.count == 0;
        if (isOptional
            && std::ranges::none_of(kept, [&](const Stepper &other) { return other.rect.intersects(wide); }))
            kept.push_back(stepper);
    }
    std::ranges::sort(kept, {}, [](const Stepper &stepper) { return stepper.rect.left(); });
    return kept;
}

bool isWorthCloning(const Slot &slot)
{
    return canBeCloned(slot) && slot.content.kind != ContentKind::Unformatted
        && slot.content.kind != ContentKind::Swap;
}

}

QString describeSlot(const Slot &slot)
{
    QStringList parts{Scene::tr("Partition %1").arg(slot.number), slotWords(slot), contentWords(slot.content),
                      sizeWords(slot.extent.size)};
    if (slot.content.used && !slot.extent.isEmpty()) {
        parts << Scene::tr("used %1 %")
                     .arg(std::lround(100.0 * static_cast<double>(slot.content.used->count())
                                      / static_cast<double>(slot.extent.size.count())));
    }
    if (slot.isNew)
        parts << Scene::tr("new");
    return parts.join(QStringLiteral(", "));
}

QRectF containerRect(const LaneScene &lane, Extent container)
{
    QRectF frame;
    for (const Block &block : lane.blocks) {
        if (container.contains(block.extent) || container.overlaps(block.extent))
            frame = frame.united(block.rect);
    }
    return frame.isNull() ? frame : frame.adjusted(-2, -3, 2, 3);
}

std::vector<Stepper> buildSteppers(const DiskScene &scene, const Layout &designed,
                                   const std::vector<int> &full)
{
    std::vector<Stepper> steppers;
    for (const Slot &slot : designed.slots) {
        const Block *block = findBlock(scene.designed, keyOf(slot));
        if (block == nullptr || slot.cloneIndex != 0)
            continue;
        Stepper stepper = stepperUnder(*block, scene);
        stepper.count = clonesOf(designed, slot.source);
        stepper.canAdd = !std::ranges::contains(full, slot.source);
        if (isWorthCloning(slot) || stepper.count > 0 || (stepper.isSelected && canBeCloned(slot)))
            steppers.push_back(stepper);
    }
    return withoutCollisions(steppers, scene.size.width() - margin);
}

std::vector<Meter> buildMeters(const Layout &designed, QPointF at)
{
    Bytes free;
    for (const Extent extent : designed.free)
        free += extent.size;
    Bytes wanted;
    for (const Slot &slot : designed.slots) {
        if (slot.entry != EntryKind::Extended)
            wanted += slot.extent.size;
    }
    const Bytes taken =
        wanted > designed.diskSize ? wanted : designed.diskSize - std::min(free, designed.diskSize);
    const auto entries = std::ranges::count_if(
        designed.slots, [](const Slot &slot) { return slot.entry != EntryKind::Logical; });
    const auto part = [](double of, double whole) { return whole <= 0 ? 0.0 : of / whole; };

    Meter table{.label = Scene::tr("Table entries"),
                .value = Scene::tr("%1 of %2").arg(entries).arg(designed.table.entriesMax)};
    table.share = part(static_cast<double>(entries), designed.table.entriesMax);
    table.rect = QRectF(at.x() + meterLabelWidth, at.y() + 6, meterWidth, 10);
    Meter space{.label = Scene::tr("Space"), .value = shareWords(taken, designed.diskSize)};
    space.share = part(static_cast<double>(taken.count()), static_cast<double>(designed.diskSize.count()));
    const double left = table.rect.right() + meterValueWidth - 30;
    space.rect = QRectF(left + 46, at.y() + 6, meterWidth, 10);
    return {table, space};
}

Hue hueOf(const Slot &slot)
{
    const std::string &name = slot.cloneOf.empty() ? slot.partidsName : slot.cloneOf;
    if (name == "efi_csm" || name == "prep")
        return Hue::Legacy;
    if (name == "efi")
        return Hue::Efi;
    if (name == "boot")
        return Hue::Boot;
    if (name == "home")
        return Hue::Home;
    if (name == "root" || name == "readonly")
        return Hue::Root;
    switch (slot.content.kind) {
    case ContentKind::Swap:
        return Hue::Swap;
    case ContentKind::Luks1:
    case ContentKind::Luks2:
    case ContentKind::LvmPv:
    case ContentKind::MdMember:
    case ContentKind::Zfs:
    case ContentKind::Bcachefs:
    case ContentKind::Apfs:
    case ContentKind::VerityHash:
    case ContentKind::DmIntegrity:
        return Hue::Container;
    case ContentKind::Ntfs:
    case ContentKind::ExFat:
    case ContentKind::BitLocker:
    case ContentKind::Fat12:
    case ContentKind::Fat16:
    case ContentKind::Fat32:
        return Hue::Windows;
    case ContentKind::Ext2:
    case ContentKind::Ext3:
    case ContentKind::Ext4:
    case ContentKind::Xfs:
    case ContentKind::Btrfs:
    case ContentKind::F2fs:
    case ContentKind::Squashfs:
    case ContentKind::Erofs:
    case ContentKind::Iso9660:
    case ContentKind::Jfs:
    case ContentKind::Nilfs2:
    case ContentKind::ReiserFs:
        return Hue::Data;
    case ContentKind::Unformatted:
    case ContentKind::Unknown:
    case ContentKind::Other:
        return Hue::Other;
    }
    return Hue::Other;
}

}
