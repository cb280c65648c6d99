// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/btrfs/btrfs_tree.h"
#include "helper/probe/btrfs_checksum.h"
#include "tests/helper/made_content.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <map>
#include <regex>
#include <set>

namespace parterre {

inline const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

/// A subvolume as its root item tells of it.
struct Subvolume
{
    std::string uuid;
    std::string parent;
    std::string received;

    friend bool operator==(const Subvolume &, const Subvolume &) = default;
};

/// A btrfs with files and subvolumes, made by mkfs.btrfs, that can be looked into and tampered with.
class MadeBtrfs : public MadeContent
{
public:
    static constexpr std::uint64_t firstSuper = 65536;
    static constexpr std::uint64_t secondSuper = std::uint64_t{64} << 20U;

    explicit MadeBtrfs(const std::vector<std::string> &arguments, Bytes size = Bytes(256 << 20))
        : MadeContent(size)
    {
        const QDir tree(m_folder.path());
        for (const char *name : {"one", "two", "plain"})
            (void)tree.mkdir(name);
        for (int i = 0; i < 40; ++i)
            put("one/file " + std::to_string(i), 3000 * i);
        put("two/small", 100);
        put("plain/large", 3'000'000);
        std::vector<std::string> all{"-q",       "-f",  "--rootdir", m_folder.path().toStdString(),
                                     "--subvol", "one", "--subvol",  "ro:two"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        isMade = succeeds("mkfs.btrfs", all);
    }

    /// All UUIDs that btrfs' own programs find anywhere in it.
    std::set<std::string> identifiers()
    {
        static const std::regex uuid("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        std::set<std::string> found;
        const std::string text = dump("dump-super", {"-f", "-a"}) + dump("dump-tree", {});
        for (std::sregex_iterator one(text.begin(), text.end(), uuid), end; one != end; ++one)
            found.insert(one->str());
        found.erase(Uuid().toString());
        return found;
    }

    std::string dump(const std::string &what, const std::vector<std::string> &options)
    {
        auto window = PartitionWindow::open(disk, where, PartitionWindow::Access::ReadOnly).value();
        std::vector<std::string> arguments{"inspect-internal", what};
        arguments.insert(arguments.end(), options.begin(), options.end());
        arguments.push_back(window->path());
        const auto output = runChild(place("btrfs"), arguments, {.output = std::size_t{64} << 20U});
        const bool isRead = output && output->status == 0 && !output->isCut && window->close();
        return isRead ? output->out : std::string();
    }

    bool isClean() { return succeeds("btrfs", {"check", "--readonly"}, PartitionWindow::Access::ReadOnly); }

    /// Whether btrfs restore finds the very files in it that it was made with, in its subvolumes too.
    bool hasItsFiles()
    {
        const QTemporaryDir out;
        auto window = PartitionWindow::open(disk, where, PartitionWindow::Access::ReadOnly).value();
        const auto restored =
            runChild(place("btrfs"), {"restore", "-s", "--", window->path(), out.path().toStdString()}, {});
        const bool isRead = restored && restored->status == 0 && window->close();
        const auto same =
            runChild(place("diff"), {"-r", m_folder.path().toStdString(), out.path().toStdString()}, {});
        return isRead && same && same->status == 0;
    }

    /// Whether these 16 bytes stand anywhere in a superblock, a tree block or a file. What lies in blocks
    /// that are free is nobody's: the origin's former trees are there too.
    bool contains(const Uuid &uuid)
    {
        const auto wanted = std::as_bytes(std::span(uuid.bytes));
        return std::ranges::any_of(used(), [&](const Extent &one) {
            const std::vector<std::byte> bytes = disk.content().read(one);
            return !std::ranges::search(bytes, wanted).empty();
        });
    }

    std::map<std::uint64_t, Subvolume> subvolumes()
    {
        std::map<std::uint64_t, Subvolume> found;
        visitRoots([&](const BtrfsItem &item) {
            const auto text = [&](std::size_t at) {
                Uuid uuid;
                std::memcpy(uuid.bytes.data(), item.data.data() + at, 16);
                return uuid.toString();
            };
            if (item.key.object == 5 || (item.key.object >= 256 && item.key.object < ~std::uint64_t{255}))
                found[item.key.object] = {.uuid = text(247), .parent = text(263), .received = text(279)};
        });
        return found;
    }

    /// Writes into the root item of a subvolume, in all copies.
    void setInRoot(std::uint64_t subvolume, std::size_t at, const Uuid &uuid)
    {
        std::uint64_t leaf = 0;
        std::size_t place = 0;
        visitRoots([&](const BtrfsItem &item) {
            if (item.key.object == subvolume) {
                leaf = item.leaf;
                place = item.at + at;
            }
        });
        for (const std::uint64_t copy : copiesOf(leaf))
            change(copy, nodeSize(), [&](std::span<std::byte> block) {
                std::ranges::copy(std::as_bytes(std::span(uuid.bytes)), block.subspan(place).begin());
            });
    }

    /// Changes `size` bytes with a checksum from `at` of the partition on, and makes that right again.
    void change(std::uint64_t at, std::size_t size, const std::function<void(std::span<std::byte>)> &how)
    {
        std::vector<std::byte> block = disk.content().read(on(at, size));
        how(block);
        (void)sealBtrfsBlock(checksumKind(), block);
        disk.content().write(on(at, size).begin, block);
    }
    void flip(std::uint64_t at)
    {
        std::vector<std::byte> byte = disk.content().read(on(at, 1));
        byte[0] ^= std::byte{0x10};
        disk.content().write(on(at, 1).begin, byte);
    }

    /// Where the copies of the block at `logical` lie in the partition.
    std::vector<std::uint64_t> copiesOf(std::uint64_t logical)
    {
        const RawView view(disk, where);
        const BtrfsSuper super = readFirstBtrfsSuper(view).value();
        const BtrfsChunks chunks = readBtrfsChunks(view, super).value();
        const BtrfsChunk *chunk = chunks.holding(logical, 1);
        std::vector<std::uint64_t> places;
        for (std::size_t i = 0; i < chunk->copies; ++i)
            places.push_back(chunk->at[i] + logical - chunk->logical);
        return places;
    }
    std::uint64_t chunkTree() { return readFirstBtrfsSuper(RawView(disk, where))->chunkTree.logical; }
    std::size_t nodeSize() { return readFirstBtrfsSuper(RawView(disk, where))->nodeSize; }

    bool isMade = false;

private:
    void put(const std::string &name, int size)
    {
        QFile file(m_folder.filePath(QString::fromStdString(name)));
        QByteArray bytes(size, '\0');
        for (int i = 0; i < size; ++i)
            bytes[i] = static_cast<char>(i * 31 + i / 251);
        (void)(file.open(QIODevice::WriteOnly) && file.write(bytes) == size);
    }

    [[nodiscard]] Extent on(std::uint64_t at, std::size_t size) const
    {
        return {.begin = where.begin + Bytes(static_cast<std::int64_t>(at)),
                .size = Bytes(static_cast<std::int64_t>(size))};
    }

    std::uint16_t checksumKind()
    {
        return littleEndian<std::uint16_t>(disk.content().read(on(firstSuper + 196, 2)), 0);
    }

    std::vector<Extent> used()
    {
        const RawView view(disk, where);
        const BtrfsSuper super = readFirstBtrfsSuper(view).value();
        const BtrfsChunks chunks = readBtrfsChunks(view, super).value();
        const BtrfsVolume volume{.view = view, .super = super, .chunks = chunks};
        std::vector<Extent> found;
        for (const std::uint64_t place : btrfsSuperPlaces(super.size))
            found.push_back(on(place, BtrfsSuper::recordSize));
        const auto add = [&](const BtrfsItem &item) -> Result<> {
            const bool isBlock = item.key.type == 169;
            if (!isBlock && item.key.type != 168)
                return {};
            for (const std::uint64_t place : copiesOf(item.key.object))
                found.push_back(on(place, isBlock ? super.nodeSize : item.key.offset));
            return {};
        };
        if (!walkBtrfsTree(volume, findBtrfsTree(volume, 2).value(), {}, add))
            qFatal("the extent tree cannot be read");
        return found;
    }

    void visitRoots(const std::function<void(const BtrfsItem &)> &visit)
    {
        const RawView view(disk, where);
        const BtrfsSuper super = readFirstBtrfsSuper(view).value();
        const BtrfsChunks chunks = readBtrfsChunks(view, super).value();
        (void)walkBtrfsTree({view, super, chunks}, super.rootTree, {},
                            [&](const BtrfsItem &item) -> Result<> {
                                if (item.key.type == BtrfsRootItem::type && item.data.size() == 439)
                                    visit(item);
                                return {};
                            });
    }

    QTemporaryDir m_folder;
};

}
