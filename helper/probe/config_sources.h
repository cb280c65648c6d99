// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <span>
#include <string>
#include <vector>

namespace parterre {

/// One line of an fstab.
struct FstabLine
{
    std::string source;
    std::string place;
    std::string type;
    std::string options;

    friend bool operator==(const FstabLine &, const FstabLine &) = default;
};

[[nodiscard]] std::vector<FstabLine> parseFstab(const std::string &text);

/// What a configuration file of a system names devices by, as parseNaming() takes it; each once. Words with
/// a variable in them are left out: only the running system knows what they mean.
/// @{
[[nodiscard]] std::vector<std::string> sourcesInFstab(const std::string &text);
/// The second field of every line, crypttab(5).
[[nodiscard]] std::vector<std::string> sourcesInCrypttab(const std::string &text);
/// root=, resume= and their like, and search --fs-uuid, --label or search.fs_uuid, of a grub.cfg.
[[nodiscard]] std::vector<std::string> sourcesInGrub(const std::string &text);
/// A kernel's command line, alone or behind a word: /etc/kernel/cmdline, grubenv, extlinux.conf. Comments
/// are left out.
[[nodiscard]] std::vector<std::string> sourcesInKernelArguments(const std::string &text);
/// The options of an entry of the Boot Loader Specification, type 1.
[[nodiscard]] std::vector<std::string> sourcesInBootEntry(const std::string &text);
/// Command lines, and GRUB_FORCE_PARTUUID, of /etc/default/grub.
[[nodiscard]] std::vector<std::string> sourcesInGrubDefaults(const std::string &text);
/// kernel_cmdline and add_device of a dracut.conf(5).
[[nodiscard]] std::vector<std::string> sourcesInDracut(const std::string &text);
/// RESUME and ROOT of an initramfs.conf(5).
[[nodiscard]] std::vector<std::string> sourcesInInitramfsTools(const std::string &text);
/// UUID= and devices= of the lines of an mdadm.conf(5), the UUID as libblkid has it.
[[nodiscard]] std::vector<std::string> sourcesInMdadm(const std::string &text);
/// DEVNAME=, PART= and PVID= of the lines of lvmdevices(8)' file.
[[nodiscard]] std::vector<std::string> sourcesInLvmDevices(const std::string &text);
/// @}

/// A file that is read for such names, and how.
struct ConfigFile
{
    const char *path;
    std::vector<std::string> (*sources)(const std::string &text);
};

/// Files of a folder that are read for such names, whatever they are called.
struct ConfigFolder
{
    const char *path;
    const char *ending;  ///< of the names in it, in lower case; "": any
    const char *below;  ///< "": these are the files; "/grub.cfg": they are folders with a file of that name
    std::vector<std::string> (*sources)(const std::string &text);
};

/// Of a root file system.
/// @{
[[nodiscard]] std::span<const ConfigFile> rootConfigs();
[[nodiscard]] std::span<const ConfigFolder> rootConfigFolders();
/// @}
/// What a boot loader reads: of a root, of a boot partition, where "/boot" is its top, and of an ESP.
/// @{
[[nodiscard]] std::span<const ConfigFile> bootConfigs();
[[nodiscard]] std::span<const ConfigFolder> bootConfigFolders();
/// @}

/// Whether `path` is one of the folder's files, going by its name.
[[nodiscard]] bool isFileOf(const ConfigFolder &folder, const std::string &path);
/// The paths of its files, where `names` lie in it.
[[nodiscard]] std::vector<std::string> filesOf(const ConfigFolder &folder,
                                               const std::vector<std::string> &names);

}
