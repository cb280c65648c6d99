// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/sector_epochs.h"

#include <cstddef>
#include <limits>

namespace parterre::test {

/// A way to carry epochs out, and to go on after a power cut.
struct Protocol
{
    enum class Kind : std::uint8_t {
        Digests,  ///< each epoch writes a record with the digest of its targets; then one flush
        Lagged,   ///< each epoch writes a record that all before it are done; then one flush
        Synced,   ///< each epoch writes, flushes, writes a record that it is done, and flushes
        None,     ///< no record and no flush but the last; begins again
    };
    static constexpr std::size_t noFlush = std::numeric_limits<std::size_t>::max();

    Kind kind = Kind::Digests;
    bool comparesDigests = true;
    bool keepsRecords = true;       ///< a record that is valid is not written again
    bool flushesFirst = true;       ///< before it goes on
    bool flushesBeforeRecords = true;  ///< of Synced: the first of its two flushes
    std::size_t omittedFlush =
        noFlush;  ///< this one of the program's flushes, the first being 0, is left out
};

/// Carries epochs out on a modelled disk by a protocol, one write or flush at a time.
class RemapMover
{
public:
    using Position = std::size_t;
    static constexpr Sector slots = 64;

    RemapMover(SectorEpochs epochs, Protocol protocol);

    /// How many writes and flushes there are.
    [[nodiscard]] Position end() const { return m_actions.size(); }
    [[nodiscard]] std::size_t epochs() const { return m_epochs.size(); }
    [[nodiscard]] std::size_t flushes() const { return m_flushes; }
    /// Those of the epoch that `position` lies in.
    [[nodiscard]] std::size_t actionsOfEpochAt(Position position) const;

    [[nodiscard]] bool isFlush(Position position) const { return m_actions[position].kind == Kind::Flush; }
    void perform(Position position, ModelDisk &disk) const;
    void performAll(Position from, Position to, ModelDisk &disk) const;
    /// Where to go on, by what the disk holds.
    [[nodiscard]] Position resume(ModelDisk &disk) const;

private:
    enum class Kind : std::uint8_t { Copy, Record, Flush };
    struct Action
    {
        Kind kind;
        Sector from;  ///< of a record: the epoch that it is about
        Sector to;
    };

    void addEpoch(Sector epoch);
    void addFlush();
    void writeRecord(Sector epoch, ModelDisk &disk) const;
    [[nodiscard]] Token digest(Sector epoch, const ModelDisk &disk) const;

    SectorEpochs m_epochs;
    Protocol m_protocol;
    std::vector<Action> m_actions;
    std::vector<Position> m_starts;  ///< of each epoch, and the end
    std::size_t m_flushes = 0;
};

}
