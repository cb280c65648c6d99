// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/touch.h"

namespace parterre {

Touch touchOf(const Partition &partition, const Layout &designed)
{
    // Nobody opens what the kernel shows of a container.
    if (partition.entry == EntryKind::Extended)
        return Touch::None;
    Touch touch = Touch::All;
    for (const Slot &slot : designed.slots) {
        if (slot.source != partition.number || slot.entry == EntryKind::Extended)
            continue;
        if (slot.isNew || !slot.isDataInPlace || slot.extent != partition.extent
            || slot.entry != partition.entry)
            return Touch::All;
        touch = slot.number == partition.number ? Touch::None : Touch::Number;
    }
    return touch;
}

}
