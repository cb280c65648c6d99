// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/btrfs_relabel.h"

#include "core/layout/identity_text.h"
#include "helper/btrfs/btrfs_checksum.h"
#include "helper/identity/btrfs_identifiers.h"

#include <algorithm>
#include <ranges>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;

// Fields of the superblock, btrfs' "On-disk format".
constexpr std::size_t superFsid = 32;
constexpr std::size_t superPlace = 48;
constexpr std::size_t superIncompat = 188;
constexpr std::size_t superDeviceUuid = 267;
constexpr std::size_t superMetadataUuid = 571;
constexpr std::uint64_t hasMetadataUuid = 1U << 10U;

// Of a tree block.
constexpr std::size_t sumSize = 32;
constexpr std::size_t blockChunkTree = 64;

void put(std::span<std::byte> into, std::size_t at, const BtrfsUuid &uuid)
{
    std::ranges::copy(uuid, into.subspan(at, uuid.size()).begin());
}

/// The leaf with its UUIDs changed, and with nothing in its gap.
Raw renamed(Raw block, const BtrfsNamedLeaf &leaf)
{
    std::ranges::fill(std::span(block).subspan(leaf.gapBegin, leaf.gapEnd - leaf.gapBegin), std::byte{0});
    for (const BtrfsIdentifier &identifier : leaf.identifiers)
        put(block, identifier.at, identifier.uuid);
    return block;
}

/// The copies of one leaf that change. They may be unlike now, where a run was cut off between them, but
/// not in anything else than what is changed, here or by a btrfstune.
Result<> addLeaf(const BtrfsVolume &volume, std::uint64_t logical, const BtrfsNamedLeaf &leaf,
                 BtrfsRelabel &relabel)
{
    TRY(const std::vector<std::uint64_t> places, btrfsPlacesOf(volume, logical));
    Raw first;
    for (const std::uint64_t at : places) {
        TRY(const Raw before, volume.view.read(at, volume.super.nodeSize));
        CHECK(checkBtrfsBlock(volume, before, logical));
        Raw after = renamed(before, leaf);
        if (first.empty())
            first = after;
        put(after, blockChunkTree, btrfsUuidAt(first, blockChunkTree));
        if (!std::ranges::equal(std::span(after).subspan(sumSize), std::span(first).subspan(sumSize)))
            return fail(ErrorCode::Corrupt, {}, "btrfs copies of a tree block differ");
        CHECK(sealBtrfsBlock(volume.super.checksumKind, after));
        if (after != before)
            relabel.blocks.push_back({.at = at, .bytes = std::move(after)});
    }
    return {};
}

/// The chunks that the superblock carries have been looked at by BtrfsChunks::inSuper().
void renameStripes(std::span<std::byte> chunks, const BtrfsUuid &device)
{
    for (std::size_t at = 0; at < chunks.size();) {
        at += BtrfsKey::storedSize;
        const std::size_t stripes = littleEndian<std::uint16_t>(chunks, at + 44);
        at += BtrfsChunks::headSize;
        for (std::size_t i = 0; i < stripes; ++i, at += BtrfsChunks::stripeSize)
            put(chunks, at + BtrfsChunks::stripeUuidAt, device);
    }
}

Raw renamed(Raw raw, const BtrfsSuper &super)
{
    const BtrfsUuid device = super.nextDeviceUuid.value();
    put(raw, superDeviceUuid, device);
    const std::span chunks = std::span(raw).subspan(BtrfsSuper::chunksAt, BtrfsSuper::chunksMax);
    renameStripes(chunks.first(super.systemChunks.size()), device);
    std::ranges::fill(chunks.subspan(super.systemChunks.size()), std::byte{0});
    const std::uint64_t features = littleEndian<std::uint64_t>(raw, superIncompat);
    if ((features & hasMetadataUuid) != 0) {
        putLittleEndian(raw, superIncompat, features & ~hasMetadataUuid);
        put(raw, superFsid, super.treeUuid);
        put(raw, superMetadataUuid, {});
    }
    return raw;
}

