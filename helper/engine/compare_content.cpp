// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/compare_content.h"

#include "core/layout/identity_text.h"
#include "helper/allocation/allocation.h"
#include "helper/block/overlay_device.h"
#include "helper/copy/used_pieces.h"
#include "helper/engine/piece.h"
#include "helper/identity/identity.h"

#include <algorithm>
#include <cstring>

namespace parterre {

namespace {

constexpr std::int64_t partidsBlocks = 64;

/// What the origin would look like as another clone. Which blocks a tool writes does not depend on
/// the identifier; the clone's own would not do, as btrfstune refuses one that a disk here has.
Result<> disguise(OverlayDevice &overlay, const ComparedPair &compared)
{
    const Slot &origin = compared.origin;
    const ContentKind kind = origin.content.kind;
    if (compared.clone.content.uuid != origin.content.uuid && !contentIdText(kind, Uuid()).empty())
        CHECK(renewIdentity(overlay, origin.extent,
                            identityOf(origin.content, Uuid::draw(), compared.clone.content), compared.keys));
    return setHiddenSectors(overlay, origin.extent, kind, overlay.sectorSize());
}

/// The same piece of the origin and of the clone.
struct Pair
{
    std::span<const std::byte> origin;
    std::span<const std::byte> clone;
    Offset at;      ///< of the origin's, on the disk
    Offset within;  ///< of both, from the partition's start
};

void countBlocks(const Pair &pair, const OverlayDevice &overlay, ContentComparison &result)
{
    const auto areEqual = [&](std::size_t from, std::size_t length) {
        return std::memcmp(pair.origin.data() + from, pair.clone.data() + from, length) == 0;
    };
    if (areEqual(0, pair.origin.size()))
        return;
    constexpr auto step = static_cast<std::size_t>(OverlayDevice::blockSize);
    for (std::size_t from = 0; from < pair.origin.size(); from += step) {
        const std::size_t length = std::min(step, pair.origin.size() - from);
        if (areEqual(from, length))
            continue;
        ++result.blocks;
        const Bytes distance(static_cast<std::int64_t>(from));
        if (overlay.isWritten(
                {.begin = pair.at + distance, .size = Bytes(static_cast<std::int64_t>(length))}))
            continue;
        if (result.unexplained++ == 0)
            result.firstUnexplained = pair.within + distance;
    }
}

/// What the clone uses, and so had to be copied; all of it where its map is in doubt.
std::vector<Extent> usedOf(BlockDevice &disk, const Slot &clone)
{
    return roundedOut(allocationOf(disk, clone.extent, clone.content.kind).used, clone.extent);
}

/// Whether both pieces are known to be holes, which are equal without being read.
Result<bool> areHoles(BlockDevice &disk, Extent a, Extent b)
{
    TRY(const std::vector<Extent> dataA, disk.dataIn(a));
    TRY(const std::vector<Extent> dataB, disk.dataIn(b));
    return dataA.empty() && dataB.empty();
}

}

Bytes comparedSize(BlockDevice &disk, const Slot &clone)
{
    Bytes size;
    for (const Extent &one : usedOf(disk, clone))
        size += one.size * 2;
    return size;
}

Result<ContentComparison> compareContent(BlockDevice &disk, const ComparedPair &compared,
                                         const std::function<void(Bytes amount, Bytes read)> &advance,
                                         const std::stop_token &stop)
{
    const Slot &origin = compared.origin;
    const Slot &clone = compared.clone;
    TRY(const std::unique_ptr<OverlayDevice> overlay, OverlayDevice::create(disk));
    CHECK(disguise(*overlay, compared));
    ContentComparison result{
        .compared = {}, .blocks = 0, .unexplained = 0, .allowed = 0, .firstUnexplained = {}};
    result.allowed = carriesPartids(origin) ? partidsBlocks : 0;
    AlignedBuffer a(static_cast<std::size_t>(Pieces::size.count()));
    AlignedBuffer b(static_cast<std::size_t>(Pieces::size.count()));
    const std::vector<Extent> used = usedOf(disk, clone);
    for (Bytes done; done < origin.extent.size;) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, disk.name());
        const Bytes size = std::min(Pieces::size, origin.extent.size - done);
        for (const Extent &part : partsWithin(used, {.begin = clone.extent.begin + done, .size = size})) {
            const Bytes within = part.begin - clone.extent.begin;
            const Extent atOrigin{.begin = origin.extent.begin + within, .size = part.size};
            TRY(const bool isEmpty, areHoles(disk, atOrigin, part));
            result.compared += part.size;
            advance(part.size * 2, isEmpty ? Bytes() : part.size * 2);
            if (isEmpty)
                continue;
            const auto mine = a.first(static_cast<std::size_t>(part.size.count()));
            const auto theirs = b.first(static_cast<std::size_t>(part.size.count()));
            CHECK(disk.read(atOrigin.begin, mine));
            CHECK(disk.read(part.begin, theirs));
            countBlocks({.origin = mine, .clone = theirs, .at = atOrigin.begin, .within = Offset() + within},
                        *overlay, result);
        }
        done += size;
    }
    return result;
}

}
