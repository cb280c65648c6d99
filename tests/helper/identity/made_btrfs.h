// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/helper/identity/tampered_btrfs.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <regex>
#include <set>

namespace parterre {

inline const Uuid drawn = *Uuid::parse("3f8a1c5e-9b1d-4c7e-8a2f-0123456789ab");

/// A btrfs with files and subvolumes, made by mkfs.btrfs, and what btrfs' own programs say of it.
class MadeBtrfs : public TamperedBtrfs
{
public:
    explicit MadeBtrfs(const std::vector<std::string> &arguments, Bytes size = Bytes(256 << 20))
        : TamperedBtrfs(size)
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

    QTemporaryDir m_folder;
};

}
