// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/support/dice.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace parterre::test {

/// What a sector holds: one number for all its bytes.
using Token = std::uint64_t;
/// The number of a sector of 512 bytes.
using Sector = std::uint32_t;

/// What a protocol puts down about an epoch, in a sector of its own.
struct Record
{
    Token epoch = 0;
    Token digest = 0;
    Token checksum = 0;

    [[nodiscard]] static Record of(Token epoch, Token digest);
    [[nodiscard]] bool isValid() const;
};

/// Which of the writes that were not flushed outlive a power cut.
enum class Survival : std::uint8_t {
    All,
    None,
    Prefix,
    AllButOne,
    OnlyOne,
    Suffix,
    Random,
};

/// What becomes of the write during which the power fails.
enum class InFlight : std::uint8_t {
    Nothing,  ///< there is none: it fails between two writes, or during a flush
    Lost,
    Done,
    Garbage,
    Torn,     ///< each sector of the physical one is what it was, what it should become, or garbage
};

/// A disk with a volatile cache: any of the writes since the last flush may be lost in a power cut.
///
/// It has `sectors` sectors of content, and a ring of sectors for records. Reads see what was written.
class ModelDisk
{
public:
    /// Sector i holds initialToken(i); nothing in the ring is valid. A physical sector, which may tear,
    /// is of `physical` sectors.
    ModelDisk(Sector sectors, Sector slots, Sector physical);

    [[nodiscard]] static Token initialToken(Sector sector);

    [[nodiscard]] Token read(Sector sector) const { return m_cached[sector]; }
    [[nodiscard]] Record record(Sector slot) const;
    [[nodiscard]] Sector slots() const { return m_slots; }
    void write(Sector sector, Token token);
    void write(Sector slot, const Record &record);
    void flush();

    /// The number of writes that a power cut may take.
    [[nodiscard]] std::size_t unflushed() const { return m_log.size(); }
    /// `inFlight` is said of the last of them.
    void cutPower(Survival survival, InFlight inFlight, Dice &dice);
    /// Write i survives if bit i of `mask` is set. Requires 64 unflushed writes at most.
    void cutPowerKeeping(std::uint64_t mask, InFlight inFlight, Dice &dice);
    /// What `sector` holds for good.
    [[nodiscard]] Token durable(Sector sector) const { return m_durable[sector]; }

private:
    static constexpr std::uint32_t recordTokens = 3;
    struct Write
    {
        std::uint32_t at;
        std::uint32_t count;
        std::array<Token, recordTokens> tokens;
    };

    template<typename Keeps>
    void settle(const Keeps &keeps, InFlight inFlight, Dice &dice);
    void land(const Write &write, InFlight inFlight, Dice &dice);
    void tear(const Write &write, Dice &dice);
    [[nodiscard]] std::uint32_t slotAt(Sector slot) const { return m_sectors + slot * recordTokens; }

    Sector m_sectors;
    Sector m_slots;
    Sector m_physical;
    std::vector<Token> m_durable;
    std::vector<Token> m_cached;
    std::vector<Write> m_log;
};

}
