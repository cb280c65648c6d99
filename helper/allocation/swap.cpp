// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/readers.h"
#include "helper/allocation/swap_header.h"

namespace parterre {

UsedExtents readSwapAllocation(BlockDevice &disk, Extent where)
{
    TRY(const SwapHeader header, readSwapHeader(RawView(disk, where)));
    ExtentGatherer gatherer(where);
    gatherer.add({.begin = where.begin, .size = header.page});
    gatherer.add(extentBetween(where.begin + header.size(), where.end()));
    return gatherer.finish();
}

}
