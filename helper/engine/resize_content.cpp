// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/perform.h"
#include "helper/engine/watched_device.h"
#include "helper/probe/probe.h"
#include "helper/resize/resize.h"

namespace parterre {

namespace {

/// What it says of itself afterwards, which may be a little less than what it was given.
std::string sizeNote(BlockDevice &disk, Extent where)
{
    const Result<Content> content = probeContent(disk, where);
    if (!content || !content->size)
        return {};
    return "it has " + std::to_string(content->size->count()) + " bytes of "
        + std::to_string(where.size.count());
}

}

Result<> perform(const step::ShrinkContent &shrink, Context &context)
{
    WatchedDevice disk(context.disk, context.changed);
    CHECK(parterre::shrink(disk, shrink.where, shrink.kind, shrink.size));
    context.report.note = sizeNote(disk, {.begin = shrink.where.begin, .size = shrink.size});
    return {};
}

Result<> perform(const step::GrowContent &grow, Context &context)
{
    WatchedDevice disk(context.disk, context.changed);
    CHECK(parterre::grow(disk, grow.where, grow.kind));
    context.report.note = sizeNote(disk, grow.where);
    return {};
}

}
