// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/md/md_relabel.h"

#include "helper/md/md_record.h"

#include <algorithm>

namespace parterre {

namespace {

using Raw = std::vector<std::byte>;

/// All fields that change lie in the first sector of a superblock, and so they do in that of a bitmap.
constexpr std::size_t sector = 512;

// struct bitmap_super_s, drivers/md/md-bitmap.h.
constexpr std::uint32_t bitmapMagic = 0x6d746962;
constexpr std::size_t bitmapVersionAt = 4;
constexpr std::size_t bitmapUuidAt = 8;

/// Bytes, and where in the member they are to stand. None where all is done.
struct Write
{
    std::uint64_t at = 0;
    Raw bytes;
};

/// What is left to do, in this order.
using Writes = std::vector<Write>;

std::unexpected<Error> unsupported(const char *what)
{
    return fail(ErrorCode::Unsupported, "MD", what);
}

Result<> admit(const MdSuper &super)
{
    if ((super.features & (MdSuper::pplFeature | MdSuper::multiplePplFeature)) != 0)
        return unsupported("its partial parity log has checksums that are made with the array's UUID");
    if ((super.features & MdSuper::journalFeature) != 0 || super.role == MdSuper::Role::Journal)
        return unsupported("its array has a journal");
    if ((super.features & MdSuper::clusteredFeature) != 0)
        return unsupported("its array belongs to a cluster");
    if ((super.features
         & (MdSuper::reshapeFeature | MdSuper::newOffsetFeature | MdSuper::reshapeBackwardsFeature))
        != 0)
        return fail(ErrorCode::Refused, "MD", "its array is being reshaped");
    if (super.hasUnknown)
        return unsupported("it has features that are not known");
    if ((super.features & MdSuper::bitmapFeature) != 0 && !super.bitmapAt)
        return unsupported("its bitmap is not in it");
    return {};
}

Result<> checkIdentity(const MdIdentity &identity, bool isOld)
{
    if (identity.arrayUuid.isNil() || (!isOld && identity.deviceUuid.isNil()))
        return fail(ErrorCode::Invalid, "MD", "a new UUID is none");
    if (!isOld && (identity.name.size() > md_field::nameSize || identity.name.contains('\0')))
        return fail(ErrorCode::Invalid, "MD", "an array cannot be called \"" + identity.name + "\"");
    return {};
}

/// The bitmap is renamed before its superblock, so that it is always known what it is called.
Result<> addBitmap(const RawView &view, const MdSuper &super, const Uuid &wanted, Writes &writes)
{
    TRY(Raw raw, view.read(super.bitmapAt.value(), sector));
    const std::uint32_t version = littleEndian<std::uint32_t>(raw, bitmapVersionAt);
    if (littleEndian<std::uint32_t>(raw, 0) != bitmapMagic)
        return fail(ErrorCode::Corrupt, "MD", "there is no bitmap");
    constexpr std::uint32_t clusteredVersion = 5;
    if (version < 3 || version >= clusteredVersion)
        return unsupported("a bitmap of a version that is not known");
    const std::span uuid = std::span(raw).subspan(bitmapUuidAt, 16);
    const MdUuidBytes after = storedArrayUuid(wanted, super.version);
    if (std::ranges::equal(uuid, after))
        return {};
    if (!std::ranges::equal(uuid, storedArrayUuid(super.arrayUuid, super.version)))
        return fail(ErrorCode::Corrupt, "MD", "the bitmap is of another array");
    std::ranges::copy(after, uuid.begin());
    writes.push_back({.at = super.bitmapAt.value(), .bytes = std::move(raw)});
    return {};
}

void addSuper(MdRecord record, const MdIdentity &identity, Writes &writes)
{
    const Raw before = record.raw;
    putArrayUuid(record, identity.arrayUuid);
    if (!record.isOld()) {
        std::ranges::copy(std::as_bytes(std::span(identity.deviceUuid.bytes)),
                          record.raw.begin() + md_field::deviceUuid);
        const std::span name = std::span(record.raw).subspan(md_field::name, md_field::nameSize);
        std::ranges::fill(name, std::byte{0});
        std::ranges::copy(std::as_bytes(std::span(identity.name)), name.begin());
    }
    sealMdRecord(record);
    if (record.raw == before)
        return;
    record.raw.resize(sector);
    writes.push_back({.at = record.at, .bytes = std::move(record.raw)});
}

Result<Writes> makePlan(const RawView &view, const MdIdentity &identity)
{
    TRY(MdRecord record, readMdRecord(view));
    TRY(const MdSuper super, readMdSuper(view));
    CHECK(checkIdentity(identity, record.isOld()));
    CHECK(admit(super));
    Writes writes;
    if (super.bitmapAt)
        CHECK(addBitmap(view, super, identity.arrayUuid, writes));
    addSuper(std::move(record), identity, writes);
    return writes;
}

Offset placeOf(Extent where, const Write &write)
{
    return where.begin + Bytes(static_cast<std::int64_t>(write.at));
}

}

Result<> admitArray(BlockDevice &disk, Extent where, const MdIdentity &identity)
{
    CHECK(makePlan(RawView(disk, where), identity));
    return {};
}

Result<> relabelArray(BlockDevice &disk, Extent where, const MdIdentity &identity)
{
    const RawView view(disk, where);
    TRY(const Writes writes, makePlan(view, identity));
    for (const Write &write : writes) {
        CHECK(disk.write(placeOf(where, write), write.bytes));
        CHECK(disk.flush());
    }
    for (const Write &write : writes)
        CHECK(disk.dropCache({.begin = placeOf(where, write), .size = Bytes(sector)}));
    const Result<Writes> left = makePlan(view, identity);
    if (!left && left.error().code != ErrorCode::Corrupt)
        return std::unexpected(left.error());
    if (!left || !left->empty())
        return fail(ErrorCode::Mismatch, disk.name(), "the superblock of MD reads otherwise than written");
    return {};
}

}
