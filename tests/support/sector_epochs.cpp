// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/sector_epochs.h"

#include <set>
#include <span>
#include <utility>

namespace parterre::test {

namespace {

class Packer
{
public:
    Packer(std::size_t most, EpochRules rules)
        : m_most(most)
        , m_rules(rules)
    {}

    /// Copies one physical sector.
    void add(std::span<const SectorCopy> unit)
    {
        const Sector to = unit.front().to;
        if (m_count == m_most || m_targets.contains(to) || (m_rules.sparesSources && m_sources.contains(to)))
            close();
        while (m_rules.sparesLastTargets && m_lastTargets.contains(to))
            close();
        m_open.insert(m_open.end(), unit.begin(), unit.end());
        m_sources.insert(unit.front().from);
        m_targets.insert(to);
        ++m_count;
    }

    SectorEpochs finish()
    {
        if (m_count > 0)
            close();
        return std::move(m_epochs);
    }

private:
    void close()
    {
        m_epochs.push_back(std::exchange(m_open, {}));
        m_lastTargets = std::exchange(m_targets, {});
        m_sources.clear();
        m_count = 0;
    }

    std::size_t m_most;
    EpochRules m_rules;
    SectorEpochs m_epochs;
    std::vector<SectorCopy> m_open;
    std::size_t m_count = 0;
    std::set<Sector> m_sources;  ///< where physical sectors begin
    std::set<Sector> m_targets;
    std::set<Sector> m_lastTargets;
};

Sector sectorAt(Offset at)
{
    return static_cast<Sector>(at.bytes());
}

}

SectorEpochs expand(const remap::Program &program)
{
    SectorEpochs epochs;
    for (remap::EpochReader reader(program); !reader.isAtEnd(); reader.advance()) {
        std::vector<SectorCopy> &sectors = epochs.emplace_back();
        for (const remap::Copy &copy : reader.copies()) {
            const auto size = static_cast<Sector>(copy.source.size.count());
            for (Sector i = 0; i < size; ++i)
                sectors.push_back(
                    {.from = sectorAt(copy.source.begin) + i, .to = sectorAt(copy.destination) + i});
        }
    }
    return epochs;
}

SectorEpochs repacked(const SectorEpochs &epochs, Sector grain, std::size_t most, EpochRules rules)
{
    Packer packer(most, rules);
    for (const std::vector<SectorCopy> &epoch : epochs) {
        for (std::size_t i = 0; i < epoch.size(); i += grain)
            packer.add(std::span(epoch).subspan(i, grain));
    }
    return packer.finish();
}

SectorEpochs spread(const SectorEpochs &epochs)
{
    SectorEpochs spread;
    for (const std::vector<SectorCopy> &epoch : epochs) {
        spread.push_back(epoch);
        spread.emplace_back();
    }
    return spread;
}

}
