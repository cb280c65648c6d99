// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/remap/journal_format.h"

#include "core/remap/proof.h"
#include "helper/block/crc32c.h"
#include "helper/copy/digest.h"
#include "helper/remap/journal_bytes.h"

#include <algorithm>
#include <utility>

namespace parterre::remap {

namespace {

constexpr std::string_view superMagic = "ParterreJournal1";
constexpr std::string_view recordMagic = "ParterreRecord01";
constexpr std::size_t block = 4096;
constexpr std::size_t checksumAt = block - 4;
/// The last byte of any disk that there is room to number.
constexpr Bytes endOfNumbers{std::int64_t{1} << 60U};

enum class Chunk : std::uint32_t { Runs = 1, Moves, Scratch, Lock, Publish, GoBack, Finishing, Note, Way };
constexpr std::uint32_t chunkLast = 9;

/// Fills a block up and puts the checksum at its end.
std::vector<std::byte> sealed(ByteWriter bytes)
{
    bytes.pad(block);
    std::vector<std::byte> result = bytes.take();
    putLittleEndian(std::span(result), checksumAt, ~crc32c(~0U, std::span(result).first(checksumAt)));
    return result;
}

/// A reader behind the magic, or one that is not good.
ByteReader opened(std::span<const std::byte> bytes, std::string_view magic)
{
    ByteReader reader(bytes, endOfNumbers);
    reader.require(bytes.size() == block);
    reader.require(std::ranges::equal(reader.bytes(magic.size()), std::as_bytes(std::span(magic))));
    reader.require(reader.isGood()
                   && littleEndian<std::uint32_t>(bytes, checksumAt)
                       == ~crc32c(~0U, bytes.first(checksumAt)));
    return reader;
}

bool isWhole(Bytes size)
{
    return !size.isZero() && size.count() % journalBlock.count() == 0;
}

bool isInBounds(const Superblock &super)
{
    const Bytes head = journalBlock + ringSize;
    const auto isInDisk = [&](Offset at) {
        return at.bytes() % journalBlock.count() == 0 && Bytes(at.bytes()) + super.copySize <= super.diskSize;
    };
    const Extent first{.begin = super.copies[0], .size = super.copySize};
    const Extent second{.begin = super.copies[1], .size = super.copySize};
    return super.generation > 0 && isWhole(super.copySize) && super.copySize <= copySizeMax
        && std::ranges::all_of(super.copies, isInDisk) && !first.overlaps(second)
        && Bytes(super.body.bytes()) >= head && isWhole(super.bodySize)
        && super.body.bytes() % journalBlock.count() == 0
        && Bytes(super.body.bytes()) + super.bodySize <= super.copySize
        && (super.sectorSize == Bytes(512) || super.sectorSize == journalBlock);
}

void putRun(ByteWriter &to, const Run &run)
{
    to.offset(run.source);
    to.offset(run.destination);
    to.amount(run.size);
    to.amount(run.step);
    to.number(run.epoch);
    to.small(run.sourceSlots);
    to.small(run.destinationSlots);
    to.number(run.isDescending ? 1 : 0);
}
constexpr std::size_t runSize = 56;
constexpr std::uint32_t slotsMax = 64;

Run takeRun(ByteReader &from, Bytes disk)
{
    Run run{
        .source = from.offset(), .destination = from.offset(), .size = from.amount(), .step = from.amount()};
    run.epoch = from.number();
    run.sourceSlots = from.small();
    run.destinationSlots = from.small();
    const std::uint64_t flags = from.number();
    run.isDescending = flags == 1;
    from.require(flags <= 1 && !run.step.isZero() && !run.size.isZero());
    from.require(run.step <= ProgramLimits().epochBytes);
    // Beyond that the product below need not be a number.
    const Bytes step = std::min(run.step, ProgramLimits().epochBytes);
    for (const auto &[begin, slots] :
         {std::pair(run.source, run.sourceSlots), std::pair(run.destination, run.destinationSlots)}) {
        from.require(slots <= slotsMax);
        const Bytes reach = slots == 0 ? run.size : step * std::int64_t{std::min(slots, slotsMax)};
        from.require(Bytes(begin.bytes()) + reach <= disk);
    }
    return run;
}

void putMove(ByteWriter &to, const Move &move)
{
    to.offset(move.source.begin);
    to.amount(move.source.size);
    to.number(move.destinations.size());
    for (const Offset destination : move.destinations)
        to.offset(destination);
}

Move takeMove(ByteReader &from)
{
    Move move{.source = from.extent(), .destinations = {}};
    const std::size_t count = from.count(sizeof(std::uint64_t));
    for (std::size_t i = 0; i < count; ++i)
        move.destinations.push_back(from.offset());
    return move;
}

void putBatches(ByteWriter &to, const TableBatches &batches)
{
    to.number(batches.size());
    for (const std::vector<TableWrite> &batch : batches) {
        to.number(batch.size());
        for (const TableWrite &write : batch) {
            to.offset(write.at);
            to.number(write.bytes.size());
            to.bytes(write.bytes);
            to.pad(sizeof(std::uint64_t));
        }
    }
}

TableBatches takeBatches(ByteReader &from, Bytes disk)
{
    TableBatches batches(from.count(sizeof(std::uint64_t)));
    for (std::vector<TableWrite> &batch : batches) {
        batch.resize(from.count(2 * sizeof(std::uint64_t)));
        for (TableWrite &write : batch) {
            write.at = from.offset();
            const std::size_t size = from.count(1);
            const auto bytes = from.bytes(size);
            write.bytes.assign(bytes.begin(), bytes.end());
            (void)from.bytes((sizeof(std::uint64_t) - size % sizeof(std::uint64_t)) % sizeof(std::uint64_t));
            from.require(Bytes(write.at.bytes() + static_cast<std::int64_t>(size)) <= disk);
        }
    }
    return batches;
}

/// One part of a body: its kind, its length, its bytes, and zeros up to a multiple of 8.
template<typename Put>
void putChunk(ByteWriter &to, Chunk kind, const Put &put)
{
    ByteWriter inner;
    put(inner);
    const std::vector<std::byte> bytes = inner.take();
    to.small(static_cast<std::uint32_t>(kind));
    to.small(0);
    to.number(bytes.size());
    to.bytes(bytes);
    to.pad(sizeof(std::uint64_t));
}

template<typename Item, typename Put>
void putList(ByteWriter &to, Chunk kind, const std::vector<Item> &items, const Put &put)
{
    putChunk(to, kind, [&](ByteWriter &inner) {
        inner.number(items.size());
        for (const Item &item : items)
            put(inner, item);
    });
}

void takeProgram(ByteReader &from, Program &program, Bytes disk)
{
    program.epochs = from.number();
    // More than the disk's size where some of it is written twice.
    for (Bytes *const written : {&program.moved, &program.staged}) {
        const std::uint64_t count = from.number();
        from.require(count <= static_cast<std::uint64_t>(endOfNumbers.count()));
        *written = from.isGood() ? Bytes(static_cast<std::int64_t>(count)) : Bytes();
    }
    const std::size_t count = from.count(runSize);
    for (std::size_t i = 0; i < count && from.isGood(); ++i) {
        program.runs.push_back(takeRun(from, disk));
        const Run &run = program.runs.back();
        // Sums of what is below an EiB do not overflow, and so these comparisons mean something.
        from.require(from.isGood() && run.epoch <= program.epochs && run.endEpoch() <= program.epochs
                     && (i == 0 || program.runs[i - 1].epoch <= run.epoch));
    }
}

bool takeChunk(ByteReader &from, Chunk kind, Body &body, Bytes disk)
{
    switch (kind) {
    case Chunk::Runs:
        takeProgram(from, body.program, disk);
        break;
    case Chunk::Moves:
        for (std::size_t count = from.count(3 * sizeof(std::uint64_t)); count > 0 && from.isGood(); --count)
            body.moves.push_back(takeMove(from));
        break;
    case Chunk::Scratch:
        for (std::size_t count = from.count(2 * sizeof(std::uint64_t)); count > 0 && from.isGood(); --count)
            body.scratch.push_back(from.extent());
        break;
    case Chunk::Lock:
        body.lock = takeBatches(from, disk);
        break;
    case Chunk::Publish:
        body.publish = takeBatches(from, disk);
        break;
    case Chunk::GoBack:
        body.goBack = takeBatches(from, disk);
        break;
    case Chunk::Finishing: {
        const auto bytes = from.bytes(from.left());
        body.finishing.assign(bytes.begin(), bytes.end());
        break;
    }
    case Chunk::Note: {
        const auto bytes = from.bytes(from.left());
        body.note.assign(reinterpret_cast<const char *>(bytes.data()), bytes.size());
        break;
    }
    case Chunk::Way: {
        const std::uint64_t way = from.number();
        from.require(way <= 1);
        body.isWayBack = way == 1;
        break;
    }
    }
    return from.isGood() && from.isAtEnd();
}

}

Hash hashOf(std::span<const std::byte> bytes)
{
    Hash hash{};
    std::ranges::copy_n(digestOf(DigestKind::Xxh3, bytes).begin(), hash.size(), hash.begin());
    return hash;
}

std::size_t copiesInGroup(std::size_t copies)
{
    return std::max<std::size_t>(1, (copies + hashesMax - 1) / hashesMax);
}

std::vector<std::byte> encode(const Superblock &super)
{
    ByteWriter bytes;
    bytes.text(superMagic);
    bytes.uuid(super.journal);
    bytes.number(super.generation);
    bytes.amount(super.diskSize);
    bytes.amount(super.sectorSize);
    for (const Offset copy : super.copies)
        bytes.offset(copy);
    bytes.amount(super.copySize);
    bytes.number(super.epochs);
    bytes.offset(super.body);
    bytes.amount(super.bodySize);
    bytes.bytes(super.bodyHash);
    return sealed(std::move(bytes));
}

std::optional<Superblock> decodeSuperblock(std::span<const std::byte> bytes)
{
    ByteReader from = opened(bytes, superMagic);
    Superblock super{.journal = from.uuid(), .generation = from.number(), .diskSize = from.amount()};
    super.sectorSize = from.amount();
    for (Offset &copy : super.copies)
        copy = from.offset();
    super.copySize = from.amount();
    super.epochs = from.number();
    super.body = from.offset();
    super.bodySize = from.amount();
    std::ranges::copy(from.bytes(super.bodyHash.size()), super.bodyHash.begin());
    return from.isGood() && isInBounds(super) ? std::optional(super) : std::nullopt;
}

std::vector<std::byte> encode(const Record &record, const Uuid &journal)
{
    ByteWriter bytes;
    bytes.text(recordMagic);
    bytes.uuid(journal);
    bytes.number(record.generation);
    bytes.number(record.epoch);
    bytes.number(record.hashes.size());
    for (const Hash &hash : record.hashes)
        bytes.bytes(hash);
    return sealed(std::move(bytes));
}

std::optional<Record> decodeRecord(std::span<const std::byte> bytes, const Superblock &super)
{
    ByteReader from = opened(bytes, recordMagic);
    const Uuid journal = from.uuid();
    Record record{.generation = from.number(), .epoch = from.number(), .hashes = {}};
    const std::uint64_t count = from.number();
    from.require(journal == super.journal && record.generation == super.generation
                 && record.epoch <= super.epochs && count <= hashesMax);
    for (std::uint64_t i = 0; from.isGood() && i < count; ++i) {
        Hash hash{};
        std::ranges::copy(from.bytes(hash.size()), hash.begin());
        record.hashes.push_back(hash);
    }
    return from.isGood() ? std::optional(record) : std::nullopt;
}

std::vector<std::byte> encode(const Body &body)
{
    ByteWriter bytes;
    putChunk(bytes, Chunk::Runs, [&](ByteWriter &to) {
        to.number(body.program.epochs);
        to.amount(body.program.moved);
        to.amount(body.program.staged);
        to.number(body.program.runs.size());
        for (const Run &run : body.program.runs)
            putRun(to, run);
    });
    putList(bytes, Chunk::Moves, body.moves, putMove);
    putList(bytes, Chunk::Scratch, body.scratch, [](ByteWriter &to, const Extent &extent) {
        to.offset(extent.begin);
        to.amount(extent.size);
    });
    putChunk(bytes, Chunk::Lock, [&](ByteWriter &to) { putBatches(to, body.lock); });
    putChunk(bytes, Chunk::Publish, [&](ByteWriter &to) { putBatches(to, body.publish); });
    putChunk(bytes, Chunk::GoBack, [&](ByteWriter &to) { putBatches(to, body.goBack); });
    putChunk(bytes, Chunk::Finishing, [&](ByteWriter &to) { to.bytes(body.finishing); });
    putChunk(bytes, Chunk::Note, [&](ByteWriter &to) { to.text(body.note); });
    putChunk(bytes, Chunk::Way, [&](ByteWriter &to) { to.number(body.isWayBack ? 1 : 0); });
    return bytes.take();
}

Result<Body> decodeBody(std::span<const std::byte> bytes, Bytes disk)
{
    Body body;
    ByteReader from(bytes, disk);
    for (std::uint32_t wanted = 1; wanted <= chunkLast; ++wanted) {
        const std::uint32_t kind = from.small();
        const std::uint32_t flags = from.small();
        const std::size_t size = from.count(1);
        const auto inner = from.bytes(size);
        (void)from.bytes((sizeof(std::uint64_t) - size % sizeof(std::uint64_t)) % sizeof(std::uint64_t));
        ByteReader chunk(inner, disk);
        if (!from.isGood() || kind != wanted || flags != 0 || !takeChunk(chunk, Chunk(kind), body, disk))
            return fail(ErrorCode::Corrupt, "journal", "part " + std::to_string(wanted) + " is not right");
    }
    // The last block is filled up with zeros.
    const auto rest = from.bytes(from.left());
    if (rest.size() >= block || !isZero(rest))
        return fail(ErrorCode::Corrupt, "journal", "more parts than there are");
    return body;
}

Bytes copySizeFor(Bytes body)
{
    return journalBlock + ringSize + roundUp(body, journalBlock) * 2;
}

}
