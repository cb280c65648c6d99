// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/build/file_system_maker.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace parterre {

namespace {

using Words = std::vector<std::string>;

/// Trees may be large, and disks slow.
constexpr ToolLimits patient{.time = std::chrono::hours(6)};
/// A line for each file: xfs_protofile(8).
constexpr std::size_t protofileMax = std::size_t{256} << 20U;

/// One tool and its words, and whether it makes the file as large as it needs it.
struct Recipe
{
    Tool tool{};
    Words words;
    bool isSizedByTool = false;
};

void add(Words &words, const char *option, const std::string &value)
{
    if (!value.empty()) {
        words.emplace_back(option);
        words.push_back(value);
    }
}

void addTree(Words &words, const char *option, const Making &making)
{
    add(words, option, making.tree.value_or(std::string()));
}

Recipe extRecipe(const Making &making)
{
    Words words{"-q", "-F", "-t", std::string(contentKindName(making.kind))};
    add(words, "-L", making.label);
    add(words, "-U", making.uuid);
    addTree(words, "-d", making);
    words.push_back(making.file);
    return {.tool = Tool::Mke2fs, .words = std::move(words)};
}

Recipe xfsRecipe(const Making &making)
{
    Words words{"-q", "-f", "-s", "size=" + std::to_string(making.sectorSize.count())};
    add(words, "-L", making.label);
    add(words, "-m", making.uuid.empty() ? std::string() : "uuid=" + making.uuid);
    if (making.tree)
        add(words, "-p", making.file + ".proto");
    words.push_back(making.file);
    return {.tool = Tool::MkfsXfs, .words = std::move(words)};
}

Recipe btrfsRecipe(const Making &making)
{
    Words words{"-q", "-f"};
    add(words, "-L", making.label);
    add(words, "-U", making.uuid);
    addTree(words, "--rootdir", making);
    words.push_back(making.file);
    return {.tool = Tool::MkfsBtrfs, .words = std::move(words)};
}

Recipe fatRecipe(const Making &making)
{
    std::string serial = making.uuid;
    std::erase(serial, '-');
    const std::string bits = making.kind == ContentKind::Fat12 ? "12"
        : making.kind == ContentKind::Fat16                    ? "16"
                                                               : "32";
    Words words{"-F", bits, "-S", std::to_string(making.sectorSize.count())};
    // mkfs.fat counts clusters as if sectors were small, and then has too few of them.
    if (making.sectorSize > Bytes(512) && making.size < Bytes(std::int64_t{1} << 32))
        add(words, "-s", "1");
    add(words, "-n", making.label);
    add(words, "-i", serial);
    words.push_back(making.file);
    return {.tool = Tool::MkfsFat, .words = std::move(words)};
}

Recipe exFatRecipe(const Making &making)
{
    Words words{"-q", "-s", std::to_string(making.sectorSize.count())};
    add(words, "-L", making.label);
    words.push_back(making.file);
    return {.tool = Tool::MkfsExfat, .words = std::move(words)};
}

Recipe ntfsRecipe(const Making &making)
{
    Words words{"-q", "-F", "-Q", "-s", std::to_string(making.sectorSize.count())};
    add(words, "-L", making.label);
    words.push_back(making.file);
    return {.tool = Tool::Mkntfs, .words = std::move(words)};
}

Recipe f2fsRecipe(const Making &making)
{
    Words words{"-q", "-f", "-w", std::to_string(making.sectorSize.count())};
    add(words, "-l", making.label);
    add(words, "-U", making.uuid);
    words.push_back(making.file);
    return {.tool = Tool::MkfsF2fs, .words = std::move(words)};
}

Recipe swapRecipe(const Making &making)
{
    Words words;
    add(words, "-L", making.label);
    add(words, "-U", making.uuid);
    words.push_back(making.file);
    return {.tool = Tool::Mkswap, .words = std::move(words)};
}

Recipe squashfsRecipe(const Making &making)
{
    Words words{*making.tree, making.file, "-noappend", "-no-progress", "-quiet"};
    if (!making.partids.empty()) {
        words.emplace_back("-e");
        words.emplace_back("config.partids");
    }
    return {.tool = Tool::Mksquashfs, .words = std::move(words), .isSizedByTool = true};
}

/// Where the files of an EROFS and its config.partids are put together.
std::string tarOf(const Making &making)
{
    return making.file + ".tar";
}

Recipe erofsRecipe(const Making &making)
{
    Words words{"-d1"};
    add(words, "-L", making.label);
    add(words, "-U", making.uuid);
    if (!making.partids.empty())
        words.emplace_back("--tar=f");
    words.push_back(making.file);
    words.push_back(making.partids.empty() ? *making.tree : tarOf(making));
    return {.tool = Tool::MkfsErofs, .words = std::move(words), .isSizedByTool = true};
}

Recipe recipeFor(const Making &making)
{
    if (isExt(making.kind))
        return extRecipe(making);
    if (isFat(making.kind))
        return fatRecipe(making);
    if (making.kind == ContentKind::Xfs)
        return xfsRecipe(making);
    if (making.kind == ContentKind::Btrfs)
        return btrfsRecipe(making);
    if (making.kind == ContentKind::ExFat)
        return exFatRecipe(making);
    if (making.kind == ContentKind::Ntfs)
        return ntfsRecipe(making);
    if (making.kind == ContentKind::F2fs)
        return f2fsRecipe(making);
    if (making.kind == ContentKind::Swap)
        return swapRecipe(making);
    return making.kind == ContentKind::Squashfs ? squashfsRecipe(making) : erofsRecipe(making);
}

bool isUuidTaken(ContentKind kind)
{
    return kind != ContentKind::ExFat && kind != ContentKind::Ntfs && kind != ContentKind::Squashfs;
}

Result<> refuse(const Making &making)
{
    const std::string kind(contentKindName(making.kind));
    if (!canMake(making.kind))
        return fail(ErrorCode::Unsupported, {}, kind + " is not made here; give an image of it");
    if (making.tree && !canFill(making.kind))
        return fail(ErrorCode::Unsupported, *making.tree,
                    "no tool puts files into " + kind + " without mounting it; give an image of it");
    if (!making.tree && isReadOnlyByNature(making.kind))
        return fail(ErrorCode::Unsupported, {},
                    kind + " is made of a folder with files, and none was given for it");
    if (!making.uuid.empty() && !isUuidTaken(making.kind))
        return fail(ErrorCode::Unsupported, {},
                    "no tool makes " + kind + " with an identifier that was chosen; draw it without one");
    return {};
}

Result<> createFile(const Making &making)
{
    const int fd = ::open(making.file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return failErrno(making.file, errno, "create");
    const int status = ::ftruncate(fd, making.size.count());
    const int failure = errno;
    ::close(fd);
    if (status != 0)
        return failErrno(making.file, failure, "make it as large as its place");
    return {};
}

Result<> writeProtofile(const Toolbox &tools, const Making &making)
{
    TRY(const ToolOutput output,
        tools.succeed(Tool::XfsProtofile, {*making.tree}, {.time = patient.time, .output = protofileMax}));
    if (output.isCut)
        return fail(ErrorCode::Unsupported, *making.tree, "it has too many files for mkfs.xfs");
    std::ofstream file(making.file + ".proto", std::ios::binary);
    file << output.out;
    file.close();
    if (!file)
        return failErrno(making.file, EIO, "write the list of files");
    return {};
}

/// mkfs.erofs takes one folder, or one archive.
Result<> writeTar(const Toolbox &tools, const Making &making)
{
    const std::filesystem::path partids(making.partids);
    CHECK(tools.succeed(Tool::Tar,
                        {"--create", "--file", tarOf(making), "--format=pax", "--numeric-owner", "--xattrs",
                         "--xattrs-include=*", "--acls", "--exclude=./config.partids", "--directory",
                         *making.tree, "."},
                        patient));
    CHECK(tools.succeed(Tool::Tar,
                        {"--append", "--file", tarOf(making), "--format=pax", "--owner=0", "--group=0",
                         "--mode=0644", "--directory", partids.parent_path().string(),
                         "./" + partids.filename().string()},
                        patient));
    return {};
}

/// FAT and f2fs are filled once they are there.
Result<> fillAfterwards(const Toolbox &tools, const Making &making)
{
    if (making.kind == ContentKind::F2fs) {
        CHECK(tools.succeed(Tool::SloadF2fs, {"-f", *making.tree, making.file}, patient));
        return {};
    }
    if (!isFat(making.kind))
        return {};
    Words words{"-i", making.file, "-s", "-m", "-Q", "-b"};
    const std::size_t options = words.size();
    std::error_code error;
    for (const auto &entry : std::filesystem::directory_iterator(*making.tree, error))
        words.push_back(entry.path().string());
    if (error)
        return failErrno(*making.tree, error.value(), "list");
    if (words.size() == options)
        return {};
    words.emplace_back("::/");
    CHECK(tools.succeed(Tool::Mcopy, words, patient));
    return {};
}

Result<> addPartids(const Toolbox &tools, const Making &making)
{
    if (making.kind != ContentKind::Squashfs || making.partids.empty())
        return {};
    CHECK(tools.succeed(Tool::Mksquashfs,
                        {making.partids, making.file, "-all-root", "-no-progress", "-quiet", "-no-recovery"},
                        patient));
    return {};
}

Result<> checkSize(const Making &making)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(making.file, error);
    if (error)
        return failErrno(making.file, error.value(), "size");
    if (std::cmp_greater(size, making.size.count()))
        return fail(ErrorCode::OutOfRange, *making.tree,
                    "its files make a " + std::string(contentKindName(making.kind)) + " of "
                        + std::to_string(size) + " bytes, and its partition has "
                        + std::to_string(making.size.count()));
    return {};
}

}

