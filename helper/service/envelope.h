// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "helper/block/file_descriptor.h"

#include <cstddef>
#include <span>

namespace parterre {

/// Where the privileged door puts its answer, out of sight of the bus: an empty memory file of the
/// caller's (memfd_create(2)), which is written once and then sealed, so that what the caller reads
/// can no longer change. Nothing of the caller's can make the helper wait, or write to a disk.
class Envelope
{
public:
    /// Keeps an own descriptor of the same file. Denied unless it is open for reading and writing;
    /// Unsupported unless it is a memory file without a name, empty, and with no seal but F_SEAL_EXEC.
    [[nodiscard]] static Result<Envelope> adopt(int callersFd);

    /// Writes `bytes` and seals the file. OutOfRange over 64 MiB. Io where the caller has meanwhile made that
    /// impossible (a seal of his own, a writable mapping) or memory is short: the file is then not sealed for
    /// writing.
    [[nodiscard]] Result<> seal(std::span<const std::byte> bytes) const;

private:
    explicit Envelope(FileDescriptor file)
        : m_file(std::move(file))
    {}

    FileDescriptor m_file;
};

}