/// A commit that was cut off, a program's too, leaves older copies, and so does a run that was.
Result<> addSupers(const RawView &view, const BtrfsSuper &super, BtrfsRelabel &relabel)
{
    TRY(Raw first, readBtrfsRecord(view, BtrfsSuper::places.front()));
    Raw after = renamed(std::move(first), super);
    const std::span<const std::uint64_t> places = btrfsSuperPlaces(super.size);
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        TRY(const Raw before, readBtrfsRecord(view, *place));
        const BtrfsUuid device = btrfsUuidAt(before, superDeviceUuid);
        if (device != super.deviceUuid && device != super.nextDeviceUuid)
            return fail(ErrorCode::Corrupt, {}, "btrfs superblock copy");
        putLittleEndian(after, superPlace, *place);
        CHECK(sealBtrfsBlock(super.checksumKind, after));
        if (after != before)
            relabel.supers.push_back({.at = *place, .bytes = after});
    }
    return {};
}

Result<BtrfsRelabel> plan(const RawView &view, const Uuid &drawn)
{
    TRY(BtrfsSuper super, readFirstBtrfsSuper(view));
    super.nextDeviceUuid = btrfsUuid(*Uuid::parse(subIdText(ContentKind::Btrfs, drawn)));
    TRY(const BtrfsChunks chunks, readBtrfsChunks(view, super));
    const BtrfsVolume volume{.view = view, .super = super, .chunks = chunks};
    TRY(const BtrfsIdentifiers found, gatherBtrfsIdentifiers(volume, drawn));
    BtrfsRelabel relabel{.hasUuidTree = found.hasUuidTree};
    for (const auto &[logical, leaf] : found.leaves)
        CHECK(addLeaf(volume, logical, leaf, relabel));
    CHECK(addSupers(view, super, relabel));
    return relabel;
}

Result<> write(BlockDevice &disk, Extent where, const BtrfsWrite &one)
{
    return disk.write(where.begin + Bytes(static_cast<std::int64_t>(one.at)), one.bytes);
}

}

Result<BtrfsRelabel> planBtrfsRelabel(BlockDevice &disk, Extent where, const Uuid &drawn)
{
    Result<BtrfsRelabel> planned = plan(RawView(disk, where), drawn);
    if (!planned && planned.error().subject.empty())
        planned.error().subject = disk.name();
    return planned;
}

Result<> carryOutBtrfsRelabel(BlockDevice &disk, Extent where, const BtrfsRelabel &relabel)
{
    for (const BtrfsWrite &block : relabel.blocks)
        CHECK(write(disk, where, block));
    CHECK(disk.flush());
    // One after the other: a copy is known by its device's UUID, and the first says what that was.
    for (const BtrfsWrite &super : relabel.supers) {
        CHECK(write(disk, where, super));
        CHECK(disk.flush());
    }
    return {};
}

Result<bool> isBtrfsCalledThroughout(BlockDevice &disk, Extent where, const Uuid &fsid)
{
    constexpr std::uint64_t extentTree = 2;
    constexpr std::uint8_t extentItem = 168;
    constexpr std::uint8_t metadataItem = 169;
    constexpr std::uint64_t isTreeBlock = 2;
    const RawView view(disk, where);
    TRY(const BtrfsSuper super, readFirstBtrfsSuper(view));
    TRY(const BtrfsChunks chunks, readBtrfsChunks(view, super));
    const BtrfsVolume volume{.view = view, .super = super, .chunks = chunks};
    TRY(const BtrfsRoot extents, findBtrfsTree(volume, extentTree));
    bool isCalledSo = super.treeUuid == btrfsUuid(fsid);
    CHECK(walkBtrfsTree(volume, extents, {}, [&](const BtrfsItem &item) -> Result<> {
        if (item.key.type != metadataItem
            && (item.key.type != extentItem || item.data.size() < 24
                || (littleEndian<std::uint64_t>(item.data, 16) & isTreeBlock) == 0))
            return {};
        TRY(const std::vector<std::uint64_t> places, btrfsPlacesOf(volume, item.key.object));
        TRY(const Raw first, view.read(places.front(), super.nodeSize));
        isCalledSo = isCalledSo && checkBtrfsBlock(volume, first, item.key.object).has_value();
        for (const std::uint64_t at : places | std::views::drop(1)) {
            TRY(const Raw copy, view.read(at, super.nodeSize));
            isCalledSo = isCalledSo && copy == first;
        }
        return {};
    }));
    return isCalledSo;
}

}
