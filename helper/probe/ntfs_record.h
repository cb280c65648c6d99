// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/raw_view.h"

namespace parterre {

/// Where the master file table of an NTFS volume lies.
struct NtfsGeometry
{
    std::uint64_t sectors = 0;
    std::uint64_t sectorSize = 0;
    std::uint64_t clusterSize = 0;
    std::uint64_t clusters = 0;
    std::uint64_t tableAt = 0;  ///< bytes
    std::uint64_t recordSize = 0;
};

/// Some clusters of a file, one after the other on the volume.
struct NtfsRun
{
    std::uint64_t cluster = 0;
    std::uint64_t count = 0;

    friend bool operator==(const NtfsRun &, const NtfsRun &) = default;
};

[[nodiscard]] Result<NtfsGeometry> readNtfsGeometry(const RawView &view);

/// Record `number` of the table's first run, with its fixups checked and taken back.
[[nodiscard]] Result<std::vector<std::byte>> readNtfsRecord(const RawView &view, const NtfsGeometry &geometry,
                                                            std::uint32_t number);

/// Checks the number that ends every 512 bytes of a record, an index block or a restart page, and puts
/// back what it stands for. Corrupt where a write was torn.
[[nodiscard]] Result<> undoNtfsFixups(std::span<std::byte> record);

/// The first unnamed attribute of `type` in a record, header and all.
[[nodiscard]] Result<std::span<const std::byte>> findNtfsAttribute(std::span<const std::byte> record,
                                                                   std::uint32_t type);

/// The runs of a non-resident attribute, from its beginning. Holes are Corrupt: what is looked at
/// here has none.
[[nodiscard]] Result<std::vector<NtfsRun>> readNtfsRuns(std::span<const std::byte> attribute,
                                                        std::uint64_t clusters);

}
