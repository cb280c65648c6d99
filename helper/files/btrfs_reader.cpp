// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/file_descriptor.h"
#include "helper/block/window_folder.h"
#include "helper/files/readers.h"

#include <filesystem>
#include <regex>
#include <set>

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace parterre {

namespace {

/// The subvolume that a plain mount shows, as btrfs restore's --root wants it.
Result<std::string> defaultSubvolume(const Reading &reading)
{
    TRY(const ToolOutput output,
        reading.tools.succeed(Tool::Btrfs,
                              {"inspect-internal", "dump-tree", "-t", "root", "--", reading.window},
                              {.output = std::size_t{16} << 20U}));
    static const std::regex item("location key \\((FS_TREE|[0-9]+) ROOT_ITEM [0-9]+\\) type DIR\\s+"
                                 "transid [0-9]+ data_len 0 name_len 7\\s+name: default\\s");
    std::smatch found;
    if (output.isCut || !std::regex_search(output.out, found, item))
        return fail(ErrorCode::Corrupt, reading.disk.name(), "no default subvolume");
    return found[1] == "FS_TREE" ? std::string("5") : found[1].str();
}

/// "^/(|etc|etc/fstab)$": btrfs restore wants every folder on the way to match too.
std::string expression(const Paths &paths)
{
    std::set<std::string> all;
    for (const std::string &path : paths) {
        std::string way;
        for (const std::string &name : pathComponents(path)) {
            way += way.empty() ? "" : "/";
            for (const char c : name)
                way += c == '.' || c == '+' ? std::string("[") + c + "]" : std::string(1, c);
            all.insert(way);
        }
    }
    std::string text = "^/(";
    for (const std::string &way : all)
        text += "|" + way;
    return text + ")$";
}

Result<FoundFile> slurp(const Reading &reading, const std::string &folder, const std::string &path)
{
    const std::string file = folder + path;
    const FileDescriptor fd(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
    struct stat status{};
    if (!fd.isOpen() && (errno == ENOENT || errno == ELOOP || errno == ENOTDIR))
        return std::nullopt;
    if (!fd.isOpen() || fstat(fd.value(), &status) != 0)
        return failErrno(file, errno, "open");
    if (!S_ISREG(status.st_mode))
        return std::nullopt;
    if (static_cast<std::uint64_t>(status.st_size) > reading.limit)
        return tooLarge(reading, path);
    std::string text(static_cast<std::size_t>(status.st_size), '\0');
    if (::read(fd.value(), text.data(), text.size()) != status.st_size)
        return failErrno(file, errno, "read");
    return text;
}

/// btrfs restore copies the files, and folders on the way, into a private folder. Symbolic links are
/// not restored, so none is followed. One file that is too large fails them all.
Result<FoundFiles> restored(const Reading &reading, const std::string &subvolume, const Paths &paths)
{
    TRY(const auto folder, WindowFolder::make());
    const std::string out = folder->path() + "/out";
    if (mkdir(out.c_str(), 0700) != 0)
        return failErrno(out, errno, "mkdir");
    constexpr std::size_t wholeExtents = std::size_t{1} << 20U;  // it writes those, and cuts the file after
    const auto outcome = reading.tools.run(
        Tool::Btrfs,
        {"restore", "-r", subvolume, "--path-regex", expression(paths), "--", reading.window, out},
        {.largestFile = reading.limit + wholeExtents});
    FoundFiles found;
    for (const std::string &path : paths)
        found.push_back(slurp(reading, out, path));
    std::error_code left;
    std::filesystem::remove_all(out, left);
    CHECK(outcome);
    constexpr int fileSizeSignal = 128 + 25;
    if (outcome->status == fileSizeSignal || outcome->out.contains("File too large")
        || outcome->err.contains("File too large"))
        return tooLarge(reading, paths.front());
    if (outcome->status != 0)
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::Btrfs)), outcome->lastLine());
    return found;
}

}

FoundFiles readBtrfs(const Reading &reading, const Paths &paths)
{
    const Result<std::string> subvolume = defaultSubvolume(reading);
    if (!subvolume)
        return FoundFiles(paths.size(), std::unexpected(subvolume.error()));
    Result<FoundFiles> together = restored(reading, *subvolume, paths);
    if (together)
        return *std::move(together);
    return readEach(reading, paths, [&](const Reading &, const std::string &path) -> Result<FoundFile> {
        TRY(const FoundFiles alone, restored(reading, *subvolume, {path}));
        return alone.front();
    });
}

}
