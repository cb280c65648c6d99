// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/export.h"

#include "core/kiwi/comparison.h"
#include "core/kiwi/entry_names.h"
#include "core/model/part_types.h"

#include <algorithm>
#include <array>
#include <ranges>
#include <utility>

namespace parterre::kiwi {

namespace {

constexpr std::array<std::pair<std::string_view, Kind>, 8> ownKinds{{
    {"efi_csm", Kind::Csm},
    {"efi", Kind::Efi},
    {"prep", Kind::Prep},
    {"boot", Kind::Boot},
    {"swap", Kind::Swap},
    {"spare", Kind::Spare},
    {"readonly", Kind::ReadOnly},
    {"root", Kind::Root},
}};

Kind kindOf(const Slot &slot)
{
    const auto *found =
        std::ranges::find(ownKinds, slot.partidsName, [](const auto &one) { return one.first; });
    return found == ownKinds.end() ? Kind::Custom : found->second;
}

bool isCloneable(Kind kind)
{
    return kind == Kind::Boot || kind == Kind::Custom || kind == Kind::ReadOnly || kind == Kind::Root;
}

/// What KIWI puts into a partition of this kind.
std::vector<ContentKind> contentsOf(Kind kind)
{
    using enum ContentKind;
    switch (kind) {
    case Kind::Csm:
    case Kind::Prep:
        return {Unformatted};
    case Kind::Efi:
        return {Fat16};
    case Kind::Swap:
        return {Swap};
    case Kind::Boot:
        return {Btrfs, Ext2, Ext3, Ext4, Xfs, Fat16, Fat32};
    case Kind::Custom:
        return {Btrfs, Ext2, Ext3, Ext4, Squashfs, Xfs, Fat16, Fat32, Unformatted};
    case Kind::Spare:
        return {Btrfs, Ext2, Ext3, Ext4, Xfs, Unformatted};
    case Kind::ReadOnly:
        return {Squashfs, Erofs};
    case Kind::Root:
        return {Btrfs, Ext2, Ext3, Ext4, Squashfs, Erofs, Xfs};
    }
    return {};
}

class Exporter
{
public:
    explicit Exporter(const Layout &layout)
        : m_layout(layout)
    {
        for (const Slot &slot : layout.slots) {
            if (slot.entry != EntryKind::Extended)
                m_slots.push_back(&slot);
        }
        std::ranges::sort(m_slots, {}, [](const Slot *slot) { return slot->extent.begin; });
        m_description.isExtendedLayout = m_slots.size() < layout.slots.size();
    }

    std::expected<Description, std::vector<Obstacle>> run()
    {
        describeDisk();
        for (std::size_t i = 0; i < m_slots.size(); ++i)
            describe(*m_slots[i], i);
        describeFirmware();
        // What is in the wrong place would only seem to have the wrong number.
        if (m_obstacles.empty())
            describeNumbers();
        describeRest();
        if (m_obstacles.empty())
            m_obstacles = differences(m_layout, m_description);
        if (!m_obstacles.empty())
            return std::unexpected(std::move(m_obstacles));
        return std::move(m_description);
    }

private:
    void refuse(int number, std::string why)
    {
        m_obstacles.push_back({.number = number, .why = std::move(why)});
    }

    [[nodiscard]] const Slot *origin(Kind kind) const
    {
        const auto found = std::ranges::find_if(
            m_slots, [&](const Slot *slot) { return slot->cloneIndex == 0 && kindOf(*slot) == kind; });
        return found == m_slots.end() ? nullptr : *found;
    }

    [[nodiscard]] bool has(Kind kind) const { return origin(kind) != nullptr; }

    void describeDisk()
    {
        const Bytes size = m_layout.diskSize;
        m_description.sectorSize = m_layout.table.sectorSize;
        m_description.size = DiskSize{.size = size, .unpartitioned = {}, .isAdditive = false};
        if (!isWritable(m_layout.table.kind))
            refuse(0, "has neither a GPT nor an MBR table");
        if (size.count() % mebibyte.count() != 0)
            refuse(0, "has no whole number of MiB");
        if (m_layout.table.isHybrid)
            refuse(0, "has a hybrid MBR, whose partitions are not known here");
        if (!m_slots.empty())
            m_description.startSector =
                m_slots.front()->extent.begin.bytes() / m_layout.table.sectorSize.count();
    }

