// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/rewritten_references.h"

#include "core/layout/reference_fate.h"
#include "core/model/layers.h"
#include "core/units/lower_case.h"

#include <algorithm>
#include <set>
#include <utility>

namespace parterre {

namespace {

using By = Reference::By;
using Verdict = ReferenceFate::Verdict;

/// Whoever wrote an ambiguous name meant no clone by it.
const Slot &meantBy(const ReferenceFate &fate)
{
    const auto origin = std::ranges::find(fate.now, 0, &Slot::cloneIndex);
    return origin == fate.now.end() ? *fate.now.front() : **origin;
}

const Slot *entryOf(const Slot &former, const Layout &designed)
{
    const auto found = std::ranges::find_if(
        designed.slots, [&](const Slot &slot) { return !slot.isNew && slot.source == former.source; });
    return found == designed.slots.end() ? nullptr : &*found;
}

/// Clone `index` of what `former` is, whether it is new or not; nullptr where there is none.
const Slot *cloneOf(const Slot &former, int index, const Layout &designed)
{
    const Slot *const origin = entryOf(former, designed);
    if (origin == nullptr || origin->cloneIndex > 0)
        return nullptr;
    const auto found = std::ranges::find_if(designed.slots, [&](const Slot &slot) {
        return slot.cloneIndex == index
            && (slot.isNew ? slot.source == former.source
                           : !slot.cloneOf.empty() && slot.cloneOf == origin->partidsName);
    });
    return found == designed.slots.end() ? nullptr : &*found;
}

/// What the layer of `target` has where that of `former` has what `reference` says.
std::string nameInLayer(const Reference &reference, const Slot &former, const Slot &target)
{
    const std::vector<Layer> before = layersOf(former.content);
    const std::vector<Layer> after = layersOf(target.content);
    const std::string wanted = lowerCase(reference.key);
    for (std::size_t i = 0; before.size() == after.size() && i < before.size(); ++i) {
        const Content &content = *before[i].content;
        if (reference.by == By::Uuid && lowerCase(content.uuid) == wanted)
            return after[i].content->uuid;
        if (reference.by == By::Label && content.kind != ContentKind::LvmPv && content.label == reference.key)
            return after[i].content->label;
    }
    return {};
}

/// The name of a group or volume as device mapper has it: its own hyphens twice.
std::string mapped(const std::string &name)
{
    std::string text;
    for (const char c : name)
        text += c == '-' ? std::string("--") : std::string(1, c);
    return text;
}

/// The word with the name of its volume group in `target` instead; volumes keep theirs.
std::string groupNameIn(const Reference &reference, const Slot &former, const Slot &target)
{
    const std::size_t slash = reference.key.find('/');
    const std::string group = reference.key.substr(0, slash);
    const std::string volume = reference.key.substr(slash + 1);
    const Content *const found = groupIn(former.content, group, volume);
    const std::vector<Layer> before = layersOf(former.content);
    const auto layer = std::ranges::find(before, found, &Layer::content);
    const Content *const there = layer == before.end() ? nullptr : layerAt(target.content, layer->place);
    if (there == nullptr || there->kind != ContentKind::LvmPv)
        return {};
    constexpr std::string_view mapper = "/dev/mapper/";
    if (reference.value.starts_with(mapper))
        return std::string(mapper) + mapped(there->label) + "-" + mapped(volume);
    const std::size_t at = reference.value.rfind(volume.empty() ? group : reference.key);
    return at == std::string::npos
        ? std::string()
        : reference.value.substr(0, at) + there->label + (volume.empty() ? "" : "/" + volume);
}

/// How `reference`, which means `former` now, has to call `target`; empty where nothing does.
std::string nameOf(const Slot &target, const Reference &reference, const Slot &former)
{
    switch (reference.by) {
    case By::DeviceNumber:
        return reference.value.substr(0, reference.value.size() - reference.key.size())
            + std::to_string(target.number);
    case By::Uuid:
    case By::Label:
        return nameInLayer(reference, former, target);
    case By::PartUuid:
        return target.guid;
    case By::PartLabel:
        return target.name;
    case By::LogicalVolume:
        return groupNameIn(reference, former, target);
    case By::EfiBootEntry:
        return {};
    }
    std::unreachable();
}

/// Whether all of the word is the name, and not what stands behind "UUID=".
bool isWholeWord(By by)
{
    return by == By::DeviceNumber || by == By::LogicalVolume;
}

/// What stands in the file.
const std::string &wordOf(const Reference &reference)
{
    return isWholeWord(reference.by) ? reference.value : reference.key;
}

bool isSame(By by, const std::string &one, const std::string &other)
{
    return by == By::Uuid || by == By::PartUuid ? lowerCase(one) == lowerCase(other) : one == other;
}

/// Which partition a reference in `slot` shall lead to; nullptr where it is left alone.
const Slot *targetOf(const ReferenceFate &fate, const Slot &slot, const ReferenceChoice &choice,
                     const Layout &designed)
{
    const Slot &former = meantBy(fate);
    if (slot.isNew) {
        if (!choice.clonesReferToThemselves)
            return nullptr;
        const Slot *const clone = cloneOf(former, slot.cloneIndex, designed);
        return clone != nullptr ? clone : entryOf(former, designed);
    }
    const bool isMissed = fate.verdict == Verdict::Lost || fate.verdict == Verdict::Diverted;
    return choice.originsFollow && isMissed ? entryOf(former, designed) : nullptr;
}

void add(const std::string &path, ReferenceChange change, std::vector<RewrittenFile> &files)
{
    auto file = std::ranges::find(files, path, &RewrittenFile::path);
    if (file == files.end())
        file = files.insert(files.end(), {.path = path, .changes = {}});
    const bool isThere = std::ranges::any_of(file->changes, [&](const ReferenceChange &one) {
        return one.by == change.by && isSame(one.by, one.from, change.from);
    });
    if (!isThere)
        file->changes.push_back(std::move(change));
}

/// The references that lead to a partition of this disk.
std::vector<ReferenceFate> fatesOf(const Inventory &inventory, const Layout &now, const Layout &designed)
{
    std::vector<ReferenceFate> fates;
    for (const Reference &reference : inventory.references) {
        ReferenceFate fate = fateOf(reference, now, designed);
        if (reference.inPartition > 0 && reference.by != By::EfiBootEntry && !fate.now.empty())
            fates.push_back(std::move(fate));
    }
    return fates;
}

/// The file systems of a slot in which anything is named.
std::set<LayerPlace> layersNaming(const std::vector<ReferenceFate> &fates, const Slot &slot)
{
    std::set<LayerPlace> layers;
    for (const ReferenceFate &fate : fates) {
        if (fate.reference.inPartition == slot.source)
            layers.insert(fate.reference.inLayer);
    }
    return layers;
}

/// A file system in the new layout.
struct Home
{
    const Slot &slot;
    const LayerPlace &layer;
};

std::vector<RewrittenFile> filesOf(const Home &home, const std::vector<ReferenceFate> &fates,
                                   const ReferenceChoice &choice, const Layout &designed)
{
    std::vector<RewrittenFile> files;
    for (const ReferenceFate &fate : fates) {
        const Reference &reference = fate.reference;
        const bool isHere = reference.inPartition == home.slot.source && reference.inLayer == home.layer;
        const Slot *const target = isHere ? targetOf(fate, home.slot, choice, designed) : nullptr;
        if (target == nullptr)
            continue;
        std::string name = nameOf(*target, reference, meantBy(fate));
        if (!name.empty() && !isSame(reference.by, name, wordOf(reference)))
            add(reference.file, {.by = reference.by, .from = wordOf(reference), .to = std::move(name)},
                files);
    }
    return files;
}

}

std::vector<RewrittenSlot> rewrittenReferences(const Inventory &inventory, const ReferenceChoice &choice,
                                               const Layout &now, const Layout &designed)
{
    std::vector<RewrittenSlot> result;
    if (choice == ReferenceChoice())
        return result;
    const std::vector<ReferenceFate> fates = fatesOf(inventory, now, designed);
    if (fates.empty())
        return result;
    for (const Slot &slot : designed.slots) {
        for (const LayerPlace &layer : layersNaming(fates, slot)) {
            std::vector<RewrittenFile> files = filesOf({slot, layer}, fates, choice, designed);
            const Content *const content = layerAt(slot.content, layer);
            if (!files.empty() && content != nullptr)
                result.push_back({.partition = slot.source,
                                  .cloneIndex = slot.cloneIndex,
                                  .isClone = slot.isNew,
                                  .layer = layer,
                                  .isWritable = std::ranges::contains(inventory.capabilities.partidsWritable,
                                                                      content->kind),
                                  .files = std::move(files)});
        }
    }
    return result;
}

std::optional<std::string> rewrittenValue(const Reference &reference, const RewrittenSlot &slot)
{
    const auto file = std::ranges::find(slot.files, reference.file, &RewrittenFile::path);
    if (slot.partition != reference.inPartition || slot.layer != reference.inLayer
        || file == slot.files.end())
        return std::nullopt;
    const std::string &word = wordOf(reference);
    const auto change = std::ranges::find_if(file->changes, [&](const ReferenceChange &one) {
        return one.by == reference.by && isSame(one.by, one.from, word);
    });
    if (change == file->changes.end())
        return std::nullopt;
    if (isWholeWord(reference.by))
        return change->to;
    // The name itself may be written with escapes.
    const std::size_t name = reference.value.find_last_of("=/") + 1;
    return reference.value.substr(0, name) + change->to;
}

}
