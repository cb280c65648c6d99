// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/layout.h"
#include "core/script/repart_export.h"
#include "core/script/repart_import.h"

#include <cstdlib>

using namespace parterre;

namespace {

void demand(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

/// One definition for each byte 0x1e, the record separator.
std::vector<script::RepartFile> filesOf(std::string_view text)
{
    std::vector<script::RepartFile> files;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\x1e', begin), text.size());
        files.push_back({.name = std::to_string(files.size()) + ".conf",
                         .text = std::string(text.substr(begin, end - begin))});
        begin = end + 1;
    }
    return files;
}

}

/// Definitions are refused, or make a disk whose partitions lie apart and aligned; what can be exported is
/// made again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto read = script::readRepart(filesOf({reinterpret_cast<const char *>(data), size}), "x86-64");
    if (!read)
        return 0;
    const script::RepartGiven given{.diskSize = Bytes(std::int64_t{1} << 30),
                                    .sectorSize = Bytes(512),
                                    .architecture = "x86-64",
                                    .derived = {}};
    const auto imported = script::importRepart(*read, given);
    if (!imported)
        return 0;
    const Drawing &drawing = *imported->design.drawing;
    Offset before = drawing.table.usable.begin;
    for (const Partition &one : drawing.partitions) {
        demand(one.extent.begin >= before && isAligned(one.extent.begin, Bytes(4096))
               && drawing.table.usable.contains(one.extent));
        before = one.extent.end();
    }
    if (const auto definitions = script::exportRepart(layoutOf(inventoryOf(drawing)))) {
        const auto again = script::importRepart({.definitions = *definitions, .notes = {}}, given);
        demand(again && again->design.drawing->partitions.size() == drawing.partitions.size());
    }
    return 0;
}
