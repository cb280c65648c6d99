// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/raw_view.h"
#include "helper/resize/way.h"

namespace parterre {

namespace {

Result<Bytes> blockSize(const Resizing &resizing)
{
    const RawView view(resizing.disk, resizing.where);
    TRY(const std::vector<std::byte> super, view.read(1024, 1024));
    const auto logSize = littleEndian<std::uint32_t>(super, 24);
    if (logSize > 6)
        return fail(ErrorCode::Corrupt, resizing.disk.name(), "ext superblock");
    return Bytes(std::int64_t{1024} << logSize);
}

}

Result<Bytes> smallestExt(const Resizing &resizing)
{
    TRY(const Bytes block, blockSize(resizing));
    TRY(const ToolOutput output,
        runOn(resizing, PartitionWindow::Access::ReadOnly, Tool::Resize2fs, {"-P", windowPath}));
    if (output.status != 0)
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::Resize2fs)), output.lastLine());
    TRY(const std::int64_t blocks,
        numberAfter("Estimated minimum size of the filesystem:", Tool::Resize2fs, output));
    return block * blocks;
}

/// resize2fs wants to see that the file system was checked since it was last mounted. It was, but by a
/// check that wrote nothing, not even that.
Result<> resizeExt(const Resizing &resizing)
{
    constexpr auto access = PartitionWindow::Access::ReadWrite;
    TRY(const Bytes block, blockSize(resizing));
    CHECK(succeedOn(resizing, access, Tool::Tune2fs, {"-T", "now", windowPath}));
    return succeedOn(resizing, access, Tool::Resize2fs, {windowPath, std::to_string(resizing.size / block)});
}

Result<> checkExt(const Resizing &resizing)
{
    return succeedOn(resizing, PartitionWindow::Access::ReadOnly, Tool::E2fsck, {"-f", "-n", windowPath});
}

}
