// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_move IMAGE BEGIN SIZE TO SPARE MODE [MIB]: moves a range within a disk, without its table, and prints
// what that read, wrote and flushed as one line of JSON. Places are in bytes; from SPARE on 160 MiB belong to
// nobody. MODE is one of
//   ours      as the product does: a journal in the spare space, records, a flush after each epoch
//   scanned   the same, and all is read once before
//   plain     the same epochs, and nothing besides but one flush at the end
//   one-pass  what can be read may be overwritten: no epochs, chunks and depth as in ours, one flush
//   gparted   as GParted's loop does: one block of MIB after the other through the page cache, one flush

#include "core/remap/planner.h"
#include "core/text/describe.h"
#include "helper/block/topology.h"
#include "helper/copy/depth.h"
#include "helper/remap/mover.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <map>
#include <print>

#include <fcntl.h>
#include <unistd.h>

using namespace parterre;
using namespace parterre::literals;

namespace {

struct Wish
{
    std::string path;
    Extent from;
    Offset to;
    Offset spare;
    Bytes block;

    [[nodiscard]] bool isDescending() const { return to > from.begin; }
    [[nodiscard]] std::vector<remap::Move> moves() const { return {{.source = from, .destinations = {to}}}; }
    [[nodiscard]] std::array<Extent, 2> journal() const
    {
        return {Extent{.begin = spare, .size = 1_MiB}, Extent{.begin = spare + 159_MiB, .size = 1_MiB}};
    }
    [[nodiscard]] Extent scratch() const { return {.begin = spare + 1_MiB, .size = 158_MiB}; }
    /// Of all that a move in pieces copies, in an order in which nothing is overwritten before it was read.
    [[nodiscard]] Extent piece(Bytes size, std::int64_t index) const
    {
        const Bytes at = size * index;
        const Bytes length = std::min(size, from.size - at);
        return {.begin = isDescending() ? from.end() - at - length : from.begin + at, .size = length};
    }
    [[nodiscard]] Offset targetOf(Extent piece) const { return to + (piece.begin - from.begin); }
};

struct Outcome
{
    Bytes read;
    Bytes written;
    Bytes journal;
    std::int64_t flushes = 0;
};

/// Counts what goes to another device, by place.
class CountingDevice final : public BlockDevice
{
public:
    CountingDevice(BlockDevice &inner, const Wish &wish)
        : m_inner(inner)
        , m_journal(wish.journal())
    {}

    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }

    [[nodiscard]] std::string name() const override { return m_inner.name(); }
    [[nodiscard]] Bytes size() const override { return m_inner.size(); }
    [[nodiscard]] Bytes sectorSize() const override { return m_inner.sectorSize(); }
    [[nodiscard]] Result<> read(Offset at, std::span<std::byte> into) override
    {
        m_outcome.read += Bytes(static_cast<std::int64_t>(into.size()));
        return m_inner.read(at, into);
    }
    [[nodiscard]] Result<> write(Offset at, std::span<const std::byte> from) override
    {
        countWrite(at, from.size());
        return m_inner.write(at, from);
    }
    [[nodiscard]] Result<> flush() override
    {
        ++m_outcome.flushes;
        return m_inner.flush();
    }
    [[nodiscard]] Result<> dropCache(Extent extent) override { return m_inner.dropCache(extent); }
    [[nodiscard]] int kernelFd(const Transfer &transfer) const override { return m_inner.kernelFd(transfer); }
    [[nodiscard]] Result<> settle(const Transfer &transfer, std::int64_t outcome) override
    {
        if (transfer.kind == Transfer::Kind::Write)
            countWrite(transfer.at, transfer.memory.size());
        else if (transfer.kind == Transfer::Kind::Read)
            m_outcome.read += Bytes(static_cast<std::int64_t>(transfer.memory.size()));
        return m_inner.settle(transfer, outcome);
    }

private:
    void countWrite(Offset at, std::size_t size)
    {
        const bool isJournal = std::ranges::any_of(m_journal, [&](Extent copy) {
            return copy.overlaps({.begin = at, .size = Bytes(static_cast<std::int64_t>(size))});
        });
        (isJournal ? m_outcome.journal : m_outcome.written) += Bytes(static_cast<std::int64_t>(size));
    }

