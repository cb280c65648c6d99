// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/partition.h"

namespace parterre {

std::string_view entryKindName(EntryKind entry)
{
    switch (entry) {
    case EntryKind::Extended:
        return "extended";
    case EntryKind::Logical:
        return "logical";
    case EntryKind::Primary:
        break;
    }
    return "primary";
}

std::optional<EntryKind> entryKindNamed(std::string_view name)
{
    for (const EntryKind entry : {EntryKind::Primary, EntryKind::Extended, EntryKind::Logical}) {
        if (entryKindName(entry) == name)
            return entry;
    }
    return std::nullopt;
}

}
