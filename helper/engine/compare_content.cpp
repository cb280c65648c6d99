// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/compare_content.h"

#include "core/layout/identity_text.h"
#include "helper/allocation/allocation.h"
#include "helper/block/overlay_device.h"
#include "helper/copy/used_pieces.h"
#include "helper/engine/compared_layers.h"
#include "helper/engine/piece.h"
#include "helper/identity/identity.h"

#include <algorithm>
#include <cstring>

namespace parterre {

namespace {

constexpr std::int64_t partidsBlocks = 64;

/// What the origin would look like as another clone. Which blocks a tool writes does not depend on
/// the identifier; the clone's own would not do, as btrfstune refuses one that a disk here has.
Result<> disguise(OverlayDevice &overlay, const ComparedLayer &layer, Keys &keys)
{
    const Content &origin = layer.originContent;
    if (layer.cloneContent.uuid != origin.uuid && !contentIdText(origin.kind, Uuid()).empty())
        CHECK(
            renewIdentity(overlay, layer.origin, identityOf(origin, Uuid::draw(), layer.cloneContent), keys));
    return setHiddenSectors(overlay, layer.origin, origin.kind, overlay.sectorSize());
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

/// What is compared of a layer, on the clone's disk: in an LUKS all of it, which is what was copied.
std::vector<Extent> comparedOf(const ComparedLayer &layer, bool isOutermost, const Slot &clone)
{
    const std::vector<Extent> used =
        isOutermost ? usedOf(layer.cloneDisk, clone) : std::vector<Extent>{layer.clone};
    return overlap(used, gaps(layer.clone, layer.apart));
}

Bytes sizeOf(const std::vector<Extent> &extents)
{
    Bytes size;
    for (const Extent &extent : extents)
        size += extent.size;
    return size;
}

/// Whether both pieces are known to be holes, which are equal without being read.
Result<bool> areHoles(const ComparedLayer &layer, Extent origin, Extent clone)
{
    TRY(const std::vector<Extent> dataA, layer.originDisk.dataIn(origin));
    TRY(const std::vector<Extent> dataB, layer.cloneDisk.dataIn(clone));
    return dataA.empty() && dataB.empty();
}

/// What a comparison needs all the time.
struct Course
{
    const std::function<void(Bytes amount, Bytes read)> &advance;
    const std::stop_token &stop;
    AlignedBuffer origin{static_cast<std::size_t>(Pieces::size.count())};
    AlignedBuffer clone{static_cast<std::size_t>(Pieces::size.count())};
};

Result<> compareLayer(const ComparedLayer &layer, const std::vector<Extent> &used,
                      const OverlayDevice &overlay, Course &course, ContentComparison &result)
{
    for (Bytes done; done < layer.origin.size;) {
        if (course.stop.stop_requested())
            return fail(ErrorCode::Cancelled, layer.cloneDisk.name());
        const Bytes size = std::min(Pieces::size, layer.origin.size - done);
        for (const Extent &part : partsWithin(used, {.begin = layer.clone.begin + done, .size = size})) {
            const Bytes within = part.begin - layer.clone.begin;
            const Extent atOrigin{.begin = layer.origin.begin + within, .size = part.size};
            TRY(const bool isEmpty, areHoles(layer, atOrigin, part));
            result.compared += part.size;
            course.advance(part.size * 2, isEmpty ? Bytes() : part.size * 2);
            if (isEmpty)
                continue;
            const auto mine = course.origin.first(static_cast<std::size_t>(part.size.count()));
            const auto theirs = course.clone.first(static_cast<std::size_t>(part.size.count()));
            CHECK(layer.originDisk.read(atOrigin.begin, mine));
            CHECK(layer.cloneDisk.read(part.begin, theirs));
            countBlocks(
                {.origin = mine, .clone = theirs, .at = atOrigin.begin, .within = layer.begin + within},
                overlay, result);
        }
        done += size;
    }
    return {};
}

}

Bytes comparedSize(BlockDevice &disk, const Slot &clone)
{
    return sizeOf(usedOf(disk, clone)) * 2;
}

Result<ContentComparison> compareContent(BlockDevice &disk, const ComparedPair &compared,
                                         const std::function<void(Bytes amount, Bytes read)> &advance,
                                         const std::stop_token &stop)
{
    ContentComparison result{
        .compared = {}, .blocks = 0, .unexplained = 0, .allowed = 0, .firstUnexplained = {}};
    result.allowed = (carriesPartids(compared.origin) ? partidsBlocks : 0) + compared.rewritten;
    TRY(const ComparedLayers layers, ComparedLayers::of(disk, compared));
    Course course{.advance = advance, .stop = stop};
    for (const ComparedLayer &layer : layers.all()) {
        const bool isOutermost = &layer == &layers.all().front();
        const std::vector<Extent> used = comparedOf(layer, isOutermost, compared.clone);
        TRY(const std::unique_ptr<OverlayDevice> overlay, OverlayDevice::create(layer.originDisk));
        CHECK(disguise(*overlay, layer, compared.keys));
        CHECK(compareLayer(layer, used, *overlay, course, result));
    }
    // Headers of other keys are not compared.
    if (const Bytes all = comparedSize(disk, compared.clone); all > result.compared * 2)
        advance(all - result.compared * 2, {});
    return result;
}

}
