// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/table_room.h"

namespace parterre::script {

Extent tableRoom(const Table &table, Bytes diskSize)
{
    // UEFI 2.10 section 5.3.2: an entry has 128 bytes.
    constexpr Bytes entrySize{128};
    const bool isGpt = table.kind == TableKind::Gpt;
    const Bytes array = isGpt ? roundUp(entrySize * table.entriesMax, table.sectorSize) : Bytes();
    const Bytes head = table.sectorSize * (isGpt ? 2 : 1) + array;
    const Bytes tail = isGpt ? table.sectorSize + array : Bytes();
    if (diskSize <= head + tail)
        return {};
    return extentBetween(Offset() + head, Offset() + (diskSize - tail));
}

}