    BlockDevice &m_inner;
    std::array<Extent, 2> m_journal;
    Outcome m_outcome;
};

Result<remap::Program> programOf(const Wish &wish, const BlockDevice &disk)
{
    auto program = remap::planMoves(wish.moves(), {.scratch = {wish.scratch()}});
    if (!program)
        return fail(ErrorCode::Refused, disk.name(), "there is no way");
    return *std::move(program);
}

Result<> moveAsWeDo(BlockDevice &disk, Medium medium, const Wish &wish)
{
    remap::Body body{.moves = wish.moves(), .scratch = {wish.scratch()}};
    TRY(body.program, programOf(wish, disk));
    TRY(remap::Journal journal, remap::Journal::create(disk, wish.journal(), std::move(body)));
    remap::EpochIo io(medium);
    TRY([[maybe_unused]] const remap::MoveOutcome moved, remap::Mover(disk, journal, io).run({}));
    return journal.erase();
}

Result<> moveScanned(BlockDevice &disk, Medium medium, const Wish &wish)
{
    remap::EpochIo io(medium);
    TRY([[maybe_unused]] const auto hashes, io.hash(disk, {wish.from}, {}));
    return moveAsWeDo(disk, medium, wish);
}

Result<> movePlainly(BlockDevice &disk, Medium medium, const Wish &wish)
{
    TRY(const remap::Program program, programOf(wish, disk));
    remap::EpochIo io(medium);
    for (remap::EpochReader reader(program); !reader.isAtEnd(); reader.advance()) {
        TRY([[maybe_unused]] const auto hashes, io.copy(disk, reader.copies(), {}));
    }
    return disk.flush();
}

/// Each piece is written once it and all before it were read.
class OnePass
{
public:
    OnePass(BlockDevice &disk, Medium medium, const Wish &wish)
        : m_disk(disk)
        , m_wish(wish)
        , m_depth(std::max(8U, Depth::rangeFor(medium).start))
        , m_pieces((wish.from.size + pieceSize - Bytes(1)) / pieceSize)
        , m_memory(buffers * static_cast<std::size_t>(pieceSize.count()))
        , m_transfers(Transfers::make({.memory = m_memory.bytes(), .depth = 4 * buffers}))
    {}

    Result<> run()
    {
        while (m_written < m_pieces) {
            while (m_nextRead < std::min(m_pieces, m_written + std::int64_t{buffers}) && m_reading < m_depth)
                start(Transfer::Kind::Read, m_nextRead++);
            while (m_nextWrite < m_read && m_writing < 2 * m_depth)
                start(Transfer::Kind::Write, m_nextWrite++);
            const Transfers::Finished finished = m_transfers->wait();
            CHECK(finished.result);
            end(finished.tag % 2 == 0, static_cast<std::int64_t>(finished.tag / 2));
        }
        return m_disk.flush();
    }

private:
    static constexpr unsigned buffers = remap::EpochIo::buffersMost;
    static constexpr Bytes pieceSize = 1_MiB;

    void start(Transfer::Kind kind, std::int64_t index)
    {
        const bool isRead = kind == Transfer::Kind::Read;
        const Extent piece = m_wish.piece(pieceSize, index);
        const auto size = static_cast<std::size_t>(pieceSize.count());
        const auto slot = static_cast<std::size_t>(index % buffers);
        ++(isRead ? m_reading : m_writing);
        m_transfers->start(
            m_disk,
            {.kind = kind,
             .at = isRead ? piece.begin : m_wish.targetOf(piece),
             .memory = m_memory.bytes().subspan(slot * size, static_cast<std::size_t>(piece.size.count()))},
            static_cast<std::uint64_t>(index * 2 + (isRead ? 0 : 1)));
    }

