// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/root_file.h"

#include "helper/files/detached_mount.h"
#include "helper/files/readers.h"
#include "helper/files/user_mode_linux.h"
#include "helper/files/writers.h"

#include <algorithm>
#include <cctype>

namespace parterre {

namespace {

using Read = FoundFiles (*)(const Reading &, const Paths &);
using Write = Result<> (*)(const Writing &, const std::string &);

Read readerFor(ContentKind kind)
{
    if (isExt(kind))
        return readExt;
    if (isFat(kind))
        return readFat;
    if (kind == ContentKind::Xfs)
        return readXfs;
    if (kind == ContentKind::Btrfs)
        return readBtrfs;
    if (kind == ContentKind::Squashfs)
        return readSquashfs;
    return kind == ContentKind::Erofs ? readErofs : nullptr;
}

/// nullptr where it cannot be done here and now.
Write writerFor(const Toolbox &tools, ContentKind kind)
{
    if (!PartitionWindow::isAvailable())
        return nullptr;
    if (isExt(kind))
        return writeExt;
    if (canMount(kind))
        return writeMounted;
    return hasUserModeLinux(tools, kind) ? writeInUserModeLinux : nullptr;
}

Result<FoundFiles> readThroughWindow(BlockDevice &disk, Extent where, ContentKind kind, const Paths &paths,
                                     std::size_t limit)
{
    const Toolbox tools;
    const Read reader = readerFor(kind);
    if (!reader)
        return fail(ErrorCode::Unsupported, disk.name(), std::string(contentKindName(kind)));
    const auto harmful = std::ranges::find_if_not(paths, isHarmlessPath);
    if (harmful != paths.end())
        return fail(ErrorCode::Invalid, *harmful);
    TRY(const auto window, PartitionWindow::open(disk, where, PartitionWindow::Access::ReadOnly));
    FoundFiles found = reader(
        {.tools = tools, .disk = disk, .where = where, .window = window->path(), .limit = limit}, paths);
    CHECK(window->close());
    return found;
}

}

bool isHarmlessPath(const std::string &path)
{
    const auto isHarmless = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string_view("._+-/").contains(c);
    };
    return path.size() > 1 && path.front() == '/' && path.back() != '/' && !path.contains("//")
        && !path.contains("..") && std::ranges::all_of(path, isHarmless);
}

std::vector<std::string> pathComponents(const std::string &path)
{
    std::vector<std::string> result;
    for (std::size_t at = 1; at < path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        result.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return result;
}

std::unexpected<Error> tooLarge(const Reading &reading, const std::string &path)
{
    return fail(ErrorCode::Unsupported, path, "larger than " + std::to_string(reading.limit) + " bytes");
}

Result<FoundFile> readRootFile(BlockDevice &disk, Extent where, ContentKind kind, const std::string &path,
                               std::size_t limit)
{
    return readRootFiles(disk, where, kind, {path}, limit).front();
}

FoundFiles readRootFiles(BlockDevice &disk, Extent where, ContentKind kind, const Paths &paths,
                         std::size_t limit)
{
    Result<FoundFiles> found = readThroughWindow(disk, where, kind, paths, limit);
    return found ? *std::move(found) : FoundFiles(paths.size(), std::unexpected(found.error()));
}

Result<> writeRootFile(BlockDevice &disk, Extent where, ContentKind kind, const std::string &name,
                       const std::optional<std::string> &text)
{
    const Toolbox tools;
    const Write writer = writerFor(tools, kind);
    if (!writer)
        return fail(ErrorCode::Unsupported, disk.name(), std::string(contentKindName(kind)));
    if (!isHarmlessPath("/" + name) || name.contains('/'))
        return fail(ErrorCode::Invalid, name);
    TRY(const auto window, PartitionWindow::open(disk, where, PartitionWindow::Access::ReadWrite));
    CHECK(writer({.tools = tools, .kind = kind, .name = name, .text = text}, window->path()));
    CHECK(window->close());
    CHECK(disk.dropCache(where));
    TRY(const FoundFile found, readRootFile(disk, where, kind, "/" + name, text ? text->size() : 0));
    if (found != text)
        return fail(ErrorCode::Mismatch, disk.name(), "/" + name + " does not read as it was written");
    return {};
}

Result<> tryRootWriter(ContentKind kind)
{
    const Toolbox tools;
    const Write writer = writerFor(tools, kind);
    if (!writer)
        return fail(ErrorCode::Unsupported, {}, std::string(contentKindName(kind)));
    return writer == writeInUserModeLinux ? tryUserModeLinux(tools) : Result<>();
}

std::vector<ContentKind> writableRootKinds()
{
    const Toolbox tools;
    std::vector<ContentKind> result;
    std::ranges::copy_if(allContentKinds(), std::back_inserter(result),
                         [&](ContentKind kind) { return readerFor(kind) && writerFor(tools, kind); });
    return result;
}

}
