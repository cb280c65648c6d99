// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/repart_export.h"

#include "core/script/repart_import.h"
#include "core/script/repart_types.h"
#include "core/script/sfdisk_values.h"
#include "core/text/describe.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace parterre::script {

namespace {

bool hasControl(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20U; });
}

constexpr Bytes grain{4096};

std::string flagText(const char *key, std::optional<bool> flag)
{
    return flag ? std::string(key) + (*flag ? "=yes\n" : "=no\n") : std::string();
}

std::string sizeText(const char *key, std::optional<Bytes> size)
{
    return size ? std::string(key) + "=" + std::to_string(size->count()) + "\n" : std::string();
}

std::string numberText(const char *key, std::int64_t number, std::int64_t usual)
{
    return number == usual ? std::string() : std::string(key) + "=" + std::to_string(number) + "\n";
}

std::string escaped(const std::string &text)
{
    std::string result;
    for (const char c : text)
        result += c == '%' ? std::string("%%") : std::string(1, c);
    return result;
}

std::string formatText(ContentKind format)
{
    return format == ContentKind::Fat32 ? "vfat" : std::string(contentKindName(format));
}

/// "10-esp.conf", in as many digits as the highest number needs.
std::string fileName(std::size_t index, std::size_t count, const std::string &type)
{
    const std::string digits = std::to_string((index + 1) * 10);
    const std::size_t width = std::to_string(count * 10).size();
    return std::string(width - digits.size(), '0') + digits + "-" + type.substr(0, 64) + ".conf";
}

class Exporter
{
public:
    explicit Exporter(const Layout &layout)
        : m_layout(layout)
    {}

    std::expected<std::vector<RepartDefinition>, std::vector<Obstacle>> run()
    {
        describeTable();
        for (const Slot &slot : m_layout.slots)
            describe(slot);
        if (m_obstacles.empty())
            compare();
        if (!m_obstacles.empty())
            return std::unexpected(std::move(m_obstacles));
        return std::move(m_definitions);
    }

private:
    void hinder(int number, std::string why)
    {
        m_obstacles.push_back({.number = number, .why = std::move(why)});
    }

    void describeTable()
    {
        const Table &table = m_layout.table;
        if (table.kind != TableKind::Gpt)
            hinder(0, "has no GPT, and repart makes none but a GPT");
        if (table.isHybrid)
            hinder(0, "has a hybrid MBR, which repart makes none of");
        if (!isSound(table) && table.kind != TableKind::None)
            hinder(0, "has a damaged table");
        if (m_layout.slots.empty())
            hinder(0, "has no partitions");
    }

    void describe(const Slot &slot)
    {
        const Offset start = m_definitions.empty() ? Offset(1048576) : m_end;
        if (!isAligned(slot.extent.begin, grain) || slot.extent.size.count() % grain.count() != 0)
            hinder(slot.number, "does not begin and end at a multiple of 4096 bytes");
        if (slot.extent.begin < start)
            hinder(slot.number,
                   m_definitions.empty()
                       ? "begins before the first MiB's end, where repart begins"
                       : "lies before one with a lower number; repart numbers in the order of the disk");
        else if (m_definitions.empty() && slot.extent.begin > start)
            hinder(slot.number,
                   "begins at " + exactSizeText(Bytes(slot.extent.begin.bytes()))
                       + ", and repart leaves no gap behind the first MiB");
        if (std::cmp_not_equal(slot.number, m_definitions.size() + 1))
            hinder(slot.number, "has another number than repart would give it");
        if (slot.name.empty() || !isSfdiskName(slot.name) || hasControl(slot.name) || slot.name.contains('\\')
            || slot.name.front() == ' ' || slot.name.back() == ' ')
            hinder(slot.number,
                   "has no name, for which repart takes one of its own, or one that a definition cannot say");
        if ((slot.attributes & ~repartAttributesMask) != 0)
            hinder(slot.number, "has attributes among the bits 0 to 47, which repart does not write");
        if (!isMade(slot.content.kind))
            hinder(slot.number,
                   "holds " + std::string(contentKindName(slot.content.kind))
                       + ", which repart does not make");
        if (!m_definitions.empty() && slot.extent.begin >= start) {
            m_definitions.back().paddingMin = slot.extent.begin - start;
            m_definitions.back().paddingMax = m_definitions.back().paddingMin;
        }
        addDefinition(slot);
        m_end = std::max(m_end, slot.extent.end());
    }