    void describe(const Slot &slot, std::size_t index)
    {
        const Kind kind = kindOf(slot);
        if (slot.attributes != 0)
            refuse(slot.number, "has attributes, and KIWI sets none");
        if (slot.cloneIndex > 0) {
            describeClone(slot, index);
            return;
        }
        const bool isTwice = kind != Kind::Custom && origin(kind) != &slot;
        if (isTwice)
            refuse(slot.number, "is a second \"" + slot.partidsName + "\", and KIWI makes one of each");
        if (!std::ranges::contains(contentsOf(kind), slot.content.kind))
            refuse(slot.number, "holds " + contentText(slot) + ", which KIWI does not make there");
        const bool isLast = index + 1 == m_slots.size();
        if (!isLast && slot.extent.size.count() % mebibyte.count() != 0)
            refuse(slot.number, "has no whole number of MiB");
        if (kind == Kind::Custom)
            describeCustom(slot);
        else
            describeOwn(slot, kind);
    }

    static std::string contentText(const Slot &slot)
    {
        const bool isNamed = slot.content.kind == ContentKind::Other && !slot.content.typeName.empty();
        return isNamed ? slot.content.typeName : std::string(contentKindName(slot.content.kind));
    }

    void describeClone(const Slot &slot, std::size_t index)
    {
        if (!isCloneable(kindOf(slot)))
            refuse(slot.number, "is a clone of \"" + slot.cloneOf + "\", of which KIWI makes none");
        const Slot *const next = index + 1 < m_slots.size() ? m_slots[index + 1] : nullptr;
        const bool isNextClone = next != nullptr && next->cloneIndex == slot.cloneIndex + 1;
        const bool isNextOrigin = next != nullptr && next->cloneIndex == 0;
        const bool isInPlace = (isNextClone || isNextOrigin) && next->partidsName == slot.partidsName;
        if (!isInPlace)
            refuse(slot.number, "is not directly before the next clone or its origin, where KIWI makes it");
    }

    [[nodiscard]] int clonesOf(const Slot &slot) const
    {
        return static_cast<int>(std::ranges::count_if(m_slots, [&](const Slot *one) {
            return one->cloneIndex > 0 && one->partidsName == slot.partidsName;
        }));
    }

    void describeCustom(const Slot &slot)
    {
        if (slot.partidsName.empty()) {
            refuse(slot.number, "has no name");
            return;
        }
        if (isPartOfOwnName(slot.partidsName))
            refuse(slot.number,
                   "is called \"" + slot.partidsName + "\", a part of a name that KIWI keeps for itself");
        if (slot.mountPoint.empty() || slot.mountPoint.front() != '/')
            refuse(slot.number, "has no mount point, without which KIWI does not build it");
        const bool isKiwiName = slot.name.empty() || slot.name == "p.lx" + slot.partidsName;
        m_description.partitions.push_back({.name = slot.partidsName,
                                            .size = slot.extent.size,
                                            .entryName = isKiwiName ? std::string() : slot.name,
                                            .isRaid = slot.type == type::raid || slot.type == "fd",
                                            .mountPoint = slot.mountPoint,
                                            .content = slot.content.kind,
                                            .label = slot.content.label,
                                            .clones = clonesOf(slot),
                                            .number = std::nullopt,
                                            .line = slot.number});
    }

    void describeOwn(const Slot &slot, Kind kind)
    {
        const Bytes size = slot.extent.size;
        if (kind == Kind::Efi)
            m_description.efiSize = size;
        if (kind == Kind::Swap)
            m_description.swapSize = size;
        if (kind == Kind::Spare)
            m_description.spare = Spare{
                .size = size, .isLast = false, .mountPoint = slot.mountPoint, .content = slot.content.kind};
        if (kind == Kind::Boot) {
            m_description.bootSize = size;
            m_description.bootContent = slot.content.kind;
            m_description.bootClones = clonesOf(slot);
        }
        if (kind == Kind::ReadOnly)
            m_description.overlay =
                Overlay{.size = size, .content = slot.content.kind, .hasWritePartition = false};
        if (kind == Kind::Root) {
            m_description.filesystem = slot.content.kind;
            m_description.systemSize = size;
            if (!slot.content.label.empty())
                m_description.rootLabel = slot.content.label;
        }
        if (kind == Kind::ReadOnly || kind == Kind::Root)
            m_description.rootClones += clonesOf(slot);
    }

