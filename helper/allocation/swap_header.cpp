// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/swap_header.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace parterre {

namespace {

constexpr std::size_t versionAt = 1024;
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

Result<SwapHeader> readSwapHeader(const RawView &view)
{
    TRY(const std::uint64_t page, pageSize(view));
    TRY(const std::vector<std::byte> raw, view.read(0, static_cast<std::size_t>(page)));
    if (littleEndian<std::uint32_t>(raw, versionAt) != 1)
        return fail(ErrorCode::Unsupported, "swap", "it is of another version or byte order");
    const SwapHeader header{.page = Bytes(static_cast<std::int64_t>(page)),
                            .lastPage = littleEndian<std::uint32_t>(raw, SwapHeader::lastPageAt),
                            .badPages = littleEndian<std::uint32_t>(raw, badCountAt)};
    const auto size = static_cast<std::uint64_t>(header.size().count());
    if (header.lastPage == 0 || size > view.size()
        || header.badPages > (page - badPagesAt - signatureSize) / 4)
        return fail(ErrorCode::Corrupt, "swap", "the header");
    return header;
}

}
