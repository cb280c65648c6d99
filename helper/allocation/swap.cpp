// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/readers.h"
#include "helper/probe/raw_view.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace parterre {

namespace {

// union swap_header, include/linux/swap.h.
constexpr std::size_t versionAt = 1024;
constexpr std::size_t lastPageAt = 1028;
constexpr std::size_t badCountAt = 1032;
constexpr std::size_t badPagesAt = 1536;
constexpr std::size_t signatureSize = 10;
constexpr std::string_view signature = "SWAPSPACE2";
/// What stands in its place while a system sleeps in there: the kernel's, uswsusp's, and TuxOnIce's.
constexpr std::array<std::string_view, 5> sleeping{"S1SUSPEND", "S2SUSPEND", "ULSUSPEND", "LINHIB0001",
                                                   "\xed\xc3\x02\xe9\x98\x56\xe5\x0c"};

/// The size of the pages of the machine that made it: its signature ends the first one.
Result<std::uint64_t> pageSize(const RawView &view)
{
    std::uint64_t found = 0;
    for (std::uint64_t size = 4096; size <= 65536 && size <= view.size(); size *= 2) {
        TRY(const std::vector<std::byte> raw, view.read(size - signatureSize, signatureSize));
        const std::string_view text(reinterpret_cast<const char *>(raw.data()), raw.size());
        if (std::ranges::any_of(sleeping, [&](std::string_view one) { return text.starts_with(one); }))
            return fail(ErrorCode::Refused, "swap", "a system sleeps in it");
        if (text != signature)
            continue;
        if (found != 0)
            return fail(ErrorCode::Unsupported, "swap", "it has two signatures");
        found = size;
    }
    if (found == 0)
        return fail(ErrorCode::Corrupt, "swap", "there is no signature");
    return found;
}

}

UsedExtents readSwapAllocation(BlockDevice &disk, Extent where)
{
    const RawView view(disk, where);
    TRY(const std::uint64_t page, pageSize(view));
    TRY(const std::vector<std::byte> raw, view.read(0, static_cast<std::size_t>(page)));
    if (littleEndian<std::uint32_t>(raw, versionAt) != 1)
        return fail(ErrorCode::Unsupported, "swap", "it is of another version or byte order");
    const std::uint64_t end = (std::uint64_t{littleEndian<std::uint32_t>(raw, lastPageAt)} + 1) * page;
    const std::uint64_t bad = littleEndian<std::uint32_t>(raw, badCountAt);
    if (end <= page || end > view.size() || bad > (page - badPagesAt - signatureSize) / 4)
        return fail(ErrorCode::Corrupt, "swap", "the header");
    ExtentGatherer gatherer(where);
    gatherer.add({.begin = where.begin, .size = Bytes(static_cast<std::int64_t>(page))});
    gatherer.add(extentBetween(where.begin + Bytes(static_cast<std::int64_t>(end)), where.end()));
    return gatherer.finish();
}

}
