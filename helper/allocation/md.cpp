// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/inner_content.h"
#include "helper/allocation/readers.h"
#include "helper/md/md_super.h"

namespace parterre {

UsedExtents readMdAllocation(BlockDevice &disk, Extent where)
{
    TRY(const MdSuper super, readMdSuper(RawView(disk, where)));
    if (super.version == MdSuper::Version::V090)
        return fail(ErrorCode::Unsupported, "MD", "it has a superblock of version 0.90");
    TRY(const Extent data, dataOf(super));
    const Extent array{.begin = where.begin + (data.begin - Offset()), .size = data.size};
    TRY(const Allocation inside, allocationInside(disk, array, Stacking::VolumeGroup));
    if (!inside.isTrusted())
        return fail(ErrorCode::Unsupported, "MD", "in the array, " + inside.doubt);
    ExtentGatherer gatherer(where);
    gatherer.add(extentBetween(where.begin, array.begin));
    for (const Extent &used : inside.used)
        gatherer.add(used);
    gatherer.add(extentBetween(array.end(), where.end()));
    return gatherer.finish();
}

}
