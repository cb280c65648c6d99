// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/exfat_root.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint64_t folderMax = std::uint64_t{256} << 20;
constexpr std::size_t entrySize = 32;
constexpr std::uint8_t typeEnd = 0x00;
constexpr std::uint8_t typeBitmap = 0x81;
constexpr std::uint8_t typeUpCase = 0x82;
constexpr unsigned flagSecondBitmap = 0x1;

Result<> set(std::optional<ExFatEntry> &entry, std::span<const std::byte> raw)
{
    if (entry)
        return fail(ErrorCode::Corrupt, "exFAT", "entry is there twice");
    entry = ExFatEntry{.cluster = littleEndian<std::uint32_t>(raw, 20),
                       .size = littleEndian<std::uint64_t>(raw, 24),
                       .checksum = littleEndian<std::uint32_t>(raw, 4)};
    return {};
}

/// Whether the folder goes on behind these entries.
Result<bool> takeEntries(ExFatRoot &root, const ExFatSuper &super, std::span<const std::byte> raw)
{
    const unsigned inUse = super.flags & ExFatSuper::flagSecondTable;
    for (std::size_t at = 0; at < raw.size(); at += entrySize) {
        const auto entry = raw.subspan(at, entrySize);
        const auto type = std::to_integer<std::uint8_t>(entry[0]);
        if (type == typeEnd)
            return false;
        if (type == typeBitmap && (std::to_integer<unsigned>(entry[1]) & flagSecondBitmap) == inUse)
            CHECK(set(root.bitmap, entry));
        if (type == typeUpCase)
            CHECK(set(root.upCase, entry));
    }
    return true;
}

}

Result<ExFatRoot> readExFatRoot(const RawView &view, const ExFatSuper &super, std::uint64_t fatAt)
{
    const std::uint64_t most = std::min(folderMax / super.clusterSize, super.clusters);
    ExFatRoot root;
    TRY(root.runs, readExFatChain(view, super, fatAt, super.rootCluster, most));
    bool goesOn = true;
    for (const ExFatRun &run : root.runs) {
        TRY(const std::uint64_t begin, exFatClusterAt(super, run.cluster));
        const std::uint64_t end = begin + run.count * super.clusterSize;
        for (std::uint64_t at = begin; at < end && goesOn; at += RawView::readMax) {
            const std::uint64_t count = std::min<std::uint64_t>(RawView::readMax, end - at);
            TRY(const std::vector<std::byte> raw, view.read(at, static_cast<std::size_t>(count)));
            TRY(goesOn, takeEntries(root, super, raw));
        }
    }
    return root;
}

}
