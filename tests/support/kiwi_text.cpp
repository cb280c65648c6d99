// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/kiwi_text.h"

#include "core/model/part_types.h"
#include "core/partids/partids.h"

namespace parterre::test {

std::string sectorText(const Layout &layout)
{
    std::string text;
    const std::int64_t sector = layout.table.sectorSize.count();
    for (const Slot &slot : layout.slots) {
        text += std::to_string(slot.number) + " " + std::to_string(slot.extent.begin.bytes() / sector) + "+"
            + std::to_string(slot.extent.size.count() / sector) + " " + typeText(layout.table.kind, slot.type)
            + (slot.name.empty() ? "" : " " + slot.name) + (slot.isActive ? " *" : "") + "\n";
    }
    return text;
}

std::string partidsText(const Layout &layout)
{
    std::string text;
    const auto entries = parsePartids(layout.partids);
    for (const PartidsEntry &entry : *entries)
        text += (text.empty() ? "" : " ") + entry.key + "=" + entry.value;
    return text;
}

}
