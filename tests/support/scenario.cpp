// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/scenario.h"

#include "core/layout/lineage.h"
#include "core/model/part_types.h"
#include "core/text/describe.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <sstream>

namespace parterre::test {

namespace {

[[noreturn]] void bad(const std::string &line)
{
    (void)std::fprintf(stderr, "scenario: cannot read \"%s\"\n", line.c_str());
    std::abort();
}

Bytes sizeOf(const std::string &text, const std::string &line)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const std::string unit(end, text.data() + text.size());
    const std::map<std::string, unsigned> shifts{{"", 0},     {"B", 0},    {"KiB", 10},
                                                 {"MiB", 20}, {"GiB", 30}, {"TiB", 40}};
    if (error != std::errc() || !shifts.contains(unit))
        bad(line);
    return Bytes(value << shifts.at(unit));
}

std::string typeOf(const std::string &word, TableKind table, ContentKind kind)
{
    const std::map<std::string, std::string_view> words{{"bios", type::biosBoot},   {"esp", type::esp},
                                                        {"linux", type::linuxData}, {"root", type::rootX86},
                                                        {"swap", type::linuxSwap},  {"boot", type::xbootldr},
                                                        {"home", type::home}};
    if (word.empty())
        return usualType(table, kind);
    const auto known = words.find(word);
    return known == words.end() ? word : std::string(known->second);
}

class Reader
{
public:
    Scenario read(const std::string &text)
    {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            m_line = line;
            std::istringstream words(line);
            std::string verb;
            if (words >> verb && verb.front() != '#')
                readLine(verb, words);
        }
        m_scenario.inventory.fingerprint = "f1";
        ensureDesign();
        return std::move(m_scenario);
    }

private:
    void readLine(const std::string &verb, std::istringstream &words)
    {
        if (verb == "disk")
            return readDisk(options(words));
        if (verb == "part")
            return readPartition(words);
        if (verb == "reference")
            return readReference(words);
        if (verb == "foreign") {
            std::string value;
            std::string where;
            words >> value >> where;
            m_scenario.inventory.foreign.push_back({.value = value, .where = where});
            return;
        }
        if (verb == "partids") {
            std::string line;
            std::getline(words >> std::ws, line);
            m_scenario.inventory.partids += line + "\n";
            return;
        }
        ensureDesign();
        readEdit(verb, words);
    }

    static std::map<std::string, std::string> options(std::istringstream &words)
    {
        std::map<std::string, std::string> result;
        for (std::string word; words >> word;) {
            const auto equals = word.find('=');
            if (equals == std::string::npos) {
                result[word] = "yes";
                continue;
            }
            std::string value = word.substr(equals + 1);
            std::ranges::replace(value, '~', ' ');
            result[word.substr(0, equals)] = value;
        }
        return result;
    }

    void readDisk(std::map<std::string, std::string> given)
    {
        Inventory &inventory = m_scenario.inventory;
        Target &target = inventory.target;
        Table &table = inventory.table;
        target.path = "appliance.img";
        target.size = sizeOf(given["size"], m_line);
        target.isReadOnly = given.contains("readonly");
        target.isSystemDisk = given.contains("system");
        if (given.contains("numbers"))
            target.kernelNumberMax = std::atoi(given["numbers"].c_str());
        if (given.contains("use"))
            target.uses.push_back({.kind = Use::Kind::Loop, .what = given["use"]});
        table.kind = tableKindNamed(given["table"]).value_or(TableKind::Gpt);
        table.sectorSize = given.contains("sector") ? sizeOf(given["sector"], m_line) : Bytes(512);
        table.entriesMax = table.kind == TableKind::Mbr ? 4 : 128;
        if (given.contains("entries"))
            table.entriesMax = std::atoi(given["entries"].c_str());
        table.isHybrid = given.contains("hybrid");
        table.isPrimaryDamaged = given.contains("damaged-primary");
        table.isBackupDamaged = given.contains("damaged-backup");
        table.id = table.kind == TableKind::Mbr ? "0x1234abcd" : "D15C0000-0000-4000-8000-000000000000";
        const std::int64_t tail = table.kind == TableKind::Mbr ? 0 : 33;
        const std::int64_t head = table.kind == TableKind::Mbr ? 1 : 34;
        table.usable = extentBetween(Offset() + table.sectorSize * head,
                                     Offset() + (target.size - table.sectorSize * tail));
        const bool isRoot = !given.contains("no-root-files");
        inventory.capabilities.renewable = allContentKinds();
        inventory.capabilities.shrinkable = allContentKinds();
        inventory.capabilities.growable = allContentKinds();
        if (given.contains("unresizable")) {
            std::erase(inventory.capabilities.shrinkable, *contentKindNamed(given["unresizable"]));
            std::erase(inventory.capabilities.growable, *contentKindNamed(given["unresizable"]));
        }
        if (isRoot)
            inventory.capabilities.partidsWritable = allContentKinds();
        if (given.contains("missing")) {
            std::erase(inventory.capabilities.renewable, *contentKindNamed(given["missing"]));
            if (given.contains("tool"))
                inventory.capabilities.missingTools.push_back(given["tool"]);
        }
    }

