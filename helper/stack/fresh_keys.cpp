// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/stack/fresh_keys.h"

#include "core/model/layers.h"
#include "helper/block/linear_volume.h"
#include "helper/copy/digest.h"
#include "helper/stack/container.h"

#include <algorithm>
#include <ranges>

namespace parterre {

namespace {

constexpr Bytes pieceSize{std::int64_t{4} << 20};
/// So much is flushed and read back at once.
constexpr Bytes turnSize{std::int64_t{64} << 20};
constexpr Bytes headerPieceSize{std::int64_t{1} << 20};

std::size_t countOf(Bytes size)
{
    return static_cast<std::size_t>(size.count());
}

/// All of a device.
Extent wholeOf(const BlockDevice &device)
{
    return {.begin = Offset(), .size = device.size()};
}

/// `extent` in parts of `size`, in order.
std::vector<Extent> partsOf(Extent extent, Bytes size)
{
    std::vector<Extent> parts;
    for (Offset at = extent.begin; at < extent.end(); at = parts.back().end())
        parts.push_back({.begin = at, .size = std::min(size, extent.end() - at)});
    return parts;
}

/// What lies in one LUKS, on its way to the other.
class Passage
{
public:
    Passage(BlockDevice &from, BlockDevice &to, DigestKind kind)
        : m_from(from)
        , m_to(to)
        , m_kind(kind)
        , m_buffer(countOf(pieceSize))
    {}

