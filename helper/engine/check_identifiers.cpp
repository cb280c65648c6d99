// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/perform.h"
#include "helper/probe/probe.h"

#include <map>

namespace parterre {

namespace {

/// Remembers who carries which identifier and refuses a second carrier.
class Register
{
public:
    Result<> add(const std::string &value, const std::string &who)
    {
        if (value.empty())
            return {};
        const auto [other, isFirst] = m_carriers.emplace(value, who);
        if (isFirst)
            return {};
        return fail(ErrorCode::Clash, value, "is in " + other->second + " and in " + who);
    }

    void addForeign(const ForeignIdentifier &foreign) { m_foreign.emplace(foreign.value, foreign.where); }

    [[nodiscard]] Result<> checkForeign(const std::string &value, const std::string &who) const
    {
        const auto found = m_foreign.find(value);
        if (value.empty() || found == m_foreign.end())
            return {};
        return fail(ErrorCode::Clash, value, "is in " + who + " and in " + found->second);
    }

private:
    std::map<std::string, std::string> m_carriers;
    std::map<std::string, std::string> m_foreign;
};

std::string nameOf(const Slot &slot)
{
    return "partition " + std::to_string(slot.number) + (slot.name.empty() ? "" : " (" + slot.name + ")");
}

/// The identifiers that must be unique. Clones that are published as they are, with their origin's
/// content identifier, were allowed by name; their entry in the table has one of its own.
std::vector<std::string> identifiersOf(const Slot &slot, const Inventory &inventory)
{
    const Partition *const source = findPartition(inventory, slot.source);
    const bool isKept = slot.isNew && source != nullptr && source->content.uuid == slot.content.uuid;
    if (isKept)
        return {slot.guid};
    return {slot.content.uuid, slot.guid};
}

}

Result<> perform(const step::CheckIdentifiers &, Context &context)
{
    const Layout &designed = context.job.derived.designed;
    Register identifiers;
    for (const ForeignIdentifier &foreign : context.job.inventory.foreign)
        identifiers.addForeign(foreign);
    for (const Slot &slot : designed.slots) {
        const bool isCopied = slot.isNew && !slot.isDataInPlace;
        if (isCopied) {
            // Not what was meant to be written, but what a stranger reads there now.
            TRY(const Content content, probeContent(context.disk, slot.extent));
            if (content.kind != slot.content.kind || content.uuid != slot.content.uuid)
                return fail(ErrorCode::Mismatch, nameOf(slot),
                            "it reads as " + content.uuid + ", not as " + slot.content.uuid);
        }
        // What was double before is the disk's own affair (a finding said so); clones are ours.
        for (const std::string &identifier : identifiersOf(slot, context.job.inventory)) {
            if (slot.isNew)
                CHECK(identifiers.checkForeign(identifier, nameOf(slot)));
            else
                (void)identifiers.add(identifier, nameOf(slot));
        }
    }
    for (const Slot &slot : designed.slots) {
        if (!slot.isNew)
            continue;
        for (const std::string &identifier : identifiersOf(slot, context.job.inventory))
            CHECK(identifiers.add(identifier, nameOf(slot)));
    }
    return {};
}

}
