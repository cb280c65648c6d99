// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/entry.h"

#include "core/kiwi/entry_names.h"
#include "core/model/edit.h"
#include "core/model/part_types.h"

#include <algorithm>

namespace parterre::kiwi {

namespace {

constexpr Bytes csmSize = mebibyte * 2;
constexpr Bytes efiSize = mebibyte * 20;
constexpr Bytes prepSize = mebibyte * 8;
constexpr Bytes bootSize = mebibyte * 300;

std::string upperCase(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return text;
}

Content contentOf(ContentKind kind, const std::string &label)
{
    Content content;
    content.kind = kind;
    if (isFileSystem(kind) || kind == ContentKind::Swap)
        content.label = label;
    return content;
}

/// One after the other, as KIWI makes them.
class EntryList
{
public:
    EntryList(const Description &description, const Firmware &firmware, const Given &given)
        : m_description(description)
        , m_firmware(firmware)
        , m_given(given)
    {}

    Result<std::vector<Entry>> make()
    {
        addFirmware();
        addBoot();
        if (m_description.swapSize && m_description.volumes != Volumes::Lvm)
            m_entries.push_back(entry(Kind::Swap, {"swap", "p.swap"}, {type::linuxSwap, "82"},
                                      contentOf(ContentKind::Swap, "SWAP"), m_description.swapSize));
        for (const CustomPartition &partition : m_description.partitions)
            CHECK(addCustom(partition));
        if (m_description.spare && m_description.spare->size && !m_description.spare->isLast)
            addSpare(m_description.spare->size);
        CHECK(addRoots());
        if (m_description.spare && m_description.spare->isLast)
            addSpare({});
        return std::move(m_entries);
    }

private:
    struct Names
    {
        std::string own;
        std::string gpt;
    };
    struct Types
    {
        std::string_view gpt;
        std::string_view mbr;
    };

    [[nodiscard]] bool isGpt() const { return m_firmware.table == TableKind::Gpt; }

    [[nodiscard]] Entry entry(Kind kind, const Names &names, Types types, Content content,
                              std::optional<Bytes> size = {}) const
    {
        Entry made;
        made.kind = kind;
        made.name = names.own;
        made.gptName = isGpt() ? names.gpt : std::string();
        made.type = isGpt() ? types.gpt : types.mbr;
        made.clonesType = isGpt() ? type::linuxData : types.mbr;
        made.content = std::move(content);
        made.size = size;
        made.line = m_description.line;
        return made;
    }

    void addFirmware()
    {
        if (m_firmware.hasCsm) {
            m_entries.push_back(entry(Kind::Csm, {"efi_csm", "p.legacy"}, {type::biosBoot, "83"},
                                      contentOf(ContentKind::Unformatted, {}), csmSize));
            m_entries.back().number = m_description.numbers.csm;
        }
        if (m_firmware.hasEfi) {
            m_entries.push_back(entry(Kind::Efi, {"efi", "p.UEFI"}, {type::esp, "83"},
                                      contentOf(ContentKind::Fat16, "EFI"),
                                      m_description.efiSize.value_or(efiSize)));
            m_entries.back().mountPoint = "/boot/efi";
            m_entries.back().number = m_description.numbers.efi;
        }
        if (m_firmware.hasPrep)
            m_entries.push_back(entry(Kind::Prep, {"prep", "p.prep"}, {type::prep, "41"},
                                      contentOf(ContentKind::Unformatted, {}), prepSize));
    }

    void addBoot()
    {
        if (!hasBoot(m_description))
            return;
        const ContentKind kind = m_description.bootContent.value_or(m_description.filesystem);
        m_entries.push_back(entry(Kind::Boot, {"boot", "p.lxboot"}, {type::xbootldr, "83"},
                                  contentOf(kind, "BOOT"), m_description.bootSize.value_or(bootSize)));
        m_entries.back().mountPoint = "/boot";
        m_entries.back().clones = m_description.bootClones;
        m_entries.back().number = m_description.numbers.boot;
    }

    Result<> addCustom(const CustomPartition &partition)
    {
        const std::string label = partition.label.empty() ? upperCase(partition.name) : partition.label;
        Entry made = entry(Kind::Custom, {partition.name, "p.lx" + partition.name},
                           partition.isRaid ? Types{type::raid, "fd"} : Types{type::linuxData, "83"},
                           contentOf(partition.content, label), partition.size);
        made.clonesType = made.type;
        if (isGpt() && !partition.entryName.empty()) {
            made.gptName = partition.entryName;
            TRY(const std::string found, typeOfEntryName(partition, m_description.architecture));
            made.type = found.empty() ? made.type : found;
        }
        made.mountPoint = partition.mountPoint;
        made.clones = partition.clones;
        made.number = partition.number;
        made.line = partition.line;
        if (partition.size.isZero())
            return refuse(partition.line,
                          "the partition \"" + partition.name + "\" has no size; give it one");
        m_entries.push_back(std::move(made));
        return {};
    }

    void addSpare(std::optional<Bytes> size)
    {
        m_entries.push_back(entry(Kind::Spare, {"spare", "p.spare"}, {type::linuxData, "83"},
                                  contentOf(m_description.spare->content, "SPARE"), size));
        m_entries.back().mountPoint = m_description.spare->mountPoint;
    }

    [[nodiscard]] Result<Bytes> readOnlySize() const
    {
        if (m_description.overlay->size)
            return *m_description.overlay->size;
        if (!m_given.squashfsSize)
            return refuse(m_description.line,
                          "the size of the read-only root follows from a file that only a build makes; set "
                          "overlayroot_readonly_partsize, or give that file's size with --squashfs-size");
        return mebibyte * (*m_given.squashfsSize / mebibyte) + kiwiRest;
    }

