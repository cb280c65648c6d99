// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/describe.h"
#include "helper/allocation/allocation.h"
#include "helper/engine/check_list.h"
#include "helper/engine/imprints.h"

#include <algorithm>
#include <numeric>

namespace parterre {

namespace {

std::string nameOf(const FormerPartition &partition)
{
    return checkedName(partition.number, partition.name, partition.cloneIndex);
}

/// A partition of the report whose content can be compared with what is there.
struct Comparison
{
    const FormerPartition *former = nullptr;
    int number = 0;  ///< as it is now
    ImprintOrder order;
};

class Comparer
{
public:
    Comparer(FileDevice &disk, const Inventory &inventory, Observer &observer, std::stop_token stop)
        : m_disk(disk)
        , m_inventory(inventory)
        , m_layout(layoutOf(inventory))
        , m_list(observer)
        , m_stop(std::move(stop))
    {}

    Result<std::vector<Check>> run(const FormerState &former)
    {
        const std::string &id = m_inventory.table.id;
        if (id != former.tableId) {
            m_list.add("former-disk", false, {},
                       {.id = "check-former-other-disk", .args = {wordFor(id), wordFor(former.tableId)}});
            return m_list.take();
        }
        m_list.add("former-disk", true, {}, {.id = "check-former-disk", .args = {former.started}});
        if (former.partitions.empty())
            m_list.add("former-place", true, {}, {.id = "check-former-nothing", .args = {}});
        for (const FormerPartition &partition : former.partitions)
            checkPlace(partition);
        for (const Comparison &one : m_comparisons)
            m_list.expect(amountOf(one.order));
        for (const Comparison &one : m_comparisons)
            CHECK(checkContent(one));
        return m_list.take();
    }

private:
    static std::string wordFor(const std::string &identifier)
    {
        return identifier.empty() ? "–" : identifier;
    }

    /// By its PARTUUID, else by its place: its identifier may be what has changed.
    [[nodiscard]] const Slot *findNow(const FormerPartition &former) const
    {
        const auto &slots = m_layout.slots;
        const auto named = std::ranges::find_if(slots, [&](const Slot &slot) {
            return !former.guid.empty() && slot.guid == former.guid && slot.entry != EntryKind::Extended;
        });
        if (named != slots.end())
            return &*named;
        const auto there = std::ranges::find_if(slots, [&](const Slot &slot) {
            return slot.extent == former.extent && slot.entry != EntryKind::Extended;
        });
        return there == slots.end() ? nullptr : &*there;
    }

    void checkPlace(const FormerPartition &former)
    {
        const Slot *const now = findNow(former);
        const std::string name = nameOf(former);
        if (now == nullptr) {
            m_list.add("former-place", false, {}, {.id = "check-former-gone", .args = {name}});
            return;
        }
        if (now->extent != former.extent)
            m_list.add("former-place", false, {now->number},
                       {.id = "check-former-moved",
                        .args = {name, std::to_string(former.extent.begin.bytes()),
                                 exactSizeText(former.extent.size), std::to_string(now->extent.begin.bytes()),
                                 exactSizeText(now->extent.size)}});
        if (now->guid != former.guid)
            m_list.add(
                "former-identifiers", false, {now->number},
                {.id = "check-former-partuuid", .args = {name, wordFor(now->guid), wordFor(former.guid)}});
        if (now->content.uuid != former.uuid)
            m_list.add("former-identifiers", false, {now->number},
                       {.id = "check-former-uuid",
                        .args = {name, wordFor(now->content.uuid), wordFor(former.uuid)}});
        if (now->extent == former.extent && now->guid == former.guid && now->content.uuid == former.uuid)
            m_list.add("former-place", true, {now->number}, {.id = "check-former-place", .args = {name}});
        prepare(former, *now);
    }

    /// What has another size has been said to differ already.
    void prepare(const FormerPartition &former, const Slot &now)
    {
        if (!former.imprint) {
            m_list.add("former-content", true, {now.number},
                       {.id = "check-former-no-digests", .args = {nameOf(former)}});
            return;
        }
        if (now.extent.size != former.extent.size)
            return;
        std::vector<Extent> used{now.extent};
        if (former.imprint->blocks == Blocks::Used) {
            Allocation allocation = allocationOf(m_disk, now.extent, now.content.kind);
            if (!allocation.isTrusted()) {
                const bool isOrigin = former.cloneIndex == 0;
                m_list.add("former-content", isOrigin, {now.number},
                           {.id = isOrigin ? "check-former-doubt-origin" : "check-former-doubt",
                            .args = {nameOf(former), allocation.doubt}});
                return;
            }
            used = std::move(allocation.used);
        }
        std::vector<std::size_t> pieces(former.imprint->digests.size());
        std::iota(pieces.begin(), pieces.end(), std::size_t{});
        m_comparisons.push_back({.former = &former,
                                 .number = now.number,
                                 .order = {.where = now.extent,
                                           .used = usedBlocks(std::move(used), now.extent),
                                           .kind = former.imprint->kind,
                                           .pieces = std::move(pieces)}});
    }

    Result<> checkContent(const Comparison &one)
    {
        const auto digests = hashPieces(
            m_disk, one.order, [this](Bytes amount, Bytes read) { m_list.advance(amount, read); }, m_stop);
        if (!digests && digests.error().code == ErrorCode::Cancelled)
            return std::unexpected(digests.error());
        const std::string name = nameOf(*one.former);
        if (!digests)
            m_list.add("former-content", false, {one.number},
                       {.id = "check-former-unread", .args = {name, english(describe(digests.error()))}});
        else if (*digests == one.former->imprint->digests)
            m_list.add("former-content", true, {one.number},
                       {.id = "check-former-same", .args = {name, sizeText(amountOf(one.order))}});
        else
            addDifference(one, *digests);
        return {};
    }

    void addDifference(const Comparison &one, const std::vector<std::string> &now)
    {
        const Imprint &then = *one.former->imprint;
        std::size_t first = now.size();
        std::size_t count = 0;
        for (std::size_t piece = 0; piece < now.size(); ++piece) {
            if (now[piece] == then.digests[piece])
                continue;
            first = std::min(first, piece);
            ++count;
        }
        const bool isOrigin = one.former->cloneIndex == 0;
        const Bytes begin = then.pieceSize * static_cast<std::int64_t>(first);
        const Bytes end = std::min(begin + then.pieceSize, one.order.where.size);
        m_list.add("former-content", isOrigin, {one.number},
                   {.id = isOrigin ? "check-former-used" : "check-former-changed",
                    .args = {nameOf(*one.former), std::to_string(count), std::to_string(now.size()),
                             std::to_string(begin.count()), std::to_string(end.count() - 1)}});
    }

    FileDevice &m_disk;
    const Inventory &m_inventory;
    Layout m_layout;
    CheckList m_list;
    std::stop_token m_stop;
    std::vector<Comparison> m_comparisons;
};

}

Result<std::vector<Check>> verifyAgainst(FileDevice &disk, const Inventory &inventory,
                                         const FormerState &former, Observer &observer, std::stop_token stop)
{
    return Comparer(disk, inventory, observer, std::move(stop)).run(former);
}

}
