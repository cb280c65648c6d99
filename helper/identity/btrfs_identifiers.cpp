// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/btrfs_identifiers.h"

#include "helper/identity/successor.h"

#include <algorithm>
#include <set>

namespace parterre {

namespace {

constexpr std::uint64_t deviceTree = 4;
constexpr std::uint64_t uuidTree = 9;
constexpr std::uint8_t deviceExtent = 204;
constexpr std::uint8_t deviceItem = 216;

// Fields of the items, btrfs' "On-disk format".
constexpr std::size_t deviceItemSize = 98;
constexpr std::size_t deviceUuid = 66;
constexpr std::size_t deviceFileSystem = 82;
constexpr std::size_t deviceExtentSize = 48;
constexpr std::size_t extentChunkTree = 32;
constexpr std::size_t rootItemSize = 439;  ///< of the version that has UUIDs
constexpr std::size_t rootUuid = 247;
constexpr std::size_t rootParent = 263;
constexpr std::size_t rootReceived = 279;

bool isNil(const BtrfsUuid &uuid)
{
    return isZero(uuid);
}

class Gatherer
{
public:
    Gatherer(const BtrfsVolume &volume, const Uuid &drawn)
        : m_volume(volume)
        , m_drawn(drawn)
    {}

    Result<BtrfsIdentifiers> gather()
    {
        TRY(const BtrfsRoot devices, findBtrfsTree(m_volume, deviceTree));
        CHECK(visit(m_volume.super.chunkTree, &Gatherer::addOfChunkTree));
        CHECK(visit(devices, &Gatherer::addOfDeviceTree));
        // What comes of a received_uuid, only all subvolumes together tell.
        CHECK(visit(m_volume.super.rootTree, &Gatherer::addOfRootTree));
        for (const auto &[leaf, identifier] : m_received) {
            if (m_subvolumes.contains(identifier.uuid))
                m_found.leaves.at(leaf).identifiers.push_back(identifier);
        }
        return std::move(m_found);
    }

private:
    using Way = Result<> (Gatherer::*)(const BtrfsItem &);

    /// All items of the tree, as all of a leaf tell where its gap is.
    Result<> visit(const BtrfsRoot &root, Way way)
    {
        return walkBtrfsTree(m_volume, root, {}, [&](const BtrfsItem &item) {
            BtrfsNamedLeaf &leaf = m_found.leaves[item.leaf];
            leaf.gapBegin += BtrfsLeaf::entrySize;
            leaf.gapEnd = item.at;
            return (this->*way)(item);
        });
    }

    void add(const BtrfsItem &item, std::size_t at, const BtrfsUuid &uuid)
    {
        m_found.leaves.at(item.leaf).identifiers.push_back({.at = item.at + at, .uuid = uuid});
    }

    void addSuccessor(const BtrfsItem &item, std::size_t at)
    {
        const BtrfsUuid former = btrfsUuidAt(item.data, at);
        if (!isNil(former))
            add(item, at, successor(former));
    }

    BtrfsUuid successor(const BtrfsUuid &former)
    {
        const auto known = m_successors.find(former);
        if (known != m_successors.end())
            return known->second;
        Uuid uuid;
        std::ranges::transform(former, uuid.bytes.begin(),
                               [](std::byte one) { return std::to_integer<std::uint8_t>(one); });
        return m_successors.emplace(former, btrfsUuid(successorOf(uuid, m_drawn))).first->second;
    }

    /// What chunks are and which device they are on has been looked at by readBtrfsChunks().
    Result<> addOfChunkTree(const BtrfsItem &item)
    {
        const BtrfsUuid next = m_volume.super.nextDeviceUuid.value();
        if (item.key.type == BtrfsChunks::itemType) {
            for (std::size_t at = BtrfsChunks::headSize; at < item.data.size(); at += BtrfsChunks::stripeSize)
                add(item, at + BtrfsChunks::stripeUuidAt, next);
            return {};
        }
        if (item.key.type != deviceItem || item.data.size() != deviceItemSize
            || btrfsUuidAt(item.data, deviceFileSystem) != m_volume.super.treeUuid
            || (btrfsUuidAt(item.data, deviceUuid) != m_volume.super.deviceUuid
                && btrfsUuidAt(item.data, deviceUuid) != next)) {
            return fail(ErrorCode::Corrupt, {}, "btrfs device item");
        }
        add(item, deviceUuid, next);
        return {};
    }

    /// The kernel leaves the field empty; mkfs.btrfs fills it, and btrfstune forgets it.
    Result<> addOfDeviceTree(const BtrfsItem &item)
    {
        if (item.key.type != deviceExtent)
            return {};
        if (item.data.size() != deviceExtentSize)
            return fail(ErrorCode::Corrupt, {}, "btrfs device extent");
        addSuccessor(item, extentChunkTree);
        return {};
    }

    Result<> addOfRootTree(const BtrfsItem &item)
    {
        if (item.key.type != BtrfsRootItem::type)
            return {};
        m_found.hasUuidTree = m_found.hasUuidTree || item.key.object == uuidTree;
        if (item.data.size() == BtrfsRootItem::sizeMin)
            return {};
        if (item.data.size() != rootItemSize)
            return fail(ErrorCode::Corrupt, {}, "btrfs root item");
        addSuccessor(item, rootUuid);
        addSuccessor(item, rootParent);
        m_subvolumes.insert(successor(btrfsUuidAt(item.data, rootUuid)));
        const BtrfsUuid received = btrfsUuidAt(item.data, rootReceived);
        if (!isNil(received))
            m_received.push_back({.leaf = item.leaf,
                                  .identifier = {.at = item.at + rootReceived, .uuid = successor(received)}});
        return {};
    }

    /// Becomes its successor if that is one of a subvolume: some may be what they are to be already.
    struct Received
    {
        std::uint64_t leaf = 0;
        BtrfsIdentifier identifier;
    };

    const BtrfsVolume &m_volume;
    const Uuid &m_drawn;
    BtrfsIdentifiers m_found;
    std::map<BtrfsUuid, BtrfsUuid> m_successors;
    std::set<BtrfsUuid> m_subvolumes;  ///< as they are to be
    std::vector<Received> m_received;
};

}

Result<BtrfsIdentifiers> gatherBtrfsIdentifiers(const BtrfsVolume &volume, const Uuid &drawn)
{
    return Gatherer(volume, drawn).gather();
}

BtrfsUuid btrfsUuid(const Uuid &uuid)
{
    BtrfsUuid bytes;
    std::ranges::copy(std::as_bytes(std::span(uuid.bytes)), bytes.begin());
    return bytes;
}

}