bool canMake(ContentKind kind)
{
    switch (kind) {
    case ContentKind::Ext2:
    case ContentKind::Ext3:
    case ContentKind::Ext4:
    case ContentKind::Xfs:
    case ContentKind::Btrfs:
    case ContentKind::Fat12:
    case ContentKind::Fat16:
    case ContentKind::Fat32:
    case ContentKind::ExFat:
    case ContentKind::Ntfs:
    case ContentKind::F2fs:
    case ContentKind::Swap:
    case ContentKind::Squashfs:
    case ContentKind::Erofs:
        return true;
    case ContentKind::Unformatted:
    case ContentKind::Unknown:
    case ContentKind::Iso9660:
    case ContentKind::Luks1:
    case ContentKind::Luks2:
    case ContentKind::LvmPv:
    case ContentKind::MdMember:
    case ContentKind::Zfs:
    case ContentKind::BitLocker:
    case ContentKind::Jfs:
    case ContentKind::Nilfs2:
    case ContentKind::ReiserFs:
    case ContentKind::Bcachefs:
    case ContentKind::Apfs:
    case ContentKind::VerityHash:
    case ContentKind::DmIntegrity:
    case ContentKind::Other:
        return false;
    }
    std::unreachable();
}

bool canFill(ContentKind kind)
{
    return canMake(kind) && kind != ContentKind::ExFat && kind != ContentKind::Ntfs
        && kind != ContentKind::Swap;
}

Result<> makeFileSystem(const Toolbox &tools, const Making &making)
{
    CHECK(refuse(making));
    if (making.kind == ContentKind::Xfs && making.tree)
        CHECK(writeProtofile(tools, making));
    if (making.kind == ContentKind::Erofs && making.tree && !making.partids.empty())
        CHECK(writeTar(tools, making));
    const Recipe recipe = recipeFor(making);
    if (!recipe.isSizedByTool)
        CHECK(createFile(making));
    CHECK(tools.succeed(recipe.tool, recipe.words, patient));
    if (making.tree)
        CHECK(fillAfterwards(tools, making));
    CHECK(addPartids(tools, making));
    return checkSize(making);
}

}
