// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/table_codec.h"

namespace parterre {

Result<> commitTable(BlockDevice &disk, const TableSwitch &tableSwitch)
{
    for (const auto &batch : tableSwitch.batches) {
        for (const TableWrite &write : batch)
            CHECK(disk.write(write.at, write.bytes));
        CHECK(disk.flush());
    }
    return {};
}

}
