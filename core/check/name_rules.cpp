// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/model/part_types.h"
#include "core/partids/partids.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace parterre {

namespace {

/// UEFI 2.10, table 5-6: 72 bytes of UTF-16.
constexpr std::size_t gptNameMax = 36;

std::size_t utf16Length(std::string_view utf8)
{
    std::size_t length = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isContinued = (byte & 0xc0U) == 0x80U;
        if (!isContinued)
            length += byte >= 0xf0U ? 2 : 1;
    }
    return length;
}

Fix nameFix(int number, const std::string &name)
{
    return {.label = {.id = "fix-name", .args = {name}},
            .edits = {edit::SetName{.number = number, .name = name}}};
}

/// A safe name that no other partition of the layout has.
std::string freshName(const Facts &facts, int number, std::string_view wish)
{
    // Room for a number behind it: a safe name has at most 64 characters.
    const std::string base = safeName(safeName(wish).substr(0, 60));
    std::set<std::string> taken;
    for (const Slot &slot : facts.designed.layout.slots) {
        if (slot.source == number)
            continue;
        taken.insert(originKey(slot.partidsName));
        taken.insert(cloneKey(slot.partidsName, 1));
    }
    const auto isTaken = [&](const std::string &name) {
        return taken.contains(originKey(name)) || taken.contains(cloneKey(name, 1));
    };
    std::string name = base;
    for (int i = 2; isTaken(name); ++i)
        name = base + "_" + std::to_string(i);
    return name;
}

Finding finding(const std::string &code, Severity severity, int number, std::vector<std::string> args,
                std::optional<Fix> fix)
{
    return {.code = code,
            .severity = severity,
            .partitions = {number},
            .message = {.id = code, .args = std::move(args)},
            .fix = std::move(fix)};
}

void checkPresent(const Facts &facts, Findings &findings)
{
    for (const Partition *partition : clonedPartitions(facts)) {
        const Slot *const slot = findSlot(facts.designed.layout, partition->number, 0);
        if (slot == nullptr || !slot->partidsName.empty() || partition->entry == EntryKind::Extended)
            continue;
        const std::string name =
            freshName(facts, partition->number, "part" + std::to_string(partition->number));
        findings.push_back(finding("name-missing", Severity::Error, partition->number,
                                   {partitionText(facts, partition->number)},
                                   nameFix(partition->number, name)));
    }
}

void checkSafe(const Facts &facts, Findings &findings)
{
    const auto cloned = clonedPartitions(facts);
    for (const Slot &slot : facts.designed.layout.slots) {
        // What hides a move is not the design's to name.
        const bool isHiding = slot.type == type::inMotion || slot.type == type::inMotionMbr;
        if (isHiding || slot.partidsName.empty() || slot.cloneIndex > 0 || isSafeName(slot.partidsName))
            continue;
        const bool isCloned = std::ranges::any_of(
            cloned, [&](const Partition *partition) { return partition->number == slot.source; });
        const std::string name = freshName(facts, slot.source, slot.partidsName);
        findings.push_back(finding("name-unsafe", isCloned ? Severity::Error : Severity::Warning, slot.source,
                                   {partitionText(facts, slot.source), slot.partidsName, name},
                                   nameFix(slot.source, name)));
    }
}

/// KIWI's storage/disk.py keeps these names for the partitions that it makes itself.
void checkReserved(const Facts &facts, Findings &findings)
{
    constexpr std::array<std::string_view, 4> reserved{"prep", "efi_csm", "efi", "swap"};
    for (const PartitionDesign &one : facts.design.partitions) {
        const Partition *const partition = findPartition(facts.inventory, one.number);
        const bool isReserved = std::ranges::find(reserved, std::string_view(one.name)) != reserved.end();
        if (partition == nullptr || !isReserved || nameOfType(partition->type) == one.name)
            continue;
        findings.push_back(finding("name-reserved", Severity::Warning, one.number,
                                   {partitionText(facts, one.number), one.name},
                                   nameFix(one.number, freshName(facts, one.number, one.name + "_data"))));
    }
}

void checkGptNames(const Facts &facts, Findings &findings)
{
    if (facts.inventory.table.kind != TableKind::Gpt)
        return;
    std::map<std::string, const Slot *> seen;
    for (const Slot &slot : facts.designed.layout.slots) {
        const int number = slot.source;
        const bool isWritten = slot.isNew || isRenamed(facts, slot);
        if (isWritten && utf16Length(slot.name) > gptNameMax) {
            findings.push_back(
                finding("name-too-long", Severity::Error, number,
                        {partitionText(facts, number), slot.name, std::to_string(utf16Length(slot.name))},
                        nameFix(number, freshName(facts, number, "part" + std::to_string(number)))));
        }
        if (slot.name.empty())
            continue;
        const auto [other, isFirst] = seen.emplace(slot.name, &slot);
        if (!isFirst && (isWritten || other->second->isNew || isRenamed(facts, *other->second)))
            findings.push_back(finding("name-double", Severity::Error, number, {slot.name}, {}));
    }
}

/// A new name for one of two that clash; existing clones have their origin's and are not asked.
std::optional<Fix> clashFix(const Facts &facts, const Slot &first, const Slot &second)
{
    for (const Slot *slot : {&second, &first}) {
        if (findDesign(facts.design, slot->source) != nullptr)
            return nameFix(slot->source, freshName(facts, slot->source, slot->partidsName));
    }
    return std::nullopt;
}

void checkKeys(const Facts &facts, Findings &findings)
{
    std::map<std::string, const Slot *> seen;
    std::set<std::pair<std::string, std::string>> said;
    for (const Slot &slot : facts.designed.layout.slots) {
        if (slot.partidsKey.empty())
            continue;
        const auto [other, isFirst] = seen.emplace(slot.partidsKey, &slot);
        if (isFirst)
            continue;
        // Most clones clash only because their origins do, which is said once, for the origins; the
        // clones of root and of a read-only root clash alone.
        const Slot &first = *other->second;
        const bool isOrigins =
            slot.cloneIndex > 0 && originKey(first.partidsName) == originKey(slot.partidsName);
        if (isOrigins || !said.emplace(first.partidsName, slot.partidsName).second)
            continue;
        findings.push_back(finding("partids-key-double", Severity::Error, slot.source, {slot.partidsKey},
                                   clashFix(facts, first, slot)));
        findings.back().partitions = {first.source, slot.source};
    }
}

}

void checkNames(const Facts &facts, Findings &findings)
{
    checkPresent(facts, findings);
    checkSafe(facts, findings);
    checkReserved(facts, findings);
    checkGptNames(facts, findings);
    if (!facts.designed.isUnchanged)
        checkKeys(facts, findings);
}

}
