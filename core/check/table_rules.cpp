// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/model/part_types.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::int64_t mbrSectorsMax = std::int64_t{1} << 32U;

void add(const std::string &code, Severity severity, std::vector<std::string> args, Findings &findings)
{
    findings.push_back({.code = code,
                        .severity = severity,
                        .partitions = {},
                        .message = {.id = code, .args = std::move(args)},
                        .fix = {}});
}

void checkKind(const Facts &facts, Findings &findings)
{
    const Table &table = facts.inventory.table;
    if (table.kind == TableKind::None)
        add("table-none", Severity::Error, {facts.inventory.target.path}, findings);
    else if (!isWritable(table.kind))
        add("table-read-only-kind", Severity::Error, {std::string(tableKindName(table.kind))}, findings);
    if (table.isPrimaryDamaged)
        add("table-primary-damaged", Severity::Error, {}, findings);
    else if (table.isBackupDamaged)
        add("table-backup-damaged", Severity::Warning, {}, findings);
}

void checkMotion(const Facts &facts, Findings &findings)
{
    const Inventory &inventory = facts.inventory;
    const bool isHidden = std::ranges::contains(inventory.partitions, type::inMotion, &Partition::type);
    if (inventory.isInMotion || isHidden)
        add("move-unfinished", Severity::Error, {inventory.target.path}, findings);
}

void checkHybrid(const Facts &facts, Findings &findings)
{
    if (!facts.inventory.table.isHybrid)
        return;
    const bool isMoving = std::ranges::any_of(
        facts.designed.layout.slots, [](const Slot &slot) { return slot.isNew == slot.isDataInPlace; });
    add(isMoving ? "hybrid-mbr-moves" : "hybrid-mbr", isMoving ? Severity::Error : Severity::Warning, {},
        findings);
}

struct Wanted
{
    int number = 0;
    int fresh = 0;  ///< new clones that have their place
    int fewer = 0;  ///< of them that are taken away
};

std::vector<Wanted> placedClones(const Facts &facts)
{
    std::vector<Wanted> result;
    for (const Partition *partition : clonedPartitions(facts)) {
        const auto fresh = std::ranges::count_if(facts.designed.layout.slots, [&](const Slot &slot) {
            return slot.isNew && slot.source == partition->number;
        });
        if (fresh > 0)
            result.push_back({.number = partition->number, .fresh = static_cast<int>(fresh)});
    }
    return result;
}

/// Takes `tooMany` new clones away, one by one from who has the most of them, the last in the
/// table first: who wanted a clone keeps one as long as that is possible.
std::optional<Fix> fewerClonesFix(const Facts &facts, int tooMany)
{
    std::vector<Wanted> wanted = placedClones(facts);
    const auto left = [](const Wanted &one) { return one.fresh - one.fewer; };
    for (; tooMany > 0; --tooMany) {
        const auto most = std::ranges::max_element(wanted.rbegin(), wanted.rend(), {}, left);
        if (most == wanted.rend() || left(*most) == 0)
            return std::nullopt;
        ++most->fewer;
    }
    std::erase_if(wanted, [](const Wanted &one) { return one.fewer == 0; });
    const auto total = [&](const Wanted &one) { return existingClones(facts, one.number) + left(one); };
    if (wanted.size() == 1)
        return clonesFix(facts, wanted.front().number, total(wanted.front()));
    Fix fix{.label = {.id = "fix-fewer-clones", .args = {{}}}, .edits = {}};
    std::string &said = fix.label.args.front();
    for (const Wanted &one : wanted) {
        said +=
            (said.empty() ? "" : ", ") + partitionText(facts, one.number) + " " + std::to_string(total(one));
        fix.edits.emplace_back(edit::SetClones{.number = one.number, .count = total(one)});
    }
    return fix;
}

void addFull(const Table &table, int needed, Findings &findings)
{
    add("table-full", Severity::Error,
        {std::to_string(table.entriesMax), std::to_string(needed), std::to_string(needed - table.entriesMax)},
        findings);
}

void checkEntries(const Facts &facts, Findings &findings)
{
    const Table &table = facts.inventory.table;
    const auto needed = static_cast<int>(facts.designed.layout.slots.size());
    if (table.kind == TableKind::Gpt && needed > table.entriesMax) {
        addFull(table, needed, findings);
        findings.back().fix = fewerClonesFix(facts, needed - table.entriesMax);
    }
    // Clones for which an MBR has no entry were never placed; only a drawing has too many of its own.
    const auto drawn = static_cast<int>(std::ranges::count_if(
        facts.inventory.partitions, [](const Partition &one) { return one.entry != EntryKind::Logical; }));
    if (table.kind == TableKind::Mbr && drawn > table.entriesMax)
        addFull(table, drawn, findings);
    const int most = facts.inventory.target.kernelNumberMax;
    const auto unnamed = std::ranges::count_if(facts.designed.layout.slots,
                                               [&](const Slot &slot) { return slot.number > most; });
    if (unnamed > 0)
        add("kernel-number-limit", Severity::Error, {std::to_string(most), std::to_string(unnamed)},
            findings);
}

void checkReach(const Facts &facts, Findings &findings)
{
    const Table &table = facts.inventory.table;
    if (table.kind != TableKind::Mbr)
        return;
    const Offset end = Offset() + table.sectorSize * mbrSectorsMax;
    for (const Slot &slot : facts.designed.layout.slots) {
        const bool isSaid = !findings.empty() && findings.back().code == "beyond-2-tib"
            && findings.back().partitions.front() == slot.source;
        if (slot.extent.end() <= end || isSaid)
            continue;
        findings.push_back({.code = "beyond-2-tib",
                            .severity = Severity::Error,
                            .partitions = {slot.source},
                            .message = {.id = "beyond-2-tib", .args = {partitionText(facts, slot.source)}},
                            .fix = {}});
    }
}

}

void checkTable(const Facts &facts, Findings &findings)
{
    checkKind(facts, findings);
    checkMotion(facts, findings);
    checkHybrid(facts, findings);
    checkEntries(facts, findings);
    checkReach(facts, findings);
}

}
