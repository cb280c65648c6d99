// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/new_table.h"

#include "helper/table/fdisk_session.h"

#include <algorithm>
#include <array>

#include <errno.h>

namespace parterre {

namespace {

constexpr Bytes border{1 << 20};

std::array<Extent, 2> bordersOf(const BlockDevice &disk)
{
    const Bytes size = std::min(border, disk.size());
    return {{{.begin = Offset(), .size = size}, {.begin = Offset() + (disk.size() - size), .size = size}}};
}

/// What sfdisk(8) calls the header of a script: libfdisk makes the label of it.
Result<> applyHeader(const FdiskSession &session, const Table &table)
{
    const FdiskScript script(fdisk_new_script(session.context()));
    if (!script)
        return session.failed(ErrorCode::Io, -ENOMEM, "script");
    int status = 0;
    const auto set = [&](const char *name, const std::string &value) {
        if (status == 0)
            status = fdisk_script_set_header(script.get(), name, value.c_str());
    };
    const auto sector = [&](Offset at) { return std::to_string(at.bytes() / table.sectorSize.count()); };
    set("label", table.kind == TableKind::Gpt ? "gpt" : "dos");
    set("label-id", table.id);
    if (table.kind == TableKind::Gpt) {
        set("table-length", std::to_string(table.entriesMax));
        set("first-lba", sector(table.usable.begin));
        set("last-lba", sector(table.usable.end() - table.sectorSize));
    }
    if (status == 0)
        status = fdisk_apply_script_headers(session.context(), script.get());
    if (status == 0)
        status = fdisk_write_disklabel(session.context());
    // Each of the two holds the other until it is told not to.
    fdisk_set_script(session.context(), nullptr);
    if (status != 0)
        return session.failed(ErrorCode::Invalid, status, "create table");
    return {};
}

}

Result<> checkBlank(BlockDevice &disk)
{
    for (const Extent &extent : bordersOf(disk)) {
        AlignedBuffer buffer(static_cast<std::size_t>(extent.size.count()));
        CHECK(disk.read(extent.begin, buffer.bytes()));
        if (!isZero(buffer.bytes()))
            return fail(ErrorCode::Invalid, disk.name(),
                        "it is not blank; if nothing on it is needed any more, wipefs --all and blkdiscard "
                        "--zeroout make it so");
    }
    return {};
}

Result<> eraseTable(BlockDevice &disk)
{
    for (const Extent &extent : bordersOf(disk))
        CHECK(disk.zero(extent));
    return disk.flush();
}

Result<> createTable(BlockDevice &disk, const Table &table)
{
    if (!isWritable(table.kind))
        return fail(ErrorCode::Unsupported, disk.name(),
                    std::string(tableKindName(table.kind)) + " tables are not written");
    TRY(DiskCopy copy, DiskCopy::make(disk, {}));
    const Topology topology{.sectorSize = table.sectorSize, .physicalSectorSize = table.sectorSize};
    TRY(const FdiskSession session, FdiskSession::open(copy, topology, disk.name()));
    CHECK(applyHeader(session, table));
    TRY(const auto made, copy.device());
    TRY(const std::vector<Extent> parts, made->dataIn({.begin = {}, .size = disk.size()}));
    for (const Extent &part : parts) {
        std::vector<std::byte> bytes(static_cast<std::size_t>(part.size.count()));
        CHECK(made->read(part.begin, bytes));
        CHECK(disk.write(part.begin, bytes));
    }
    return disk.flush();
}

}
