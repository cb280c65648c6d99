// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/design_file.h"
#include "core/plan/derive.h"
#include "core/script/sfdisk_export.h"
#include "core/script/sfdisk_import.h"
#include "core/script/sfdisk_reader.h"
#include "core/script/sfdisk_writer.h"

#include <algorithm>
#include <cstdlib>

using namespace parterre;

namespace {

void demand(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

script::SfdiskDump withoutLines(script::SfdiskDump dump)
{
    for (script::SfdiskEntry &entry : dump.entries)
        entry.line = 0;
    return dump;
}

/// sfdisk makes no chain of logical partitions but its own: what an imported table may have besides.
bool isOfChain(const script::Obstacle &one, const Layout &layout)
{
    const auto slot = std::ranges::find(layout.slots, one.number, &Slot::number);
    return slot != layout.slots.end() && slot->entry == EntryKind::Logical;
}

/// What is drawn can be saved, and what can be exported is drawn again as it is.
void followDesign(const script::Imported &imported)
{
    const Drawing &drawing = *imported.design.drawing;
    const auto fixed = [] { return Uuid(); };
    const Result<Design> saved = exchange::readDesignFile(exchange::writeDesignFile(imported.design), fixed);
    demand(saved && *saved == imported.design);
    const Layout layout = derive(inventoryOf(drawing), imported.design).designed;
    demand(layout.slots.size() == drawing.partitions.size());
    const auto dump = script::exportSfdisk(layout);
    if (!dump) {
        demand(std::ranges::all_of(dump.error(), [&](const auto &one) { return isOfChain(one, layout); }));
        return;
    }
    const auto again = script::importSfdisk(*dump, drawing.size);
    demand(again && again->design.drawing == imported.design.drawing);
}

}

/// A script is refused, or written and read again as it is; and what it draws stays so on every way.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Result<script::SfdiskDump> read = script::readSfdisk({reinterpret_cast<const char *>(data), size});
    if (!read)
        return 0;
    const Result<script::SfdiskDump> again = script::readSfdisk(script::writeSfdisk(*read));
    demand(again && withoutLines(*again) == withoutLines(*read));
    for (const std::optional<Bytes> disk :
         {std::optional<Bytes>(), std::optional(Bytes(std::int64_t{1} << 30))}) {
        if (const auto imported = script::importSfdisk(*read, disk))
            followDesign(*imported);
    }
    return 0;
}
