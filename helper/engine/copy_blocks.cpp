// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/text/describe.h"
#include "helper/engine/content_hash.h"
#include "helper/engine/perform.h"
#include "helper/engine/piece.h"
#include "helper/engine/read_ahead.h"

namespace parterre {

namespace {

constexpr Bytes flushInterval{std::int64_t{256} << 20U};

Result<> toTargets(const step::CopyBlocks &copy, const ReadPiece &read, BlockDevice &disk)
{
    const Bytes within = read.piece.extent.begin - copy.source.begin;
    for (const Offset target : copy.targets) {
        const Offset at = target + within;
        if (read.piece.isHole)
            CHECK(disk.zero({.begin = at, .size = read.piece.extent.size}));
        else
            CHECK(disk.write(at, read.bytes));
    }
    return {};
}

/// A failed read names where in which partition, so that a person can judge the medium.
Error placed(Error error, const step::CopyBlocks &copy, Extent at)
{
    const Offset from = Offset() + (at.begin - copy.source.begin);
    std::string place =
        "partition " + std::to_string(copy.partition) + ", bytes " + std::to_string(from.bytes());
    place += at.isEmpty() ? " on" : " to " + std::to_string((from + at.size).bytes() - 1);
    error.detail = error.detail.empty() ? place : error.detail + ", " + place;
    return error;
}

}

Result<> perform(const step::CopyBlocks &copy, Context &context)
{
    const auto targets = static_cast<std::int64_t>(copy.targets.size());
    ReadAhead source(context.disk, copy.source);
    ContentHash hash;
    Bytes unflushed;
    const auto flush = [&]() -> Result<> {
        CHECK(context.disk.flush());
        context.meter.advance(unflushed * (targets + 1));
        unflushed = {};
        return {};
    };
    for (;;) {
        if (context.stop.stop_requested())
            return fail(ErrorCode::Cancelled, context.disk.name());
        const ReadPiece read = source.next();
        if (!read.result)
            return std::unexpected(placed(read.result.error(), copy, read.piece.extent));
        const Bytes size = read.piece.extent.size;
        if (size.isZero())
            break;
        if (read.piece.isHole)
            hash.addZeros(size);
        else
            hash.add(read.bytes);
        CHECK(toTargets(copy, read, context.disk));
        source.done();
        if (!read.piece.isHole) {
            context.report.read += size;
            context.report.written += size * targets;
        }
        unflushed += size;
        if (unflushed >= flushInterval)
            CHECK(flush());
    }
    CHECK(flush());
    context.hashes[context.step] = hash.finish();
    return {};
}

}
