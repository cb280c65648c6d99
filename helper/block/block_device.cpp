// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/block_device.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

namespace parterre {

namespace {

constexpr std::align_val_t bufferAlignment{4096};
constexpr Bytes zeroChunk{1 << 20};

}

Result<std::vector<Extent>> BlockDevice::dataIn(Extent within)
{
    if (within.isEmpty())
        return std::vector<Extent>{};
    return std::vector<Extent>{within};
}

Result<> BlockDevice::zero(Extent extent)
{
    AlignedBuffer zeros(static_cast<std::size_t>(std::min(extent.size, zeroChunk).count()));
    for (Offset at = extent.begin; at < extent.end();) {
        const Bytes size = std::min(extent.end() - at, zeroChunk);
        CHECK(write(at, zeros.first(static_cast<std::size_t>(size.count()))));
        at = at + size;
    }
    return {};
}

Result<> BlockDevice::discard(Extent)
{
    return fail(ErrorCode::Unsupported, name(), "discard");
}

Result<bool> BlockDevice::share(Extent, Offset)
{
    return false;
}

Result<bool> BlockDevice::isShared(Extent, Offset)
{
    return false;
}

int BlockDevice::kernelFd(const Transfer &) const
{
    return -1;
}

Result<> BlockDevice::settle(const Transfer &transfer, std::int64_t)
{
    return transferNow(*this, transfer);
}

Result<> transferNow(BlockDevice &device, const Transfer &transfer)
{
    switch (transfer.kind) {
    case Transfer::Kind::Read:
        return device.read(transfer.at, transfer.memory);
    case Transfer::Kind::Write:
        return device.write(transfer.at, transfer.memory);
    case Transfer::Kind::Flush:
        break;
    }
    return device.flush();
}

bool isZero(std::span<const std::byte> bytes)
{
    // A buffer that starts with a zero and equals itself shifted by one is all zeros.
    if (bytes.empty())
        return true;
    return bytes.front() == std::byte{0}
    && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0;
}

AlignedBuffer::AlignedBuffer(std::size_t size)
    : m_data(static_cast<std::byte *>(::operator new(std::max<std::size_t>(size, 1), bufferAlignment)))
    , m_size(size)
{
    std::memset(m_data, 0, size);
}

AlignedBuffer::AlignedBuffer(AlignedBuffer &&other) noexcept
    : m_data(std::exchange(other.m_data, nullptr))
    , m_size(std::exchange(other.m_size, 0))
{}

AlignedBuffer &AlignedBuffer::operator=(AlignedBuffer &&other) noexcept
{
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    return *this;
}

AlignedBuffer::~AlignedBuffer()
{
    ::operator delete(m_data, bufferAlignment);
}

}
