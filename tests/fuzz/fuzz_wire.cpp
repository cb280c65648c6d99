// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/frame.h"
#include "core/wire/request.h"

#include <cstdlib>

using namespace parterre;

namespace {

void wantSame(const QCborMap &again, const QByteArray &bytes)
{
    if (wire::toBytes(again) != bytes)
        std::abort();
}

}

/// Whatever comes over a pipe or the bus is refused, or read as exactly what it says: written again
/// it gives the same bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    wire::FrameReader frames;
    frames.add(bytes);
    while (true) {
        const auto next = frames.next();
        if (!next || !*next)
            break;
    }
    const Result<QCborMap> map = wire::fromBytes(bytes);
    if (!map)
        return 0;
    if (const auto request = wire::decodeRequest(*map))
        wantSame(wire::encode(*request), bytes);
    if (const auto reply = wire::decodeReply(*map))
        wantSame(wire::encode(*reply), bytes);
    if (const auto design = wire::decodeDesign(*map))
        wantSame(wire::encode(*design), bytes);
    if (const auto plan = wire::decodePlan(*map))
        wantSame(wire::encode(*plan), bytes);
    return 0;
}