    void describeFirmware()
    {
        const bool isGpt = m_layout.table.kind == TableKind::Gpt;
        const Slot *const root = has(Kind::ReadOnly) ? origin(Kind::ReadOnly) : origin(Kind::Root);
        if (root == nullptr) {
            refuse(0, "has no root");
            return;
        }
        if (isGpt && root->type != rootType(m_description.architecture)) {
            const std::string_view found = architectureOf(root->type);
            if (found.empty())
                refuse(root->number, "has another type than a root's");
            else
                m_description.architecture = found;
        }
        m_description.hasCsm = has(Kind::Csm);
        if (has(Kind::Prep)) {
            m_description.architecture = isGpt ? m_description.architecture : "ppc";
            m_description.firmware = "ofw";
        } else if (has(Kind::Efi)) {
            m_description.firmware = "uefi";
            m_description.efiTable = isGpt ? std::nullopt : std::optional(TableKind::Mbr);
            // An MBR does not tell the machine but by what KIWI makes on a PC.
            if (!isGpt && !m_description.hasCsm)
                m_description.architecture = "aarch64";
        } else if (isGpt && m_description.architecture.starts_with("ppc64")) {
            m_description.firmware = "opal";
        } else if (isGpt && m_description.architecture == "s390x") {
            m_description.targetType = "GPT";
        } else if (isGpt) {
            refuse(0, "has a GPT and no EFI system partition, which KIWI makes for POWER and s390 only");
        } else {
            describeBios();
        }
    }

    /// Nothing is active but with a BIOS.
    void describeBios()
    {
        const bool isActive = std::ranges::any_of(m_slots, [](const Slot *slot) { return slot->isActive; });
        m_description.firmware = isActive ? "bios" : "ec2";
    }

    void describeNumbers()
    {
        const bool isInOrder =
            std::ranges::is_sorted(m_slots, {}, [](const Slot *slot) { return slot->number; });
        const int most = m_slots.empty()
            ? 0
            : std::ranges::max(m_slots, {}, [](const Slot *slot) { return slot->number; })->number;
        if ((isInOrder && std::cmp_equal(most, m_layout.slots.size())) || m_description.isExtendedLayout)
            return;
        int expected = 0;
        bool isNumbered = false;
        for (const Slot *slot : m_slots) {
            isNumbered = isNumbered || slot->number != ++expected;
            if (isNumbered && slot->cloneIndex == 0)
                number(*slot);
        }
    }

    void number(const Slot &slot)
    {
        PartitionNumbers &numbers = m_description.numbers;
        const std::array<std::pair<Kind, std::optional<int> *>, 4> own{{{Kind::Csm, &numbers.csm},
                                                                        {Kind::Efi, &numbers.efi},
                                                                        {Kind::Boot, &numbers.boot},
                                                                        {Kind::Root, &numbers.root}}};
        const Kind kind = kindOf(slot);
        if (clonesOf(slot) > 0)
            refuse(slot.number, "has a number of its own and clones, where KIWI's build stops");
        const auto *found = std::ranges::find(own, kind, [](const auto &one) { return one.first; });
        if (found != own.end())
            *found->second = slot.number;
        const auto same =
            std::ranges::find(m_description.partitions, slot.partidsName, &CustomPartition::name);
        if (kind == Kind::Custom && same != m_description.partitions.end())
            same->number = slot.number;
        if (found == own.end() && kind != Kind::Custom)
            refuse(slot.number, "has a number of its own, which KIWI gives none of its kind");
    }

    /// Who takes what is left.
    void describeRest()
    {
        m_description.hasBoot = has(Kind::Boot);
        if (m_description.overlay)
            m_description.overlay->hasWritePartition = has(Kind::Root);
        if (m_slots.empty())
            return;
        const Slot &last = *m_slots.back();
        const Kind kind = kindOf(last);
        const bool isToTheEnd = isAtEnd(last);
        if (kind == Kind::Spare && m_description.spare) {
            m_description.spare->isLast = true;
            m_description.spare->size.reset();
        }
        m_description.isResized = false;
        if (kind == Kind::Root && isToTheEnd && last.cloneIndex == 0 && clonesOf(last) == 0)
            m_description.systemSize.reset();
    }

    [[nodiscard]] bool isAtEnd(const Slot &slot) const
    {
        return slot.extent.end() == m_layout.table.usable.end();
    }

    static std::string_view architectureOf(std::string_view type)
    {
        constexpr std::array<std::string_view, 8> known{"x86_64",  "aarch64",     "i586",  "armv7l",
                                                        "riscv64", "loongarch64", "ppc64", "ppc64le"};
        for (const std::string_view architecture : known) {
            if (rootType(architecture) == type)
                return architecture;
        }
        return type == rootType("s390x") ? std::string_view("s390x") : std::string_view();
    }

    const Layout &m_layout;
    std::vector<const Slot *> m_slots;  ///< by position, without the container
    Description m_description;
    std::vector<Obstacle> m_obstacles;
};

}

std::expected<Description, std::vector<Obstacle>> exportLayout(const Layout &layout)
{
    return Exporter(layout).run();
}

}
