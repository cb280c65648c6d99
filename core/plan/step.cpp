// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/step.h"

#include "core/layout/identity_text.h"
#include "core/model/layers.h"
#include "core/text/describe.h"

#include <algorithm>

namespace parterre {

namespace {

/// What a table write puts on the disk, for progress only: both copies of a usual GPT.
constexpr Bytes tableBytes{2 * 34 * 512};

/// What a file system's tool reads and writes, for progress only: mostly maps and lists of files, twice
/// for the checks. How much data has to give way nobody knows before.
constexpr Work resizing{.read = Bytes(std::int64_t{64} << 20), .written = Bytes(std::int64_t{16} << 20)};

struct Worker
{
    Work operator()(const step::SaveTable &) const { return {.read = tableBytes, .written = {}}; }
    Work operator()(const step::CopyBlocks &copy) const
    {
        // Read once, written to each target, and read back from it.
        const auto targets = static_cast<std::int64_t>(copy.targets.size());
        return {.read = copy.used * (1 + targets), .written = copy.used * targets};
    }
    Work operator()(const step::MoveInPlace &one) const
    {
        // All of it is read before, and once more for each write.
        Bytes used;
        Bytes size;
        for (const Relocation &relocation : one.move.relocations) {
            used += relocation.used;
            size += relocation.source.size;
        }
        const Bytes written = share(one.move.moved + one.move.staged, used, size);
        return {.read = used + written, .written = written};
    }
    /// `whole` * `part` / `of`, as near as progress has use for.
    static Bytes share(Bytes whole, Bytes part, Bytes of)
    {
        const double ratio =
            static_cast<double>(part.count()) / static_cast<double>(std::max<std::int64_t>(of.count(), 1));
        return Bytes(static_cast<std::int64_t>(static_cast<double>(whole.count()) * ratio));
    }
    Work operator()(const step::RenewVolumeKey &renew) const
    {
        // Read from the origin, written to the clone, and read back from it.
        return {.read = renew.origin.size * 2, .written = renew.origin.size};
    }
    Work operator()(const step::RenewIdentity &) const { return {.read = {}, .written = Bytes(4096)}; }
    Work operator()(const step::SetHiddenSectors &) const { return {.read = {}, .written = Bytes(512)}; }
    Work operator()(const step::ShrinkContent &) const { return resizing; }
    Work operator()(const step::GrowContent &) const { return resizing; }
    Work operator()(const step::CheckIdentifiers &) const { return {.read = Bytes(4096), .written = {}}; }
    Work operator()(const step::WriteTable &) const { return {.read = tableBytes, .written = tableBytes}; }
    Work operator()(const step::WritePartids &partids) const
    {
        return {.read = {}, .written = Bytes(static_cast<std::int64_t>(partids.text.size()))};
    }
    Work operator()(const step::RewriteReferences &rewrite) const
    {
        return {.read = {}, .written = Bytes(4096) * static_cast<std::int64_t>(rewrite.files.size())};
    }
};

struct Namer
{
    std::string_view operator()(const step::SaveTable &) const { return "save-table"; }
    std::string_view operator()(const step::CopyBlocks &) const { return "copy-blocks"; }
    std::string_view operator()(const step::MoveInPlace &) const { return "move-in-place"; }
    std::string_view operator()(const step::RenewVolumeKey &) const { return "renew-volume-key"; }
    std::string_view operator()(const step::RenewIdentity &) const { return "renew-identity"; }
    std::string_view operator()(const step::SetHiddenSectors &) const { return "set-hidden-sectors"; }
    std::string_view operator()(const step::ShrinkContent &) const { return "shrink-content"; }
    std::string_view operator()(const step::GrowContent &) const { return "grow-content"; }
    std::string_view operator()(const step::CheckIdentifiers &) const { return "check-identifiers"; }
    std::string_view operator()(const step::WriteTable &) const { return "write-table"; }
    std::string_view operator()(const step::WritePartids &) const { return "write-partids"; }
    std::string_view operator()(const step::RewriteReferences &) const { return "rewrite-references"; }
};

/// "home ◆2" for clones, "home" for origins, "#3" where there is no name.
std::string slotText(const Slot &slot)
{
    const std::string name = slot.partidsName.empty() ? "#" + std::to_string(slot.number) : slot.partidsName;
    return slot.cloneIndex > 0 ? name + " ◆" + std::to_string(slot.cloneIndex) : name;
}

struct Describer
{
    const Layout &layout;

    static std::string textOf(const Slot &slot, const LayerPlace &layer)
    {
        const std::string volume = layerPath(slot.content, layer);
        return slotText(slot) + (volume.empty() ? "" : " › " + volume);
    }
    [[nodiscard]] std::string textOf(int source, int cloneIndex) const
    {
        const Slot *const slot = findSlot(layout, source, cloneIndex);
        return slot == nullptr ? "#" + std::to_string(source) : slotText(*slot);
    }

