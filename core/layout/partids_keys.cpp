// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/partids_keys.h"

#include "core/partids/partids.h"

#include <algorithm>

namespace parterre {

namespace {

/// The GPT names of KIWI's roots that hold no file system themselves.
constexpr std::string_view kiwiLvm = "p.lxlvm";
constexpr std::string_view kiwiRaid = "p.lxraid";
/// The first array that a machine builds, which is the one in KIWI's file.
constexpr std::string_view firstArray = "/dev/md0";

const Slot *originNamed(const std::vector<Slot> &slots, std::string_view name)
{
    const auto found = std::ranges::find_if(
        slots, [&](const Slot &slot) { return slot.cloneIndex == 0 && slot.partidsName == name; });
    return found == slots.end() ? nullptr : &*found;
}

void addAliases(const std::vector<Slot> &slots, std::vector<PartidsEntry> &entries)
{
    const Slot *const root = originNamed(slots, "root");
    const Slot *const readOnly = originNamed(slots, "readonly");
    const auto alias = [&](std::string_view key, const Slot &slot) {
        if (std::ranges::find(entries, key, &PartidsEntry::key) == entries.end())
            entries.push_back({.key = std::string(key), .value = std::to_string(slot.number)});
    };
    if (root == nullptr && readOnly != nullptr)
        alias("kiwi_RootPart", *readOnly);
    if (root == nullptr)
        return;
    const bool isPlain = root->name != kiwiLvm && root->name != kiwiRaid;
    if (isPlain && readOnly != nullptr)
        alias("kiwi_RWPart", *root);
    if (isPlain && originNamed(slots, "boot") == nullptr)
        alias("kiwi_BootPart", *root);
    if (root->name == kiwiRaid) {
        alias("kiwi_RaidPart", *root);
        entries.push_back({.key = "kiwi_RaidDev", .value = std::string(firstArray)});
    }
}

}

std::string assignPartidsKeys(std::vector<Slot> &slots)
{
    std::vector<PartidsEntry> entries;
    for (Slot &slot : slots) {
        // One unsafe line would spoil the file for every reader; check/name_rules.cpp tells of it.
        if (!isSafeName(slot.partidsName) || slot.entry == EntryKind::Extended) {
            slot.partidsKey.clear();
            continue;
        }
        slot.partidsKey =
            slot.cloneIndex > 0 ? cloneKey(slot.partidsName, slot.cloneIndex) : originKey(slot.partidsName);
        entries.push_back({.key = slot.partidsKey, .value = std::to_string(slot.number)});
    }
    addAliases(slots, entries);
    std::ranges::sort(entries, {}, &PartidsEntry::key);
    return writePartids(entries);
}

}