    static bool isMade(ContentKind kind)
    {
        using enum ContentKind;
        constexpr std::array made{Unformatted, Unknown, Ext2, Ext3, Ext4,     Xfs,
                                  Btrfs,       Fat32,   F2fs, Swap, Squashfs, Erofs};
        return std::ranges::contains(made, kind);
    }

    void addDefinition(const Slot &slot)
    {
        const std::uint64_t known = knownAttributes(slot.type);
        const auto flag = [&](std::uint64_t bit) {
            return (known & bit) != 0 ? std::optional((slot.attributes & bit) != 0) : std::nullopt;
        };
        RepartDefinition one;
        one.file = fileName(m_definitions.size(), m_layout.slots.size(), repartTypeName(slot.type));
        one.type = slot.type;
        one.label = slot.name;
        one.uuid = slot.guid;
        one.sizeMin = slot.extent.size;
        one.sizeMax = slot.extent.size;
        one.format = slot.content.kind == ContentKind::Unknown ? ContentKind::Unformatted : slot.content.kind;
        one.flags = slot.attributes & ~known;
        one.isReadOnly = flag(readOnlyAttribute);
        one.isNoAuto = flag(noAutoAttribute);
        one.isGrown = flag(growFileSystemAttribute);
        m_definitions.push_back(std::move(one));
    }

    void compare()
    {
        const RepartGiven given{.diskSize = m_layout.diskSize,
                                .sectorSize = m_layout.table.sectorSize,
                                .architecture = "x86-64",
                                .derived = {}};
        const Result<Imported> made = importRepart({.definitions = m_definitions, .notes = {}}, given);
        if (!made) {
            hinder(0, "is refused by repart: " + made.error().detail);
            return;
        }
        const std::vector<Partition> &partitions = made->design.drawing->partitions;
        for (const Slot &slot : m_layout.slots) {
            const auto same = std::ranges::find(partitions, slot.number, &Partition::number);
            if (same == partitions.end() || same->extent != slot.extent)
                hinder(
                    slot.number,
                    "would get another place or size; repart makes file systems no smaller than they need");
            else if (same->attributes != slot.attributes)
                hinder(slot.number,
                       "would get other attributes; repart lets everything grow that is written to");
        }
    }

    const Layout &m_layout;
    Offset m_end;
    std::vector<RepartDefinition> m_definitions;
    std::vector<Obstacle> m_obstacles;
};

}

std::expected<std::vector<RepartDefinition>, std::vector<Obstacle>> exportRepart(const Layout &layout)
{
    return Exporter(layout).run();
}

std::string writeRepart(const RepartDefinition &definition)
{
    const RepartDefinition usual;
    std::string text = "[Partition]\nType=" + repartTypeName(definition.type) + "\n";
    if (!definition.label.empty())
        text += "Label=" + escaped(definition.label) + "\n";
    if (!definition.uuid.empty())
        text += "UUID=" + definition.uuid + "\n";
    text += numberText("Priority", definition.priority, usual.priority);
    text += numberText("Weight", definition.weight, usual.weight);
    text += numberText("PaddingWeight", definition.paddingWeight, usual.paddingWeight);
    text += sizeText("SizeMinBytes", definition.sizeMin);
    text += sizeText("SizeMaxBytes", definition.sizeMax);
    text += sizeText("PaddingMinBytes", definition.paddingMin);
    text += sizeText("PaddingMaxBytes", definition.paddingMax);
    if (definition.format != ContentKind::Unformatted)
        text += "Format=" + formatText(definition.format) + "\n";
    if (definition.flags != 0) {
        std::array<char, 32> bits{};
        (void)std::snprintf(bits.data(), bits.size(), "Flags=0x%llx\n",
                            static_cast<unsigned long long>(definition.flags));
        text += bits.data();
    }
    text += flagText("ReadOnly", definition.isReadOnly) + flagText("NoAuto", definition.isNoAuto)
        + flagText("GrowFileSystem", definition.isGrown);
    if (!definition.mountPoint.empty())
        text += "MountPoint=" + definition.mountPoint + "\n";
    return text;
}

}
