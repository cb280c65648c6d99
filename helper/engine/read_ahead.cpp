// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/read_ahead.h"

namespace parterre {

ReadAhead::ReadAhead(BlockDevice &disk, Extent source)
    : m_reader([this, &disk, source](const std::stop_token &stop) { readAll(stop, disk, source); })
{}

ReadPiece ReadAhead::readOne(BlockDevice &disk, Pieces &pieces, AlignedBuffer &memory)
{
    ReadPiece read;
    read.piece.extent.begin = pieces.at();
    const Result<TransferPiece> piece = pieces.next();
    if (!piece) {
        read.result = std::unexpected(piece.error());
        return read;
    }
    read.piece = *piece;
    if (piece->isHole || piece->extent.isEmpty())
        return read;
    read.bytes = memory.first(static_cast<std::size_t>(piece->extent.size.count()));
    read.result = disk.read(piece->extent.begin, read.bytes);
    return read;
}

void ReadAhead::readAll(const std::stop_token &stop, BlockDevice &disk, Extent source)
{
    Pieces pieces(disk, source);
    for (;;) {
        std::size_t at = 0;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return m_filled - m_taken < depth; }))
                return;
            at = m_filled % depth;
        }
        Buffer &buffer = m_buffers.at(at);
        buffer.read = readOne(disk, pieces, buffer.memory);
        const bool isLast = !buffer.read.result || buffer.read.piece.extent.isEmpty();
        {
            const std::scoped_lock lock(m_mutex);
            ++m_filled;
        }
        m_changed.notify_all();
        if (isLast || stop.stop_requested())
            return;
    }
}

ReadPiece ReadAhead::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_filled > m_taken; });
    return m_buffers.at(m_taken % depth).read;
}

void ReadAhead::done()
{
    {
        const std::scoped_lock lock(m_mutex);
        ++m_taken;
    }
    m_changed.notify_all();
}

}
