// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/table_codec.h"

namespace parterre {

namespace {

/// What a power cut may have left is not written over itself: a sector that tears then would be one that
/// somebody reads already.
Result<> writeUnlessThere(BlockDevice &disk, const TableWrite &write)
{
    std::vector<std::byte> there(write.bytes.size());
    CHECK(disk.read(write.at, there));
    return there == write.bytes ? Result<>() : disk.write(write.at, write.bytes);
}

}

Result<> commitTable(BlockDevice &disk, const TableSwitch &tableSwitch)
{
    for (const auto &batch : tableSwitch.batches) {
        for (const TableWrite &write : batch)
            CHECK(writeUnlessThere(disk, write));
        CHECK(disk.flush());
    }
    return {};
}

}
