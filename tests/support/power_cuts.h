// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/remap_layout.h"
#include "tests/support/remap_mover.h"

#include <string>

namespace parterre::test {

/// What came of power cuts. Each is one moment of a run, and one set of writes that outlived it.
struct CutTally
{
    std::uint64_t cuts = 0;
    std::uint64_t lost = 0;  ///< after how many of them not all was where it should be in the end
    std::string firstLoss;   ///< how to see it again

    CutTally &operator+=(const CutTally &other);
};

/// Cuts the power wherever it can be cut while a layout's moves are carried out, lets the mover go on,
/// and looks at what the disk holds for good in the end.
class PowerCuts
{
public:
    /// How often the power fails again while the mover goes on.
    static constexpr int depth = 3;

    /// Both must outlive the value.
    PowerCuts(const RemapLayout &layout, const RemapMover &mover);

    /// Whether all is as wished if the power holds.
    [[nodiscard]] bool isDoneWithoutCuts() const;
    /// At each write and flush: all kinds of survivors, and an end of the mover's process while the disk
    /// keeps its power; with more cuts in what follows on each.
    [[nodiscard]] CutTally some(Dice &dice) const;
    /// At each write and flush: every set of survivors, the write in flight lost, done and garbage;
    /// and all of that again, `again` times, in what follows on each. No cut among more than 8 writes.
    [[nodiscard]] CutTally all(int again) const;

private:
    [[nodiscard]] ModelDisk disk() const;
    void cut(RemapMover::Position position, Survival survival, ModelDisk &disk, Dice &dice) const;
    /// Counts a cut that left `disk`.
    bool goOn(ModelDisk disk, CutTally &tally) const;
    void follow(RemapMover::Position position, ModelDisk disk, Dice &dice, CutTally &tally) const;
    void cutFrom(RemapMover::Position from, ModelDisk disk, int again, CutTally &tally) const;
    void cutInAllWays(RemapMover::Position position, const ModelDisk &disk, int again, CutTally &tally) const;

    const RemapLayout &m_layout;
    const RemapMover &m_mover;
};

}
