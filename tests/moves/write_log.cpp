// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/moves/write_log.h"

#include "helper/block/little_endian.h"

namespace parterre::test {

namespace {

constexpr std::uint64_t magic = 0x6a736677736872U;
constexpr std::uint64_t version = 1;

enum Flag : std::uint64_t { flush = 1, forced = 2, discard = 4, mark = 8 };

}

Result<std::vector<LoggedWrite>> readWriteLog(std::span<const std::byte> log, Bytes diskSize)
{
    const auto bad = [](const char *why) { return fail(ErrorCode::Corrupt, "the log of writes", why); };
    const auto number = [&](std::size_t at) { return littleEndian<std::uint64_t>(log, at); };
    if (log.size() < 4096 || number(0) != magic || number(8) != version)
        return bad("it has no superblock");
    const std::uint64_t count = number(16);
    const std::size_t sector = littleEndian<std::uint32_t>(log, 24);
    if (sector != 512 && sector != 4096)
        return bad("its sectors have an odd size");
    std::vector<LoggedWrite> writes;
    std::size_t at = sector;
    for (std::uint64_t i = 0; i < count; ++i) {
        if (log.size() - at < sector)
            return bad("it is cut off");
        const std::uint64_t size = number(at + 8) * sector;
        const std::uint64_t flags = number(at + 16);
        const std::uint64_t begin = number(at) * sector;
        at += sector;
        if ((flags & discard) != 0)
            return bad("it has a discard");
        // One stands at the end, and says so.
        if ((flags & mark) != 0)
            continue;
        const auto limit = static_cast<std::uint64_t>(diskSize.count());
        if (size > log.size() - at || (size > 0 && (begin > limit || size > limit - begin)))
            return bad("an entry is out of bounds");
        writes.push_back({.at = Offset(size > 0 ? static_cast<std::int64_t>(begin) : 0),
                          .bytes = log.subspan(at, size),
                          .isFlush = (flags & flush) != 0,
                          .isForced = (flags & forced) != 0});
        at += size;
    }
    return writes;
}

}
