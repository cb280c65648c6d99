// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/content_hash.h"
#include "helper/engine/perform.h"
#include "helper/engine/read_ahead.h"

#include <algorithm>

namespace parterre {

namespace {

Result<std::vector<std::string>> hashOf(Extent extent, Context &context)
{
    // What lies in a cache of this machine proves nothing about the medium.
    CHECK(context.disk.dropCache(extent));
    ReadAhead pieces(context.disk, extent);
    ContentHash hash;
    for (;;) {
        if (context.stop.stop_requested())
            return fail(ErrorCode::Cancelled, context.disk.name());
        const ReadPiece read = pieces.next();
        if (!read.result)
            return std::unexpected(read.result.error());
        const Bytes size = read.piece.extent.size;
        if (size.isZero())
            return hash.finish();
        if (read.piece.isHole) {
            hash.addZeros(size);
        } else {
            hash.add(read.bytes);
            context.report.read += size;
        }
        pieces.done();
        context.meter.advance(size);
    }
}

}

Result<> perform(const step::VerifyCopies &verify, Context &context)
{
    const auto wanted = context.hashes.find(verify.copyStep);
    if (wanted == context.hashes.end())
        return fail(ErrorCode::Invalid, "plan", "a verification without its copy");
    for (const Offset target : verify.targets) {
        const Extent copy{.begin = target, .size = verify.source.size};
        TRY(const std::vector<std::string> found, hashOf(copy, context));
        const auto [there, here] = std::ranges::mismatch(wanted->second, found);
        if (there != wanted->second.end() || here != found.end()) {
            const auto segment = there - wanted->second.begin();
            return fail(ErrorCode::Mismatch, context.disk.name(),
                        "the copy at byte " + std::to_string(target.bytes()) + " differs in its bytes from "
                            + std::to_string(segment * ContentHash::segmentSize) + " on");
        }
    }
    context.report.note = "xxh3-128 of each 64 MiB:";
    for (const std::string &hash : wanted->second)
        context.report.note += " " + hash;
    return {};
}

}
