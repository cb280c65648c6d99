// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/engine/piece.h"

#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace parterre {

/// A piece as it was read; `bytes` is valid until done(), and empty for a hole.
struct ReadPiece
{
    TransferPiece piece;
    std::span<std::byte> bytes;
    Result<> result;
};

/// Reads an extent piece by piece on a thread of its own, three pieces ahead at most (16 MiB in
/// all), so that reading and writing overlap. docs/adr/0006 says why this thread is worth having.
class ReadAhead
{
public:
    ReadAhead(BlockDevice &disk, Extent source);
    ReadAhead(const ReadAhead &) = delete;
    ReadAhead &operator=(const ReadAhead &) = delete;
    /// Stops reading; waits for the read that is under way.
    ~ReadAhead() = default;

    /// Waits for the next piece. One of size 0 at the end; after a failed read nothing follows.
    [[nodiscard]] ReadPiece next();
    /// Gives the buffer of the last piece back.
    void done();

private:
    static constexpr std::size_t depth = 4;

    struct Buffer
    {
        AlignedBuffer memory{static_cast<std::size_t>(Pieces::size.count())};
        ReadPiece read;
    };

    void readAll(const std::stop_token &stop, BlockDevice &disk, Extent source);
    [[nodiscard]] static ReadPiece readOne(BlockDevice &disk, Pieces &pieces, AlignedBuffer &memory);

    std::array<Buffer, depth> m_buffers;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::size_t m_filled = 0;  ///< pieces read so far
    std::size_t m_taken = 0;   ///< pieces given back
    std::jthread m_reader;     ///< last: it uses all of the above
};

}
