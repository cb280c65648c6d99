// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/random_description.h"

#include "tests/support/dice.h"

#include <array>

namespace parterre::test {

namespace {

constexpr Bytes mib(std::int64_t count)
{
    return Bytes(1048576) * count;
}

class Author
{
public:
    explicit Author(std::uint64_t seed)
        : m_dice(seed)
    {}

    kiwi::Description write()
    {
        kiwi::Description one;
        one.size =
            kiwi::DiskSize{.size = mib(4000 + m_dice.below(8000)), .unpartitioned = {}, .isAdditive = false};
        writeFirmware(one);
        one.filesystem = fileSystem();
        one.rootClones = clones();
        if (m_dice.isOneIn(4))
            one.rootLabel = "SYSTEM";
        if (m_dice.isOneIn(2)) {
            one.hasBoot = true;
            one.bootClones = clones();
            one.bootContent = m_dice.isOneIn(3) ? ContentKind::Fat32 : fileSystem();
            one.bootSize = m_dice.isOneIn(2) ? std::optional(size(300)) : std::nullopt;
        }
        if (m_dice.isOneIn(4))
            one.swapSize = size(300);
        if (m_dice.isOneIn(4))
            one.overlay =
                kiwi::Overlay{.size = size(400),
                              .content = m_dice.isOneIn(2) ? ContentKind::Erofs : ContentKind::Squashfs,
                              .hasWritePartition = !m_dice.isOneIn(4)};
        writeRest(one);
        const std::uint32_t count = m_dice.isOneIn(2) ? 0 : m_dice.below(5);
        for (std::uint32_t i = 0; i < count; ++i)
            one.partitions.push_back(partition(static_cast<int>(i)));
        if (m_dice.isOneIn(6))
            writeNumbers(one);
        return one;
    }

private:
    int clones() { return m_dice.isOneIn(2) ? 0 : static_cast<int>(m_dice.below(4)); }
    Bytes size(std::uint32_t most) { return mib(1 + m_dice.below(most)); }

    ContentKind fileSystem()
    {
        constexpr std::array kinds{ContentKind::Ext4, ContentKind::Xfs, ContentKind::Btrfs,
                                   ContentKind::Ext2};
        return kinds.at(m_dice.below(kinds.size()));
    }

    void writeFirmware(kiwi::Description &one)
    {
        constexpr std::array<std::array<const char *, 2>, 7> machines{{{"x86_64", "uefi"},
                                                                       {"x86_64", "bios"},
                                                                       {"x86_64", "ec2"},
                                                                       {"aarch64", "uefi"},
                                                                       {"ppc64le", "ofw"},
                                                                       {"ppc64le", "opal"},
                                                                       {"x86_64", "uefi"}}};
        const auto &machine = machines.at(m_dice.below(machines.size()));
        one.architecture = machine[0];
        one.firmware = machine[1];
        one.hasCsm = !m_dice.isOneIn(3);
        if (m_dice.isOneIn(3))
            one.efiTable = TableKind::Mbr;
        one.isExtendedLayout = m_dice.isOneIn(2);
        if (m_dice.isOneIn(3))
            one.efiSize = size(100);
        if (m_dice.isOneIn(5))
            one.sectorSize = Bytes(4096);
        if (m_dice.isOneIn(4))
            one.startSector = 2048 + 2048 * std::int64_t{m_dice.below(4)};
    }

    void writeRest(kiwi::Description &one)
    {
        one.isResized = m_dice.isOneIn(2);
        if (m_dice.isOneIn(3))
            one.systemSize = size(900);
        if (m_dice.isOneIn(3))
            one.spare = kiwi::Spare{.size = m_dice.isOneIn(3) ? std::nullopt : std::optional(size(200)),
                                    .isLast = m_dice.isOneIn(2),
                                    .mountPoint = m_dice.isOneIn(2) ? "/spare" : "",
                                    .content = m_dice.isOneIn(2) ? fileSystem() : ContentKind::Unformatted};
        // Nothing is made of one that has neither.
        if (one.spare && !one.spare->size && !one.spare->isLast)
            one.spare.reset();
    }

    kiwi::CustomPartition partition(int index)
    {
        kiwi::CustomPartition one;
        one.name = std::string(m_dice.isOneIn(4) ? "Data" : "work") + std::to_string(index);
        one.size = size(200);
        if (m_dice.isOneIn(3))
            one.entryName = index == 0 ? "home" : "entry." + std::to_string(index);
        one.isRaid = m_dice.isOneIn(6);
        one.mountPoint = "/" + one.name;
        one.content = fileSystem();
        one.label = m_dice.isOneIn(2) ? "L" + std::to_string(index) : std::string();
        one.clones = clones();
        return one;
    }

    /// From some partition on, without clones.
    void writeNumbers(kiwi::Description &one)
    {
        one.numbers.root = 20 + static_cast<int>(m_dice.below(20));
        one.rootClones = 0;
        if (m_dice.isOneIn(2))
            return;
        for (std::size_t i = 0; i < one.partitions.size(); ++i) {
            one.partitions[i].clones = 0;
            one.partitions[i].number = 60 - static_cast<int>(i);
        }
    }

    Dice m_dice;
};

}

kiwi::Description randomDescription(std::uint64_t seed)
{
    return Author(seed).write();
}

}
