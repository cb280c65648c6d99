// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/readers.h"
#include "helper/probe/ntfs_record.h"
#include "helper/resize/way.h"

namespace parterre {

namespace {

constexpr std::string_view isFull = "Volume is full";

}

/// ntfsresize says the least size without the backup boot sector.
Result<Bytes> smallestNtfs(const Resizing &resizing)
{
    TRY(const NtfsGeometry geometry, readNtfsGeometry(RawView(resizing.disk, resizing.where)));
    TRY(const ToolOutput output,
        runOn(resizing, PartitionWindow::Access::ReadOnly, Tool::Ntfsresize, {"-i", "-P", windowPath}));
    if (output.out.contains(isFull))
        return resizing.where.size;
    if (output.status != 0)
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::Ntfsresize)), output.lastLine());
    TRY(const std::int64_t size, numberAfter("You might resize at", Tool::Ntfsresize, output));
    return Bytes(size) + Bytes(static_cast<std::int64_t>(geometry.clusterSize));
}

/// It is its first -f that spares it a question. It puts the backup boot sector at the end of the size
/// that it is told and marks the volume for a check by Windows; ntfsfix checks that boot sector, on a window
/// that ends there, and takes the mark away.
Result<> resizeNtfs(const Resizing &resizing)
{
    constexpr auto access = PartitionWindow::Access::ReadWrite;
    CHECK(succeedOn(resizing, access, Tool::Ntfsresize,
                    {"-f", "-P", "-s", std::to_string(resizing.size.count()), windowPath}));
    Resizing rest = resizing;
    rest.where.size = resizing.size;
    return succeedOn(rest, access, Tool::Ntfsfix, {"-d", windowPath});
}

/// The tool goes through all files and compares their clusters with the volume's bitmap. The reader of
/// the allocation knows a sleeping Windows and a journal that has not been replayed.
Result<> checkNtfs(const Resizing &resizing)
{
    const UsedExtents used = readNtfsAllocation(resizing.disk, resizing.where);
    if (!used && used.error().code == ErrorCode::Refused)
        return std::unexpected(used.error());
    TRY(const ToolOutput output,
        runOn(resizing, PartitionWindow::Access::ReadOnly, Tool::Ntfsresize, {"-i", "-P", windowPath}));
    if (output.status != 0 && !output.out.contains(isFull))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::Ntfsresize)), output.lastLine());
    return {};
}

Result<Bytes> takenByNtfs(const Resizing &resizing)
{
    TRY(const NtfsGeometry geometry, readNtfsGeometry(RawView(resizing.disk, resizing.where)));
    const std::optional<Bytes> size = amount(geometry.sectors, geometry.sectorSize);
    if (!size)
        return fail(ErrorCode::Corrupt, resizing.disk.name(), "NTFS boot sector");
    return *size + Bytes(static_cast<std::int64_t>(geometry.sectorSize));
}

}