    /// The names of those whose data goes to `targets`.
    [[nodiscard]] std::string targetText(const std::vector<Offset> &targets) const
    {
        std::string text;
        for (const Offset target : targets) {
            const auto slot =
                std::ranges::find(layout.slots, target, [](const Slot &one) { return one.extent.begin; });
            text += (text.empty() ? "" : ", ")
                + (slot == layout.slots.end() ? std::string("?") : slotText(*slot));
        }
        return text;
    }

    Message operator()(const step::SaveTable &) const { return {.id = "step-save-table", .args = {}}; }
    Message operator()(const step::CopyBlocks &copy) const
    {
        const std::string from = textOf(copy.partition, 0);
        const std::string to = targetText(copy.targets);
        const bool isWhole = copy.used == copy.source.size;
        if (from == to)
            return isWhole ? Message{.id = "step-move", .args = {from, sizeText(copy.source.size)}}
                           : Message{.id = "step-move-used",
                                     .args = {from, sizeText(copy.used), sizeText(copy.source.size)}};
        const bool isOne = copy.targets.size() == 1;
        if (isWhole)
            return {.id = isOne ? "step-copy" : "step-copy-many",
                    .args = {from, to, sizeText(copy.source.size)}};
        return {.id = isOne ? "step-copy-used" : "step-copy-many-used",
                .args = {from, to, sizeText(copy.used), sizeText(copy.source.size)}};
    }
    Message operator()(const step::MoveInPlace &one) const
    {
        std::string names;
        for (const Relocation &relocation : one.move.relocations)
            names += (names.empty() ? "" : ", ") + textOf(relocation.partition, 0);
        return {.id = "step-move-in-place",
                .args = {names, sizeText(work(Step(one)).written), std::to_string(one.move.epochs)}};
    }
    Message operator()(const step::RenewVolumeKey &renew) const
    {
        return {.id = "step-renew-volume-key",
                .args = {textOf(renew.partition, renew.cloneIndex), sizeText(renew.origin.size)}};
    }
    Message operator()(const step::RenewIdentity &renew) const
    {
        const Slot *const slot = findSlot(layout, renew.partition, renew.cloneIndex);
        const bool isInPlace = slot != nullptr && slot->isDataInPlace;
        std::vector<std::string> args{textOf(renew.partition, renew.cloneIndex),
                                      contentIdText(renew.identity.kind, renew.identity.uuid)};
        if (renew.identity.label.empty())
            return {.id = isInPlace ? "step-renew-in-place" : "step-renew", .args = std::move(args)};
        args.push_back(renew.identity.label);
        return {.id = isInPlace ? "step-renew-label-in-place" : "step-renew-label", .args = std::move(args)};
    }
    Message operator()(const step::SetHiddenSectors &hidden) const
    {
        return {.id = "step-hidden-sectors", .args = {textOf(hidden.partition, hidden.cloneIndex)}};
    }
    Message operator()(const step::ShrinkContent &shrink) const
    {
        return {.id = "step-shrink",
                .args = {textOf(shrink.partition, 0), sizeText(shrink.where.size), sizeText(shrink.size)}};
    }
    Message operator()(const step::GrowContent &grow) const
    {
        return {.id = "step-grow",
                .args = {textOf(grow.partition, grow.cloneIndex), sizeText(grow.where.size)}};
    }
    Message operator()(const step::CheckIdentifiers &) const
    {
        return {.id = "step-check-identifiers", .args = {}};
    }
    Message operator()(const step::WriteTable &write) const
    {
        return {.id = "step-write-table", .args = {std::to_string(write.slots.size())}};
    }
    Message operator()(const step::WritePartids &partids) const
    {
        // The clones that were there before are their own source.
        const auto slot = std::ranges::find(layout.slots, partids.number, &Slot::number);
        return {.id = "step-write-partids",
                .args = {slot == layout.slots.end() ? textOf(partids.partition, partids.cloneIndex)
                                                    : textOf(*slot, partids.layer)}};
    }
    Message operator()(const step::RewriteReferences &rewrite) const
    {
        const auto slot = std::ranges::find(layout.slots, rewrite.number, &Slot::number);
        std::string files;
        for (const RewrittenFile &file : rewrite.files)
            files += (files.empty() ? "" : ", ") + file.path;
        return {.id = rewrite.isClone ? "step-rewrite-clone" : "step-rewrite",
                .args = {slot == layout.slots.end() ? textOf(rewrite.partition, rewrite.cloneIndex)
                                                    : textOf(*slot, rewrite.layer),
                         files}};
    }
};

}

Work work(const Step &step)
{
    return std::visit(Worker{}, step);
}

Work work(const Plan &plan)
{
    Work sum;
    for (const Step &step : plan.steps) {
        const Work one = work(step);
        sum.read += one.read;
        sum.written += one.written;
    }
    return sum;
}

std::string_view stepName(const Step &step)
{
    return std::visit(Namer{}, step);
}

Message describe(const Step &step, const Layout &layout)
{
    return std::visit(Describer{.layout = layout}, step);
}

}
