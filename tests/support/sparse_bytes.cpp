// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/sparse_bytes.h"

#include <algorithm>
#include <cstring>

namespace parterre {

namespace {

constexpr auto page = static_cast<std::int64_t>(SparseBytes::pageSize);

constexpr std::array<std::byte, SparseBytes::pageSize> emptyPage{};

/// Calls visit(page number, first byte in the page, bytes in the page) for all pages of a range.
template<typename Visit>
void forPages(Offset at, std::size_t size, Visit visit)
{
    std::int64_t position = at.bytes();
    while (size > 0) {
        const auto within = static_cast<std::size_t>(position % page);
        const std::size_t count = std::min(size, SparseBytes::pageSize - within);
        visit(position / page, within, count);
        position += static_cast<std::int64_t>(count);
        size -= count;
    }
}

}

void SparseBytes::read(Offset at, std::span<std::byte> into) const
{
    forPages(at, into.size(), [&](std::int64_t number, std::size_t within, std::size_t count) {
        const auto found = m_pages.find(number);
        if (found == m_pages.end())
            std::memset(into.data(), 0, count);
        else
            std::ranges::copy(std::span(*found->second).subspan(within, count), into.begin());
        into = into.subspan(count);
    });
}

std::vector<std::byte> SparseBytes::read(Extent extent) const
{
    std::vector<std::byte> bytes(static_cast<std::size_t>(extent.size.count()));
    read(extent.begin, bytes);
    return bytes;
}

void SparseBytes::write(Offset at, std::span<const std::byte> from)
{
    forPages(at, from.size(), [&](std::int64_t number, std::size_t within, std::size_t count) {
        std::shared_ptr<Page> &slot = m_pages[number];
        if (!slot)
            slot = std::make_shared<Page>(emptyPage);
        else if (slot.use_count() > 1)
            slot = std::make_shared<Page>(*slot);
        std::ranges::copy(from.first(count), slot->begin() + static_cast<std::ptrdiff_t>(within));
        from = from.subspan(count);
    });
}

std::vector<Extent> SparseBytes::dataIn(Extent within) const
{
    std::vector<Extent> data;
    for (auto at = m_pages.lower_bound(within.begin.bytes() / page); at != m_pages.end(); ++at) {
        const Offset begin = std::max(Offset(at->first * page), within.begin);
        const Offset end = std::min(Offset((at->first + 1) * page), within.end());
        if (begin >= end)
            break;
        if (!data.empty() && data.back().end() == begin)
            data.back() = extentBetween(data.back().begin, end);
        else
            data.push_back(extentBetween(begin, end));
    }
    return data;
}

void SparseBytes::zero(Extent extent)
{
    forPages(extent.begin, static_cast<std::size_t>(extent.size.count()),
             [&](std::int64_t number, std::size_t within, std::size_t count) {
                 if (count == pageSize)
                     m_pages.erase(number);
                 else if (m_pages.contains(number))
                     write(Offset(number * page + static_cast<std::int64_t>(within)),
                           std::span(emptyPage).first(count));
             });
}

bool operator==(const SparseBytes &a, const SparseBytes &b)
{
    if (a.m_size != b.m_size)
        return false;
    const auto pageOf = [&](const SparseBytes &bytes, std::int64_t number) -> const SparseBytes::Page & {
        const auto found = bytes.m_pages.find(number);
        return found == bytes.m_pages.end() ? emptyPage : *found->second;
    };
    const auto agrees = [&](const auto &entry) {
        return std::memcmp(pageOf(a, entry.first).data(), pageOf(b, entry.first).data(),
                           SparseBytes::pageSize)
            == 0;
    };
    return std::ranges::all_of(a.m_pages, agrees) && std::ranges::all_of(b.m_pages, agrees);
}

}
