// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/extent.h"
#include "helper/block/transfer.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace parterre {

/// Random access to one disk, image or in-memory stand-in.
///
/// Reads and writes are whole or failed: a short transfer is an error. A write is durable only
/// once a later flush() succeeded; until then a power cut may keep it, drop it or tear it at a
/// sector boundary. Tests lean on exactly that freedom (tests/support/crash_device.h).
///
/// One thread at a time. That holds for a copy too: the threads that it may have wait in the kernel,
/// on kernelFd(), and call nothing here; what comes of that is settled by the one that copies. A
/// partition window uses the device on a thread of its own, and nobody else does as long as it is
/// open. What flush() says is sticky: after one failure every later one fails.
class BlockDevice
{
public:
    BlockDevice() = default;
    BlockDevice(const BlockDevice &) = delete;
    BlockDevice &operator=(const BlockDevice &) = delete;
    virtual ~BlockDevice() = default;

    /// For words in errors: the path it was opened by.
    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual Bytes size() const = 0;
    /// Logical sector size: what is written at once or not at all.
    [[nodiscard]] virtual Bytes sectorSize() const = 0;
    [[nodiscard]] virtual Result<> read(Offset at, std::span<std::byte> into) = 0;
    [[nodiscard]] virtual Result<> write(Offset at, std::span<const std::byte> from) = 0;
    [[nodiscard]] virtual Result<> flush() = 0;

    /// Makes later reads of `extent` come from the medium and not from a cache of this machine.
    /// Everything in it must have been flushed. Does nothing where reads never come from one.
    [[nodiscard]] virtual Result<> dropCache(Extent extent) = 0;
    /// The parts of `within` that may hold anything but zeros, ascending, not touching. Never less
    /// than the truth; a device that cannot tell says all of `within`.
    [[nodiscard]] virtual Result<std::vector<Extent>> dataIn(Extent within);
    /// Makes `extent` read as zeros; in an image file it becomes a hole that takes no space.
    [[nodiscard]] virtual Result<> zero(Extent extent);
    /// Whether zero() gives space back, so that what nobody uses should be a hole.
    [[nodiscard]] virtual bool hasHoles() const { return false; }
    /// Tells the device that nobody needs `extent` any more; what it reads as afterwards is not
    /// said. Unsupported where the device knows no such thing.
    [[nodiscard]] virtual Result<> discard(Extent extent);
    /// Makes `to` hold what `from` holds by sharing its blocks until one of the two is written to:
    /// FICLONERANGE (ioctl_ficlonerange(2)). Both must begin at multiples of 4096, and so must
    /// the size be. False, and nothing is changed, where the file system under it cannot.
    [[nodiscard]] virtual Result<bool> share(Extent from, Offset to);
    /// Whether every block of `from` that was ever written is the same in `to`, as after share().
    /// False where that cannot be told.
    [[nodiscard]] virtual Result<bool> isShared(Extent from, Offset to);

    /// The descriptor on which the kernel can do `transfer` by itself while others are under way;
    /// -1 where only transferNow() can. Whoever uses it hands the outcome to settle().
    [[nodiscard]] virtual int kernelFd(const Transfer &transfer) const;
    /// What came of a transfer on kernelFd(): `outcome` is how many bytes it moved, or -errno. Does
    /// what is missing of a short one, here and now.
    [[nodiscard]] virtual Result<> settle(const Transfer &transfer, std::int64_t outcome);
};

/// read(), write() or flush(), as `transfer` says.
[[nodiscard]] Result<> transferNow(BlockDevice &device, const Transfer &transfer);

/// Whether all of it is zero.
[[nodiscard]] bool isZero(std::span<const std::byte> bytes);

/// Memory for direct I/O: aligned to 4096 bytes, zeroed. Move-only.
class AlignedBuffer
{
public:
    explicit AlignedBuffer(std::size_t size);
    AlignedBuffer(AlignedBuffer &&other) noexcept;
    AlignedBuffer &operator=(AlignedBuffer &&other) noexcept;
    ~AlignedBuffer();

    [[nodiscard]] std::span<std::byte> bytes() { return {m_data, m_size}; }
    [[nodiscard]] std::span<std::byte> first(std::size_t count) { return bytes().first(count); }

private:
    std::byte *m_data = nullptr;
    std::size_t m_size = 0;
};

}
