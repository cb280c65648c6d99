// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/carriers.h"
#include "core/model/layers.h"
#include "core/partids/partids.h"
#include "core/text/describe.h"
#include "helper/engine/check_list.h"
#include "helper/engine/compare_content.h"
#include "helper/engine/engine.h"
#include "helper/engine/former_files.h"
#include "helper/files/layer_files.h"

#include <algorithm>
#include <map>
#include <set>

namespace parterre {

namespace {

constexpr std::size_t partidsMax = 65536;

std::string nameOf(const Slot &slot)
{
    return checkedName(slot.number, slot.partidsName, slot.cloneIndex);
}

class Verifier
{
public:
    Verifier(FileDevice &disk, const Inventory &inventory, Keys &keys, Observer &observer,
             std::stop_token stop)
        : m_disk(disk)
        , m_keys(keys)
        , m_inventory(inventory)
        , m_layout(layoutOf(inventory))
        , m_list(observer)
        , m_stop(std::move(stop))
    {
        for (const Slot &slot : m_layout.slots) {
            if (slot.cloneIndex > 0)
                m_list.expect(comparedSize(m_disk, slot));
        }
    }

    Result<std::vector<Check>> run()
    {
        for (const Slot &slot : m_layout.slots) {
            if (slot.cloneIndex > 0)
                CHECK(checkClone(slot));
        }
        const bool hasClones = !m_list.isEmpty();
        if (!hasClones)
            m_list.add("no-clones", true, {}, {.id = "check-no-clones", .args = {}});
        checkIdentifiers();
        for (const Slot &slot : m_layout.slots) {
            if (!carriesPartids(slot))
                continue;
            for (const Layer &root : rootLayersOf(slot.content))
                checkPartids(slot, root.place, hasClones);
        }
        return m_list.take();
    }

private:
    [[nodiscard]] const Slot *originOf(const Slot &clone) const
    {
        const auto found = std::ranges::find_if(m_layout.slots, [&](const Slot &slot) {
            return slot.cloneIndex == 0 && slot.role == Role::Origin && slot.partidsName == clone.cloneOf;
        });
        return found == m_layout.slots.end() ? nullptr : &*found;
    }

    /// Whether what is inside may have identifiers of its own, which only its key would tell from damage.
    static bool isRenewedInside(const Slot &clone, const Slot &origin)
    {
        const bool isRenewed = clone.content.uuid != origin.content.uuid;
        return isRenewed && lockedLayers(clone.content) + lockedLayers(origin.content) > 0;
    }

    Result<> checkClone(const Slot &clone)
    {
        const Slot *const origin = originOf(clone);
        if (origin == nullptr)
            return {};
        const bool isSameSize = clone.extent.size == origin->extent.size;
        const bool isFree = std::ranges::none_of(m_layout.slots, [&](const Slot &other) {
            return other.number != clone.number && other.entry != EntryKind::Extended
                && other.extent.overlaps(clone.extent);
        });
        if (!isSameSize || !isFree) {
            m_list.add("geometry", false, {clone.number, origin->number},
                       {.id = "check-geometry-wrong",
                        .args = {nameOf(clone), exactSizeText(clone.extent.size), nameOf(*origin),
                                 exactSizeText(origin->extent.size)}});
            return {};
        }
        m_list.add("geometry", true, {clone.number, origin->number},
                   {.id = "check-geometry", .args = {nameOf(clone), nameOf(*origin)}});
        return checkContent(clone, *origin);
    }

    Result<> checkContent(const Slot &clone, const Slot &origin)
    {
        const auto advance = [this](Bytes amount, Bytes read) { m_list.advance(amount, read); };
        const Result<ContentComparison> compared = compareContent(
            m_disk,
            {.origin = origin, .clone = clone, .keys = m_keys, .rewritten = rewrittenBlocks(clone, origin)},
            advance, m_stop);
        if (!compared && compared.error().code == ErrorCode::Cancelled)
            return std::unexpected(compared.error());
        const std::vector<int> both{clone.number, origin.number};
        if (!compared) {
            m_list.add("content-equal", false, both,
                       {.id = "check-content-differs",
                        .args = {nameOf(clone), nameOf(origin), english(describe(compared.error()))}});
        } else if (compared->isEqual()) {
            m_list.add("content-equal", true, both,
                       {.id = "check-content-equal",
                        .args = {nameOf(clone), nameOf(origin), sizeText(compared->compared)}});
        } else if (isRenewedInside(clone, origin)) {
            m_list.add("content-equal", false, both,
                       {.id = "check-content-locked", .args = {nameOf(clone), nameOf(origin)}});
        } else {
            m_list.add(
                "content-equal", false, both,
                {.id = "check-content-differs",
                 .args = {nameOf(clone), nameOf(origin),
                          std::to_string(compared->unexplained) + " blocks of 4 KiB, the first at byte "
                              + std::to_string(compared->firstUnexplained.bytes())}});
        }
        return {};
    }

