// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/lvm_relabel.h"

#include "helper/block/raw_view.h"
#include "helper/lvm/physical_volume.h"
#include "helper/lvm/renamed_group.h"

#include <algorithm>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;

constexpr std::uint64_t sector = 512;
constexpr std::uint64_t ringAt = LvmMetadataArea::headerSize;
constexpr std::size_t pieceMax = std::size_t{1} << 20U;

// Of the label and of the header of a metadata area.
constexpr std::size_t labelSumAt = 16;
constexpr std::size_t labelSummedAt = 20;
constexpr std::size_t locationAt = 40;

/// Bytes, and where in the partition they are to stand.
struct Write
{
    std::uint64_t at = 0;
    Raw bytes;
};

/// What is left to do, in this order, each durable before the next.
struct Plan
{
    std::vector<Write> texts;
    std::vector<Write> headers;
    std::vector<Write> label;
    std::vector<LvmArea> leftovers;  ///< what is then no part of a text, from the partition's start
    std::vector<LvmArea> places;     ///< where all of this is: the label, the areas

    [[nodiscard]] bool isRenamed() const { return texts.empty() && headers.empty() && label.empty(); }
};

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "LVM", what);
}

std::uint64_t sectorsOf(std::uint64_t bytes)
{
    return (bytes + sector - 1) / sector;
}

/// The ring of an area, in sectors behind its header.
struct Ring
{
    LvmArea area;

    [[nodiscard]] std::uint64_t size() const { return (area.size - ringAt) / sector; }
    [[nodiscard]] std::uint64_t bytesAt(std::uint64_t number) const
    {
        return area.at + ringAt + number % size() * sector;
    }
    /// As one piece, or as two where they go round the end.
    [[nodiscard]] std::vector<LvmArea> pieces(std::uint64_t first, std::uint64_t count) const
    {
        const std::uint64_t upToEnd = std::min(count, size() - first % size());
        std::vector<LvmArea> made;
        if (upToEnd > 0)
            made.push_back({.at = bytesAt(first), .size = upToEnd * sector});
        if (count > upToEnd)
            made.push_back({.at = bytesAt(0), .size = (count - upToEnd) * sector});
        return made;
    }
};

Result<> admitArea(const LvmMetadataArea &area)
{
    if (area.isIgnored)
        return fail(ErrorCode::Unsupported, "LVM", "a metadata area is marked as not to be used");
    if (area.hasPrecommitted)
        return fail(ErrorCode::Refused, "LVM", "a change of its metadata was not finished");
    if (area.area.at % sector != 0 || area.area.size % sector != 0 || area.textAt % sector != 0)
        return fail(ErrorCode::Unsupported, "LVM", "a metadata area that is not aligned");
    return {};
}

/// Where the new text comes is a function of where the former one is, so that the next run puts it there too.
Result<std::uint64_t> placeFor(const LvmMetadataArea &area, std::uint64_t size)
{
    const Ring ring{.area = area.area};
    const std::uint64_t former = sectorsOf(area.text.size());
    if (sectorsOf(size) > ring.size() || former > ring.size() - sectorsOf(size))
        return fail(ErrorCode::Unsupported, "LVM", "a metadata area has no room for a second text");
    return ((area.textAt - ringAt) / sector + former) % ring.size();
}

void addText(const Ring &ring, std::uint64_t first, std::string_view text, Plan &plan)
{
    Raw bytes(sectorsOf(text.size()) * sector);
    std::ranges::copy(std::as_bytes(std::span(text)), bytes.begin());
    std::span<const std::byte> rest = bytes;
    for (const LvmArea &piece : ring.pieces(first, sectorsOf(text.size()))) {
        const std::span<const std::byte> part = rest.first(static_cast<std::size_t>(piece.size));
        plan.texts.push_back({.at = piece.at, .bytes = {part.begin(), part.end()}});
        rest = rest.subspan(part.size());
    }
}

Result<> addHeader(const RawView &view, const Ring &ring, std::uint64_t first, std::string_view text,
                   Plan &plan)
{
    TRY(Raw raw, view.read(ring.area.at, ringAt));
    putLittleEndian<std::uint64_t>(raw, locationAt, ringAt + first * sector);
    putLittleEndian<std::uint64_t>(raw, locationAt + 8, text.size());
    putLittleEndian<std::uint32_t>(raw, locationAt + 16, lvmChecksum(std::as_bytes(std::span(text))));
    putLittleEndian<std::uint32_t>(raw, 0, lvmChecksum(std::span(raw).subspan(4)));
    plan.headers.push_back({.at = ring.area.at, .bytes = std::move(raw)});
    return {};
}

/// All of the ring that the text at `first` does not take, and of its last sector what is behind it.
void addLeftovers(const Ring &ring, std::uint64_t first, std::uint64_t size, Plan &plan)
{
    const std::uint64_t count = sectorsOf(size);
    if (size % sector != 0)
        plan.leftovers.push_back(
            {.at = ring.bytesAt(first + count - 1) + size % sector, .size = sector - size % sector});
    const std::vector<LvmArea> pieces = ring.pieces(first + count, ring.size() - count);
    plan.leftovers.insert(plan.leftovers.end(), pieces.begin(), pieces.end());
}

Result<> addLabel(const RawView &view, const LvmPhysicalVolume &volume, const LvmIdentity &identity,
                  Plan &plan)
{
    if (volume.uuid == identity.pvUuid)
        return {};
    TRY(Raw raw, view.read(volume.labelAt, sector));
    const std::string bare = bareLvmUuid(identity.pvUuid);
    std::ranges::copy(std::as_bytes(std::span(bare)),
                      raw.begin() + static_cast<std::ptrdiff_t>(volume.headerAt));
    putLittleEndian<std::uint32_t>(raw, labelSumAt, lvmChecksum(std::span(raw).subspan(labelSummedAt)));
    plan.label.push_back({.at = volume.labelAt, .bytes = std::move(raw)});
    return {};
}

