// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/ext_channel.h"

#include <cstdlib>
#include <limits>
#include <span>

namespace parterre {

namespace {

struct Source
{
    BlockDevice &disk;
    Extent where;
};

/// What the next opening reads from: an io_manager is given a file's name and nothing else.
thread_local const Source *opening = nullptr;

struct Channel
{
    struct_io_channel io{};
    Source source;
    std::string name = "parterre";
};

Channel &of(io_channel io)
{
    return *static_cast<Channel *>(io->private_data);
}

errcode_t openChannel(const char *, int, io_channel *channel);

errcode_t closeChannel(io_channel io)
{
    if (--io->refcount == 0)
        delete &of(io);
    return 0;
}

errcode_t setBlockSize(io_channel io, int size)
{
    if (size <= 0)
        return EXT2_ET_INVALID_ARGUMENT;
    io->block_size = size;
    return 0;
}

/// A negative count is one of bytes.
errcode_t readBlocks(io_channel io, unsigned long long block, int count, void *data)
{
    const auto each = static_cast<std::uint64_t>(io->block_size);
    const std::int64_t wide = count;
    const std::uint64_t bytes =
        wide < 0 ? static_cast<std::uint64_t>(-wide) : static_cast<std::uint64_t>(wide) * each;
    const Source &source = of(io).source;
    const auto size = static_cast<std::uint64_t>(source.where.size.count());
    if (block > size / each || bytes > size - block * each)
        return EXT2_ET_SHORT_READ;
    const Offset at = source.where.begin + Bytes(static_cast<std::int64_t>(block * each));
    const std::span<std::byte> into(static_cast<std::byte *>(data), static_cast<std::size_t>(bytes));
    return source.disk.read(at, into) ? 0 : EXT2_ET_SHORT_READ;
}

errcode_t readFewBlocks(io_channel io, unsigned long block, int count, void *data)
{
    return readBlocks(io, block, count, data);
}

errcode_t refuseWrite(io_channel, unsigned long long, int, const void *)
{
    return EXT2_ET_RO_FILSYS;
}

errcode_t refuseFewWrites(io_channel, unsigned long, int, const void *)
{
    return EXT2_ET_RO_FILSYS;
}

errcode_t doNothing(io_channel)
{
    return 0;
}

struct_io_manager makeManager()
{
    struct_io_manager manager{};
    manager.magic = EXT2_ET_MAGIC_IO_MANAGER;
    manager.name = "parterre";
    manager.open = openChannel;
    manager.close = closeChannel;
    manager.set_blksize = setBlockSize;
    manager.read_blk = readFewBlocks;
    manager.read_blk64 = readBlocks;
    manager.write_blk = refuseFewWrites;
    manager.write_blk64 = refuseWrite;
    manager.flush = doNothing;
    return manager;
}

io_manager theManager()
{
    static struct_io_manager manager = makeManager();
    return &manager;
}

errcode_t openChannel(const char *, int, io_channel *channel)
{
    auto *made = new Channel{.io = {}, .source = *opening};
    made->io.magic = EXT2_ET_MAGIC_IO_CHANNEL;
    made->io.manager = theManager();
    made->io.name = made->name.data();
    made->io.block_size = 1024;
    made->io.refcount = 1;
    made->io.private_data = made;
    *channel = &made->io;
    return 0;
}

}

Result<ExtSession> openExtOn(BlockDevice &disk, Extent where)
{
    const Source source{.disk = disk, .where = where};
    opening = &source;
    ext2_filsys opened = nullptr;
    const errcode_t code =
        ext2fs_open("parterre", EXT2_FLAG_64BITS | EXT2_FLAG_SKIP_MMP, 0, 0, theManager(), &opened);
    opening = nullptr;
    CHECK(extOutcome(code, "ext2fs_open"));
    return ExtSession(opened);
}

}
