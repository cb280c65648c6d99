// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/ntfs_stream.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace parterre {

namespace {

constexpr std::uint32_t recordRoot = 5;
constexpr std::uint32_t typeAttributeList = 0x20;
constexpr std::uint32_t typeData = 0x80;
constexpr std::uint32_t typeIndexRoot = 0x90;
constexpr std::uint32_t typeIndexAllocation = 0xA0;
constexpr std::u16string_view indexName = u"$I30";
constexpr std::u16string_view sleeper = u"hiberfil.sys";
constexpr std::size_t blocksMax = 65536;

std::unexpected<Error> doubt(const char *what)
{
    return fail(ErrorCode::Corrupt, {}, what);
}

constexpr unsigned lower(unsigned one)
{
    return one >= u'A' && one <= u'Z' ? one + (u'a' - u'A') : one;
}

/// Whether UTF-16 text at `at` is `name`, whatever the case of its ASCII letters.
bool isNamed(std::span<const std::byte> from, std::size_t at, std::u16string_view name)
{
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (lower(littleEndian<std::uint16_t>(from, at + 2 * i)) != lower(name[i]))
            return false;
    }
    return true;
}

/// The part of the root folder's index of that type; nothing where the record has none.
std::optional<std::span<const std::byte>> findIndex(std::span<const std::byte> record, std::uint32_t type)
{
    std::size_t at = littleEndian<std::uint16_t>(record, 20);
    while (at + 24 <= record.size()) {
        const std::size_t size = littleEndian<std::uint32_t>(record, at + 4);
        if (littleEndian<std::uint32_t>(record, at) == 0xFFFFFFFF || size < 24 || size > record.size() - at)
            break;
        const auto attribute = record.subspan(at, size);
        const std::size_t name = littleEndian<std::uint16_t>(attribute, 10);
        if (littleEndian<std::uint32_t>(attribute, 0) == type
            && std::to_integer<std::size_t>(attribute[9]) == indexName.size()
            && name + 2 * indexName.size() <= size && isNamed(attribute, name, indexName)) {
            return attribute;
        }
        at += size;
    }
    return std::nullopt;
}

/// A walk over the whole index: no collation, so no trust in the order of its entries.
struct Walk
{
    std::vector<std::uint64_t> below;  ///< blocks still to be read, counted as the index counts them
    std::optional<std::uint64_t> found;
};

/// The entries of one node; `header` is where its index header lies.
Result<> walkNode(std::span<const std::byte> node, std::size_t header, Walk &walk)
{
    if (header + 16 > node.size())
        return doubt("NTFS index header");
    const std::size_t end = header + littleEndian<std::uint32_t>(node, header + 4);
    if (end > node.size())
        return doubt("NTFS index length");
    for (std::size_t at = header + littleEndian<std::uint32_t>(node, header); at + 16 <= end;) {
        constexpr std::uint16_t hasBelow = 1;
        constexpr std::uint16_t isLast = 2;
        const std::size_t size = littleEndian<std::uint16_t>(node, at + 8);
        const std::uint16_t flags = littleEndian<std::uint16_t>(node, at + 12);
        if (size < 16 || size % 8 != 0 || size > end - at || ((flags & hasBelow) != 0 && size < 24))
            return doubt("NTFS index entry");
        if ((flags & hasBelow) != 0)
            walk.below.push_back(littleEndian<std::uint64_t>(node, at + size - 8));
        if ((flags & isLast) != 0)
            return {};
        if (size >= 82 + 2 * sleeper.size() && std::to_integer<std::size_t>(node[at + 80]) == sleeper.size()
            && isNamed(node, at + 82, sleeper)) {
            walk.found = littleEndian<std::uint64_t>(node, at) & 0xFFFFFFFFFFFF;
        }
        at += size;
    }
    return doubt("NTFS index without end");
}

Result<std::optional<std::uint64_t>> findSleeper(const RawView &view, const NtfsGeometry &geometry)
{
    TRY(const std::vector<std::byte> record, readNtfsRecord(view, geometry, recordRoot));
    const auto root = findIndex(record, typeIndexRoot);
    if (!root || (*root)[8] != std::byte{0} || findNtfsAttribute(record, typeAttributeList))
        return fail(ErrorCode::Unsupported, {}, "NTFS root folder spread over records");
    const std::size_t value = littleEndian<std::uint16_t>(*root, 20);
    if (value + 32 > root->size())
        return doubt("NTFS root folder");
    const std::uint64_t blockSize = littleEndian<std::uint32_t>(*root, value + 8);
    if (!isPowerBetween(blockSize, 512, 65536))
        return doubt("NTFS index block size");
    Walk walk;
    CHECK(walkNode(*root, value + 16, walk));
    const auto blocks = findIndex(record, typeIndexAllocation);
    if (walk.below.empty() || !blocks)
        return walk.below.empty() ? Result<std::optional<std::uint64_t>>(walk.found) : doubt("NTFS index");
    TRY(const NtfsStream stream, readNtfsStream(*blocks, geometry));
    const std::uint64_t unit = blockSize < geometry.clusterSize ? 512 : geometry.clusterSize;
    for (std::size_t seen = 0; !walk.below.empty(); ++seen) {
        const std::uint64_t number = walk.below.back();
        walk.below.pop_back();
        if (seen == blocksMax || seen * blockSize >= stream.size || number >= stream.size / unit)
            return doubt("NTFS index that is a loop");
        TRY(std::vector<std::byte> node,
            readNtfsBytes(view, geometry, stream, number * unit, static_cast<std::size_t>(blockSize)));
        constexpr std::uint32_t magic = 0x58444E49;  // INDX
        if (littleEndian<std::uint32_t>(node, 0) != magic || littleEndian<std::uint64_t>(node, 16) != number)
            return doubt("NTFS index block");
        CHECK(undoNtfsFixups(node));
        CHECK(walkNode(node, 24, walk));
    }
    return walk.found;
}

}

Result<> checkNtfsAwake(const RawView &view, const NtfsGeometry &geometry, const NtfsStream &table)
{
    constexpr std::uint64_t headerSize = 4096;
    TRY(const std::optional<std::uint64_t> number, findSleeper(view, geometry));
    if (!number)
        return {};
    // A record outside the table's first run is looked for with the table moved there.
    NtfsGeometry there = geometry;
    std::uint64_t before = 0;
    for (const NtfsRun &run : table.runs) {
        const std::uint64_t records = run.count * geometry.clusterSize / geometry.recordSize;
        there.tableAt = run.cluster * geometry.clusterSize;
        if (*number - before < records)
            break;
        before += records;
    }
    if (*number >= table.initialised / geometry.recordSize || geometry.clusterSize < geometry.recordSize)
        return fail(ErrorCode::Unsupported, {}, "NTFS hiberfil.sys out of reach");
    TRY(const std::vector<std::byte> record,
        readNtfsRecord(view, there, static_cast<std::uint32_t>(*number - before)));
    TRY(const std::span<const std::byte> data, findNtfsAttribute(record, typeData));
    TRY(const NtfsStream stream, readNtfsStream(data, geometry));
    const std::uint64_t kept = std::min(headerSize, stream.initialised);
    TRY(const std::vector<std::byte> header,
        readNtfsBytes(view, geometry, stream, 0, static_cast<std::size_t>(kept)));
    if (stream.size < headerSize
        || std::ranges::any_of(header, [](std::byte b) { return b != std::byte{0}; }))
        return fail(ErrorCode::Refused, {}, "NTFS with a sleeping Windows");
    return {};
}

}
