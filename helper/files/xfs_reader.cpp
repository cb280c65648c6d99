// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/file_descriptor.h"
#include "helper/block/small_file.h"
#include "helper/files/readers.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <sstream>

#include <fcntl.h>
#include <unistd.h>

namespace parterre {

namespace {

/// What xfs_db printed about the file: "name = value" lines and the runs of bmap.
struct Inode
{
    std::int64_t blockSize = 0;
    std::int64_t groupBlocks = 0;
    std::int64_t mode = -1;
    std::int64_t size = -1;
    int format = -1;
    bool isRealtime = true;
    struct Run
    {
        std::int64_t fileBlock;
        std::int64_t group;
        std::int64_t block;
        std::int64_t count;
        bool isUnwritten;
    };
    std::vector<Run> runs;
};

std::int64_t numberAfter(const std::string &text, const std::string &name, int base = 10)
{
    const std::size_t at = ("\n" + text).find("\n" + name + " = ");
    std::int64_t value = -1;
    if (at != std::string::npos) {
        const char *begin = text.data() + at + name.size() + 3;
        std::from_chars(begin, text.data() + text.size(), value, base);
    }
    return value;
}

Inode parse(const std::string &text)
{
    Inode inode{.blockSize = numberAfter(text, "blocksize"),
                .groupBlocks = numberAfter(text, "agblocks"),
                .mode = numberAfter(text, "core.mode", 8),
                .size = numberAfter(text, "core.size"),
                .format = static_cast<int>(numberAfter(text, "core.format")),
                .isRealtime = numberAfter(text, "core.realtime") != 0,
                .runs = {}};
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        long long at = 0;
        long long group = 0;
        long long block = 0;
        long long count = 0;
        int flag = 0;
        if (std::sscanf(line.c_str(), "data offset %lld startblock %*d (%lld/%lld) count %lld flag %d", &at,
                        &group, &block, &count, &flag)
            == 5)
            inode.runs.push_back({at, group, block, count, flag != 0});
    }
    return inode;
}

bool isSane(const Inode &inode)
{
    constexpr int extents = 2;
    constexpr int tree = 3;
    constexpr std::int64_t most = std::int64_t{1} << 32;
    const auto isSaneRun = [](const Inode::Run &run) {
        return run.fileBlock >= 0 && run.fileBlock < most && run.group >= 0 && run.group < (most >> 16)
            && run.block >= 0 && run.block < most && run.count > 0 && run.count < most;
    };
    return inode.blockSize >= 512 && inode.blockSize <= 65536 && inode.groupBlocks > 0
        && inode.groupBlocks < (most >> 2) && inode.size >= 0 && !inode.isRealtime
        && (inode.format == extents || inode.format == tree) && std::ranges::all_of(inode.runs, isSaneRun);
}

/// Puts what lies in the run where it belongs in the text; what no run covers stays zero.
Result<> fill(const FileDescriptor &window, const Inode &inode, const Inode::Run &run, std::string &text)
{
    const std::int64_t at = run.fileBlock * inode.blockSize;
    if (run.isUnwritten || at >= inode.size)
        return {};
    const std::int64_t from = (run.group * inode.groupBlocks + run.block) * inode.blockSize;
    const std::int64_t count = std::min(run.count * inode.blockSize, inode.size - at);
    if (pread(window.value(), text.data() + at, static_cast<std::size_t>(count), from) != count)
        return fail(ErrorCode::Corrupt, "xfs", "a file's block lies outside");
    return {};
}

/// What is printed for one path, with the words that begin each answer.
constexpr const char *answerBegin = "blocksize = ";

std::vector<std::string> argumentsFor(const Reading &reading, const Paths &paths)
{
    std::vector<std::string> arguments{"-r", "-f"};
    for (const std::string &path : paths) {
        const std::vector<std::string> commands{"sb 0", "print blocksize agblocks", "path " + path,
                                                "print core.mode core.size core.format core.realtime",
                                                "bmap"};
        for (const std::string &command : commands) {
            arguments.emplace_back("-c");
            arguments.push_back(command);
        }
    }
    arguments.push_back(reading.window);
    return arguments;
}

std::vector<std::string> answersIn(const std::string &text)
{
    std::vector<std::string> answers;
    for (std::size_t at = text.find(answerBegin); at != std::string::npos;) {
        const std::size_t end = text.find(answerBegin, at + 1);
        answers.push_back(text.substr(at, end == std::string::npos ? end : end - at));
        at = end;
    }
    return answers;
}

std::size_t countOf(const std::string &text, const std::string &words)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
        ++count;
    return count;
}

