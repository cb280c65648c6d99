// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/window_folder.h"
#include "helper/files/root_file.h"
#include "helper/files/user_mode_linux.h"
#include "tests/helper/made_content.h"

#include <QTemporaryDir>

#include <fstream>
#include <map>
#include <random>

namespace parterre {

/// What went wrong, for QVERIFY2.
inline const char *wordsOf(const auto &result)
{
    static std::string text;
    text = result ? "" : result.error().subject + ": " + result.error().detail;
    return text.c_str();
}

/// Why contents cannot be given another size by this user here, for QSKIP; nullptr where they can.
inline const char *whyNotHere()
{
    if (!canOpenWindows())
        return "SKIPPED: this user may not mount FUSE file systems here";
    if (!hasUserModeLinux(Toolbox(), ContentKind::Btrfs) || !tryUserModeLinux(Toolbox()))
        return "SKIPPED: User Mode Linux does not run here";
    return nullptr;
}

/// A file system with files in it, some of them where a smaller one would end.
class FilledContent
{
public:
    FilledContent(ContentKind ofKind, Bytes size, std::vector<std::string> options = {},
                  Bytes sectorSize = Bytes(512))
        : made(size, sectorSize)
        , kind(ofKind)
        , m_options(std::move(options))
    {}

    /// mkfs on all of it, and `count` files of `size` bytes.
    bool fill(int count, std::size_t size)
    {
        std::mt19937_64 random(static_cast<std::uint64_t>(count));
        for (int i = 0; i < count; ++i) {
            std::string text(size, '\0');
            std::ranges::generate(text, [&] { return static_cast<char>(random()); });
            const std::string name = "file-" + std::to_string(i);
            std::ofstream(m_tree.filePath(QString::fromStdString(name)).toStdString(), std::ios::binary)
                << text;
            m_files[name] = text;
        }
        if (isExt(kind))
            return fillExt();
        if (isFat(kind))
            return make("mkfs.fat") && shell("mcopy -Q -i \"$1\" " + tree() + "/* ::/");
        if (kind == ContentKind::Ntfs)
            return fillNtfs();
        if (kind == ContentKind::Btrfs)
            return fillBtrfs();
        if (kind == ContentKind::Xfs)
            return fillXfs();
        if (kind == ContentKind::F2fs)
            return make("mkfs.f2fs") && shell("sload.f2fs -f " + tree() + " \"$1\"");
        m_files.clear();
        return make("mkswap");
    }

    /// Whether all files read as they were written, seen in the first `size` bytes.
    bool hasFiles(Bytes size)
    {
        const Extent where{.begin = made.where.begin, .size = size};
        return std::ranges::all_of(m_files, [&](const auto &file) {
            if (kind == ContentKind::Ntfs)
                return readNtfs(file.first) == file.second;
            if (kind == ContentKind::F2fs)
                return readF2fs(file.first) == file.second;
            const Result<FoundFile> found =
                readRootFile(made.disk, where, kind, "/" + file.first, std::size_t{16} << 20);
            return found && *found == file.second;
        });
    }

    /// The file system's own check of the first `size` bytes alone. Behind them there is rubbish then.
    bool isSound(Bytes size)
    {
        const Extent whole = made.where;
        const std::vector<std::byte> rubbish(static_cast<std::size_t>((whole.size - size).count()),
                                             std::byte{0x5a});
        made.disk.content().write(whole.begin + size, rubbish);
        made.where.size = size;
        const bool isIt = passesCheck();
        made.where = whole;
        return isIt;
    }

    bool passesCheck()
    {
        if (kind == ContentKind::F2fs)
            return made.succeeds("fsck.f2fs", {"--dry-run"}, PartitionWindow::Access::ReadOnly);
        const Recipe &recipe = recipes().at(kind);
        return recipe.check.empty()
            || made.succeeds(recipe.check, recipe.checkArguments, PartitionWindow::Access::ReadOnly);
    }

    /// A shell's lines, with the window as $1.
    bool shell(const std::string &script) { return made.succeeds("sh", {"-e", "-c", script, "sh"}); }

    /// In User Mode Linux, which anybody may use to mount a file system.
    bool workIn(const std::string &commands)
    {
        const auto folder = WindowFolder::make().value();
        const auto window =
            PartitionWindow::open(made.disk, made.where, PartitionWindow::Access::ReadWrite).value();
        const auto outcome = workInUserModeLinux({.tools = Toolbox(),
                                                  .window = window->path(),
                                                  .kind = kind,
                                                  .folder = folder->path(),
                                                  .commands = commands + "\n",
                                                  .words = {"parterre_tree=" + tree()}});
        return outcome && outcome->isDone && window->close();
    }

    MadeContent made;
    ContentKind kind;

private:
    [[nodiscard]] std::string tree() const { return m_tree.path().toStdString(); }

    bool make(const std::string &program)
    {
        std::vector<std::string> arguments = m_options;
        if (program != "mkfs.fat" && program != "mkswap")
            arguments.insert(arguments.begin(), "-q");
        return made.succeeds(program, arguments);
    }

    /// What lies before the files goes, so that they have to move.
    bool fillExt()
    {
        std::ofstream(m_tree.filePath("a-first").toStdString(), std::ios::binary)
            << std::string(std::size_t{4} << 20, 'x');
        m_options.insert(m_options.end(), {"-F", "-d", tree()});
        return make("mkfs." + std::string(contentKindName(kind)))
            && shell("debugfs -w -R 'rm a-first' \"$1\"; e2fsck -f -n \"$1\"");
    }

    bool fillNtfs()
    {
        m_options.insert(m_options.end(), {"-F", "-f"});
        return make("mkfs.ntfs")
            && shell("cd " + tree() + "; for name in *; do ntfscp -q \"$1\" $name $name; done");
    }

    bool fillBtrfs()
    {
        return make("mkfs.btrfs")
            && workIn("dd if=/dev/zero of=first bs=1M count=200 && sync -f . && cp \"$parterre_tree\"/* . && "
                      "sync -f . && rm first && sync -f . && btrfs balance start -dusage=0 .");
    }

    bool fillXfs()
    {
        m_options.emplace_back("-f");
        return make("mkfs.xfs") && workIn("cp \"$parterre_tree\"/* . && sync -f .");
    }

    std::string readNtfs(const std::string &name)
    {
        const auto window =
            PartitionWindow::open(made.disk, made.where, PartitionWindow::Access::ReadOnly).value();
        const auto output = runChild(MadeContent::place("ntfscat"), {window->path(), name},
                                     {.output = std::size_t{16} << 20});
        return output && window->close() ? output->out : std::string();
    }

    /// By number: those of the files follow that of the top folder, which is 3.
    std::string readF2fs(const std::string &name)
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        if (!shell("cd " + path + "; for inode in 4 5 6 7 8 9; do echo Y | dump.f2fs -i $inode \"$1\"; done"))
            return {};
        std::ifstream file(path + "/lost_found/" + name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    QTemporaryDir m_tree;
    std::vector<std::string> m_options;
    std::map<std::string, std::string> m_files;
};

}
