// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/remap/proof.h"
#include "core/remap/way_back.h"
#include "helper/block/crc32c.h"
#include "helper/block/little_endian.h"
#include "helper/engine/job_file.h"
#include "helper/engine/recover_move.h"
#include "tests/support/memory_device.h"
#include "tests/support/table_image.h"

#include <algorithm>
#include <cstdlib>

using namespace parterre;
using namespace parterre::literals;
using namespace parterre::remap;

namespace {

constexpr std::array<Extent, 2> places{
    {{.begin = Offset(1 << 20), .size = 1_MiB}, {.begin = Offset(6 << 20), .size = 1_MiB}}};
constexpr Offset bodyAt(4096 + 64 * 4096);

/// Two that trade places, and a clone of one of them, in pieces of 64 KiB.
Body someBody()
{
    Body body{.moves = {{.source = {.begin = Offset(2 << 20), .size = 512_KiB},
                         .destinations = {Offset((2 << 20) + (512 << 10)), Offset(4 << 20)}},
                        {.source = {.begin = Offset((2 << 20) + (512 << 10)), .size = 512_KiB},
                         .destinations = {Offset(2 << 20)}}},
              .scratch = {{.begin = Offset(5 << 20), .size = 256_KiB}}};
    body.program = planMoves(body.moves, {.scratch = body.scratch, .epochMax = 64_KiB}).value();
    const auto table = [](std::int64_t at) {
        return TableBatches{{{.at = Offset(at), .bytes = std::vector<std::byte>(512, std::byte{1})}}};
    };
    body.lock = table(512);
    body.publish = table(1024);
    body.goBack = table(1536);
    const std::string job = encodeJob({});
    body.finishing.assign(reinterpret_cast<const std::byte *>(job.data()),
                          reinterpret_cast<const std::byte *>(job.data() + job.size()));
    body.note = "2026-01-01T00:00:00Z: a move";
    return body;
}

/// A disk of 8 MiB with a journal, three epochs of which have records.
const SparseBytes &someDisk()
{
    static const SparseBytes content = [] {
        MemoryDevice disk(SparseBytes(8_MiB));
        Result<Journal> journal = Journal::create(disk, places, someBody());
        for (std::uint64_t epoch = 0; epoch < 3; ++epoch) {
            if (!journal || !journal->put({.epoch = epoch, .hashes = std::vector<Hash>(1)}))
                std::abort();
        }
        return disk.content();
    }();
    return content;
}

/// A checksum that is right again.
void seal(std::span<std::byte> block)
{
    putLittleEndian(block, 4092, ~crc32c(~0U, block.first(4092)));
}

/// Each three bytes of the input change one of the journal's: two say where from the copy's begin on, with
/// the body counted right behind the superblock and three records. Hash and checksums are made right again.
void spoil(std::vector<std::byte> &copy, std::span<const std::uint8_t> edits)
{
    constexpr std::size_t head = 4096 * 4;
    for (; edits.size() >= 3; edits = edits.subspan(3)) {
        const std::size_t chosen = edits[0] + 256U * edits[1];
        const std::size_t at =
            chosen < head ? chosen : static_cast<std::size_t>(bodyAt.bytes()) + (chosen - head);
        if (at < copy.size())
            copy[at] = static_cast<std::byte>(edits[2]);
    }
    const std::span<std::byte> bytes(copy);
    const auto size = littleEndian<std::uint64_t>(copy, 96);
    const auto begin = littleEndian<std::uint64_t>(copy, 88);
    if (begin <= copy.size() && size <= copy.size() - begin)
        std::ranges::copy(hashOf(bytes.subspan(begin, size)), copy.begin() + 104);
    for (std::size_t block = 0; block < 4; ++block)
        seal(bytes.subspan(block * 4096, 4096));
}

/// What is done with a journal before anything is written.
void look(BlockDevice &disk)
{
    auto found = InPlace::find(disk, plainTopology(), Search::Everywhere);
    if (!found || !*found)
        return;
    InPlace &move = **found;
    (void)move.phase();
    (void)stateOf(move, disk, plainTopology());
    const Body &body = move.body();
    // Less than what is permitted, which takes longer than a fuzzer waits.
    const ProgramLimits limits{.epochs = 1U << 14U, .stretches = 1U << 16U};
    if (!findViolation(body.program, body.moves, body.scratch, limits))
        (void)movesBack(body.program, body.moves, body.scratch, body.program.epochs / 2);
}

}

/// The first byte says whether the rest is a copy of the journal as it stands, or what to change in one that
/// is right. Whatever it comes to, reading it neither crashes nor writes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    MemoryDevice disk(someDisk());
    const std::span<const std::uint8_t> input(data + 1, std::min<std::size_t>(size - 1, 1U << 20U));
    std::vector<std::byte> copy = someDisk().read(places[0]);
    if ((data[0] & 1U) != 0)
        std::ranges::copy(std::as_bytes(input), copy.begin());
    else
        spoil(copy, input);
    for (const Extent &place : places) {
        if (!disk.write(place.begin, copy))
            std::abort();
    }
    const SparseBytes before = disk.content();
    look(disk);
    if (!(disk.content() == before))
        std::abort();
    return 0;
}