    Result<> carry(const std::function<void(const Work &)> &moved, const std::stop_token &stop)
    {
        for (const Extent &turn : partsOf(wholeOf(m_from), turnSize)) {
            const std::vector<Extent> pieces = partsOf(turn, pieceSize);
            std::vector<Digest> digests;
            for (const Extent &piece : pieces) {
                if (stop.stop_requested())
                    return fail(ErrorCode::Cancelled, m_to.name());
                const auto bytes = m_buffer.first(countOf(piece.size));
                CHECK(m_from.read(piece.begin, bytes));
                digests.push_back(digestOf(m_kind, bytes));
                CHECK(m_to.write(piece.begin, bytes));
                moved({.read = piece.size, .written = piece.size});
            }
            CHECK(m_to.flush());
            CHECK(m_to.dropCache(turn));
            for (std::size_t i = 0; i < pieces.size(); ++i) {
                const auto bytes = m_buffer.first(countOf(pieces[i].size));
                CHECK(m_to.read(pieces[i].begin, bytes));
                if (digestOf(m_kind, bytes) != digests[i])
                    return fail(ErrorCode::Mismatch, m_to.name(), "what was encrypted anew");
                moved({.read = pieces[i].size, .written = {}});
            }
        }
        return {};
    }

private:
    BlockDevice &m_from;
    BlockDevice &m_to;
    DigestKind m_kind;
    AlignedBuffer m_buffer;
};

/// What was a header and keyslots, to the last byte before the data.
Result<> eraseHeader(BlockDevice &disk, Extent header)
{
    CHECK(disk.zero(header));
    return disk.flush();
}

/// The begin, by which an LUKS is known, last.
Result<> writeHeader(const LuksHeader &header, BlockDevice &disk, Extent place)
{
    std::vector<std::byte> bytes(countOf(headerPieceSize));
    std::vector<std::byte> there(bytes.size());
    const std::vector<Extent> parts = partsOf(place, headerPieceSize);
    for (const Extent &part : parts | std::views::reverse) {
        const auto mine = std::span(bytes).first(countOf(part.size));
        CHECK(header.copy(part.begin - place.begin, mine));
        if (part.begin == place.begin)
            CHECK(disk.flush());
        CHECK(disk.write(part.begin, mine));
    }
    CHECK(disk.flush());
    CHECK(disk.dropCache(place));
    for (const Extent &part : parts) {
        const auto mine = std::span(bytes).first(countOf(part.size));
        const auto theirs = std::span(there).first(countOf(part.size));
        CHECK(header.copy(part.begin - place.begin, mine));
        CHECK(disk.read(part.begin, theirs));
        if (!std::ranges::equal(mine, theirs))
            return fail(ErrorCode::Mismatch, disk.name(), "the new header of an LUKS");
    }
    return {};
}

}

Result<FreshKeys> FreshKeys::prepare(const RekeyedCopy &copy, Keys &keys)
{
    if (copy.origin.overlaps(copy.where) || copy.where.size < copy.origin.size)
        return fail(ErrorCode::Invalid, copy.disk.name(), "a copy that is not apart from its origin");
    FreshKeys made(keys, copy.digest);
    const Place place{.originDisk = copy.disk,
                      .origin = copy.origin,
                      .copyDisk = copy.disk,
                      .where = {.begin = copy.where.begin, .size = copy.origin.size}};
    CHECK(made.add(place, copy.content));
    return made;
}

Result<> FreshKeys::tryOut(BlockDevice &disk, Extent where, const Content &content, Keys &keys)
{
    FreshKeys made(keys, DigestKind::Xxh3);
    return made.add({.originDisk = disk, .origin = where, .copyDisk = disk, .where = where}, content);
}

Result<> FreshKeys::add(const Place &place, const Content &content)
{
    if (!hasLuks(content))
        return {};
    return isLuks(content.kind) ? addLuks(place, content) : addVolumes(place, content);
}

Result<> FreshKeys::addLuks(const Place &place, const Content &content)
{
    TRY(const LuksHeader old, LuksHeader::read(place.originDisk, place.origin, content.kind));
    TRY(auto from, LuksVolume::openBy(old, place.originDisk, place.origin, m_keys));
    const auto opener = m_keys.openerOf(old.get());
    if (!opener)
        return fail(ErrorCode::Denied, place.originDisk.name(), "no key that was given opens it");
    TRY(LuksHeader header, LuksHeader::successorOf(old, *opener, place.where.size));
    TRY(auto to, LuksVolume::openBy(header, place.copyDisk, place.where, m_keys));
    if (from->size() != to->size())
        return fail(ErrorCode::Unsupported, place.originDisk.name(), "an LUKS that cannot be made again");
    const Place inner{.originDisk = *from, .origin = wholeOf(*from), .copyDisk = *to, .where = wholeOf(*to)};
    m_layers.push_back({.copyDisk = place.copyDisk,
                        .where = place.where,
                        .header = std::move(header),
                        .from = std::move(from),
                        .to = std::move(to)});
    if (content.volumes.size() != 1)
        return fail(ErrorCode::Mismatch, place.originDisk.name(), "an LUKS that was not looked into");
    return add(inner, content.volumes.front().content);
}

/// The copy's volumes lie where the origin's do, whatever its metadata says by now.
Result<> FreshKeys::addVolumes(const Place &place, const Content &content)
{
    TRY(OpenContainer container, openContainer(place.originDisk, place.origin, content.kind, m_keys));
    if (container.volumes.size() != content.volumes.size())
        return fail(ErrorCode::Mismatch, place.originDisk.name(), "it has other volumes than it had");
    for (std::size_t i = 0; i < container.volumes.size(); ++i) {
        OpenVolume &volume = container.volumes[i];
        if (!hasLuks(content.volumes[i].content))
            continue;
        if (!volume.device)
            return fail(ErrorCode::Unsupported, place.originDisk.name(), volume.name + ": " + volume.doubt);
        for (Extent &piece : volume.pieces)
            piece.begin = place.where.begin + (piece.begin - place.origin.begin);
        BlockDevice &from = *m_devices.emplace_back(std::move(volume.device));
        BlockDevice &to =
            *m_devices.emplace_back(std::make_unique<LinearVolume>(place.copyDisk, std::move(volume.pieces)));
        CHECK(add({.originDisk = from, .origin = wholeOf(from), .copyDisk = to, .where = wholeOf(to)},
                  content.volumes[i].content));
    }
    return {};
}

Bytes FreshKeys::amount() const
{
    Bytes amount;
    for (const Layer &layer : m_layers)
        amount += layer.from->size();
    return amount;
}

Result<> FreshKeys::write(const std::function<void(const Work &)> &moved, const std::stop_token &stop)
{
    const auto headerOf = [](const Layer &layer) {
        return Extent{.begin = layer.where.begin, .size = layer.header.dataBegin()};
    };
    // Data of an outer one is a header and data of an inner one: that is made of it afterwards.
    for (const Layer &layer : m_layers) {
        CHECK(eraseHeader(layer.copyDisk, headerOf(layer)));
        CHECK(Passage(*layer.from, *layer.to, m_digest).carry(moved, stop));
    }
    for (const Layer &layer : m_layers | std::views::reverse) {
        CHECK(writeHeader(layer.header, layer.copyDisk, headerOf(layer)));
        // What a stranger would find there; what was given has opened it while it was in memory.
        CHECK(LuksVolume::open(layer.copyDisk, layer.where, layer.header.kind(), m_keys));
    }
    return {};
}

}