/// What each area becomes; the same text in all of them. A run that was cut off leaves some of them done.
Result<std::vector<RenamedGroup>> renamedGroups(const LvmPhysicalVolume &volume, const LvmIdentity &identity)
{
    std::vector<RenamedGroup> groups;
    for (const LvmMetadataArea &area : volume.metadataAreas) {
        CHECK(admitArea(area));
        if (area.text.empty() && volume.metadata.empty())
            return fail(ErrorCode::Unsupported, "LVM", "no volume group is recorded in it");
        if (area.text.empty())
            return corrupt("its metadata areas differ");
        TRY(RenamedGroup group, renamedGroup(area.text, identity));
        if (!groups.empty() && group.text != groups.front().text)
            return corrupt("its metadata areas differ");
        // The label is the last to change.
        if (!group.isDone && group.memberUuid != volume.uuid)
            return corrupt("its label and its metadata name different physical volumes");
        groups.push_back(std::move(group));
    }
    if (groups.empty())
        return fail(ErrorCode::Unsupported, "LVM", "it has no metadata area");
    return groups;
}

Result<Plan> makePlan(const RawView &view, const LvmIdentity &identity)
{
    CHECK(checkIdentity(identity));
    TRY(const LvmPhysicalVolume volume, readLvmPhysicalVolume(view));
    TRY(const std::vector<RenamedGroup> groups, renamedGroups(volume, identity));
    Plan plan;
    plan.places.push_back({.at = volume.labelAt, .size = sector});
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const LvmMetadataArea &area = volume.metadataAreas[i];
        const Ring ring{.area = area.area};
        const std::string &text = groups[i].text;
        std::uint64_t first = groups[i].isDone ? (area.textAt - ringAt) / sector : 0;
        if (!groups[i].isDone) {
            TRY(first, placeFor(area, text.size()));
            addText(ring, first, text, plan);
            CHECK(addHeader(view, ring, first, text, plan));
        }
        addLeftovers(ring, first, text.size(), plan);
        plan.places.push_back(area.area);
    }
    CHECK(addLabel(view, volume, identity, plan));
    return plan;
}

Result<> writeAll(BlockDevice &disk, Extent where, const std::vector<Write> &writes)
{
    for (const Write &write : writes)
        CHECK(disk.write(where.begin + Bytes(static_cast<std::int64_t>(write.at)), write.bytes));
    return writes.empty() ? Result<>{} : disk.flush();
}

/// The parts of the leftovers, none larger than pieceMax, that are not zero yet.
Result<std::vector<LvmArea>> legible(const RawView &view, const std::vector<LvmArea> &leftovers)
{
    std::vector<LvmArea> found;
    for (LvmArea rest : leftovers) {
        while (rest.size > 0) {
            const LvmArea piece{.at = rest.at, .size = std::min<std::uint64_t>(rest.size, pieceMax)};
            TRY(const Raw raw, view.read(piece.at, static_cast<std::size_t>(piece.size)));
            if (!isZero(raw))
                found.push_back(piece);
            rest = {.at = rest.at + piece.size, .size = rest.size - piece.size};
        }
    }
    return found;
}

Result<> zeroAll(BlockDevice &disk, Extent where, const std::vector<LvmArea> &pieces)
{
    for (const LvmArea &piece : pieces) {
        const Raw zeros(static_cast<std::size_t>(piece.size));
        CHECK(disk.write(where.begin + Bytes(static_cast<std::int64_t>(piece.at)), zeros));
    }
    return pieces.empty() ? Result<>{} : disk.flush();
}

/// From the medium: the label, and the areas with all that is in them.
Result<> compare(BlockDevice &disk, Extent where, const LvmIdentity &identity,
                 const std::vector<LvmArea> &places)
{
    for (const LvmArea &place : places)
        CHECK(disk.dropCache({.begin = where.begin + Bytes(static_cast<std::int64_t>(place.at)),
                              .size = Bytes(static_cast<std::int64_t>(place.size))}));
    const RawView view(disk, where);
    const Result<Plan> plan = makePlan(view, identity);
    const Result<std::vector<LvmArea>> left =
        plan ? legible(view, plan->leftovers) : std::unexpected(plan.error());
    if (!left && left.error().code != ErrorCode::Corrupt)
        return std::unexpected(left.error());
    if (!left || !plan->isRenamed() || !left->empty())
        return fail(ErrorCode::Mismatch, disk.name(), "the metadata of LVM reads otherwise than written");
    return {};
}

}

Result<> admitVolumeGroup(BlockDevice &disk, Extent where, const LvmIdentity &identity)
{
    CHECK(makePlan(RawView(disk, where), identity));
    return {};
}

Result<> relabelVolumeGroup(BlockDevice &disk, Extent where, const LvmIdentity &identity)
{
    const RawView view(disk, where);
    TRY(const Plan plan, makePlan(view, identity));
    CHECK(writeAll(disk, where, plan.texts));
    for (const Write &header : plan.headers)
        CHECK(writeAll(disk, where, {header}));
    CHECK(writeAll(disk, where, plan.label));
    TRY(const std::vector<LvmArea> former, legible(view, plan.leftovers));
    CHECK(zeroAll(disk, where, former));
    return compare(disk, where, identity, plan.places);
}

}
