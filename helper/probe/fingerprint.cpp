// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/snapshot.h"

#include <algorithm>
#include <format>
#include <memory>
#include <xxhash.h>

#include <errno.h>

namespace parterre {

namespace {

constexpr Bytes headOfPartition{65536};
constexpr Bytes piece{std::int64_t{1} << 20};

using State = std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)>;

void addText(XXH3_state_t *state, const std::string &text)
{
    XXH3_128bits_update(state, text.data(), text.size() + 1);  // the zero keeps "ab"+"c" from "a"+"bc"
}

Result<> addExtent(XXH3_state_t *state, BlockDevice &disk, Extent extent)
{
    std::vector<std::byte> buffer(static_cast<std::size_t>(std::min(extent.size, piece).count()));
    while (!extent.isEmpty()) {
        const Bytes size = std::min(extent.size, piece);
        const std::span chunk = std::span(buffer).first(static_cast<std::size_t>(size.count()));
        CHECK(disk.read(extent.begin, chunk));
        XXH3_128bits_update(state, chunk.data(), chunk.size());
        extent = {.begin = extent.begin + size, .size = extent.size - size};
    }
    return {};
}

}

Result<std::string> fingerprintOf(BlockDevice &disk, const TableReading &reading, const std::string &identity)
{
    const State state(XXH3_createState(), &XXH3_freeState);
    if (!state || XXH3_128bits_reset(state.get()) != XXH_OK)
        return failErrno(disk.name(), ENOMEM, "XXH3_createState");
    addText(state.get(), identity);
    addText(state.get(), std::format("{} {}", disk.size().count(), reading.table.sectorSize.count()));
    for (const Extent &extent : reading.metadata)
        CHECK(addExtent(state.get(), disk, extent));
    for (const Partition &partition : reading.partitions) {
        const Bytes size = std::min(partition.extent.size, headOfPartition);
        CHECK(addExtent(state.get(), disk, {.begin = partition.extent.begin, .size = size}));
    }
    const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
    return std::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}
