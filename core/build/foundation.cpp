// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/build/foundation.h"

#include "core/text/describe.h"

#include <algorithm>
#include <map>
#include <utility>

namespace parterre {

namespace {

std::string nameOf(const Slot &slot)
{
    const std::string &name = slot.partidsName.empty() ? slot.name : slot.partidsName;
    return "partition " + std::to_string(slot.number) + (name.empty() ? "" : " (" + name + ")");
}

/// "0x1234abcd", never zero: that is what no signature looks like.
std::string drawSignature(const UuidSource &uuids)
{
    const std::string text = uuids().toString();
    return "0x" + (text.starts_with("00000000") ? "00000001" : text.substr(0, 8));
}

class Founder
{
public:
    Founder(const Design &design, const UuidSource &uuids)
        : m_design(design)
        , m_drawing(*m_design.drawing)
        , m_uuids(uuids)
    {}

    Result<Foundation> run()
    {
        CHECK(checkTable());
        if (m_drawing.table.id.empty())
            m_drawing.table.id =
                m_drawing.table.kind == TableKind::Mbr ? drawSignature(m_uuids) : m_uuids().toUpper();
        m_derived = derive(inventoryOf(m_drawing), m_design);
        CHECK(checkFindings());
        m_foundation.size = m_drawing.size;
        m_foundation.table = m_drawing.table;
        m_foundation.wanted = m_derived.designed;
        addSlots();
        addDesign();
        return std::move(m_foundation);
    }

private:
    [[nodiscard]] Result<> checkTable() const
    {
        const Table &table = m_drawing.table;
        if (!isWritable(table.kind))
            return fail(ErrorCode::Unsupported, {},
                        "a table of the kind " + std::string(tableKindName(table.kind))
                            + " cannot be built; gpt and mbr can");
        if (table.kind == TableKind::Mbr && table.sectorSize != Bytes(512))
            return fail(ErrorCode::Unsupported, {},
                        "nothing in an image with an MBR says that its sectors are of "
                            + std::to_string(table.sectorSize.count()) + " bytes; draw it with a GPT");
        return {};
    }

    [[nodiscard]] Result<> checkFindings() const
    {
        const auto worst = std::ranges::find(m_derived.findings, Severity::Error, &Finding::severity);
        if (worst != m_derived.findings.end())
            return fail(ErrorCode::Refused, {}, english(worst->message));
        return {};
    }

    void addSlots()
    {
        std::vector<const Slot *> origins;
        for (const Slot &slot : m_derived.designed.slots) {
            if (slot.cloneIndex == 0)
                origins.push_back(&slot);
        }
        int nextLogical = mbrPrimaries + 1;
        for (const Slot *origin : origins) {
            Slot slot = *origin;
            // Where numbers are counted anew, the chain of an MBR starts without gaps.
            const bool isCounted = slot.entry == EntryKind::Logical && m_design.numbering == Numbering::Kiwi;
            slot.number = isCounted ? nextLogical++ : slot.source;
            if (m_drawing.table.kind == TableKind::Gpt && slot.guid.empty())
                slot.guid = m_uuids().toString();
            m_numbers[slot.source] = slot.number;
            const auto drawn = std::ranges::find(m_drawing.partitions, slot.source, &Partition::number);
            m_foundation.drawn.push_back(*drawn);
            m_foundation.slots.push_back(std::move(slot));
        }
    }

    void addDesign()
    {
        Design &design = m_foundation.design;
        design = m_design;
        design.drawing.reset();
        design.placement = Placement::FreeSpace;
        for (PartitionDesign &partition : design.partitions) {
            const int drawn = partition.number;
            partition.number = m_numbers.at(drawn);
            partition.start.reset();
            partition.size.reset();
            for (std::size_t i = 0; i < partition.clones.size(); ++i) {
                const Slot *const slot = findSlot(m_derived.designed, drawn, static_cast<int>(i) + 1);
                partition.clones[i].start = slot->extent.begin;
            }
        }
    }

    Design m_design;  ///< with an id for its table
    Drawing &m_drawing;
    const UuidSource &m_uuids;
    Derived m_derived;
    std::map<int, int> m_numbers;  ///< drawn -> in the first table
    Foundation m_foundation;
};

/// What a table says of an entry, but for identifiers that the drawing left open.
bool isAsDrawn(const Slot &made, const Slot &wanted)
{
    const bool isGuidSame = made.cloneIndex == 0 || made.guid == wanted.guid || wanted.guid.empty();
    return made.number == wanted.number && made.entry == wanted.entry && made.extent == wanted.extent
        && made.cloneIndex == wanted.cloneIndex && made.partidsKey == wanted.partidsKey
        && made.name == wanted.name && made.type == wanted.type && made.attributes == wanted.attributes
        && made.isActive == wanted.isActive && isGuidSame;
}

}

Result<Foundation> foundationOf(const Design &design, const UuidSource &uuids)
{
    return Founder(design, uuids).run();
}

void addDrawn(Inventory &inventory, const Foundation &foundation)
{
    for (std::size_t i = 0; i < foundation.slots.size(); ++i) {
        const auto found =
            std::ranges::find(inventory.partitions, foundation.slots[i].number, &Partition::number);
        if (found == inventory.partitions.end())
            continue;
        found->mountPoint = foundation.drawn[i].mountPoint;
        found->partidsName = foundation.drawn[i].partidsName;
    }
}

Result<> compareWithDrawing(const Layout &made, const Foundation &foundation)
{
    const Layout &wanted = foundation.wanted;
    for (const Slot &slot : wanted.slots) {
        const auto found = std::ranges::find(made.slots, slot.number, &Slot::number);
        if (found == made.slots.end() || !isAsDrawn(*found, slot))
            return fail(ErrorCode::Mismatch, {}, nameOf(slot) + " would not be as it was drawn");
    }
    if (made.slots.size() != wanted.slots.size() || made.partids != wanted.partids)
        return fail(ErrorCode::Mismatch, {}, "the disk would not be as it was drawn");
    return {};
}

}
