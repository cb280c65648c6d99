// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/lower_case.h"
#include "helper/block/small_file.h"
#include "helper/files/readers.h"

#include <algorithm>
#include <iterator>
#include <set>
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

/// "/etc" of "/etc/fstab", "/" of "/etc".
std::string folderOf(const std::string &path)
{
    return path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
}

/// Whether it only complains about what is not there.
bool onlyMisses(const ToolOutput &output)
{
    return !output.err.empty() && std::ranges::all_of(linesIn(output.err), [](const std::string &line) {
        return line.empty() || line.contains("not found") || line.contains("Not a directory");
    });
}

/// What mdir prints of all the folders: one path a line, with a slash behind that of a folder.
Result<ToolOutput> fatListing(const Reading &reading, const Paths &folders)
{
    std::vector<std::string> arguments{"-a", "-b", "-i", reading.window};
    for (const std::string &folder : folders)
        arguments.push_back("::" + folder);
    TRY(ToolOutput output, reading.tools.run(Tool::Mdir, arguments, listingLimits));
    if (output.status != 0 && !onlyMisses(output))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::Mdir)), output.lastLine());
    return output;
}

FolderNames fatNamesIn(const std::string &listing, const std::string &folder)
{
    const std::string prefix = lowerCase("::" + folder + "/");
    FolderNames names;
    for (const std::string &line : linesIn(listing)) {
        if (!lowerCase(line).starts_with(prefix))
            continue;
        std::string name = line.substr(prefix.size());
        if (name.ends_with('/'))
            name.pop_back();
        names.push_back(std::move(name));
    }
    return names;
}

/// Those of the paths that a listing of their folders has, whatever their case; all of them where it cannot
/// be had.
std::set<std::string> thereOnFat(const Reading &reading, const Paths &paths)
{
    std::set<std::string> folders;
    std::ranges::transform(paths, std::inserter(folders, folders.end()), folderOf);
    const Result<ToolOutput> listing = fatListing(reading, Paths(folders.begin(), folders.end()));
    if (!listing || listing->isCut)
        return {paths.begin(), paths.end()};
    std::set<std::string> listed;
    std::ranges::transform(linesIn(listing->out), std::inserter(listed, listed.end()), lowerCase);
    std::set<std::string> there;
    std::ranges::copy_if(paths, std::inserter(there, there.end()),
                         [&](const std::string &path) { return listed.contains(lowerCase("::" + path)); });
    return there;
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

/// What lies deeper is not listed. Links end in where they lead, and so in no name.
Result<FolderNames> squashfsFolder(const Reading &reading, const std::string &path)
{
    const std::string depth = std::to_string(pathComponents(path).size() + 1);
    TRY(const ToolOutput listing,
        reading.tools.run(Tool::Unsquashfs, {"-lln", "-max-depth", depth, reading.window, path.substr(1)},
                          listingLimits));
    if (listing.status != 0 && !listing.err.contains("no matches") && !listing.out.contains("squashfs-root"))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::Unsquashfs)), listing.lastLine());
    const std::string prefix = " squashfs-root" + path + "/";
    FolderNames names;
    for (const std::string &line : linesIn(listing.out)) {
        const std::size_t at = line.find(prefix);
        if (at != std::string::npos)
            names.push_back(line.substr(at + prefix.size()));
    }
    return names;
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

/// Lines of number, type and name, under a head. A name with a blank in it is left out.
Result<FolderNames> erofsFolder(const Reading &reading, const std::string &path)
{
    TRY(const ToolOutput facts,
        reading.tools.run(Tool::DumpErofs, {"--ls", "--path=" + path, reading.window}, listingLimits));
    const bool isThere = facts.out.contains("Path :");
    if (!isThere && !facts.err.contains("read inode failed") && !facts.out.contains("read inode failed"))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::DumpErofs)), facts.lastLine());
    FolderNames names;
    const std::size_t head = facts.out.find("FILENAME");
    for (const std::string &line : linesIn(head == std::string::npos ? "" : facts.out.substr(head))) {
        const std::vector<std::string> words = wordsIn(line);
        if (words.size() == 3 && parseNumber(words[0]) && parseNumber(words[1]))
            names.push_back(words[2]);
    }
    return names;
}

}

/// A program for each file that is there, and one for all others.
FoundFiles readFat(const Reading &reading, const Paths &paths)
{
    const std::set<std::string> there = thereOnFat(reading, paths);
    return readEach(reading, paths, [&](const Reading &, const std::string &path) -> Result<FoundFile> {
        return there.contains(path) ? fatFile(reading, path) : FoundFile();
    });
}

FoundFolders listFat(const Reading &reading, const Paths &paths)
{
    const Result<ToolOutput> listing = fatListing(reading, paths);
    if (!listing)
        return FoundFolders(paths.size(), std::unexpected(listing.error()));
    return listEach(reading, paths, [&](const Reading &, const std::string &path) -> Result<FolderNames> {
        return fatNamesIn(listing->out, path);
    });
}

FoundFiles readSquashfs(const Reading &reading, const Paths &paths)
{
    return readEach(reading, paths, squashfsFile);
}

FoundFolders listSquashfs(const Reading &reading, const Paths &paths)
{
    return listEach(reading, paths, squashfsFolder);
}

FoundFiles readErofs(const Reading &reading, const Paths &paths)
{
    return readEach(reading, paths, erofsFile);
}

FoundFolders listErofs(const Reading &reading, const Paths &paths)
{
    return listEach(reading, paths, erofsFolder);
}

}
