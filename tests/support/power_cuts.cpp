// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/power_cuts.h"

#include <algorithm>
#include <array>
#include <utility>

namespace parterre::test {

namespace {

using Position = RemapMover::Position;

constexpr std::array survivals{Survival::All,     Survival::None,   Survival::Prefix, Survival::AllButOne,
                               Survival::OnlyOne, Survival::Suffix, Survival::Random};

template<typename Values>
auto anyOf(const Values &values, Dice &dice)
{
    return values[dice.below(values.size())];
}

}

CutTally &CutTally::operator+=(const CutTally &other)
{
    cuts += other.cuts;
    lost += other.lost;
    if (firstLoss.empty())
        firstLoss = other.firstLoss;
    return *this;
}

PowerCuts::PowerCuts(const RemapLayout &layout, const RemapMover &mover)
    : m_layout(layout)
    , m_mover(mover)
{}

ModelDisk PowerCuts::disk() const
{
    return {m_layout.sectors, RemapMover::slots, m_layout.physical};
}

bool PowerCuts::isDoneWithoutCuts() const
{
    ModelDisk whole = disk();
    m_mover.performAll(0, m_mover.end(), whole);
    return m_layout.isDone(whole);
}

CutTally PowerCuts::some(Dice &dice) const
{
    CutTally tally;
    ModelDisk whole = disk();
    for (Position position = 0; position < m_mover.end(); ++position) {
        follow(position, whole, dice, tally);
        for (const Survival survival : survivals) {
            ModelDisk left = whole;
            cut(position, survival, left, dice);
            follow(position, std::move(left), dice, tally);
        }
        m_mover.perform(position, whole);
    }
    return tally;
}

CutTally PowerCuts::all(int again) const
{
    CutTally tally;
    cutFrom(0, disk(), again, tally);
    return tally;
}

/// During the write or the flush at `position`.
void PowerCuts::cut(Position position, Survival survival, ModelDisk &disk, Dice &dice) const
{
    constexpr std::array fates{InFlight::Lost, InFlight::Done, InFlight::Garbage, InFlight::Torn};
    const std::size_t before = disk.unflushed();
    if (!m_mover.isFlush(position))
        m_mover.perform(position, disk);
    disk.cutPower(survival, disk.unflushed() > before ? anyOf(fates, dice) : InFlight::Nothing, dice);
}

bool PowerCuts::goOn(ModelDisk disk, CutTally &tally) const
{
    ++tally.cuts;
    m_mover.performAll(m_mover.resume(disk), m_mover.end(), disk);
    const bool isDone = m_layout.isDone(disk);
    tally.lost += isDone ? 0 : 1;
    return isDone;
}

/// Goes on with what a cut at `position` left; and again with what another cut leaves of that.
void PowerCuts::follow(Position position, ModelDisk disk, Dice &dice, CutTally &tally) const
{
    for (int nested = 0; nested <= depth; ++nested) {
        if (!goOn(disk, tally) && tally.firstLoss.empty())
            tally.firstLoss =
                "cut " + std::to_string(nested + 1) + " after one at " + std::to_string(position);
        const Position from = m_mover.resume(disk);
        if (nested == depth || from == m_mover.end())
            return;
        const Position reach = std::min(m_mover.end() - from, 2 * m_mover.actionsOfEpochAt(from));
        const Position to = from + dice.below(reach);
        m_mover.performAll(from, to, disk);
        if (!dice.isOneIn(8))  // else but the process ends
            cut(to, anyOf(survivals, dice), disk, dice);
    }
}

void PowerCuts::cutFrom(Position from, ModelDisk disk, int again, CutTally &tally) const
{
    for (Position position = from; position < m_mover.end(); ++position) {
        cutInAllWays(position, disk, again, tally);
        m_mover.perform(position, disk);
    }
}

void PowerCuts::cutInAllWays(Position position, const ModelDisk &disk, int again, CutTally &tally) const
{
    constexpr std::size_t writesMax = 8;
    ModelDisk during = disk;
    if (!m_mover.isFlush(position))
        m_mover.perform(position, during);
    if (during.unflushed() > writesMax)
        return;
    std::vector<InFlight> fates{InFlight::Nothing};
    if (during.unflushed() > disk.unflushed())
        fates = {InFlight::Lost, InFlight::Done, InFlight::Garbage};
    Dice dice(position);
    for (const InFlight fate : fates) {
        for (std::uint64_t mask = 0; mask >> disk.unflushed() == 0; ++mask) {
            ModelDisk left = during;
            left.cutPowerKeeping(mask, fate, dice);
            if (!goOn(left, tally) && tally.firstLoss.empty())
                tally.firstLoss =
                    "cut at " + std::to_string(position) + ", survivors " + std::to_string(mask);
            if (again > 0) {
                const Position from = m_mover.resume(left);
                cutFrom(from, std::move(left), again - 1, tally);
            }
        }
    }
}

}
