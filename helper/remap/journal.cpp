// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/remap/journal.h"

#include "helper/remap/journal_bounds.h"

#include <algorithm>
#include <map>
#include <utility>

namespace parterre::remap {

namespace {

std::size_t countOf(Bytes bytes)
{
    return static_cast<std::size_t>(bytes.count());
}

Bytes sizeOf(const std::vector<std::byte> &bytes)
{
    return Bytes(static_cast<std::int64_t>(bytes.size()));
}

/// Whole blocks, as direct I/O wants them.
Result<> writeBlocks(BlockDevice &disk, Offset at, std::span<const std::byte> bytes)
{
    AlignedBuffer buffer(countOf(roundUp(Bytes(static_cast<std::int64_t>(bytes.size())), journalBlock)));
    std::ranges::copy(bytes, buffer.bytes().begin());
    return disk.write(at, buffer.bytes());
}

Result<std::vector<std::byte>> readBlocks(BlockDevice &disk, Offset at, Bytes size)
{
    AlignedBuffer buffer(countOf(size));
    CHECK(disk.dropCache({.begin = at, .size = size}));
    CHECK(disk.read(at, buffer.bytes()));
    return std::vector<std::byte>(buffer.bytes().begin(), buffer.bytes().end());
}

std::optional<Superblock> readSuper(BlockDevice &disk, Offset at)
{
    if (Bytes(at.bytes()) + journalBlock > disk.size())
        return std::nullopt;
    const auto block = readBlocks(disk, at, journalBlock);
    std::optional<Superblock> super = block ? decodeSuperblock(*block) : std::nullopt;
    return super && std::ranges::contains(super->copies, at) ? super : std::nullopt;
}

/// The newest that the candidates, and what they say of each other, lead to.
std::optional<Superblock> newestOf(BlockDevice &disk, const std::vector<Offset> &candidates)
{
    std::optional<Superblock> newest;
    const auto look = [&](Offset at) {
        const std::optional<Superblock> super = readSuper(disk, at);
        if (super && (!newest || newest->generation < super->generation))
            newest = super;
    };
    std::ranges::for_each(candidates, look);
    if (newest)
        std::ranges::for_each(std::array(newest->copies), look);
    return newest;
}

Result<Body> readBody(BlockDevice &disk, const Superblock &super)
{
    for (const Offset copy : super.copies) {
        const auto bytes = readBlocks(disk, copy + Bytes(super.body.bytes()), super.bodySize);
        if (bytes && hashOf(*bytes) == super.bodyHash) {
            // Behind the body come zeros up to the block's end.
            TRY(Body body, decodeBody(*bytes, disk.size()));
            return body;
        }
    }
    return fail(ErrorCode::Corrupt, disk.name(), "neither copy of the journal is whole");
}

}

bool isSealed(const std::vector<Record> &records, const Program &program)
{
    return !records.empty() && records.back().epoch == program.epochs;
}

Journal::Journal(BlockDevice &disk, Superblock super, Body body)
    : m_disk(&disk)
    , m_super(super)
    , m_body(std::move(body))
{}

Result<Journal> Journal::create(BlockDevice &disk, std::array<Extent, 2> places, Body body)
{
    std::vector<std::byte> bytes = encode(body);
    bytes.resize(countOf(roundUp(sizeOf(bytes), journalBlock)));
    Superblock super{.journal = Uuid::draw(),
                     .diskSize = disk.size(),
                     .sectorSize = disk.sectorSize(),
                     .copies = {places[0].begin, places[1].begin},
                     .copySize = std::min({places[0].size, places[1].size, copySizeMax}),
                     .epochs = body.program.epochs,
                     .body = Offset((journalBlock + ringSize).count()),
                     .bodySize = sizeOf(bytes)};
    super.bodyHash = hashOf(bytes);
    if (super.copySize < copySizeFor(sizeOf(bytes)) || !decodeSuperblock(encode(super)))
        return fail(ErrorCode::Invalid, disk.name(), "the journal has no room there");
    if (const auto flaw = flawOf(super, body))
        return fail(ErrorCode::Invalid, disk.name(), "no journal can hold this: " + *flaw);
    Journal journal(disk, super, std::move(body));
    CHECK(journal.writeBody(bytes));
    CHECK(journal.writeSuper());
    return journal;
}

Result<std::optional<Journal>> Journal::find(BlockDevice &disk, const std::vector<Offset> &candidates)
{
    const std::optional<Superblock> super = newestOf(disk, candidates);
    if (!super)
        return std::nullopt;
    if (super->diskSize != disk.size() || super->sectorSize != disk.sectorSize())
        return fail(ErrorCode::Corrupt, disk.name(), "the journal is that of a disk of another size");
    TRY(Body body, readBody(disk, *super));
    if (const auto flaw = flawOf(*super, body))
        return fail(ErrorCode::Corrupt, disk.name(), "the journal is none that could be: " + *flaw);
    return Journal(disk, *super, std::move(body));
}

/// The ring is cleared in both places, too: what lay there before must not look like records.
Result<> Journal::writeBody(const std::vector<std::byte> &bytes)
{
    const std::vector<std::byte> ring(countOf(ringSize));
    for (const Offset copy : m_super.copies) {
        CHECK(writeBlocks(*m_disk, copy + journalBlock, ring));
        CHECK(writeBlocks(*m_disk, copy + Bytes(m_super.body.bytes()), bytes));
    }
    return m_disk->flush();
}

/// One after the other: there is always one that is whole.
Result<> Journal::writeSuper()
{
    for (const Offset copy : m_super.copies) {
        CHECK(writeBlocks(*m_disk, copy, encode(m_super)));
        CHECK(m_disk->flush());
    }
    return {};
}

Offset Journal::slotOf(std::uint64_t epoch, std::size_t copy) const
{
    return m_super.copies.at(copy) + journalBlock
        + journalBlock * static_cast<std::int64_t>(epoch % recordSlots);
}

Result<> Journal::put(const Record &record)
{
    Record ours = record;
    ours.generation = m_super.generation;
    const std::vector<std::byte> block = encode(ours, m_super.journal);
    for (std::size_t copy = 0; copy < m_super.copies.size(); ++copy)
        CHECK(writeBlocks(*m_disk, slotOf(record.epoch, copy), block));
    return {};
}

/// The blocks of one copy of the ring; an error in the place of each that cannot be read.
std::vector<Result<std::vector<std::byte>>> Journal::ring(std::size_t copy)
{
    std::vector<Result<std::vector<std::byte>>> blocks;
    const auto whole = readBlocks(*m_disk, slotOf(0, copy), ringSize);
    for (std::uint64_t slot = 0; slot < recordSlots; ++slot) {
        const auto begin = slot * countOf(journalBlock);
        if (whole)
            blocks.emplace_back(std::in_place, whole->begin() + static_cast<std::ptrdiff_t>(begin),
                                whole->begin() + static_cast<std::ptrdiff_t>(begin + countOf(journalBlock)));
        else
            blocks.push_back(readBlocks(*m_disk, slotOf(slot, copy), journalBlock));
    }
    return blocks;
}

Result<std::vector<Record>> Journal::records()
{
    std::map<std::uint64_t, Record> found;
    const std::array rings{ring(0), ring(1)};
    for (std::size_t slot = 0; slot < recordSlots; ++slot) {
        if (!rings[0][slot] && !rings[1][slot])
            return std::unexpected(rings[0][slot].error());
        for (const auto &blocks : rings) {
            const std::optional<Record> record =
                blocks[slot] ? decodeRecord(*blocks[slot], m_super) : std::nullopt;
            if (record && record->epoch % recordSlots == slot)
                found.emplace(record->epoch, *record);
        }
    }
    std::vector<Record> records;
    for (auto &[epoch, record] : found)
        records.push_back(std::move(record));
    return records;
}

Result<> Journal::replace(Body next)
{
    std::vector<std::byte> bytes = encode(next);
    bytes.resize(countOf(roundUp(sizeOf(bytes), journalBlock)));
    Superblock super = m_super;
    ++super.generation;
    super.epochs = next.program.epochs;
    super.bodySize = sizeOf(bytes);
    super.bodyHash = hashOf(bytes);
    // The present body stays until the superblock names the other.
    const Offset head((journalBlock + ringSize).count());
    const Offset behind = m_super.body + m_super.bodySize;
    super.body = m_super.body >= head + super.bodySize ? head : behind;
    if (!decodeSuperblock(encode(super)))
        return fail(ErrorCode::Refused, m_disk->name(), "the journal has no room for another program");
    if (const auto flaw = flawOf(super, next))
        return fail(ErrorCode::Refused, m_disk->name(), "no journal can hold another program: " + *flaw);
    for (const Offset copy : super.copies)
        CHECK(writeBlocks(*m_disk, copy + Bytes(super.body.bytes()), bytes));
    CHECK(m_disk->flush());
    m_super = super;
    m_body = std::move(next);
    return writeSuper();
}

Result<> Journal::erase()
{
    const std::vector<std::byte> zeros(countOf(journalBlock));
    for (const Offset copy : m_super.copies) {
        CHECK(writeBlocks(*m_disk, copy, zeros));
        CHECK(m_disk->flush());
    }
    return {};
}

}
