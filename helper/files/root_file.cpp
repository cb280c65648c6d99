// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/root_file.h"

#include "helper/files/detached_mount.h"
#include "helper/files/readers.h"
#include "helper/files/user_mode_linux.h"
#include "helper/files/writers.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace parterre {

namespace {

using Read = FoundFiles (*)(const Reading &, const Paths &);
using List = FoundFolders (*)(const Reading &, const Paths &);
using Write = Result<> (*)(const Writing &, const std::string &);

/// How one kind is read.
struct Reader
{
    Read read = nullptr;
    List list = nullptr;
};

std::optional<Reader> readerFor(ContentKind kind)
{
    if (isExt(kind))
        return Reader{.read = readExt, .list = listExt};
    if (isFat(kind))
        return Reader{.read = readFat, .list = listFat};
    if (kind == ContentKind::Xfs)
        return Reader{.read = readXfs, .list = listXfs};
    if (kind == ContentKind::Btrfs)
        return Reader{.read = readBtrfs, .list = listBtrfs};
    if (kind == ContentKind::Squashfs)
        return Reader{.read = readSquashfs, .list = listSquashfs};
    if (kind == ContentKind::Erofs)
        return Reader{.read = readErofs, .list = listErofs};
    return std::nullopt;
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

/// What is read, and of what.
struct Place
{
    BlockDevice &disk;
    Extent where;
    ContentKind kind;
};

/// What `ask` of the kind's reader answers to the paths.
template<typename Answers>
Result<Answers> askThroughWindow(const Place &place, const Paths &paths, std::size_t limit,
                                 Answers (*Reader::*ask)(const Reading &, const Paths &))
{
    const Toolbox tools;
    const std::optional<Reader> reader = readerFor(place.kind);
    if (!reader)
        return fail(ErrorCode::Unsupported, place.disk.name(), std::string(contentKindName(place.kind)));
    const auto harmful = std::ranges::find_if_not(paths, isHarmlessPath);
    if (harmful != paths.end())
        return fail(ErrorCode::Invalid, *harmful);
    TRY(const auto window, PartitionWindow::open(place.disk, place.where, PartitionWindow::Access::ReadOnly));
    Answers found = ((*reader).*ask)(
        {.tools = tools, .disk = place.disk, .where = place.where, .window = window->path(), .limit = limit},
        paths);
    CHECK(window->close());
    return found;
}

/// What was written last at a path is what has to be there.
Result<> readBack(BlockDevice &disk, Extent where, ContentKind kind, const std::vector<FileChange> &changes)
{
    std::map<std::string, std::optional<std::string>> wanted;
    std::size_t limit = 0;
    for (const FileChange &change : changes) {
        wanted[change.path] = change.text;
        limit = std::max(limit, change.text ? change.text->size() : 0);
    }
    Paths paths;
    for (const auto &[path, text] : wanted)
        paths.push_back(path);
    TRY(const FoundFiles found, askThroughWindow(Place{disk, where, kind}, paths, limit, &Reader::read));
    for (std::size_t i = 0; i < paths.size(); ++i) {
        CHECK(found[i]);
        if (*found[i] != wanted[paths[i]])
            return fail(ErrorCode::Mismatch, disk.name(), paths[i] + " does not read as it was written");
    }
    return {};
}

bool isHarmlessName(const std::string &name)
{
    constexpr std::size_t longest = 128;
    return name.size() <= longest && name != "." && !name.contains('/') && isHarmlessPath("/" + name);
}

void keepHarmless(FolderNames &names)
{
    std::erase_if(names, [](const std::string &name) { return !isHarmlessName(name); });
    std::ranges::sort(names);
    const auto twice = std::ranges::unique(names);
    names.erase(twice.begin(), twice.end());
    names.resize(std::min(names.size(), folderNamesMax));
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
    Result<FoundFiles> found = askThroughWindow(Place{disk, where, kind}, paths, limit, &Reader::read);
    return found ? *std::move(found) : FoundFiles(paths.size(), std::unexpected(found.error()));
}

std::vector<Result<FolderNames>> listRootFolders(BlockDevice &disk, Extent where, ContentKind kind,
                                                 const Paths &paths)
{
    Result<FoundFolders> found = askThroughWindow(Place{disk, where, kind}, paths, 0, &Reader::list);
    if (!found)
        return FoundFolders(paths.size(), std::unexpected(found.error()));
    for (Result<FolderNames> &names : *found) {
        if (names)
            keepHarmless(*names);
    }
    return *std::move(found);
}

Result<> writeRootFiles(BlockDevice &disk, Extent where, ContentKind kind,
                        const std::vector<FileChange> &changes)
{
    const Toolbox tools;
    const Write writer = writerFor(tools, kind);
    if (!writer)
        return fail(ErrorCode::Unsupported, disk.name(), std::string(contentKindName(kind)));
    for (const FileChange &change : changes) {
        if (!isHarmlessPath(change.path) || (!change.like.empty() && !isHarmlessPath(change.like)))
            return fail(ErrorCode::Invalid, change.path);
    }
    TRY(const auto window, PartitionWindow::open(disk, where, PartitionWindow::Access::ReadWrite));
    CHECK(writer({.tools = tools, .kind = kind, .changes = changes}, window->path()));
    CHECK(window->close());
    CHECK(disk.dropCache(where));
    return readBack(disk, where, kind, changes);
}

Result<> writeRootFile(BlockDevice &disk, Extent where, ContentKind kind, const std::string &name,
                       const std::optional<std::string> &text)
{
    if (name.contains('/'))
        return fail(ErrorCode::Invalid, name);
    return writeRootFiles(disk, where, kind, {{.path = "/" + name, .text = text}});
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