    void readPartition(std::istringstream &words)
    {
        Inventory &inventory = m_scenario.inventory;
        Partition partition;
        words >> partition.number;
        auto given = options(words);
        const Bytes size = sizeOf(given["size"], m_line);
        const Offset start = given.contains("start") ? Offset() + sizeOf(given["start"], m_line)
                                                     : alignUp(m_next, inventory.table.grain);
        partition.extent = {.begin = start, .size = size};
        if (given.contains("extended"))
            partition.entry = EntryKind::Extended;
        if (given.contains("logical"))
            partition.entry = EntryKind::Logical;
        readContent(partition, given);
        partition.name = given["name"];
        partition.type = partition.entry == EntryKind::Extended
            ? "05"
            : typeOf(given["type"], inventory.table.kind, partition.content.kind);
        partition.guid = given.contains("guid") ? given["guid"] : "guid-" + std::to_string(partition.number);
        partition.mountPoint = given["mount"];
        partition.isGrownAtFirstBoot = given.contains("grows");
        if (given.contains("use"))
            partition.uses.push_back({.kind = Use::Kind::Mounted, .what = given["use"]});
        m_next = partition.entry == EntryKind::Extended ? start + Bytes(1048576) : partition.extent.end();
        if (partition.entry == EntryKind::Logical)
            m_next = m_next + Bytes(1048576);
        inventory.partitions.push_back(std::move(partition));
    }

    void readContent(Partition &partition, std::map<std::string, std::string> &given)
    {
        Content &content = partition.content;
        if (given.contains("kind")) {
            const auto kind = contentKindNamed(given["kind"]);
            if (!kind)
                bad(m_line);
            content.kind = *kind;
        }
        content.label = given["label"];
        if (isFileSystem(content.kind) || isLuks(content.kind))
            content.uuid =
                given.contains("uuid") ? given["uuid"] : "uuid-" + std::to_string(partition.number);
        if (given.contains("inside") && given["inside"] != "locked")
            hold(content, given["inside"]);
        else if (given.contains("inside"))
            content.inside = Inside::Locked;
        if (given.contains("used"))
            content.used = sizeOf(given["used"], m_line);
        if (given.contains("devices"))
            content.deviceCount = std::atoi(given["devices"].c_str());
        const std::map<std::string, Dirt> dirts{{"unclean", Dirt::NotUnmounted},
                                                {"journal", Dirt::JournalToReplay},
                                                {"errors", Dirt::Errors},
                                                {"hibernated", Dirt::Hibernated}};
        if (given.contains("dirt"))
            content.dirt = dirts.at(given["dirt"]);
    }

    /// One volume, with a content of the kind that `word` names.
    void hold(Content &container, const std::string &word) const
    {
        const auto kind = contentKindNamed(word);
        if (!kind)
            bad(m_line);
        container.inside = Inside::Known;
        container.volumes.push_back(
            {.name = {},
             .uuid = {},
             .size = {},
             .content = {.kind = *kind, .uuid = "in-" + container.uuid, .volumes = {}}});
    }

    void readReference(std::istringstream &words)
    {
        auto given = options(words);
        const std::map<std::string, Reference::By> kinds{
            {"number", Reference::By::DeviceNumber}, {"label", Reference::By::Label},
            {"uuid", Reference::By::Uuid},           {"partuuid", Reference::By::PartUuid},
            {"partlabel", Reference::By::PartLabel}, {"efi", Reference::By::EfiBootEntry}};
        const std::string value = given["value"];
        const Partition *const named = findPartition(m_scenario.inventory, std::atoi(given["to"].c_str()));
        const bool isEfi = given["by"] == "efi";
        // As a probe has it: what stands behind "LABEL=", the node's number, the entry's PARTUUID.
        const std::string key = isEfi ? (named == nullptr ? std::string() : named->guid)
            : given["by"] == "number" ? value.substr(value.find_last_not_of("0123456789") + 1)
                                      : value.substr(value.find('=') + 1);
        m_scenario.inventory.references.push_back({.inPartition = std::atoi(given["in"].c_str()),
                                                   .file = given["file"],
                                                   .by = kinds.at(given["by"]),
                                                   .value = value,
                                                   .key = key});
    }

    void ensureDesign()
    {
        if (m_hasDesign)
            return;
        m_scenario.design = designFor(m_scenario.inventory);
        m_hasDesign = true;
    }

