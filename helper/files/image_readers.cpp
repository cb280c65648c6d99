// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/readers.h"

#include <sstream>

namespace parterre {

namespace {

/// What a program that prints a file printed.
Result<FoundFile> printed(const Reading &reading, Tool tool, const std::vector<std::string> &arguments)
{
    // One byte more than is wanted tells a file of just that size from a larger one.
    TRY(ToolOutput output, reading.tools.succeed(tool, arguments, {.output = reading.limit + 1}));
    if (output.out.size() > reading.limit)
        return tooLarge(reading);
    return std::move(output.out);
}

}

Result<FoundFile> readFat(const Reading &reading, const std::string &window)
{
    const std::vector<std::string> arguments{"-i", window, "::" + reading.path};
    TRY(const ToolOutput first, reading.tools.run(Tool::Mtype, arguments, {.output = reading.limit + 1}));
    if (first.status != 0 && (first.err.contains("not found") || first.err.contains("Not a directory")))
        return std::nullopt;
    return printed(reading, Tool::Mtype, arguments);
}

/// unsquashfs -cat follows links; a listing that names the very path as a regular file does not.
Result<FoundFile> readSquashfs(const Reading &reading, const std::string &window)
{
    TRY(const ToolOutput listing,
        reading.tools.run(Tool::Unsquashfs, {"-lln", window, reading.path.substr(1)}));
    std::istringstream lines(listing.out);
    bool isThere = false;
    for (std::string line; std::getline(lines, line);)
        isThere = isThere || (line.starts_with('-') && line.ends_with(" squashfs-root" + reading.path));
    if (listing.status != 0 && !listing.err.contains("no matches") && !listing.out.contains("squashfs-root"))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::Unsquashfs)), listing.lastLine());
    if (!isThere)
        return std::nullopt;
    return printed(reading, Tool::Unsquashfs, {"-cat", window, reading.path.substr(1)});
}

/// dump.erofs does not follow links and says by words alone that there is no such file.
Result<FoundFile> readErofs(const Reading &reading, const std::string &window)
{
    const std::string path = "--path=" + reading.path;
    TRY(const ToolOutput facts, reading.tools.succeed(Tool::DumpErofs, {path, window}));
    if (facts.out.contains("regular file"))
        return printed(reading, Tool::DumpErofs, {"--cat", path, window});
    const bool isOther = facts.out.contains("Path :");
    if (isOther || facts.err.contains("read inode failed") || facts.out.contains("read inode failed"))
        return std::nullopt;
    return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::DumpErofs)), facts.lastLine());
}

}