    Result<> addRoots()
    {
        const std::string_view root = rootType(m_description.architecture);
        const std::optional<Overlay> &overlay = m_description.overlay;
        if (overlay) {
            TRY(const Bytes size, readOnlySize());
            m_entries.push_back(entry(Kind::ReadOnly, {"readonly", "p.lxreadonly"}, {root, "83"},
                                      contentOf(overlay->content, {}), size));
            m_entries.back().clones = m_description.rootClones;
            if (!overlay->hasWritePartition)
                return {};
        }
        const bool isLvm = m_description.volumes == Volumes::Lvm;
        const bool isRaid = m_description.isRaid && !isLvm;
        const std::string_view special = isLvm ? type::lvm : isRaid ? type::raid : type::linuxData;
        const ContentKind kind = rootContent(m_description);
        const char *const name = isLvm ? "p.lxlvm" : isRaid ? "p.lxraid" : "p.lxroot";
        const char *const mbrType = isLvm ? "8e" : isRaid ? "fd" : "83";
        m_entries.push_back(
            entry(Kind::Root, {"root", name}, {root, mbrType}, contentOf(kind, m_description.rootLabel)));
        Entry &made = m_entries.back();
        made.clonesType = isGpt() ? special : made.type;
        made.clones = overlay ? 0 : m_description.rootClones;
        made.number = m_description.numbers.root;
        if (isFileSystem(kind))
            made.mountPoint = "/";
        return {};
    }

    const Description &m_description;
    const Firmware &m_firmware;
    const Given &m_given;
    std::vector<Entry> m_entries;
};

/// What Parterre makes the type of a clone by itself, which is all that a drawing can say.
Result<> checkClones(const std::vector<Entry> &entries, TableKind table)
{
    int count = 0;
    for (const Entry &entry : entries) {
        Partition origin;
        origin.type = entry.type;
        origin.name = entry.gptName;
        if (entry.clones < 0 || entry.clones > clonesMax)
            return refuse(entry.line, "a partition has at most " + std::to_string(clonesMax) + " clones");
        if (entry.clones > 0 && cloneType(table, origin) != entry.clonesType)
            return refuse(entry.line,
                          "clones of \"" + entry.name
                              + "\" would be of another kind than its partition_name says; take another "
                                "partition_name");
        count = std::min(count + entry.clones + 1, 1000000);
    }
    // A GPT's. An MBR has so many only as logical ones, which nobody can tell apart any more.
    constexpr int most = 128;
    if (count > most)
        return refuse(
            0, "this needs " + std::to_string(count) + " partitions, and 128 is the most; ask for fewer");
    return {};
}

/// KIWI's own counting stops at a partition without a number behind one with a number, and at clones of one.
Result<> checkNumbers(const std::vector<Entry> &entries, TableKind table)
{
    std::vector<int> taken;
    int last = 0;
    const int most = table == TableKind::Gpt ? 128 : mbrPrimaries;
    for (const Entry &entry : entries) {
        if (!entry.number && last > 0)
            return refuse(entry.line,
                          "\"" + entry.name
                              + "\" has no number of its own and comes after one that has, where KIWI's "
                                "build stops; give all of them a number, or none");
        if (!entry.number)
            continue;
        last = *entry.number;
        if (entry.clones > 0)
            return refuse(entry.line,
                          "\"" + entry.name
                              + "\" has a number of its own and clones, where KIWI's build "
                                "stops; take away one of them");
        if (last < 1 || last > most || std::ranges::contains(taken, last))
            return refuse(entry.line,
                          "the number " + std::to_string(last) + " of \"" + entry.name
                              + "\" is taken, or the table does not have it; take another one");
        taken.push_back(last);
    }
    return {};
}

Result<> checkCombination(const Description &description)
{
    if (description.overlay && description.volumes != Volumes::None)
        return refuse(description.line,
                      "KIWI makes no volumes beneath an overlay root; take away overlayroot or <systemdisk>");
    if (description.bootClones > 0 && !hasBoot(description))
        return refuse(description.line,
                      "boot_clone asks for clones of a boot partition, and there is none; set "
                      "bootpartition=\"true\" or take it away");
    return {};
}

/// Whoever has no number follows those before him.
Result<> checkCounted(const std::vector<Entry> &entries)
{
    int counted = 0;
    for (const Entry &entry : entries) {
        if (entry.number && *entry.number <= counted)
            return refuse(
                entry.line,
                "the number " + std::to_string(*entry.number) + " of \"" + entry.name
                    + "\" is that of a partition before it that has none of its own; take another one");
        counted += entry.number ? 0 : entry.clones + 1;
    }
    return {};
}

}

bool hasBoot(const Description &description)
{
    if (description.hasBoot)
        return *description.hasBoot;
    if (description.isRaid || description.volumes == Volumes::Lvm)
        return true;
    return description.volumes != Volumes::Btrfs && description.overlay.has_value();
}

ContentKind rootContent(const Description &description)
{
    if (description.isRaid)
        return ContentKind::MdMember;
    if (description.hasIntegrity)
        return ContentKind::Other;
    if (description.luks)
        return *description.luks;
    return description.volumes == Volumes::Lvm ? ContentKind::LvmPv : description.filesystem;
}

Result<std::vector<Entry>> entriesOf(const Description &description, const Firmware &firmware,
                                     const Given &given)
{
    CHECK(checkCombination(description));
    TRY(std::vector<Entry> entries, EntryList(description, firmware, given).make());
    CHECK(checkClones(entries, firmware.table));
    CHECK(checkNames(entries));
    CHECK(checkNumbers(entries, firmware.table));
    CHECK(checkCounted(entries));
    return entries;
}

}
