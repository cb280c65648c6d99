// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/carriers.h"

#include "core/layout/identity_text.h"

namespace parterre {

Carriers carriersOf(const Layout &layout)
{
    Carriers carriers;
    for (const Slot &slot : layout.slots) {
        for (const std::string *identifier : {&slot.content.uuid, &slot.guid}) {
            if (!identifier->empty())
                carriers[*identifier].push_back(&slot);
        }
        if (!slot.content.subUuid.empty() && !subIdText(slot.content.kind, {}).empty())
            carriers[slot.content.subUuid].push_back(&slot);
    }
    return carriers;
}

}
