// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/block/partition_window.h"
#include "helper/identity/child_process.h"
#include "tests/support/memory_device.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <unistd.h>

namespace parterre {

/// A disk in memory with one partition on it, made by the file system's own mkfs on a window, and
/// a pattern before and after it that nobody may touch.
class MadeContent
{
public:
    explicit MadeContent(Bytes size, Bytes sectorSize = Bytes(512))
        : disk(guard * 2 + size, sectorSize)
        , where{.begin = Offset() + guard, .size = size}
    {
        const std::vector<std::byte> pattern(static_cast<std::size_t>(guard.count()), std::byte{0xa5});
        disk.content().write(Offset(), pattern);
        disk.content().write(where.end(), pattern);
    }

    /// Runs a program on the partition, its path last. The output, or what went wrong.
    Result<ToolOutput> run(const std::string &program, std::vector<std::string> arguments,
                           PartitionWindow::Access access = PartitionWindow::Access::ReadWrite)
    {
        TRY(auto window, PartitionWindow::open(disk, where, access));
        arguments.push_back(window->path());
        TRY(ToolOutput output, runChild(place(program), arguments, {}));
        CHECK(window->close());
        return output;
    }
    /// The same, true only for exit status 0.
    bool succeeds(const std::string &program, const std::vector<std::string> &arguments,
                  PartitionWindow::Access access = PartitionWindow::Access::ReadWrite)
    {
        const Result<ToolOutput> output = run(program, arguments, access);
        return output && output->status == 0;
    }

    [[nodiscard]] bool isGuardWhole() const
    {
        const auto isPattern = [](std::byte one) { return one == std::byte{0xa5}; };
        return std::ranges::all_of(disk.content().read({.begin = {}, .size = guard}), isPattern)
            && std::ranges::all_of(disk.content().read({.begin = where.end(), .size = guard}), isPattern);
    }

    static std::string place(const std::string &program)
    {
        for (const char *folder : {"/usr/sbin/", "/usr/bin/"}) {
            if (access(((folder + program).c_str()), X_OK) == 0)
                return folder + program;
        }
        return program;
    }

    static constexpr Bytes guard = Bytes(1 << 20);
    MemoryDevice disk;
    Extent where;
};

/// How a kind is made and checked in tests, and how big it must be.
struct Recipe
{
    Bytes size;
    std::string make;
    std::vector<std::string> makeArguments;
    std::string check;  ///< empty where there is no checker
    std::vector<std::string> checkArguments;
};

inline const std::map<ContentKind, Recipe> &recipes()
{
    using enum ContentKind;
    const auto mib = [](std::int64_t n) { return Bytes(n << 20); };
    static const std::map<ContentKind, Recipe> all{
        {Ext2, {mib(16), "mkfs.ext2", {"-q", "-F"}, "e2fsck", {"-f", "-n"}}},
        {Ext3, {mib(16), "mkfs.ext3", {"-q", "-F"}, "e2fsck", {"-f", "-n"}}},
        {Ext4, {mib(16), "mkfs.ext4", {"-q", "-F"}, "e2fsck", {"-f", "-n"}}},
        {Xfs, {mib(300), "mkfs.xfs", {"-q", "-f"}, "xfs_repair", {"-n", "-f"}}},
        {Btrfs, {mib(110), "mkfs.btrfs", {"-q", "-f"}, "btrfs", {"check", "--readonly"}}},
        {Fat12, {mib(4), "mkfs.fat", {"-F", "12"}, "fsck.fat", {"-n"}}},
        {Fat16, {mib(16), "mkfs.fat", {"-F", "16"}, "fsck.fat", {"-n"}}},
        {Fat32, {mib(40), "mkfs.fat", {"-F", "32"}, "fsck.fat", {"-n"}}},
        {ExFat, {mib(16), "mkfs.exfat", {}, "fsck.exfat", {"-n"}}},
        {Ntfs, {mib(16), "mkfs.ntfs", {"-q", "-F", "-f"}, "ntfsfix", {"-n"}}},
        {F2fs, {mib(64), "mkfs.f2fs", {"-q"}, "fsck.f2fs", {"--dry-run"}}},
        {Jfs, {mib(32), "mkfs.jfs", {"-q"}, "fsck.jfs", {"-n", "-f"}}},
        {Nilfs2, {mib(160), "mkfs.nilfs2", {"-q", "-f"}, "", {}}},
        {ReiserFs,
         {mib(40),
          "mkreiserfs",
          {"-q", "-f", "-f"},
          "sh",  // reiserfsck wants to write
          {"-c", "f=$(mktemp) && cat $0 >$f && reiserfsck --check -y -q $f; e=$?; rm $f; exit $e"}}},
        {Swap, {mib(4), "mkswap", {}, "", {}}},
        {Erofs,
         {mib(4),
          "sh",  // mkfs.erofs wants a file that it may cut
          {"-c", "f=$(mktemp) && mkfs.erofs -d0 $f /usr/include/blkid && cat $f >$0; e=$?; rm $f; exit $e"},
          "fsck.erofs",
          {"--extract"}}},
        {Luks1,
         {mib(20),
          "cryptsetup",
          {"-q", "luksFormat", "--type", "luks1", "--pbkdf-force-iterations", "1000", "--key-file",
           "/etc/passwd"},
          "cryptsetup",
          {"isLuks"}}},
        {Luks2,
         {mib(20),
          "cryptsetup",
          {"-q", "luksFormat", "--type", "luks2", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000",
           "--key-file", "/etc/passwd"},
          "cryptsetup",
          {"isLuks"}}},
    };
    return all;
}

/// False where a test that opens windows must be skipped.
inline bool canOpenWindows()
{
    return PartitionWindow::isAvailable();
}

}
