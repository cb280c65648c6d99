// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/reference_fate.h"

#include "core/model/layers.h"
#include "core/units/lower_case.h"

#include <algorithm>
#include <utility>

namespace parterre {

namespace {

using Verdict = ReferenceFate::Verdict;

bool isNamed(const Slot &slot, const Reference &reference)
{
    switch (reference.by) {
    case Reference::By::DeviceNumber:
        return std::to_string(slot.number) == reference.key;
    case Reference::By::Uuid:
        return isUuidIn(slot.content, reference.key);
    case Reference::By::Label:
        return isLabelIn(slot.content, reference.key);
    case Reference::By::PartUuid:
    case Reference::By::EfiBootEntry:
        return lowerCase(slot.guid) == lowerCase(reference.key);
    case Reference::By::PartLabel:
        return slot.name == reference.key;
    case Reference::By::LogicalVolume: {
        const std::size_t slash = reference.key.find('/');
        return slash != std::string::npos
            && groupIn(slot.content, reference.key.substr(0, slash), reference.key.substr(slash + 1))
            != nullptr;
    }
    }
    std::unreachable();
}

/// Whether `slot` of the designed layout has the data of the entry that `former` is.
bool isSameEntry(const Slot &slot, const Slot &former)
{
    return !slot.isNew && slot.source == former.source;
}

bool isAmong(const Slot &former, const std::vector<const Slot *> &slots)
{
    return std::ranges::any_of(slots, [&](const Slot *slot) { return isSameEntry(*slot, former); });
}

Verdict verdictOn(const ReferenceFate &fate)
{
    if (fate.now.empty())
        return fate.then.empty() ? Verdict::Absent : Verdict::Appears;
    if (fate.then.empty())
        return Verdict::Lost;
    if (!std::ranges::all_of(fate.now, [&](const Slot *former) { return isAmong(*former, fate.then); }))
        return Verdict::Diverted;
    return fate.then.size() > fate.now.size() ? Verdict::Shared : Verdict::Kept;
}

}

std::string_view verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Absent:
        return "absent";
    case Verdict::Kept:
        return "kept";
    case Verdict::Shared:
        return "shared";
    case Verdict::Diverted:
        return "diverted";
    case Verdict::Lost:
        return "lost";
    case Verdict::Appears:
        return "appears";
    }
    std::unreachable();
}

std::string volumeOf(const Reference &reference, const Inventory &inventory)
{
    const Partition *const home = findPartition(inventory, reference.inPartition);
    return home == nullptr ? std::string() : layerPath(home->content, reference.inLayer);
}

std::vector<const Slot *> namedBy(const Reference &reference, const Layout &layout)
{
    std::vector<const Slot *> named;
    for (const Slot &slot : layout.slots) {
        if (!reference.key.empty() && isNamed(slot, reference))
            named.push_back(&slot);
    }
    return named;
}

ReferenceFate fateOf(const Reference &reference, const Layout &now, const Layout &designed)
{
    ReferenceFate fate{.reference = reference,
                       .now = namedBy(reference, now),
                       .then = namedBy(reference, designed),
                       .verdict = Verdict::Absent};
    fate.verdict = verdictOn(fate);
    return fate;
}

}
