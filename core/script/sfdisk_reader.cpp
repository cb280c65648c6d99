// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_reader.h"

#include "core/script/outcome.h"
#include "core/script/sfdisk_attributes.h"
#include "core/script/sfdisk_types.h"
#include "core/script/sfdisk_values.h"
#include "core/script/sfdisk_words.h"
#include "core/units/lower_case.h"
#include "core/units/uuid.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace parterre::script {

namespace {

constexpr int numberMax = 65535;

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
    const std::size_t end = text.find_last_not_of(" \t\r");
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

/// As it is shown in a sentence: not all of it, and nothing that a terminal makes something of.
std::string shown(std::string_view word)
{
    std::string result;
    for (const char c : word.substr(0, 64))
        result.push_back(static_cast<unsigned char>(c) < 0x20U || c == 0x7f ? '?' : c);
    return "\"" + result + "\"";
}

class Reader
{
public:
    Result<SfdiskDump> read(std::string_view text)
    {
        int line = 0;
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            const std::string_view one = trimmed(text.substr(0, end));
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
            ++line;
            if (!one.empty() && one.front() != '#')
                CHECK(readLine(one, line));
        }
        if (!m_dump.label && m_dump.entries.empty())
            return refuse(0, "there is neither a header \"label:\" nor a partition in it");
        return std::move(m_dump);
    }

private:
    [[nodiscard]] TableKind table() const { return m_dump.label.value_or(TableKind::Mbr); }
    [[nodiscard]] bool isGpt() const { return table() == TableKind::Gpt; }

    Result<> readLine(std::string_view text, int line)
    {
        if (text.find('\0') != std::string_view::npos)
            return refuse(line, "there is a NUL in it; this is no script for sfdisk");
        const bool isNamed = text.find('=') != std::string_view::npos;
        const std::size_t colon = text.find(':');
        if (!isNamed && colon != std::string_view::npos && colon > 0)
            return readHeader(trimmed(text.substr(0, colon)), trimmed(text.substr(colon + 1)), line);
        if (m_dump.entries.size() >= sfdiskEntriesMax)
            return refuse(line, "there are more than 1024 partitions");
        SfdiskEntry entry;
        entry.line = line;
        if (isNamed)
            CHECK(readNamed(entry, text));
        else
            CHECK(readUnnamed(entry, SfdiskWords(text, line)));
        if (entry.type.empty())
            entry.type = *sfdiskType(table(), "linux");
        m_dump.entries.push_back(std::move(entry));
        return {};
    }

    Result<> readHeader(std::string_view name, std::string_view value, int line)
    {
        if (!m_dump.entries.empty())
            return refuse(line, "a header cannot come behind a partition; put it above");
        if (value.empty())
            return refuse(line, "the header " + shown(name) + " has no value");
        if (std::ranges::contains(m_headers, name))
            return refuse(line, "the header " + shown(name) + " stands twice");
        m_headers.emplace_back(name);
        if (name == "device")
            return {};
        if (name == "unit")
            return value == "sectors" ? Result<>()
                                      : refuse(line, "the only unit is sectors, not " + shown(value));
        if (name == "label")
            return readLabel(value, line);
        if (name == "label-id")
            return readLabelId(value, line);
        return readNumber(name, value, line);
    }

    Result<> readLabel(std::string_view value, int line)
    {
        if (value != "gpt" && value != "dos")
            return refuse(line, "a table is drawn as gpt or dos, not as " + shown(value));
        if (!m_dump.labelId.empty())
            return refuse(line, "put label above label-id");
        m_dump.label = value == "gpt" ? TableKind::Gpt : TableKind::Mbr;
        return {};
    }

    Result<> readLabelId(std::string_view value, int line)
    {
        const std::optional<Uuid> guid = Uuid::parse(value);
        const std::optional<std::int64_t> number = sfdiskNumber(value);
        if (isGpt() && !guid)
            return refuse(line, "the label-id of a GPT is a GUID, not " + shown(value));
        if (!isGpt() && (!number || *number > 0xffff'ffff))
            return refuse(line, "the label-id of an MBR is a number like 0x1234abcd, not " + shown(value));
        std::array<char, 16> text{};
        if (!isGpt())
            (void)std::snprintf(text.data(), text.size(), "0x%08llx",
                                static_cast<unsigned long long>(*number));
        m_dump.labelId = isGpt() ? guid->toUpper() : std::string(text.data());
        return {};
    }

    Result<> readNumber(std::string_view name, std::string_view value, int line)
    {
        const auto number = name == "grain" ? grainOf(value) : sfdiskNumber(value);
        const auto wrong = [&](const std::string &what) {
            return refuse(line, std::string(name) + " is " + what + ", not " + shown(value));
        };
        if (name == "sector-size") {
            if (number != 512 && number != 4096)
                return wrong("512 or 4096");
            m_dump.sectorSize = Bytes(*number);
        } else if (name == "grain") {
            if (!number || *number < 512 || *number % 512 != 0 || *number > sfdiskGrainMax.count())
                return wrong("a number of bytes from 512 to 1TiB, a multiple of 512");
            m_dump.grain = Bytes(*number);
        } else if (name == "first-lba" || name == "last-lba") {
            if (!number || *number > sfdiskAmountMax / 4096)
                return wrong("the number of a sector");
            (name == "first-lba" ? m_dump.firstLba : m_dump.lastLba) = *number;
        } else if (name == "table-length") {
            if (!number || *number < 1 || *number > sfdiskEntriesMax)
                return wrong("a number from 1 to 1024");
            m_dump.tableLength = static_cast<int>(*number);
        } else {
            return refuse(line, "there is no header " + shown(name));
        }
        return {};
    }

    static std::optional<std::int64_t> grainOf(std::string_view value)
    {
        const auto amount = sfdiskAmount(value, Bytes(1));
        return amount ? std::optional(amount->count) : std::nullopt;
    }

    /// "/dev/sda3 : start=..., size=...": the device may be left out.
    Result<> readNamed(SfdiskEntry &entry, std::string_view text)
    {
        const std::string_view head = text.substr(0, text.find('='));
        const std::size_t colon = head.rfind(':');
        if (colon != std::string_view::npos) {
            CHECK(readNode(entry, trimmed(head.substr(0, colon))));
            text.remove_prefix(colon + 1);
        }
        SfdiskWords words(text, entry.line);
        m_keys.clear();
        while (!words.isAtEnd()) {
            const std::string key = lowerCase(words.key());
            if (std::ranges::contains(m_keys, key))
                return refuse(entry.line, shown(key) + " stands twice");
            m_keys.push_back(key);
            CHECK(readField(entry, key, words));
        }
        return {};
    }

    /// The number at the end; without one sfdisk counts.
    static Result<> readNode(SfdiskEntry &entry, std::string_view node)
    {
        const std::size_t last = node.find_last_not_of("0123456789");
        const std::string_view digits = last == std::string_view::npos ? node : node.substr(last + 1);
        if (digits.empty())
            return {};
        const auto number = digits.size() > 9
            ? std::nullopt
            : sfdiskNumber(digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1)));
        if (!number || *number < 1 || *number > numberMax)
            return refuse(entry.line,
                          "the number of a partition is one from 1 to 65535, not " + shown(digits));
        entry.number = static_cast<int>(*number);
        return {};
    }

