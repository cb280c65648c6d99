// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/probe/ntfs_record.h"

namespace parterre {

/// The contents of a file's unnamed $DATA, or of a directory's index, by the place it has on the volume.
struct NtfsStream
{
    std::vector<NtfsRun> runs;
    std::uint64_t size = 0;         ///< bytes
    std::uint64_t initialised = 0;  ///< bytes; what follows reads as zeros
};

/// From a non-resident attribute. Unsupported where it is compressed, encrypted or sparse; Corrupt where its
/// runs are not as long as it says, so that one that goes on in another record is never taken for whole.
[[nodiscard]] Result<NtfsStream> readNtfsStream(std::span<const std::byte> attribute,
                                                const NtfsGeometry &geometry);

/// `count` bytes from `at` in a stream, as they are on the volume. Corrupt where they are not all in it.
[[nodiscard]] Result<std::vector<std::byte>> readNtfsBytes(const RawView &view, const NtfsGeometry &geometry,
                                                           const NtfsStream &stream, std::uint64_t at,
                                                           std::size_t count);

/// Refused unless the journal was closed: it is empty (all ones), or its newer restart page names no user
/// or says that the volume is clean. Its log records are not looked at, as in ntfs-3g.
[[nodiscard]] Result<> checkNtfsLog(const RawView &view, const NtfsGeometry &geometry, const NtfsStream &log);

/// Refused where hiberfil.sys in the root folder begins with anything but zeros: a sleeping Windows holds
/// newer metadata. `table` is the $MFT.
[[nodiscard]] Result<> checkNtfsAwake(const RawView &view, const NtfsGeometry &geometry,
                                      const NtfsStream &table);

}
