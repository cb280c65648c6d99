// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/model_disk.h"

#include <algorithm>
#include <cassert>

namespace parterre::test {

Record Record::of(Token epoch, Token digest)
{
    return {.epoch = epoch, .digest = digest, .checksum = mixed(mixed(epoch + 1) ^ digest)};
}

bool Record::isValid() const
{
    return checksum == of(epoch, digest).checksum;
}

ModelDisk::ModelDisk(Sector sectors, Sector slots, Sector physical)
    : m_sectors(sectors)
    , m_slots(slots)
    , m_physical(physical)
{
    for (Sector at = 0; at < slotAt(slots); ++at)
        m_durable.push_back(initialToken(at));
    m_cached = m_durable;
}

Token ModelDisk::initialToken(Sector sector)
{
    return mixed(sector + 1);
}

Record ModelDisk::record(Sector slot) const
{
    const auto at = m_cached.begin() + slotAt(slot);
    return {.epoch = at[0], .digest = at[1], .checksum = at[2]};
}

void ModelDisk::write(Sector sector, Token token)
{
    assert(sector < m_sectors);
    m_log.push_back({.at = sector, .count = 1, .tokens = {token}});
    m_cached[sector] = token;
}

void ModelDisk::write(Sector slot, const Record &record)
{
    assert(slot < m_slots);
    m_log.push_back({.at = slotAt(slot),
                     .count = recordTokens,
                     .tokens = {record.epoch, record.digest, record.checksum}});
    std::ranges::copy(m_log.back().tokens, m_cached.begin() + slotAt(slot));
}

void ModelDisk::flush()
{
    for (const Write &write : m_log)
        std::copy_n(write.tokens.begin(), write.count, m_durable.begin() + write.at);
    m_log.clear();
}

void ModelDisk::cutPower(Survival survival, InFlight inFlight, Dice &dice)
{
    const std::size_t chosen = m_log.empty() ? 0 : dice.below(m_log.size());
    settle(
        [&](std::size_t index) {
            switch (survival) {
            case Survival::All:
                return true;
            case Survival::None:
                return false;
            case Survival::Prefix:
                return index < chosen;
            case Survival::AllButOne:
                return index != chosen;
            case Survival::OnlyOne:
                return index == chosen;
            case Survival::Suffix:
                return index > chosen;
            case Survival::Random:
                return dice.isOneIn(2);
            }
            return false;
        },
        inFlight, dice);
}

void ModelDisk::cutPowerKeeping(std::uint64_t mask, InFlight inFlight, Dice &dice)
{
    assert(m_log.size() <= 64);
    settle([&](std::size_t index) { return (mask >> index & 1U) != 0; }, inFlight, dice);
}

template<typename Keeps>
void ModelDisk::settle(const Keeps &keeps, InFlight inFlight, Dice &dice)
{
    const std::size_t completed = m_log.size() - (inFlight == InFlight::Nothing ? 0 : 1);
    for (std::size_t i = 0; i < completed; ++i) {
        if (keeps(i))
            std::copy_n(m_log[i].tokens.begin(), m_log[i].count, m_durable.begin() + m_log[i].at);
    }
    if (inFlight != InFlight::Nothing)
        land(m_log.back(), inFlight, dice);
    m_log.clear();
    m_cached = m_durable;
}

void ModelDisk::land(const Write &write, InFlight inFlight, Dice &dice)
{
    const auto at = m_durable.begin() + write.at;
    if (inFlight == InFlight::Done)
        std::copy_n(write.tokens.begin(), write.count, at);
    else if (inFlight == InFlight::Garbage)
        std::generate_n(at, write.count, [&] { return dice.next(); });
    else if (inFlight == InFlight::Torn)
        tear(write, dice);
}

void ModelDisk::tear(const Write &write, Dice &dice)
{
    const bool isRecord = write.at >= m_sectors;
    const std::uint32_t begin = isRecord ? write.at : write.at - write.at % m_physical;
    const std::uint32_t end = isRecord ? begin + recordTokens : std::min(begin + m_physical, m_sectors);
    for (std::uint32_t at = begin; at < end; ++at) {
        const std::uint32_t fate = dice.below(3);
        if (fate == 1)
            m_durable[at] = m_cached[at];
        else if (fate == 2)
            m_durable[at] = dice.next();
    }
}

}
