// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/readers.h"

#include <sstream>

namespace parterre {

namespace {

/// What a program that prints a file printed.
Result<FoundFile> printed(const Reading &reading, const std::string &path, Tool tool,
                          const std::vector<std::string> &arguments)
{
    // One byte more than is wanted tells a file of just that size from a larger one.
    TRY(ToolOutput output, reading.tools.succeed(tool, arguments, {.output = reading.limit + 1}));
    if (output.out.size() > reading.limit)
        return tooLarge(reading, path);
    return std::move(output.out);
}

Result<FoundFile> fatFile(const Reading &reading, const std::string &path)
{
    const std::vector<std::string> arguments{"-i", reading.window, "::" + path};
    TRY(const ToolOutput first, reading.tools.run(Tool::Mtype, arguments, {.output = reading.limit + 1}));
    if (first.status != 0 && (first.err.contains("not found") || first.err.contains("Not a directory")))
        return std::nullopt;
    return printed(reading, path, Tool::Mtype, arguments);
}

/// unsquashfs -cat follows links; a listing that names the very path as a regular file does not.
Result<FoundFile> squashfsFile(const Reading &reading, const std::string &path)
{
    TRY(const ToolOutput listing,
        reading.tools.run(Tool::Unsquashfs, {"-lln", reading.window, path.substr(1)}));
    std::istringstream lines(listing.out);
    bool isThere = false;
    for (std::string line; std::getline(lines, line);)
        isThere = isThere || (line.starts_with('-') && line.ends_with(" squashfs-root" + path));
    if (listing.status != 0 && !listing.err.contains("no matches") && !listing.out.contains("squashfs-root"))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::Unsquashfs)), listing.lastLine());
    if (!isThere)
        return std::nullopt;
    return printed(reading, path, Tool::Unsquashfs, {"-cat", reading.window, path.substr(1)});
}

/// dump.erofs does not follow links and says by words alone that there is no such file.
Result<FoundFile> erofsFile(const Reading &reading, const std::string &path)
{
    const std::string option = "--path=" + path;
    TRY(const ToolOutput facts, reading.tools.succeed(Tool::DumpErofs, {option, reading.window}));
    if (facts.out.contains("regular file"))
        return printed(reading, path, Tool::DumpErofs, {"--cat", option, reading.window});
    const bool isOther = facts.out.contains("Path :");
    if (isOther || facts.err.contains("read inode failed") || facts.out.contains("read inode failed"))
        return std::nullopt;
    return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::DumpErofs)), facts.lastLine());
}

}

FoundFiles readFat(const Reading &reading, const Paths &paths)
{
    return readEach(reading, paths, fatFile);
}

FoundFiles readSquashfs(const Reading &reading, const Paths &paths)
{
    return readEach(reading, paths, squashfsFile);
}

FoundFiles readErofs(const Reading &reading, const Paths &paths)
{
    return readEach(reading, paths, erofsFile);
}

}
