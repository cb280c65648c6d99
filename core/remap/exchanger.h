// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/move.h"
#include "core/remap/program_writer.h"

#include <map>
#include <vector>

namespace parterre::remap {

/// Orders contents by exchanging each stretch with what lies where it shall be, from the start of the disk
/// to its end.
///
/// The way for a disk that is much larger than its scratch: what is exchanged is as long as the contents
/// are, so that the runs are few, and goes through the scratch only with its first pieces. Each byte is
/// written where it shall be once, and for each byte that is, one is displaced.
class Exchanger
{
public:
    /// `slots`, of three grains at least, and `writer` are at its disposal. The room's scratch is not used.
    Exchanger(const Room &room, Extent slots, ProgramWriter &writer);

    /// Each move has one destination; nothing but their sources is needed where the destinations lie.
    void carryOut(std::vector<Move> moves);

private:
    /// What lies at some place, by where it lay when it all began.
    struct Stretch
    {
        Bytes size;
        Offset origin;
    };
    using Stretches = std::map<Offset, Stretch>;

    /// Puts up to `most` bytes of content where they shall be; how many.
    Bytes settle(Offset place, Offset origin, Bytes most);
    /// The same for what lies a little after its place, and is long.
    void shiftLeft(Extent source, Bytes by);
    void exchange(Extent place, Offset with);
    [[nodiscard]] Bytes pieceOf(Bytes size) const;

    [[nodiscard]] Extent find(Offset origin) const;
    [[nodiscard]] bool isOccupied(Offset at) const;
    /// How far it is the same from `place` on, up to its end: occupied, or not.
    [[nodiscard]] Bytes sameFrom(Extent place) const;
    void cut(Offset at);
    [[nodiscard]] Stretches takeOut(Extent place);
    void put(const Stretches &stretches, Offset from, Offset to);
    void putOne(Offset place, Stretch stretch);

    std::stop_token m_stop;
    Bytes m_grain;
    Bytes m_slotMax;
    Bytes m_epochMax;
    Bytes m_directMin;
    Bytes m_long;  ///< what is as long is exchanged so that less is written, and one more stretch is made
    Extent m_slots;
    ProgramWriter &m_writer;
    Stretches m_stretches;  ///< by place; what is where it shall be is not among them
};

}
