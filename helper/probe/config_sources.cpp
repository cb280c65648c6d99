// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/config_sources.h"

#include "core/units/lower_case.h"
#include "helper/block/small_file.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace parterre {

namespace {

/// Options of kernels and initial RAM disks that name a device (dracut.cmdline(7), systemd's
/// kernel-command-line(7), cryptsetup's initramfs hooks).
constexpr std::array<std::string_view, 6> deviceArguments{
    "root=", "real_root=", "resume=", "mount.usr=", "usr=", "cryptdevice="};
/// ... by a bare UUID, before which "luks-" may stand.
constexpr std::array<std::string_view, 4> uuidArguments{
    "rd.luks.uuid=", "luks.uuid=", "rd.luks.name=", "luks.name="};

std::string withoutQuotes(std::string text)
{
    std::erase_if(text, [](char c) { return c == '"' || c == '\''; });
    return text;
}

bool isComment(const std::vector<std::string> &words)
{
    return words.empty() || words.front().starts_with('#');
}

void addOnce(std::vector<std::string> &list, std::string value)
{
    if (!value.empty() && !value.contains('$') && !std::ranges::contains(list, value))
        list.push_back(std::move(value));
}

/// The words after "search" that are no options say what is searched for.
void addSearch(const std::vector<std::string> &words, std::vector<std::string> &sources)
{
    const bool byUuid = std::ranges::any_of(
        words, [](const std::string &word) { return word == "--fs-uuid" || word == "-u"; });
    const bool byLabel = std::ranges::any_of(words, [](const std::string &word) {
        return word == "--label" || word == "-l" || word == "--fs-label";
    });
    if (byUuid == byLabel)
        return;
    const std::string &last = words.back();
    if (!last.starts_with("-") && !last.contains('$'))
        addOnce(sources, (byUuid ? "UUID=" : "LABEL=") + withoutQuotes(last));
}

/// "UUID=x" of "cryptdevice=UUID=x:name".
std::string deviceIn(const std::string &value, std::string_view argument)
{
    return argument == "cryptdevice=" ? value.substr(0, value.find(':')) : value;
}

void addKernelArgument(const std::string &word, std::vector<std::string> &sources)
{
    for (const std::string_view argument : deviceArguments) {
        if (word.starts_with(argument))
            addOnce(sources, deviceIn(word.substr(argument.size()), argument));
    }
    for (const std::string_view argument : uuidArguments) {
        if (!word.starts_with(argument))
            continue;
        std::string uuid = word.substr(argument.size());
        uuid = uuid.substr(0, uuid.find('='));
        if (uuid.starts_with("luks-"))
            uuid = uuid.substr(5);
        if (!uuid.empty() && !uuid.contains('$'))
            addOnce(sources, "UUID=" + uuid);
    }
}

/// What stands behind the first quote, or behind the "=" of an assignment, becomes words of its own:
/// GRUB_CMDLINE_LINUX="root=UUID=x", kernelopts=root=UUID=x.
std::string apart(std::string word)
{
    word = withoutQuotes(std::move(word));
    const std::size_t equals = word.find('=');
    const std::string_view name = std::string_view(word).substr(0, equals);
    const bool isAssignment = equals != std::string::npos
        && (name.starts_with("GRUB_CMDLINE_") || name == "kernelopts" || name == "CMDLINE");
    return isAssignment ? word.substr(equals + 1) : word;
}

/// "12345678:9abcdef0:..." as libblkid prints it, or as it is.
std::string mdUuid(const std::string &text)
{
    std::string digits = text;
    std::erase_if(digits, [](char c) { return c == ':' || c == '-' || c == '.'; });
    const bool isHex = std::ranges::all_of(
        digits, [](char c) { return std::string_view("0123456789abcdefABCDEF").contains(c); });
    if (digits.size() != 32 || !isHex)
        return text;
    digits = lowerCase(digits);
    return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-"
        + digits.substr(16, 4) + "-" + digits.substr(20);
}

/// The values of `name` in "name=value", whatever its case.
std::vector<std::string> valuesOf(std::string_view name, const std::vector<std::string> &words)
{
    std::vector<std::string> values;
    for (const std::string &word : words) {
        if (lowerCase(word).starts_with(name) && word.size() > name.size())
            values.push_back(withoutQuotes(word.substr(name.size())));
    }
    return values;
}

constexpr std::array rootFiles{
    ConfigFile{.path = "/etc/fstab", .sources = sourcesInFstab},
    ConfigFile{.path = "/etc/crypttab", .sources = sourcesInCrypttab},
    ConfigFile{.path = "/etc/kernel/cmdline", .sources = sourcesInKernelArguments},
    ConfigFile{.path = "/etc/default/grub", .sources = sourcesInKernelArguments},
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

}

std::vector<FstabLine> parseFstab(const std::string &text)
{
    std::vector<FstabLine> lines;
    for (const std::string &line : linesIn(text)) {
        const std::vector<std::string> words = wordsIn(line);
        if (words.size() < 3 || isComment(words))
            continue;
        lines.push_back({.source = words[0],
                         .place = withoutOctalEscapes(words[1]),
                         .type = words[2],
                         .options = words.size() > 3 ? words[3] : std::string()});
    }
    return lines;
}

std::vector<std::string> sourcesInFstab(const std::string &text)
{
    std::vector<std::string> sources;
    for (const FstabLine &line : parseFstab(text))
        addOnce(sources, line.source);
    return sources;
}

std::vector<std::string> sourcesInCrypttab(const std::string &text)
{
    std::vector<std::string> sources;
    for (const std::string &line : linesIn(text)) {
        const std::vector<std::string> words = wordsIn(line);
        if (words.size() >= 2 && !isComment(words))
            addOnce(sources, words[1]);
    }
    return sources;
}

std::vector<std::string> sourcesInGrub(const std::string &text)
{
    std::vector<std::string> sources;
    for (const std::string &line : linesIn(text)) {
        const std::vector<std::string> words = wordsIn(line);
        if (words.size() < 2)
            continue;
        if (words[0] == "search")
            addSearch(words, sources);
        else if (words[0].starts_with("linux"))
            std::ranges::for_each(
                words, [&](const std::string &word) { addKernelArgument(withoutQuotes(word), sources); });
    }
    return sources;
}

std::vector<std::string> sourcesInKernelArguments(const std::string &text)
{
    std::vector<std::string> sources;
    for (const std::string &line : linesIn(text)) {
        const std::vector<std::string> words = wordsIn(line);
        if (isComment(words))
            continue;
        for (const std::string &word : words)
            addKernelArgument(apart(word), sources);
    }
    return sources;
}

std::vector<std::string> sourcesInMdadm(const std::string &text)
{
    std::vector<std::string> sources;
    for (const std::string &line : linesIn(text)) {
        const std::vector<std::string> words = wordsIn(line);
        if (isComment(words))
            continue;
        for (const std::string &uuid : valuesOf("uuid=", words))
            addOnce(sources, "UUID=" + mdUuid(uuid));
        for (const std::string &list : valuesOf("devices=", words)) {
            for (std::size_t from = 0; from < list.size();) {
                const std::size_t end = std::min(list.find(',', from), list.size());
                addOnce(sources, list.substr(from, end - from));
                from = end + 1;
            }
        }
    }
    return sources;
}

std::vector<std::string> sourcesInLvmDevices(const std::string &text)
{
    std::vector<std::string> sources;
    for (const std::string &line : linesIn(text)) {
        const std::vector<std::string> words = wordsIn(line);
        if (isComment(words))
            continue;
        for (std::string &node : valuesOf("devname=", words))
            addOnce(sources, std::move(node));
    }
    return sources;
}

std::span<const ConfigFile> rootConfigs()
{
    return rootFiles;
}

std::span<const ConfigFile> bootConfigs()
{
    return bootFiles;
}

}
