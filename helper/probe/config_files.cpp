// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/lower_case.h"
#include "helper/probe/config_sources.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace parterre {

namespace {

constexpr std::array rootFiles{
    ConfigFile{.path = "/etc/fstab", .sources = sourcesInFstab},
    ConfigFile{.path = "/etc/crypttab", .sources = sourcesInCrypttab},
    ConfigFile{.path = "/etc/kernel/cmdline", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/usr/lib/kernel/cmdline", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/etc/cmdline", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/etc/dracut.conf", .sources = sourcesInDracut},
    ConfigFile{.path = "/etc/initramfs-tools/initramfs.conf", .sources = sourcesInInitramfsTools},
    ConfigFile{.path = "/etc/default/grub", .sources = sourcesInGrubDefaults},
    ConfigFile{.path = "/etc/mdadm.conf", .sources = sourcesInMdadm},
    ConfigFile{.path = "/etc/mdadm/mdadm.conf", .sources = sourcesInMdadm},
    ConfigFile{.path = "/etc/lvm/devices/system.devices", .sources = sourcesInLvmDevices},
};

constexpr std::array bootFiles{
    ConfigFile{.path = "/boot/grub2/grub.cfg", .sources = sourcesInGrub},
    ConfigFile{.path = "/boot/grub/grub.cfg", .sources = sourcesInGrub},
    ConfigFile{.path = "/grub2/grub.cfg", .sources = sourcesInGrub},
    ConfigFile{.path = "/grub/grub.cfg", .sources = sourcesInGrub},
    ConfigFile{.path = "/boot/grub2/grubenv", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/boot/grub/grubenv", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/grub2/grubenv", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/grub/grubenv", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/boot/extlinux/extlinux.conf", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/extlinux/extlinux.conf", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/boot/cmdline.txt", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/cmdline.txt", .sources = sourcesInKernelArguments},
};

constexpr std::array rootFolders{
    ConfigFolder{
        .path = "/etc/cmdline.d", .ending = ".conf", .below = "", .sources = sourcesInKernelArguments},
    ConfigFolder{
        .path = "/etc/default/grub.d", .ending = ".cfg", .below = "", .sources = sourcesInGrubDefaults},
    ConfigFolder{.path = "/etc/dracut.conf.d", .ending = ".conf", .below = "", .sources = sourcesInDracut},
    ConfigFolder{
        .path = "/usr/lib/dracut/dracut.conf.d", .ending = ".conf", .below = "", .sources = sourcesInDracut},
    ConfigFolder{
        .path = "/etc/initramfs-tools/conf.d", .ending = "", .below = "", .sources = sourcesInInitramfsTools},
};

constexpr std::array bootFolders{
    ConfigFolder{.path = "/loader/entries", .ending = ".conf", .below = "", .sources = sourcesInBootEntry},
    ConfigFolder{
        .path = "/boot/loader/entries", .ending = ".conf", .below = "", .sources = sourcesInBootEntry},
    ConfigFolder{
        .path = "/efi/loader/entries", .ending = ".conf", .below = "", .sources = sourcesInBootEntry},
    ConfigFolder{.path = "/EFI", .ending = "", .below = "/grub.cfg", .sources = sourcesInGrub},
};

}

std::span<const ConfigFile> rootConfigs()
{
    return rootFiles;
}

std::span<const ConfigFolder> rootConfigFolders()
{
    return rootFolders;
}

std::span<const ConfigFile> bootConfigs()
{
    return bootFiles;
}

std::span<const ConfigFolder> bootConfigFolders()
{
    return bootFolders;
}

bool isFileOf(const ConfigFolder &folder, const std::string &path)
{
    const std::string before = std::string(folder.path) + "/";
    const std::string_view below = folder.below;
    if (path.size() <= before.size() + below.size() || !path.starts_with(before) || !path.ends_with(below))
        return false;
    const std::string name = path.substr(before.size(), path.size() - before.size() - below.size());
    return !name.contains('/') && lowerCase(name).ends_with(folder.ending);
}

std::vector<std::string> filesOf(const ConfigFolder &folder, const std::vector<std::string> &names)
{
    std::vector<std::string> paths;
    for (const std::string &name : names) {
        std::string path = std::string(folder.path) + "/" + name + folder.below;
        if (isFileOf(folder, path))
            paths.push_back(std::move(path));
    }
    return paths;
}

}
