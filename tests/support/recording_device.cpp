// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/recording_device.h"

namespace parterre {

void RecordingDevice::record(Operation::Kind kind, Extent extent)
{
    m_operations.push_back({.kind = kind, .extent = extent});
}

Result<> RecordingDevice::read(Offset at, std::span<std::byte> into)
{
    record(Operation::Kind::Read, {.begin = at, .size = Bytes(static_cast<std::int64_t>(into.size()))});
    return m_inner.read(at, into);
}

Result<> RecordingDevice::write(Offset at, std::span<const std::byte> from)
{
    record(Operation::Kind::Write, {.begin = at, .size = Bytes(static_cast<std::int64_t>(from.size()))});
    return m_inner.write(at, from);
}

Result<> RecordingDevice::flush()
{
    record(Operation::Kind::Flush, {});
    return m_inner.flush();
}

Result<> RecordingDevice::dropCache(Extent extent)
{
    record(Operation::Kind::DropCache, extent);
    return m_inner.dropCache(extent);
}

Result<> RecordingDevice::zero(Extent extent)
{
    record(Operation::Kind::Zero, extent);
    return m_inner.zero(extent);
}

}
