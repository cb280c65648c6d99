// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/remap/journal_format.h"

namespace parterre::remap {

/// Whether the newest of these records is the seal.
[[nodiscard]] bool isSealed(const std::vector<Record> &records, const Program &program);

/// The journal on its disk. One at a time and on one thread. The device must outlive the value.
///
/// Everything it writes lies in the two copies' places. What is durable is said with each function.
class Journal
{
public:
    /// Puts a journal for `body` into two places, which must be apart from each other and from everything
    /// that old or new layout uses, each of them copySizeFor() at least. First all else, then the
    /// superblocks: until it returns there is none, or a whole one. It takes as much as the smaller place
    /// has, and copySizeMax at most: another program may need more. Invalid where flawOf() finds a flaw in
    /// the body. Durable.
    [[nodiscard]] static Result<Journal> create(BlockDevice &disk, std::array<Extent, 2> places, Body body);
    /// The journal that has a superblock at one of these offsets; nothing where none has one. Corrupt where
    /// there is one, but neither copy of the body is whole, or one that flawOf() finds a flaw in, or it is
    /// another disk's. Writes nothing.
    [[nodiscard]] static Result<std::optional<Journal>> find(BlockDevice &disk,
                                                             const std::vector<Offset> &candidates);

    [[nodiscard]] const Superblock &super() const { return m_super; }
    [[nodiscard]] const Body &body() const { return m_body; }

    /// Writes that an epoch is being written, twice; durable with the next flush of the disk.
    [[nodiscard]] Result<> put(const Record &record);
    /// The records that can be read, the highest epoch last. Io where one may be missing because neither copy
    /// of its block can be read.
    [[nodiscard]] Result<std::vector<Record>> records();

    /// Another program takes the place of the present one, which has come to rest: everything that was
    /// written is durable, and no epoch is half done. Refused where the body has no room, or flawOf() finds
    /// a flaw in it. Durable.
    [[nodiscard]] Result<> replace(Body next);
    /// Takes the journal away: its superblocks become zeros. Durable.
    [[nodiscard]] Result<> erase();

private:
    Journal(BlockDevice &disk, Superblock super, Body body);

    [[nodiscard]] Result<> writeBody(const std::vector<std::byte> &bytes);
    [[nodiscard]] Result<> writeSuper();
    [[nodiscard]] std::vector<Result<std::vector<std::byte>>> ring(std::size_t copy);
    [[nodiscard]] Offset slotOf(std::uint64_t epoch, std::size_t copy) const;

    BlockDevice *m_disk;
    Superblock m_super;
    Body m_body;
};

}
