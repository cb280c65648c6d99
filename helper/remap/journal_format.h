// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/remap/move.h"
#include "core/remap/program.h"
#include "core/result/result.h"
#include "core/units/uuid.h"
#include "helper/table/table_codec.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parterre::remap {

/// The journal of a move within one disk, byte for byte: docs/journal-format.md. It is all that is needed to
/// go on with the move, or to take it back, on any machine and by any later version: no plan is made anew.
///
/// It stands on the disk twice. Each copy is a superblock, then a ring of records, then room for two bodies,
/// of which the superblock names one.

inline constexpr Bytes journalBlock{4096};
inline constexpr std::uint64_t recordSlots = 64;
inline constexpr Bytes ringSize{std::int64_t{64} * 4096};
/// The most that a copy may take. Nobody needs memory for more than one body.
inline constexpr Bytes copySizeMax{std::int64_t{16} << 20U};

/// The first 16 bytes of an XXH3-128, in its canonical order.
using Hash = std::array<std::byte, 16>;

[[nodiscard]] Hash hashOf(std::span<const std::byte> bytes);

/// What tells the journal, and which of its parts count.
struct Superblock
{
    Uuid journal;
    std::uint64_t generation = 1;     ///< the higher one of two copies counts
    Bytes diskSize;
    Bytes sectorSize;                 ///< the logical one
    std::array<Offset, 2> copies;     ///< where the two copies begin
    Bytes copySize;
    std::uint64_t epochs = 0;         ///< of the body's program
    Offset body;                      ///< from the copy's begin
    Bytes bodySize;
    Hash bodyHash{};

    friend bool operator==(const Superblock &, const Superblock &) = default;
};

/// One block. Requires that all amounts are in bounds.
[[nodiscard]] std::vector<std::byte> encode(const Superblock &super);
/// Nothing where the block is none of ours or is damaged; every bound is right where it is one.
[[nodiscard]] std::optional<Superblock> decodeSuperblock(std::span<const std::byte> block);

/// That an epoch was written; it says nothing of whether it is durable, the hashes do. The record of the
/// epoch behind the last one is the seal: all epochs are durable, and what finishes the move may have
/// changed since what they wrote.
struct Record
{
    std::uint64_t generation = 0;
    std::uint64_t epoch = 0;
    std::vector<Hash> hashes;  ///< of what the epoch's copies wrote, in their order; see copiesInGroup()

    friend bool operator==(const Record &, const Record &) = default;
};

/// How many hashes fit into a record. An epoch of more copies has one for each group of as many copies as
/// that takes.
inline constexpr std::size_t hashesMax = 240;
[[nodiscard]] std::size_t copiesInGroup(std::size_t copies);

/// One block.
[[nodiscard]] std::vector<std::byte> encode(const Record &record, const Uuid &journal);
/// Nothing where the block is no record of this journal and generation.
[[nodiscard]] std::optional<Record> decodeRecord(std::span<const std::byte> block, const Superblock &super);

/// Batches of writes with a flush after each, as TableSwitch has them.
using TableBatches = std::vector<std::vector<TableWrite>>;

/// What is to be done, whole.
struct Body
{
    Program program;
    std::vector<Move> moves;           ///< what the program shall come to
    std::vector<Extent> scratch;
    TableBatches lock;                 ///< from the old table to the one that hides what moves
    TableBatches publish;              ///< from there to the new table
    TableBatches goBack;               ///< from there to the old table
    std::vector<std::byte> finishing;  ///< what is to be done between the last epoch and the new table; CBOR
    std::string note;  ///< for people who look at the disk with other tools
    /// The program undoes one that was begun: publish leads to the old table, and what finishing says is
    /// about the program that is undone.
    bool isWayBack = false;

    friend bool operator==(const Body &, const Body &) = default;
};

[[nodiscard]] std::vector<std::byte> encode(const Body &body);
/// Corrupt where a length, an extent or a number is out of bounds, or anything is left over. `disk` is its
/// size: nothing in the result reaches past it. Whether the program is safe is for findViolation() to say.
[[nodiscard]] Result<Body> decodeBody(std::span<const std::byte> bytes, Bytes disk);

/// What a copy of the journal takes for this body, and for another of the same size beside it.
[[nodiscard]] Bytes copySizeFor(Bytes body);

}
