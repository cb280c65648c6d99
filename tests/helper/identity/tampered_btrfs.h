// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/btrfs/btrfs_checksum.h"
#include "helper/btrfs/btrfs_tree.h"
#include "tests/helper/made_content.h"

#include <QtGlobal>

#include <functional>
#include <map>

namespace parterre {

/// A subvolume as its root item tells of it.
struct Subvolume
{
    std::string uuid;
    std::string parent;
    std::string received;

    friend bool operator==(const Subvolume &, const Subvolume &) = default;
};

/// A disk with a btrfs that can be looked into and tampered with, byte by byte.
class TamperedBtrfs : public MadeContent
{
public:
    static constexpr std::uint64_t firstSuper = 65536;
    static constexpr std::uint64_t secondSuper = std::uint64_t{64} << 20U;

    using MadeContent::MadeContent;

    /// Whether these 16 bytes stand anywhere in a superblock, a tree block or a file. What lies in blocks
    /// that are free is nobody's: the origin's former trees are there too.
    bool contains(const Uuid &uuid)
    {
        const auto wanted = std::as_bytes(std::span(uuid.bytes));
        return std::ranges::any_of(used(), [&](const Extent &one) {
            const std::vector<std::byte> bytes = disk.content().read(one);
            return !std::ranges::search(bytes, wanted).empty();
        });
    }

    std::map<std::uint64_t, Subvolume> subvolumes()
    {
        std::map<std::uint64_t, Subvolume> found;
        visitRoots([&](const BtrfsItem &item) {
            const auto text = [&](std::size_t at) {
                Uuid uuid;
                std::memcpy(uuid.bytes.data(), item.data.data() + at, 16);
                return uuid.toString();
            };
            if (item.key.object == 5 || (item.key.object >= 256 && item.key.object < ~std::uint64_t{255}))
                found[item.key.object] = {.uuid = text(247), .parent = text(263), .received = text(279)};
        });
        return found;
    }

    /// Writes into the root item of a subvolume, in all copies.
    void setInRoot(std::uint64_t subvolume, std::size_t at, const Uuid &uuid)
    {
        std::uint64_t leaf = 0;
        std::size_t place = 0;
        visitRoots([&](const BtrfsItem &item) {
            if (item.key.object == subvolume) {
                leaf = item.leaf;
                place = item.at + at;
            }
        });
        for (const std::uint64_t copy : copiesOf(leaf))
            change(copy, nodeSize(), [&](std::span<std::byte> block) {
                std::ranges::copy(std::as_bytes(std::span(uuid.bytes)), block.subspan(place).begin());
            });
    }

    /// Changes `size` bytes with a checksum from `at` of the partition on, and makes that right again.
    void change(std::uint64_t at, std::size_t size, const std::function<void(std::span<std::byte>)> &how)
    {
        std::vector<std::byte> block = disk.content().read(on(at, size));
        how(block);
        (void)sealBtrfsBlock(checksumKind(), block);
        disk.content().write(on(at, size).begin, block);
    }
    void flip(std::uint64_t at)
    {
        std::vector<std::byte> byte = disk.content().read(on(at, 1));
        byte[0] ^= std::byte{0x10};
        disk.content().write(on(at, 1).begin, byte);
    }

    /// Where the copies of the block at `logical` lie in the partition.
    std::vector<std::uint64_t> copiesOf(std::uint64_t logical)
    {
        const RawView view(disk, where);
        const BtrfsSuper super = readFirstBtrfsSuper(view).value();
        const BtrfsChunks chunks = readBtrfsChunks(view, super).value();
        const BtrfsChunk *chunk = chunks.holding(logical, 1);
        std::vector<std::uint64_t> places;
        for (std::size_t i = 0; i < chunk->copies; ++i)
            places.push_back(chunk->at[i] + logical - chunk->logical);
        return places;
    }
    std::uint64_t chunkTree() { return readFirstBtrfsSuper(RawView(disk, where))->chunkTree.logical; }
    std::size_t nodeSize() { return readFirstBtrfsSuper(RawView(disk, where))->nodeSize; }

private:
    [[nodiscard]] Extent on(std::uint64_t at, std::size_t size) const
    {
        return {.begin = where.begin + Bytes(static_cast<std::int64_t>(at)),
                .size = Bytes(static_cast<std::int64_t>(size))};
    }

    std::uint16_t checksumKind()
    {
        return littleEndian<std::uint16_t>(disk.content().read(on(firstSuper + 196, 2)), 0);
    }

    std::vector<Extent> used()
    {
        const RawView view(disk, where);
        const BtrfsSuper super = readFirstBtrfsSuper(view).value();
        const BtrfsChunks chunks = readBtrfsChunks(view, super).value();
        const BtrfsVolume volume{.view = view, .super = super, .chunks = chunks};
        std::vector<Extent> found;
        for (const std::uint64_t place : btrfsSuperPlaces(super.size))
            found.push_back(on(place, BtrfsSuper::recordSize));
        const auto add = [&](const BtrfsItem &item) -> Result<> {
            const bool isBlock = item.key.type == 169;
            if (!isBlock && item.key.type != 168)
                return {};
            for (const std::uint64_t place : copiesOf(item.key.object))
                found.push_back(on(place, isBlock ? super.nodeSize : item.key.offset));
            return {};
        };
        if (!walkBtrfsTree(volume, findBtrfsTree(volume, 2).value(), {}, add))
            qFatal("the extent tree cannot be read");
        return found;
    }

    void visitRoots(const std::function<void(const BtrfsItem &)> &visit)
    {
        const RawView view(disk, where);
        const BtrfsSuper super = readFirstBtrfsSuper(view).value();
        const BtrfsChunks chunks = readBtrfsChunks(view, super).value();
        (void)walkBtrfsTree({view, super, chunks}, super.rootTree, {},
                            [&](const BtrfsItem &item) -> Result<> {
                                if (item.key.type == BtrfsRootItem::type && item.data.size() == 439)
                                    visit(item);
                                return {};
                            });
    }
};

}