    static FileSystem fileSystemIn(const Slot &slot, const LayerPlace &layer)
    {
        const Content *const content = layerAt(slot.content, layer);
        return {.where = slot.extent,
                .layer = layer,
                .kind = content == nullptr ? ContentKind::Unknown : content->kind};
    }

    /// Files that name partitions may have been rewritten in each by itself: what was before lies beside
    /// them.
    [[nodiscard]] std::int64_t rewrittenBlocks(const Slot &clone, const Slot &origin) const
    {
        constexpr std::int64_t blockSize = 4096;
        constexpr std::int64_t metadata = 64;  // of btrfs, a path through each of its trees
        std::int64_t blocks = 0;
        for (const Slot *const slot : {&clone, &origin}) {
            std::map<LayerPlace, std::set<std::string>> layers;
            for (const Reference &reference : m_inventory.references) {
                if (reference.inPartition == slot->number)
                    layers[reference.inLayer].insert(reference.file + formerSuffix);
            }
            for (const auto &[layer, paths] : layers) {
                for (const Result<FoundFile> &former :
                     readLayerFiles(m_disk, fileSystemIn(*slot, layer), m_keys, {paths.begin(), paths.end()},
                                    smallFileMax)) {
                    if (former && *former)
                        blocks += metadata + 2 * (std::ssize(**former) / blockSize + 2);
                }
            }
        }
        return blocks;
    }

    void checkIdentifiers()
    {
        const Carriers carriers = carriersOf(m_layout);
        bool areUnique = true;
        for (const auto &[value, slots] : carriers) {
            std::string where;
            for (const Slot *slot : slots)
                where += (where.empty() ? "" : ", ") + nameOf(*slot);
            const ForeignIdentifier *const foreign = findForeign(m_inventory, value);
            if ((slots.size() < 2 || isOneSet(slots)) && foreign == nullptr)
                continue;
            if (foreign != nullptr)
                where += ", " + foreign->where;
            areUnique = false;
            m_list.add("identifiers-unique", false, {slots.front()->number},
                       {.id = "check-not-unique", .args = {value, where}});
        }
        if (areUnique)
            m_list.add("identifiers-unique", true, {},
                       {.id = "check-unique", .args = {std::to_string(carriers.size())}});
    }

    /// A disk without clones may do without the file; one that is there must be true.
    void checkPartids(const Slot &root, const LayerPlace &layer, bool isNeeded)
    {
        const Result<std::optional<std::string>> text =
            readLayerFile(m_disk, fileSystemIn(root, layer), m_keys, "/config.partids", partidsMax);
        // What has no files that can be read here was never given the file.
        if (!text && text.error().code == ErrorCode::Unsupported)
            return;
        if (!text) {
            m_list.add(
                "partids-true", false, {root.number},
                {.id = "check-partids-unread", .args = {nameOf(root), english(describe(text.error()))}});
            return;
        }
        if (!*text && !isNeeded)
            return;
        const std::string fault = *text ? faultOf(**text) : std::string("it is missing");
        if (fault.empty())
            m_list.add("partids-true", true, {root.number},
                       {.id = "check-partids-true", .args = {nameOf(root)}});
        else
            m_list.add("partids-true", false, {root.number},
                       {.id = "check-partids-false", .args = {nameOf(root), fault}});
    }

    /// What is wrong with a config.partids, beside the one that this table should have.
    [[nodiscard]] std::string faultOf(const std::string &text) const
    {
        const auto found = parsePartids(text);
        if (!found)
            return found.error().detail;
        const auto possible = parsePartids(m_layout.partids);
        if (!possible)
            return "none can be true of this table: " + possible.error().detail;
        auto wanted = *possible;
        auto given = *found;
        std::ranges::sort(wanted, {}, &PartidsEntry::key);
        std::ranges::sort(given, {}, &PartidsEntry::key);
        for (const PartidsEntry &entry : wanted) {
            const auto other = std::ranges::find(given, entry.key, &PartidsEntry::key);
            if (other == given.end())
                return entry.key + " is missing";
            if (other->value != entry.value)
                return entry.key + " is " + other->value + " and should be " + entry.value;
        }
        return given.size() == wanted.size() ? std::string() : "it has keys that no partition has";
    }

    FileDevice &m_disk;
    Keys &m_keys;
    const Inventory &m_inventory;
    Layout m_layout;
    CheckList m_list;
    std::stop_token m_stop;
};

}

Result<std::vector<Check>> verify(FileDevice &disk, const Inventory &inventory, Keys &keys,
                                  Observer &observer, std::stop_token stop)
{
    return Verifier(disk, inventory, keys, observer, std::move(stop)).run();
}

}
