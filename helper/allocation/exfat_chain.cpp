// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/exfat_chain.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint32_t chainEnd = 0xFFFFFFFF;
constexpr std::uint64_t entrySize = 4;
constexpr std::uint64_t pageEntries = 1024;

/// Reads the table by pages and keeps one, for a chain mostly goes on where it is.
class Table
{
public:
    Table(const RawView &view, const ExFatSuper &super, std::uint64_t at)
        : m_view(view)
        , m_at(at)
        , m_entries(super.clusters + 2)
    {}

    /// What follows `cluster`, which has an entry.
    Result<std::uint32_t> after(std::uint64_t cluster)
    {
        const std::uint64_t first = cluster - cluster % pageEntries;
        if (m_page.empty() || first != m_first) {
            const std::uint64_t count = std::min(pageEntries, m_entries - first);
            TRY(m_page, m_view.read(m_at + first * entrySize, static_cast<std::size_t>(count * entrySize)));
            m_first = first;
        }
        return littleEndian<std::uint32_t>(m_page, static_cast<std::size_t>((cluster - first) * entrySize));
    }

private:
    const RawView &m_view;
    std::uint64_t m_at;
    std::uint64_t m_entries;
    std::uint64_t m_first = 0;
    std::vector<std::byte> m_page;
};

}

Result<std::vector<ExFatRun>> readExFatChain(const RawView &view, const ExFatSuper &super,
                                             std::uint64_t fatAt, std::uint64_t first, std::uint64_t most)
{
    Table table(view, super, fatAt);
    std::vector<ExFatRun> runs;
    std::uint64_t cluster = first;
    for (std::uint64_t count = 0; cluster != chainEnd; ++count) {
        CHECK(exFatClusterAt(super, cluster));
        if (count == most)
            return fail(ErrorCode::Corrupt, "exFAT", "chain is too long");
        if (!runs.empty() && runs.back().cluster + runs.back().count == cluster)
            ++runs.back().count;
        else
            runs.push_back({.cluster = cluster, .count = 1});
        TRY(cluster, table.after(cluster));
    }
    return runs;
}

std::uint64_t clusterCount(const std::vector<ExFatRun> &runs)
{
    std::uint64_t count = 0;
    for (const ExFatRun &run : runs)
        count += run.count;
    return count;
}

}