    Result<> readField(SfdiskEntry &entry, const std::string &key, SfdiskWords &words)
    {
        if (key == "start")
            return readAmount(entry.start, key, words);
        if (key == "size")
            return readAmount(entry.size, key, words);
        if (key == "bootable") {
            entry.isBootable = true;
            return {};
        }
        if (key == "type" || key == "id")
            return readType(entry, words);
        if (key == "uuid" || key == "name" || key == "attrs")
            return readOfGpt(entry, key, words);
        return refuse(entry.line, "there is no field " + shown(key));
    }

    static Result<> readAmountWord(std::optional<SfdiskAmount> &into, const std::string &key,
                                   std::string_view word, const SfdiskWords &words, Bytes sectorSize)
    {
        into = sfdiskAmount(word, sectorSize);
        if (!into)
            return refuse(words.line(),
                          key + " is a number of sectors or a size like 1MiB of whole sectors, not "
                              + shown(word));
        return {};
    }

    Result<> readAmount(std::optional<SfdiskAmount> &into, const std::string &key, SfdiskWords &words)
    {
        if (words.takeDefault())
            return {};
        TRY(const std::string_view word, words.value());
        if (word == "+" && key == "size")
            return {};
        CHECK(readAmountWord(into, key, word, words, m_dump.sectorSize));
        return key == "size" && into->count == 0
            ? Result<>(refuse(words.line(), "a partition has one sector at least"))
            : Result<>();
    }

    Result<> readType(SfdiskEntry &entry, SfdiskWords &words)
    {
        TRY(const std::string_view word, words.value());
        const std::optional<std::string> type = sfdiskType(table(), word);
        if (!type)
            return refuse(entry.line,
                          "sfdisk knows no type " + shown(word) + " for " + (isGpt() ? "a GPT" : "an MBR"));
        entry.type = *type;
        return {};
    }

    Result<> readOfGpt(SfdiskEntry &entry, const std::string &key, SfdiskWords &words)
    {
        TRY(const std::string_view word, words.value());
        if (!isGpt())
            return refuse(entry.line, key + " is for a GPT; an MBR has none");
        if (key == "uuid") {
            const std::optional<Uuid> uuid = Uuid::parse(word);
            if (!uuid || uuid->isNil())
                return refuse(entry.line, "uuid is a UUID, not " + shown(word));
            entry.uuid = uuid->toString();
        } else if (key == "name") {
            std::optional<std::string> name = sfdiskPartitionName(word);
            if (!name)
                return refuse(entry.line,
                              "a name is UTF-8 of at most 36 characters, none of them beyond U+FFFF; "
                                  + shown(word) + " is not");
            entry.name = *std::move(name);
        } else {
            const std::optional<std::uint64_t> attributes = sfdiskAttributes(word);
            if (!attributes)
                return refuse(entry.line,
                              "attrs are RequiredPartition, NoBlockIOProtocol, LegacyBIOSBootable and bits "
                              "from 48 to 63, as in GUID:60,63; not "
                                  + shown(word));
            entry.attributes = *attributes;
        }
        return {};
    }

    /// "2048, 1MiB, L, *": start, size, type, bootable.
    Result<> readUnnamed(SfdiskEntry &entry, SfdiskWords words)
    {
        CHECK(readAmount(entry.start, "start", words));
        CHECK(readAmount(entry.size, "size", words));
        if (!words.takeDefault())
            CHECK(readType(entry, words));
        if (!words.takeDefault()) {
            TRY(const std::string_view word, words.value());
            entry.isBootable = word == "*" || word == "+";
            if (!entry.isBootable)
                return refuse(entry.line,
                              "behind the type stands * where it is bootable, not " + shown(word));
        }
        return words.isAtEnd() ? Result<>()
                               : refuse(entry.line, "there is more than start, size, type and bootable");
    }

    SfdiskDump m_dump;
    std::vector<std::string> m_headers;
    std::vector<std::string> m_keys;
};

}

Result<SfdiskDump> readSfdisk(std::string_view text)
{
    return Reader().read(text);
}

}
