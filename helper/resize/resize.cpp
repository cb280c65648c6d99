// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/resize/resize.h"

#include "helper/probe/probe.h"
#include "helper/resize/mounted.h"

#include <algorithm>

namespace parterre {

namespace {

std::unexpected<Error> unsupported(const Resizing &resizing, std::string why)
{
    return fail(ErrorCode::Unsupported, resizing.disk.name(),
                std::string(contentKindName(resizing.kind)) + ": " + std::move(why));
}

/// Whether the programs and windows that the way takes are to be had.
Result<> equip(const Toolbox &tools, const Way &way)
{
    const auto lacking =
        std::ranges::find_if_not(way.tools, [&](Tool tool) { return tools.find(tool).has_value(); });
    if (lacking != way.tools.end())
        return fail(ErrorCode::ToolMissing, std::string(toolName(*lacking)));
    if (!way.tools.empty() && !PartitionWindow::isAvailable())
        return fail(ErrorCode::ToolMissing, "FUSE", "no file system can be mounted for this user");
    return {};
}

bool isEquipped(ContentKind kind)
{
    const Toolbox tools;
    const Way way = wayOf(kind);
    return equip(tools, way) && (!way.isMounted || canChangeMounted(tools, kind));
}

/// Its own words for why it is to be left alone.
std::string_view wordsFor(Dirt dirt)
{
    switch (dirt) {
    case Dirt::None:
        break;
    case Dirt::NotUnmounted:
        return "it was not unmounted, or is marked for a check";
    case Dirt::JournalToReplay:
        return "its journal has not been replayed";
    case Dirt::Errors:
        return "it is marked as damaged";
    case Dirt::Hibernated:
        return "a system sleeps in it";
    }
    return {};
}

struct Found
{
    Content content;
    Bytes taken;  ///< of the partition
};

/// What is there, if it is what was asked for, and clean by its own marks.
Result<Found> admit(const Resizing &resizing, const Way &way)
{
    const std::string name = resizing.disk.name();
    TRY(const Content content, probeContent(resizing.disk, resizing.where));
    if (content.kind != resizing.kind) {
        return fail(ErrorCode::Corrupt, name,
                    std::string(contentKindName(content.kind)) + ", not "
                        + std::string(contentKindName(resizing.kind)));
    }
    if (content.deviceCount != 1)
        return unsupported(resizing, "it spans several devices");
    if (content.dirt != Dirt::None)
        return fail(ErrorCode::Refused, name, std::string(wordsFor(content.dirt)));
    if (!content.size)
        return fail(ErrorCode::Corrupt, name, "its size cannot be read");
    Found found{.content = content, .taken = *content.size};
    if (way.taken) {
        TRY(found.taken, way.taken(resizing));
    }
    if (found.taken > resizing.where.size)
        return fail(ErrorCode::Corrupt, name, "it is larger than its partition");
    return found;
}

Result<> check(const Resizing &resizing, const Way &way, ErrorCode code)
{
    const Result<> checked = way.check ? way.check(resizing) : Result<>();
    if (checked || checked.error().code != ErrorCode::ToolFailed)
        return checked;
    return fail(code, resizing.disk.name(), checked.error().subject + ": " + checked.error().detail);
}

Result<Bytes> smallest(const Resizing &resizing, const Way &way, const Found &found)
{
    TRY(const Bytes least, way.smallest(resizing));
    return roundUp(std::min(least, found.taken), resizing.disk.sectorSize());
}

/// Nothing that was done counts before what is left of it, past every cache and by itself, is right.
Result<> prove(const Resizing &resizing, const Way &way, const Found &before)
{
    const std::string name = resizing.disk.name();
    Resizing after = resizing;
    after.where.size = resizing.size;
    CHECK(resizing.disk.dropCache(resizing.where));
    const Result<Found> found = admit(after, way);
    if (!found && (found.error().code == ErrorCode::Corrupt || found.error().code == ErrorCode::Refused))
        return fail(ErrorCode::Mismatch, name, "after resizing: " + found.error().detail);
    CHECK(found);
    if (found->content.uuid != before.content.uuid || found->content.label != before.content.label)
        return fail(ErrorCode::Mismatch, name, "after resizing its identifier is another");
    if (after.where.size - found->taken > way.rest)
        return fail(ErrorCode::Mismatch, name,
                    "after resizing it has " + std::to_string(found->taken.count()) + " bytes");
    return check(after, way, ErrorCode::Corrupt);
}

/// Between both looks at it.
Result<> change(const Resizing &resizing, const Way &way, const Found &before)
{
    if (way.isMounted && !canChangeMounted(resizing.tools, resizing.kind))
        return unsupported(resizing, "it must be mounted, which this user may not, nor in User Mode Linux");
    CHECK(way.resize(resizing));
    return prove(resizing, way, before);
}

}

Result<Bytes> smallestSizeWith(const Toolbox &tools, BlockDevice &disk, Extent where, ContentKind kind)
{
    const Resizing resizing{.tools = tools, .disk = disk, .where = where, .kind = kind, .size = where.size};
    const Way way = wayOf(kind);
    if (!way.smallest)
        return unsupported(resizing, way.reason);
    CHECK(equip(tools, way));
    TRY(const Found found, admit(resizing, way));
    return smallest(resizing, way, found);
}

Result<> shrinkWith(const Toolbox &tools, BlockDevice &disk, Extent where, ContentKind kind, Bytes newSize)
{
    const Resizing resizing{.tools = tools, .disk = disk, .where = where, .kind = kind, .size = newSize};
    const Way way = wayOf(kind);
    if (!way.smallest)
        return unsupported(resizing, way.reason);
    if (newSize > where.size || newSize.count() % disk.sectorSize().count() != 0)
        return fail(ErrorCode::Invalid, disk.name(), "new size");
    CHECK(equip(tools, way));
    TRY(const Found found, admit(resizing, way));
    if (found.taken <= newSize)
        return {};
    CHECK(check(resizing, way, ErrorCode::Refused));
    TRY(const Bytes least, smallest(resizing, way, found));
    if (newSize < least)
        return fail(ErrorCode::Refused, disk.name(),
                    "it needs at least " + std::to_string(least.count()) + " bytes");
    return change(resizing, way, found);
}

Result<> growWith(const Toolbox &tools, BlockDevice &disk, Extent where, ContentKind kind)
{
    const Resizing resizing{.tools = tools, .disk = disk, .where = where, .kind = kind, .size = where.size};
    const Way way = wayOf(kind);
    if (!way.resize)
        return unsupported(resizing, way.reason);
    CHECK(equip(tools, way));
    TRY(const Found found, admit(resizing, way));
    if (found.taken == where.size)
        return {};
    CHECK(check(resizing, way, ErrorCode::Refused));
    return change(resizing, way, found);
}

Result<Bytes> smallestSize(BlockDevice &disk, Extent where, ContentKind kind)
{
    return smallestSizeWith(Toolbox(), disk, where, kind);
}

Result<> shrink(BlockDevice &disk, Extent where, ContentKind kind, Bytes newSize)
{
    return shrinkWith(Toolbox(), disk, where, kind, newSize);
}

Result<> grow(BlockDevice &disk, Extent where, ContentKind kind)
{
    return growWith(Toolbox(), disk, where, kind);
}

bool canShrink(ContentKind kind)
{
    return wayOf(kind).smallest && isEquipped(kind);
}

bool canGrow(ContentKind kind)
{
    return wayOf(kind).resize && isEquipped(kind);
}

}
