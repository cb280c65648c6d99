// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/config_sources.h"

#include "core/units/lower_case.h"
#include "core/units/uuid.h"
#include "helper/block/small_file.h"
#include "helper/probe/kernel_arguments.h"

#include <algorithm>
#include <string_view>

namespace parterre {

namespace {

/// More devices than any system has; a file of another size is no reason to go on for long.
constexpr std::size_t sourcesMax = 512;

using Words = std::vector<std::string>;

/// The words of each line that has any, be it one of DOS or not.
std::vector<Words> rowsIn(const std::string &text)
{
    std::vector<Words> rows;
    for (std::string &line : linesIn(text)) {
        if (line.ends_with('\r'))
            line.pop_back();
        Words words = wordsIn(line);
        if (!words.empty())
            rows.push_back(std::move(words));
    }
    return rows;
}

std::string withoutQuotes(std::string text)
{
    std::erase_if(text, [](char c) { return c == '"' || c == '\''; });
    return text;
}

bool isComment(const Words &words)
{
    return words.front().starts_with('#');
}

void addOnce(std::vector<std::string> &list, std::string value)
{
    if (!value.empty() && !value.contains('$') && list.size() < sourcesMax
        && !std::ranges::contains(list, value))
        list.push_back(std::move(value));
}

void addArgument(const std::string &word, std::vector<std::string> &sources)
{
    for (std::string &source : sourcesInArgument(word))
        addOnce(sources, std::move(source));
}

/// The words after "search" that are no options say what is searched for.
void addSearch(const Words &words, std::vector<std::string> &sources)
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

/// search.fs_uuid UUID root hd0,gpt2: a command of its own, which grub-mkimage and Debian's ESP have.
void addNamedSearch(const Words &words, std::vector<std::string> &sources)
{
    if (words[0] == "search.fs_uuid")
        addOnce(sources, "UUID=" + withoutQuotes(words[1]));
    else if (words[0] == "search.fs_label")
        addOnce(sources, "LABEL=" + withoutQuotes(words[1]));
}

/// What stands behind the first quote, or behind the "=" of an assignment, becomes words of its own:
/// GRUB_CMDLINE_LINUX="root=UUID=x", kernelopts=root=UUID=x.
std::string apart(std::string word)
{
    word = withoutQuotes(std::move(word));
    const std::size_t equals = word.find('=');
    const std::string_view name = std::string_view(word).substr(0, equals);
    const bool isAssignment = equals != std::string::npos
        && (name.starts_with("GRUB_CMDLINE_") || name == "kernelopts" || name == "default_kernelopts"
            || name == "CMDLINE" || name == "kernel_cmdline" || name == "kernel_cmdline+");
    return isAssignment ? word.substr(equals + 1) : word;
}

/// The values of `name` in "name=value".
std::vector<std::string> valuesOf(std::string_view name, const Words &words)
{
    std::vector<std::string> values;
    for (const std::string &word : words) {
        if (word.starts_with(name) && word.size() > name.size())
            values.push_back(withoutQuotes(word.substr(name.size())));
    }
    return values;
}

/// The words with their names in lower case: mdadm takes these in any.
Words withLowerNames(Words words)
{
    for (std::string &word : words) {
        const std::size_t name = std::min(word.find('='), word.size());
        word = lowerCase(word.substr(0, name)) + word.substr(name);
    }
    return words;
}

}

std::vector<FstabLine> parseFstab(const std::string &text)
{
    std::vector<FstabLine> lines;
    for (const Words &words : rowsIn(text)) {
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
    for (const Words &words : rowsIn(text)) {
        if (words.size() >= 2 && !isComment(words))
            addOnce(sources, words[1]);
    }
    return sources;
}

std::vector<std::string> sourcesInGrub(const std::string &text)
{
    std::vector<std::string> sources;
    for (const Words &words : rowsIn(text)) {
        if (words.size() < 2)
            continue;
        addNamedSearch(words, sources);
        const bool isKernel = words[0].starts_with("linux") || words[0].starts_with("module");
        const bool isSetting = words[0] == "set"
            && (words[1].starts_with("kernelopts=") || words[1].starts_with("default_kernelopts="));
        if (words[0] == "search")
            addSearch(words, sources);
        else if (isKernel || isSetting)
            std::ranges::for_each(words, [&](const std::string &word) { addArgument(apart(word), sources); });
    }
    return sources;
}

std::vector<std::string> sourcesInKernelArguments(const std::string &text)
{
    std::vector<std::string> sources;
    for (const Words &words : rowsIn(text)) {
        if (isComment(words))
            continue;
        for (const std::string &word : words)
            addArgument(apart(word), sources);
    }
    return sources;
}

std::vector<std::string> sourcesInBootEntry(const std::string &text)
{
    std::vector<std::string> sources;
    for (const Words &words : rowsIn(text)) {
        if (words[0] != "options")
            continue;
        for (const std::string &word : words)
            addArgument(withoutQuotes(word), sources);
    }
    return sources;
}

std::vector<std::string> sourcesInGrubDefaults(const std::string &text)
{
    std::vector<std::string> sources = sourcesInKernelArguments(text);
    for (const Words &words : rowsIn(text)) {
        if (isComment(words))
            continue;
        for (const std::string &uuid : valuesOf("GRUB_FORCE_PARTUUID=", words))
            addOnce(sources, "PARTUUID=" + uuid);
    }
    return sources;
}

std::vector<std::string> sourcesInDracut(const std::string &text)
{
    std::vector<std::string> sources = sourcesInKernelArguments(text);
    for (const Words &words : rowsIn(text)) {
        if (!words[0].starts_with("add_device=") && !words[0].starts_with("add_device+="))
            continue;
        addOnce(sources, withoutQuotes(words[0].substr(words[0].find('=') + 1)));
        for (std::size_t i = 1; i < words.size(); ++i)
            addOnce(sources, withoutQuotes(words[i]));
    }
    return sources;
}

std::vector<std::string> sourcesInInitramfsTools(const std::string &text)
{
    std::vector<std::string> sources;
    for (const Words &words : rowsIn(text)) {
        if (isComment(words))
            continue;
        for (const std::string_view name : {"RESUME=", "ROOT="}) {
            for (std::string &device : valuesOf(name, words))
                addOnce(sources, std::move(device));
        }
    }
    return sources;
}

std::vector<std::string> sourcesInMdadm(const std::string &text)
{
    std::vector<std::string> sources;
    for (const Words &row : rowsIn(text)) {
        if (isComment(row))
            continue;
        const Words words = withLowerNames(row);
        for (const std::string &value : valuesOf("uuid=", words)) {
            const std::string uuid = mdUuid(value);
            if (Uuid::parse(uuid))
                addOnce(sources, "UUID=" + uuid);
        }
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
    for (const Words &words : rowsIn(text)) {
        if (isComment(words))
            continue;
        for (std::string &node : valuesOf("DEVNAME=", words))
            addOnce(sources, std::move(node));
        for (const std::string &number : valuesOf("PART=", words))
            addOnce(sources, "PART=" + number);
        for (const std::string &uuid : valuesOf("PVID=", words))
            addOnce(sources, "PVID=" + uuid);
    }
    return sources;
}

}