    void end(bool isRead, std::int64_t index)
    {
        --(isRead ? m_reading : m_writing);
        std::map<std::int64_t, bool> &early = isRead ? m_readEarly : m_writtenEarly;
        std::int64_t &count = isRead ? m_read : m_written;
        early[index] = true;
        while (early.erase(count) > 0)
            ++count;
    }

    BlockDevice &m_disk;
    const Wish &m_wish;
    unsigned m_depth;
    std::int64_t m_pieces;
    AlignedBuffer m_memory;
    std::unique_ptr<Transfers> m_transfers;
    std::int64_t m_nextRead = 0;
    std::int64_t m_nextWrite = 0;
    std::int64_t m_read = 0;  ///< all before this one were
    std::int64_t m_written = 0;
    std::map<std::int64_t, bool> m_readEarly;  ///< behind those
    std::map<std::int64_t, bool> m_writtenEarly;
    unsigned m_reading = 0;
    unsigned m_writing = 0;
};

Result<Outcome> moveAsGparted(const Wish &wish)
{
    const int file = ::open(wish.path.c_str(), O_RDWR | O_CLOEXEC);
    std::vector<std::byte> memory(static_cast<std::size_t>(wish.block.count()));
    Outcome outcome;
    for (Bytes done; done < wish.from.size; done += wish.block) {
        const Extent piece = wish.piece(wish.block, done / wish.block);
        const auto size = static_cast<std::size_t>(piece.size.count());
        const bool isDone = ::pread(file, memory.data(), size, piece.begin.bytes()) == piece.size.count()
            && ::pwrite(file, memory.data(), size, wish.targetOf(piece).bytes()) == piece.size.count();
        if (!isDone)
            return fail(ErrorCode::Io, wish.path);
        outcome.read += piece.size;
        outcome.written += piece.size;
    }
    outcome.flushes = 1;
    if (::fsync(file) != 0 || ::close(file) != 0)
        return fail(ErrorCode::Io, wish.path);
    return outcome;
}

Result<> moveBy(const std::string &mode, BlockDevice &disk, Medium medium, const Wish &wish)
{
    if (mode == "ours")
        return moveAsWeDo(disk, medium, wish);
    if (mode == "scanned")
        return moveScanned(disk, medium, wish);
    if (mode == "plain")
        return movePlainly(disk, medium, wish);
    if (mode == "one-pass")
        return OnePass(disk, medium, wish).run();
    return fail(ErrorCode::Invalid, mode);
}

Result<Outcome> moved(const Wish &wish, const std::string &mode)
{
    if (mode == "gparted")
        return moveAsGparted(wish);
    TRY(const auto disk, FileDevice::open(wish.path, FileDevice::Access::Exclusive));
    const Medium medium = topologyOf(*disk).medium;
    CountingDevice counted(*disk, wish);
    CHECK(moveBy(mode, counted, medium, wish));
    return counted.outcome();
}

}

int main(int argc, char **argv)
{
    if (argc < 7) {
        std::println(stderr,
                     "usage: bench_move IMAGE BEGIN SIZE TO SPARE ours|scanned|plain|one-pass|gparted [MIB]");
        return 2;
    }
    const auto number = [&](int index) { return index < argc ? std::atoll(argv[index]) : 16; };
    const Wish wish{.path = argv[1],
                    .from = {.begin = Offset(number(2)), .size = Bytes(number(3))},
                    .to = Offset(number(4)),
                    .spare = Offset(number(5)),
                    .block = 1_MiB * number(7)};
    const auto began = std::chrono::steady_clock::now();
    const Result<Outcome> outcome = moved(wish, argv[6]);
    if (!outcome) {
        std::println(stderr, "{} [{}]", english(describe(outcome.error())), outcome.error().detail);
        return 1;
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
    std::println(R"({{"read": {}, "written": {}, "journal": {}, "flushes": {}, "seconds": {:.3f}}})",
                 outcome->read.count(), outcome->written.count(), outcome->journal.count(), outcome->flushes,
                 taken.count());
    return 0;
}
