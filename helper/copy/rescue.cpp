// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/rescue.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace parterre {

namespace {

constexpr std::size_t grain = 4096;

/// What the kernel says of a medium that cannot give these bytes (blk_errors[] in block/blk-core.c).
/// All else, a device that is gone for one, is no matter of some bytes.
constexpr std::array mediumErrors{EIO, ENODATA, EREMOTEIO, EILSEQ, ETIMEDOUT};

}

std::string rangeText(Extent range)
{
    return "bytes " + std::to_string(range.begin.bytes()) + " to " + std::to_string(range.end().bytes() - 1);
}

Result<Bytes> Rescue::read(Extent piece, std::span<std::byte> memory, const Error &first,
                           const std::stop_token &stop)
{
    Bytes got;
    for (std::size_t at = 0; at < memory.size(); at += grain) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_order.source->name());
        const auto part = memory.subspan(at, std::min(grain, memory.size() - at));
        const Extent here{.begin = piece.begin + Bytes(static_cast<std::int64_t>(at)),
                          .size = Bytes(static_cast<std::int64_t>(part.size()))};
        const Result<> result = m_order.source->read(here.begin, part);
        if (result) {
            got += here.size;
            continue;
        }
        if (!canGoOnAfter(result.error()))
            return std::unexpected(named(here, first, {}));
        std::ranges::fill(part, std::byte{0});
        add(here);
        if (m_unread.size() > m_order.unreadMax)
            return std::unexpected(named(here, first,
                                         "; that makes more than " + std::to_string(m_order.unreadMax)
                                             + " ranges, which is a matter for a tool that rescues disks"));
    }
    return got;
}

bool Rescue::canGoOnAfter(const Error &error) const
{
    return m_order.onReadError == OnReadError::Continue
        && std::ranges::find(mediumErrors, error.systemErrno) != mediumErrors.end();
}

Error Rescue::named(Extent bad, const Error &first, const std::string &also) const
{
    Error error = first;
    error.detail = m_order.name + ", "
        + rangeText({.begin = Offset() + (bad.begin - m_order.extent.begin), .size = bad.size}) + also;
    return error;
}

/// Pieces come in any order.
void Rescue::add(Extent bad)
{
    auto at = std::ranges::lower_bound(m_unread, bad.begin, {}, &Extent::begin);
    if (at != m_unread.begin() && std::prev(at)->end() == bad.begin) {
        --at;
        *at = extentBetween(at->begin, bad.end());
    } else {
        at = m_unread.insert(at, bad);
    }
    const auto next = std::next(at);
    if (next != m_unread.end() && next->begin == at->end()) {
        *at = extentBetween(at->begin, next->end());
        m_unread.erase(next);
    }
}

}
