// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/raw_view.h"
#include "helper/btrfs/btrfs_tree.h"
#include "helper/files/readers.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::uint64_t rootTreeFolder = 6;  ///< of the root tree, whose entry "default" names a tree
constexpr std::uint64_t firstTree = 5;
constexpr std::uint64_t topFolder = 256;  ///< of every subvolume
constexpr std::uint8_t inodeItem = 1;
constexpr std::uint8_t entryItem = 84;
constexpr std::uint8_t indexItem = 96;

/// struct btrfs_dir_item: a key, the transaction, the size of data, that of the name, the type.
constexpr std::size_t nameSizeAt = BtrfsKey::storedSize + 10;
constexpr std::size_t typeAt = nameSizeAt + 2;
constexpr std::size_t nameAt = typeAt + 1;
constexpr std::uint8_t folderType = 2;

/// An entry of a folder.
struct Entry
{
    std::string name;
    BtrfsKey leadsTo;
    bool isFolder = false;
};

/// The first one in an item, which has others only where names share a hash.
Result<Entry> entryIn(const BtrfsItem &item)
{
    if (item.data.size() < nameAt)
        return fail(ErrorCode::Corrupt, "btrfs", "an entry of a folder");
    const std::size_t size = littleEndian<std::uint16_t>(item.data, nameSizeAt);
    if (size > item.data.size() - nameAt)
        return fail(ErrorCode::Corrupt, "btrfs", "an entry of a folder");
    const std::span<const std::byte> name = item.data.subspan(nameAt, size);
    return Entry{.name = std::string(reinterpret_cast<const char *>(name.data()), name.size()),
                 .leadsTo = BtrfsKey::at(item.data, 0),
                 .isFolder = std::to_integer<std::uint8_t>(item.data[typeAt]) == folderType};
}

/// At most entriesMax of a folder, by items of one type.
Result<std::vector<Entry>> entriesOf(const BtrfsVolume &volume, const BtrfsRoot &tree, std::uint64_t folder,
                                     std::uint8_t type)
{
    std::vector<Entry> entries;
    bool isFull = false;
    const BtrfsRange range{.first = {.object = folder, .type = type, .offset = 0},
                           .last = {.object = folder, .type = type, .offset = ~std::uint64_t{0}}};
    const Result<> walked = walkBtrfsTree(volume, tree, range, [&](const BtrfsItem &item) -> Result<> {
        isFull = entries.size() == entriesMax;
        if (isFull)
            return fail(ErrorCode::OutOfRange, "btrfs");
        TRY(Entry entry, entryIn(item));
        entries.push_back(std::move(entry));
        return {};
    });
    if (!walked && !isFull)
        return std::unexpected(walked.error());
    return entries;
}

/// The tree that a plain mount shows.
Result<BtrfsRoot> defaultTree(const BtrfsVolume &volume)
{
    TRY(const std::vector<Entry> entries,
        entriesOf(volume, volume.super.rootTree, rootTreeFolder, entryItem));
    for (const Entry &entry : entries) {
        if (entry.name == "default")
            return findBtrfsTree(volume, entry.leadsTo.object);
    }
    return findBtrfsTree(volume, firstTree);
}

Result<FolderNames> namesIn(const BtrfsVolume &volume, const BtrfsRoot &tree, const std::string &path)
{
    std::uint64_t folder = topFolder;
    for (const std::string &name : pathComponents(path)) {
        TRY(const std::vector<Entry> entries, entriesOf(volume, tree, folder, indexItem));
        // Not into another subvolume, whose key is that of a tree.
        const auto next = std::ranges::find_if(entries, [&](const Entry &entry) {
            return entry.isFolder && entry.name == name && entry.leadsTo.type == inodeItem;
        });
        if (next == entries.end())
            return FolderNames();
        folder = next->leadsTo.object;
    }
    TRY(const std::vector<Entry> entries, entriesOf(volume, tree, folder, indexItem));
    FolderNames names;
    std::ranges::transform(entries, std::back_inserter(names), &Entry::name);
    return names;
}

Result<FoundFolders> listed(const Reading &reading, const Paths &paths)
{
    const RawView view(reading.disk, reading.where);
    TRY(const BtrfsSuper super, readFirstBtrfsSuper(view));
    TRY(const BtrfsChunks chunks, readBtrfsChunks(view, super));
    const BtrfsVolume volume{.view = view, .super = super, .chunks = chunks};
    TRY(const BtrfsRoot tree, defaultTree(volume));
    return listEach(reading, paths,
                    [&](const Reading &, const std::string &path) { return namesIn(volume, tree, path); });
}

}

/// btrfs restore lists folders only with all that lies in them, however much that is.
FoundFolders listBtrfs(const Reading &reading, const Paths &paths)
{
    Result<FoundFolders> found = listed(reading, paths);
    return found ? *std::move(found) : FoundFolders(paths.size(), std::unexpected(found.error()));
}

}
