// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/partition_window.h"
#include "helper/identity/tool.h"
#include "helper/resize/resize.h"

namespace parterre {

/// shrink() and the others with the programs of `tools`. Tests give an empty box.
/// @{
[[nodiscard]] Result<Bytes> smallestSizeWith(const Toolbox &tools, BlockDevice &disk, Extent where,
                                             ContentKind kind);
[[nodiscard]] Result<> shrinkWith(const Toolbox &tools, BlockDevice &disk, Extent where, ContentKind kind,
                                  Bytes newSize);
[[nodiscard]] Result<> growWith(const Toolbox &tools, BlockDevice &disk, Extent where, ContentKind kind);
/// @}

/// The content that is resized.
struct Resizing
{
    const Toolbox &tools;
    BlockDevice &disk;
    Extent where;  ///< all that may be read and written
    ContentKind kind;
    Bytes size;    ///< what the content shall need of it
};

/// How one kind is resized. None of these is called while a window is open.
struct Way
{
    std::vector<Tool> tools = {};
    /// The least size, by what is read alone. None: it cannot shrink.
    Result<Bytes> (*smallest)(const Resizing &) = nullptr;
    /// Changes it from what it is to `size`, as far as the file system can use it. None: it cannot be
    /// resized.
    Result<> (*resize)(const Resizing &) = nullptr;
    /// The file system's own check, which reads only. None: there is none.
    Result<> (*check)(const Resizing &) = nullptr;
    /// What it takes of the partition where that is more than its own size. None: it is not.
    Result<Bytes> (*taken)(const Resizing &) = nullptr;
    /// What it may leave unused at the end of `size`.
    Bytes rest = {};
    /// Whether it has to be mounted for being resized.
    bool isMounted = false;
    /// Why it cannot be made smaller, or not be resized at all. Technical English.
    std::string reason = {};
};

/// Every kind has one, if only to say why not.
[[nodiscard]] Way wayOf(ContentKind kind);

/// How long a program may take that moves data, which must not be ended on the way: a month.
inline constexpr std::chrono::seconds patience{30 * 24 * 3600};

/// Stands for the window's path among the arguments of runOn().
inline constexpr const char *windowPath = "";
/// A program's run on a window, however long it takes.
[[nodiscard]] Result<ToolOutput> runOn(const Resizing &resizing, PartitionWindow::Access access, Tool tool,
                                       std::vector<std::string> arguments);
/// The same, where every exit status but 0 is ToolFailed with the tool's last line.
[[nodiscard]] Result<> succeedOn(const Resizing &resizing, PartitionWindow::Access access, Tool tool,
                                 std::vector<std::string> arguments);
/// The number after `words` in what a tool said; ToolFailed where it said none.
[[nodiscard]] Result<std::int64_t> numberAfter(std::string_view words, Tool tool, const ToolOutput &output);

/// One group for each kind, in KIND.cpp: see Way.
/// @{
[[nodiscard]] Result<Bytes> smallestExt(const Resizing &resizing);
[[nodiscard]] Result<> resizeExt(const Resizing &resizing);
[[nodiscard]] Result<> checkExt(const Resizing &resizing);

[[nodiscard]] Result<Bytes> smallestNtfs(const Resizing &resizing);
[[nodiscard]] Result<> resizeNtfs(const Resizing &resizing);
[[nodiscard]] Result<> checkNtfs(const Resizing &resizing);
[[nodiscard]] Result<Bytes> takenByNtfs(const Resizing &resizing);

[[nodiscard]] Result<Bytes> smallestBtrfs(const Resizing &resizing);
[[nodiscard]] Result<> resizeBtrfs(const Resizing &resizing);
[[nodiscard]] Result<> checkBtrfs(const Resizing &resizing);

[[nodiscard]] Result<> growXfs(const Resizing &resizing);
[[nodiscard]] Result<> checkXfs(const Resizing &resizing);

[[nodiscard]] Result<> growF2fs(const Resizing &resizing);
[[nodiscard]] Result<> checkF2fs(const Resizing &resizing);

[[nodiscard]] Result<Bytes> smallestFat(const Resizing &resizing);
[[nodiscard]] Result<> resizeFat(const Resizing &resizing);
[[nodiscard]] Result<> checkFat(const Resizing &resizing);

[[nodiscard]] Result<Bytes> smallestSwap(const Resizing &resizing);
[[nodiscard]] Result<> resizeSwap(const Resizing &resizing);
[[nodiscard]] Result<Bytes> takenBySwap(const Resizing &resizing);
/// @}

}
