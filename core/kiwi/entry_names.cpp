// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/entry_names.h"

#include "core/model/part_types.h"
#include "core/partids/partids.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace parterre::kiwi {

namespace {

/// UEFI 2.10, table 5-6: 72 bytes of UTF-16. KIWI's names here are of ASCII.
constexpr std::size_t gptNameMax = 36;
constexpr std::size_t entryNameMax = 32;

constexpr std::array<std::string_view, 8> reserved{"root",  "readonly", "boot",    "prep",
                                                   "spare", "swap",     "efi_csm", "efi"};
/// Keys that KIWI writes for its own partitions.
constexpr std::array<std::string_view, 10> ownKeys{
    "kiwi_BiosGrub",  "kiwi_EfiPart", "kiwi_PrepPart", "kiwi_BootPart", "kiwi_SwapPart",
    "kiwi_SparePart", "kiwi_ROPart",  "kiwi_RWPart",   "kiwi_RootPart", "kiwi_RaidPart"};

/// systemd-id128(1) show; what has another type on each architecture apart.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> systemdTypes{{
    {"home", type::home},
    {"srv", "3B8F8425-20E0-4F3B-907F-1A25A76F98E8"},
    {"var", "4D21B016-B534-45C2-A9FB-5C16E091FD2D"},
    {"tmp", "7EC6F557-3BC5-4ACA-B293-16EF5DF639D1"},
    {"user-home", "773F91EF-66D4-49B5-BD83-D683BF40AD16"},
    {"swap", type::linuxSwap},
    {"esp", type::esp},
    {"xbootldr", type::xbootldr},
    {"linux-generic", type::linuxData},
}};

std::string quoted(const std::string &name)
{
    return "\"" + name + "\"";
}

Result<> checkOne(const Entry &entry)
{
    if (std::ranges::contains(reserved, std::string_view(entry.name)))
        return refuse(entry.line,
                      "a partition cannot be called " + quoted(entry.name)
                          + ", which KIWI keeps for its own; take another name");
    if (!isSafeName(entry.name))
        return refuse(entry.line,
                      "the name " + quoted(entry.name)
                          + " cannot be a key of config.partids, which has letters, digits and _ only; take "
                          + quoted(safeName(entry.name)));
    if (std::ranges::contains(ownKeys, std::string_view(originKey(entry.name))))
        return refuse(entry.line,
                      "the name " + quoted(entry.name) + " would be " + originKey(entry.name)
                          + " in config.partids, which is KIWI's own; take another name");
    return {};
}

Result<> checkGptName(const Entry &entry)
{
    const std::string last =
        entry.clones > 0 ? cloneGptName("p.lx", entry.name, entry.clones) : entry.gptName;
    for (const std::string &name : {entry.gptName, last}) {
        if (name.size() > gptNameMax)
            return refuse(entry.line,
                          "the table would cut the name " + quoted(name) + ", which has "
                              + std::to_string(name.size())
                              + " of at most 36 characters; take a shorter one");
    }
    return {};
}

/// "data" and "dataclone2": KIWI writes the clones of the one over the other.
Result<> checkCloneName(const Entry &entry, const std::vector<Entry> &entries)
{
    const auto clone = parseCloneName(entry.gptName);
    for (const Entry &other : entries) {
        const bool isPrefix = other.clones > 0 && entry.name.starts_with(other.name + "clone");
        const bool isRead = clone && (clone->name == other.name || clone->name == other.gptName);
        if (&other != &entry && (isPrefix || isRead))
            return refuse(entry.line,
                          "the partition " + quoted(entry.name) + " reads like a clone of "
                              + quoted(other.name)
                              + ", whose data KIWI would write over it; take another name");
    }
    return {};
}

bool hasGptName(const Entry &entry)
{
    return !entry.gptName.empty();
}

}

Result<> checkNames(const std::vector<Entry> &entries)
{
    std::map<std::string, const Entry *> keys;
    std::map<std::string, const Entry *> names;
    for (const Entry &entry : entries) {
        if (hasGptName(entry) && !names.emplace(entry.gptName, &entry).second)
            return refuse(entry.line,
                          "two partitions would be called " + quoted(entry.gptName)
                              + " in the table; take another name for one of them");
        if (entry.kind != Kind::Custom)
            continue;
        CHECK(checkOne(entry));
        if (hasGptName(entry))
            CHECK(checkGptName(entry));
        CHECK(checkCloneName(entry, entries));
        const auto [other, isFirst] = keys.emplace(originKey(entry.name), &entry);
        if (!isFirst)
            return refuse(entry.line,
                          "the partitions " + quoted(other->second->name) + " and " + quoted(entry.name)
                              + " would both be " + other->first
                              + " in config.partids; take another name for one of them");
    }
    return {};
}

bool isPartOfOwnName(std::string_view name)
{
    return std::ranges::any_of(reserved, [&](std::string_view own) { return own.contains(name); });
}

Result<std::string> typeOfEntryName(const CustomPartition &partition, const std::string &architecture)
{
    const std::string &name = partition.entryName;
    const bool isAllowed = std::ranges::all_of(
        name, [](char c) { return isSafeName(std::string_view(&c, 1)) || c == '-' || c == '.'; });
    if (name.size() > entryNameMax || !isAllowed)
        return refuse(partition.line,
                      "the partition_name " + quoted(name)
                          + " is not of up to 32 letters, digits, _, - and dots; take another one");
    const auto *known = std::ranges::find(systemdTypes, name, [](const auto &one) { return one.first; });
    if (known != systemdTypes.end())
        return std::string(known->second);
    if (name == "root")
        return std::string(rootType(architecture));
    if (name == "usr" || name.starts_with("usr-") || name.starts_with("root-"))
        return refuse(
            partition.line,
            "the partition_name " + quoted(name)
                + " may be one to which systemd gives a type that is not known here; take another one");
    return std::string();
}

}