    void readEdit(const std::string &verb, std::istringstream &words)
    {
        int number = 0;
        std::string word;
        Edit edit;
        if (verb == "clones" || verb == "order") {
            int count = 0;
            words >> number >> count;
            edit = verb == "clones" ? Edit(edit::SetClones{.number = number, .count = count})
                                    : Edit(edit::Reorder{.number = number, .position = count});
        } else if (verb == "placement") {
            words >> word;
            edit = edit::SetPlacement{.placement = *placementNamed(word)};
        } else if (verb == "numbering") {
            words >> word;
            edit = edit::SetNumbering{.numbering = *numberingNamed(word)};
        } else if (verb == "labels" || verb == "types" || verb == "auto-mount") {
            words >> word;
            Cloning cloning = m_scenario.design.cloning;
            if (verb == "labels")
                cloning.labels = *cloneLabelsNamed(word);
            else if (verb == "types")
                cloning.types = *cloneTypesNamed(word);
            else
                cloning.autoMount = *autoMountNamed(word);
            edit = edit::SetCloning{.cloning = cloning};
        } else if (verb == "follow" || verb == "refer") {
            ReferenceChoice choice = m_scenario.design.references;
            (verb == "follow" ? choice.originsFollow : choice.clonesReferToThemselves) = true;
            edit = edit::SetReferences{.references = choice};
        } else if (verb == "on-read-error") {
            words >> word;
            Copying copying = m_scenario.design.copying;
            copying.onReadError = *onReadErrorNamed(word);
            edit = edit::SetCopying{.copying = copying};
        } else if (verb == "call") {
            words >> number >> word;
            std::ranges::replace(word, '~', ' ');
            edit = edit::SetName{.number = number, .name = word};
        } else if (verb == "place") {
            int clone = 0;
            words >> number >> clone >> word;
            edit = edit::Place{.number = number, .clone = clone, .start = Offset() + sizeOf(word, m_line)};
        } else if (verb == "size") {
            words >> number >> word;
            edit = edit::Resize{.number = number, .size = sizeOf(word, m_line)};
        } else if (verb == "unchanged") {
            words >> number;
            edit = edit::SetClonedUnchanged{.number = number, .isAllowed = true};
        } else if (verb == "fresh-keys") {
            words >> number;
            edit = edit::SetFreshKeys{.number = number, .isWanted = true};
        } else {
            bad(m_line);
        }
        auto edited = apply(std::move(m_scenario.design), edit, m_uuids);
        if (!edited)
            bad(m_line);
        m_scenario.design = *std::move(edited);
    }

    Scenario m_scenario;
    std::string m_line;
    Offset m_next{1048576};
    bool m_hasDesign = false;
    UuidSource m_uuids = countingUuids();
};

void printSlot(std::ostringstream &out, const Slot &slot)
{
    out << "  " << slot.number << "  " << exactSizeText(Bytes(slot.extent.begin.bytes())) << " + "
        << exactSizeText(slot.extent.size) << "  " << roleName(slot.role);
    if (slot.cloneIndex > 0)
        out << " " << slot.cloneIndex << " of " << slot.cloneOf;
    out << "  " << contentKindName(slot.content.kind);
    if (!slot.name.empty())
        out << "  \"" << slot.name << "\"";
    if (!slot.content.uuid.empty())
        out << "  " << slot.content.uuid;
    if (slot.entry != EntryKind::Primary)
        out << (slot.entry == EntryKind::Logical ? "  logical" : "  extended");
    if (slot.isNew)
        out << (slot.isDataInPlace ? "  new, data in place" : "  new");
    else if (!slot.isDataInPlace)
        out << "  moved";
    out << "\n";
}

}

Scenario parseScenario(const std::string &text)
{
    return Reader().read(text);
}

UuidSource countingUuids()
{
    const auto next = std::make_shared<std::uint32_t>(0);
    return [next] {
        const std::uint32_t value = ++*next;
        Uuid uuid;
        for (std::size_t i = 0; i < 4; ++i)
            uuid.bytes[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
        uuid.bytes[6] = 0x40;
        uuid.bytes[8] = 0x80;
        return uuid;
    };
}

std::string toText(const Derived &derived)
{
    std::ostringstream out;
    out << "layout\n";
    for (const Slot &slot : derived.designed.slots)
        printSlot(out, slot);
    for (const Extent &gap : derived.designed.free)
        out << "  -  " << exactSizeText(Bytes(gap.begin.bytes())) << " + " << exactSizeText(gap.size)
            << "  free\n";
    out << "config.partids\n";
    std::istringstream partids(derived.designed.partids);
    for (std::string line; std::getline(partids, line);)
        out << "  " << line << "\n";
    out << "findings\n";
    for (const Finding &finding : derived.findings) {
        out << "  " << severityName(finding.severity) << " " << finding.code << ": "
            << english(finding.message) << "\n";
        if (finding.fix)
            out << "    fix: " << english(finding.fix->label) << "\n";
    }
    out << "plan\n";
    for (std::size_t i = 0; i < derived.plan.steps.size(); ++i)
        out << "  " << i + 1 << " " << english(describe(derived.plan.steps[i], derived.designed)) << "\n";
    return out.str();
}

Scenario appliance()
{
    return parseScenario("disk size=8GiB table=gpt\n"
                         "part 1 size=2MiB type=bios name=p.legacy kind=unknown\n"
                         "part 2 size=64MiB type=esp name=p.UEFI kind=fat32 label=EFI\n"
                         "part 3 size=256MiB name=p.lxboot kind=ext4 label=BOOT\n"
                         "part 4 size=512MiB name=p.lxhome kind=ext4 label=HOME\n"
                         "part 5 size=1GiB name=p.lxroot kind=xfs label=ROOT\n");
}

}
