// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/design_case.h"

#include "core/layout/identity_text.h"
#include "core/layout/lineage.h"
#include "core/partids/partids.h"
#include "core/plan/simulate.h"
#include "tests/support/applied.h"
#include "tests/support/scenario.h"

#include <algorithm>
#include <set>
#include <utility>

namespace parterre::test {

Case::Case(const Inventory &inventory, Design design)
    : m_inventory(inventory)
    , m_design(std::move(design))
    , m_derived(derive(m_inventory, m_design))
    , m_slots(m_derived.designed.slots)
{}

std::string Case::text() const
{
    return "now\n" + toText({.now = {}, .designed = m_derived.now, .findings = {}, .plan = {}}) + "designed\n"
        + toText(m_derived);
}

Inventory Case::after() const
{
    return applied(m_inventory, m_derived.designed);
}

std::string Case::run()
{
    for (const Partition &partition : m_inventory.partitions)
        expect(isKept(partition), "the layout loses a partition");
    for (const Finding &finding : m_derived.findings)
        expect(!finding.fix || canFix(*finding.fix), "the fix of " + finding.code + " does nothing");
    if (hasErrors(m_derived.findings)) {
        expect(!hasPlan(), "there is a plan in spite of an error");
        return m_wrong;
    }
    checkExtents();
    checkNumbers();
    if (!hasPlan()) {
        // An MBR has no place for a name alone: config.partids follows with the first clone.
        const bool isNamed = m_inventory.table.kind == TableKind::Mbr
            && std::ranges::any_of(m_design.partitions,
                                   [](const PartitionDesign &one) { return !one.name.empty(); });
        expect(isNamed || m_derived.designed == m_derived.now, "there is something to do and no plan");
        return m_wrong;
    }
    checkSimulation();
    checkOrder();
    checkIdentifiers();
    checkReads();
    checkAgain();
    return m_wrong;
}

void Case::expect(bool isRight, const std::string &otherwise)
{
    if (!isRight && m_wrong.empty())
        m_wrong = otherwise;
}

bool Case::isKept(const Partition &partition) const
{
    return std::ranges::count_if(
               m_slots, [&](const Slot &slot) { return !slot.isNew && slot.source == partition.number; })
        == 1;
}

bool Case::canFix(const Fix &fix) const
{
    Design fixed = m_design;
    for (const Edit &edit : fix.edits) {
        auto next = apply(fixed, edit, Uuid::draw);
        if (!next)
            return false;
        fixed = *std::move(next);
    }
    return fixed != m_design;
}

Extent Case::container() const
{
    const auto found = std::ranges::find(m_inventory.partitions, EntryKind::Extended, &Partition::entry);
    return found == m_inventory.partitions.end() ? Extent{} : found->extent;
}

bool Case::isByHand(const Slot &slot) const
{
    const PartitionDesign *const design = findDesign(m_design, slot.source);
    if (design == nullptr)
        return false;
    const auto index = static_cast<std::size_t>(slot.cloneIndex);
    return slot.cloneIndex == 0 ? design->start.has_value()
                                : index <= design->clones.size() && design->clones[index - 1].start;
}

void Case::checkExtents()
{
    const Bytes sector = m_inventory.table.sectorSize;
    for (const Slot &slot : m_slots) {
        const std::string who = "entry " + std::to_string(slot.number);
        const bool isLogical = slot.entry == EntryKind::Logical;
        const bool isPut = slot.isNew != slot.isDataInPlace;
        expect(m_inventory.table.usable.contains(slot.extent), who + " lies outside");
        expect(!isLogical || container().contains(slot.extent), who + " lies outside its container");
        expect(!slot.isNew || slot.extent.size == findPartition(m_inventory, slot.source)->extent.size,
               who + " has another size than its origin");
        const bool isAlignedHere =
            isAligned(slot.extent.begin, m_inventory.table.grain, m_inventory.table.alignmentPhase);
        expect(!(slot.isNew && isPut) || isByHand(slot) || isAlignedHere, who + " is not aligned");
        for (const Slot &other : m_slots) {
            if (&other == &slot || (other.entry == EntryKind::Logical) != isLogical)
                continue;
            const Extent record{.begin = slot.extent.begin - sector * (isLogical ? 2 : 0),
                                .size = sector * (isLogical ? 2 : 0)};
            // Sentences only where they are needed: there are many pairs.
            if (slot.extent.overlaps(other.extent))
                expect(false, who + " overlaps another");
            const bool isOtherPut = other.isNew && !other.isDataInPlace;
            if (((slot.isNew && isPut) || isOtherPut) && record.overlaps(other.extent))
                expect(false, who + " has no room for its boot record");
        }
    }
}

void Case::checkNumbers()
{
    std::set<int> seen;
    for (const Slot &slot : m_slots) {
        expect(seen.insert(slot.number).second, "a number stands for two entries");
        const bool isLogical = slot.entry == EntryKind::Logical;
        const int first = isLogical ? 5 : 1;
        const int last = isLogical ? 255 : m_inventory.table.entriesMax;
        expect(slot.number >= first && slot.number <= last, "a number is beyond its limits");
    }
}

void Case::checkOrder()
{
    if (m_design.numbering == Numbering::Keep) {
        for (const Slot &slot : m_slots)
            expect(slot.isNew || slot.number == slot.source, "an entry did not keep its number");
        return;
    }
    for (const Slot &slot : m_slots) {
        const Slot *const origin = findSlot(m_derived.designed, slot.source, 0);
        if (!slot.isNew || slot.entry != origin->entry)
            continue;
        expect(slot.number < origin->number, "a clone comes after its origin");
        for (const Slot &between : m_slots) {
            const bool isBetween = between.number > slot.number && between.number < origin->number;
            expect(!isBetween || between.cloneOf == slot.cloneOf,
                   "a stranger stands between clone and origin");
        }
    }
}

void Case::checkIdentifiers()
{
    std::set<std::string> guids;
    for (const Slot &slot : m_slots) {
        expect(slot.guid.empty() || guids.insert(slot.guid).second, "a GUID stands for two entries");
        if (!slot.isNew)
            continue;
        const Content &origin = findPartition(m_inventory, slot.source)->content;
        const bool isShared = findDesign(m_design, slot.source)->isClonedUnchanged
            || !hasIdentifier(origin.kind) || origin.uuid.empty();
        expect(isShared == (slot.content.uuid == origin.uuid), "a clone has not its own identifier");
    }
}

void Case::checkSimulation()
{
    const auto simulated = simulate(m_inventory, m_derived.plan);
    expect(simulated.has_value(), simulated ? "" : "simulation: " + simulated.error().detail);
    expect(!simulated || *simulated == m_derived.designed, "the plan makes another layout");
}

void Case::checkReads()
{
    std::vector<Extent> written;
    std::set<int> readFrom;
    for (const Step &step : m_derived.plan.steps) {
        if (const auto *const move = std::get_if<step::MoveInPlace>(&step))
            checkMove(move->move, written);
        const auto *const copy = std::get_if<step::CopyBlocks>(&step);
        if (copy == nullptr)
            continue;
        expect(readFrom.insert(copy->partition).second, "an origin is read twice");
        expect(std::ranges::none_of(written, [&](Extent one) { return one.overlaps(copy->source); }),
               "a step reads what an earlier one overwrote");
        for (const Offset target : copy->targets) {
            const Extent to{.begin = target, .size = copy->source.size};
            for (const Partition &old : m_inventory.partitions)
                expect(old.entry == EntryKind::Extended || !old.extent.overlaps(to),
                       "a copy goes where an old entry lies");
            written.push_back(to);
        }
    }
    for (const Slot &slot : m_slots)
        checkSource(slot, written);
}

void Case::checkMove(const InPlaceMove &move, std::vector<Extent> &written)
{
    std::vector<Extent> kept;
    for (const Partition &old : m_inventory.partitions) {
        if (old.entry != EntryKind::Extended)
            kept.push_back(old.extent);
    }
    for (const Slot &slot : m_slots)
        kept.push_back(slot.extent);
    std::vector<Extent> room = move.scratch;
    room.insert(room.end(), move.journal.begin(), move.journal.end());
    for (std::size_t i = 0; i < room.size(); ++i) {
        expect(m_inventory.table.usable.contains(room[i]), "journal or scratch lies outside");
        expect(std::ranges::none_of(kept, [&](Extent one) { return one.overlaps(room[i]); }),
               "journal or scratch lies where data does");
        for (std::size_t k = i + 1; k < room.size(); ++k)
            expect(!room[i].overlaps(room[k]), "journal and scratch overlap");
    }
    for (const Relocation &one : move.relocations) {
        for (const Offset begin : one.destinations)
            written.push_back({.begin = begin, .size = one.source.size});
    }
}

void Case::checkSource(const Slot &slot, const std::vector<Extent> &written)
{
    const Extent old = findPartition(m_inventory, slot.source)->extent;
    if (slot.isDataInPlace)
        expect(slot.extent == old, "data in place is not in its place");
    else
        expect(std::ranges::find(written, slot.extent) != written.end(), "an entry got no data");
}

void Case::checkAgain()
{
    const Inventory then = after();
    const Design design = designFor(then);
    const Derived derived = derive(then, design);
    expect(derived.plan.isEmpty() && derived.designed == derived.now, "a second look finds work");
    for (const Slot &slot : m_slots) {
        // Clones of root and of a read-only root of one size look alike.
        const bool isEither =
            slot.partidsName == "root"
            && std::ranges::any_of(m_inventory.partitions, [&](const Partition &one) {
                   return inferredName(one) == "readonly" && one.extent.size == slot.extent.size;
               });
        if (isEither)
            continue;
        const Slot &again = *std::ranges::find(derived.now.slots, slot.number, &Slot::number);
        expect(again.cloneIndex == slot.cloneIndex,
               "a second look takes entry " + std::to_string(slot.number) + " for something else");
        expect(again.partidsName == slot.partidsName || m_inventory.table.kind == TableKind::Mbr,
               "a second look calls entry " + std::to_string(slot.number) + " something else");
    }
}

}