/// How often it said that there is nothing at a path.
std::size_t missingIn(const ToolOutput &output)
{
    std::size_t count = 0;
    for (const std::string &text : {output.out, output.err})
        count += countOf(text, "No such file or directory") + countOf(text, "Not a directory");
    return count;
}

Result<FoundFile> fileOf(const Reading &reading, const std::string &path, const Inode &inode)
{
    constexpr std::int64_t typeMask = 0170000;
    constexpr std::int64_t regular = 0100000;
    if ((inode.mode & typeMask) != regular)
        return std::nullopt;
    if (!isSane(inode))
        return fail(ErrorCode::Corrupt, reading.disk.name(), path);
    if (static_cast<std::uint64_t>(inode.size) > reading.limit)
        return tooLarge(reading, path);
    const FileDescriptor file(::open(reading.window.c_str(), O_RDONLY | O_CLOEXEC));
    std::string text(static_cast<std::size_t>(inode.size), '\0');
    for (const Inode::Run &run : inode.runs)
        CHECK(fill(file, inode, run, text));
    return text;
}

/// The name in a line of ls: "cookie inode type hash length name (good)". One with a blank in it is left out.
std::optional<std::string> nameIn(const std::string &line)
{
    const std::vector<std::string> words = wordsIn(line);
    if (words.size() != 7 || parseNumber(words[4]) != static_cast<long long>(words[5].size()))
        return std::nullopt;
    return words[5];
}

/// One answer for each path, of what ls printed under "PATH:".
FoundFolders foldersIn(const std::string &text, const Paths &paths)
{
    FoundFolders folders(paths.size(), FolderNames());
    FolderNames *current = nullptr;
    for (const std::string &line : linesIn(text)) {
        const auto begun =
            std::ranges::find_if(paths, [&](const std::string &path) { return line == path + ":"; });
        if (begun != paths.end())
            current = &*folders[static_cast<std::size_t>(begun - paths.begin())];
        const std::optional<std::string> name = nameIn(line);
        if (name && current != nullptr)
            current->push_back(*name);
    }
    return folders;
}

/// One answer for each path; those that name no inode are the ones that it said it did not find.
Result<std::vector<Inode>> inodesAt(const Reading &reading, const Paths &paths)
{
    TRY(const ToolOutput output, reading.tools.run(Tool::XfsDb, argumentsFor(reading, paths)));
    const std::vector<std::string> answers = answersIn(output.out);
    std::vector<Inode> inodes;
    std::ranges::transform(answers, std::back_inserter(inodes), parse);
    const auto unnamed = std::ranges::count_if(inodes, [](const Inode &inode) { return inode.mode < 0; });
    const std::size_t missing = missingIn(output);
    if (output.isCut || inodes.size() != paths.size() || static_cast<std::size_t>(unnamed) != missing
        || (output.status != 0 && missing == 0))
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::XfsDb)), output.lastLine());
    return inodes;
}

}

/// xfs_db finds the blocks; the bytes are read here, because it prints none as they are.
FoundFiles readXfs(const Reading &reading, const Paths &paths)
{
    const Result<std::vector<Inode>> inodes = inodesAt(reading, paths);
    if (!inodes)
        return FoundFiles(paths.size(), std::unexpected(inodes.error()));
    FoundFiles found;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const Inode &inode = (*inodes)[i];
        found.push_back(inode.mode < 0 ? FoundFile() : fileOf(reading, paths[i], inode));
    }
    return found;
}

/// A name that holds a line of its own can at most invent another name, which is then not found.
FoundFolders listXfs(const Reading &reading, const Paths &paths)
{
    std::vector<std::string> arguments{"-r", "-f"};
    for (const std::string &path : paths)
        arguments.insert(arguments.end(), {"-c", "ls " + path});
    arguments.push_back(reading.window);
    const Result<ToolOutput> output = reading.tools.run(Tool::XfsDb, arguments, listingLimits);
    if (!output)
        return FoundFolders(paths.size(), std::unexpected(output.error()));
    const auto isListed = [&](const std::string &path) {
        return ("\n" + output->out).contains("\n" + path + ":\n");
    };
    const auto listed = static_cast<std::size_t>(std::ranges::count_if(paths, isListed));
    if (!output->isCut && listed + missingIn(*output) < paths.size())
        return FoundFolders(
            paths.size(),
            fail(ErrorCode::ToolFailed, std::string(toolName(Tool::XfsDb)), output->lastLine()));
    return foldersIn(output->out, paths);
}

}
