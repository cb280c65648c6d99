// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/repart_reader.h"

#include "core/script/outcome.h"
#include "core/script/repart_types.h"
#include "core/script/sfdisk_values.h"
#include "core/units/uuid.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace parterre::script {

namespace {

constexpr std::string_view blanks = " \t\r";
constexpr std::size_t definitionsMax = 128;

/// Does not change where partitions lie; what it would do in them is not drawn.
constexpr std::array<std::string_view, 12> noted{"CopyFiles",        "ExcludeFiles", "ExcludeFilesTarget",
                                                 "MakeDirectories",  "MakeSymlinks", "Subvolumes",
                                                 "DefaultSubvolume", "SplitName",    "FactoryReset",
                                                 "EncryptedVolume",  "Compression",  "CompressionLevel"};
/// Makes sizes of what is not known here, or a layer that a drawing does not have.
constexpr std::array<std::string_view, 10> refused{"CopyBlocks",
                                                   "Encrypt",
                                                   "Verity",
                                                   "Minimize",
                                                   "SupplementFor",
                                                   "VerityMatchKey",
                                                   "VerityDataBlockSizeBytes",
                                                   "VerityHashBlockSizeBytes",
                                                   "TPM2PCRs",
                                                   "Integrity"};

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    const std::size_t end = text.find_last_not_of(blanks);
    return end == std::string_view::npos ? std::string_view() : text.substr(begin, end + 1 - begin);
}

std::string shown(std::string_view word)
{
    std::string result;
    for (const char c : word.substr(0, 64))
        result.push_back(static_cast<unsigned char>(c) < 0x20U || c == 0x7f ? '?' : c);
    return "\"" + result + "\"";
}

std::optional<bool> flagOf(std::string_view word)
{
    constexpr std::array<std::string_view, 6> yes{"1", "yes", "y", "true", "t", "on"};
    constexpr std::array<std::string_view, 6> no{"0", "no", "n", "false", "f", "off"};
    if (std::ranges::contains(yes, word))
        return true;
    return std::ranges::contains(no, word) ? std::optional(false) : std::nullopt;
}

std::optional<std::int64_t> numberOf(std::string_view word, std::int64_t min, std::int64_t max)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    const bool isNumber = error == std::errc() && end == word.data() + word.size();
    return isNumber && number >= min && number <= max ? std::optional(number) : std::nullopt;
}

/// "512M": to the base of 1024, and bytes without a unit.
std::optional<Bytes> sizeOf(std::string_view word)
{
    constexpr std::string_view units = "KMGTP";
    const bool isBytes = !word.empty() && (word.back() == 'B' || (word.back() >= '0' && word.back() <= '9'));
    if (isBytes) {
        const auto bytes =
            numberOf(word.back() == 'B' ? word.substr(0, word.size() - 1) : word, 0, sfdiskAmountMax);
        return bytes ? std::optional(Bytes(*bytes)) : std::nullopt;
    }
    if (word.empty() || units.find(word.back()) == std::string_view::npos)
        return std::nullopt;
    const auto amount = sfdiskAmount(word, Bytes(1));
    return amount ? std::optional(Bytes(amount->count)) : std::nullopt;
}

class Reader
{
public:
    explicit Reader(std::string_view architecture)
        : m_architecture(architecture)
    {}

    Result<RepartRead> read(const std::vector<RepartFile> &files)
    {
        for (const RepartFile &file : files) {
            const bool isDropIn = file.name.contains(".d/");
            if (!isDropIn)
                CHECK(begin(file.name));
            else if (m_read.definitions.empty())
                return refuse(0, file.name + ": there is no definition that it adds to");
            CHECK(readFile(file));
        }
        CHECK(finish());
        return std::move(m_read);
    }

private:
    [[nodiscard]] std::unexpected<Error> wrong(const std::string &sentence) const
    {
        return refuse(
            0, m_file + (m_line > 0 ? ", line " + std::to_string(m_line) : std::string()) + ": " + sentence);
    }

    Result<> begin(const std::string &name)
    {
        CHECK(finish());
        if (m_read.definitions.size() >= definitionsMax)
            return refuse(0, "there are more than 128 definitions");
        m_read.definitions.emplace_back().file = name;
        m_hasCopies = false;
        m_notedKeys.clear();
        return {};
    }

    /// What is wrong with a definition as a whole, drop-ins and all.
    Result<> finish()
    {
        if (m_read.definitions.empty())
            return {};
        RepartDefinition &one = m_read.definitions.back();
        m_file = one.file;
        m_line = 0;
        if (one.type.empty())
            return wrong("it has no Type=");
        if (one.sizeMin && one.sizeMax && *one.sizeMin > *one.sizeMax)
            return wrong("SizeMinBytes= is more than SizeMaxBytes=");
        if (one.paddingMin && one.paddingMax && *one.paddingMin > *one.paddingMax)
            return wrong("PaddingMinBytes= is more than PaddingMaxBytes=");
        if (m_hasCopies && one.format == ContentKind::Unformatted)
            one.format = ContentKind::Ext4;
        return {};
    }

    Result<> readFile(const RepartFile &file)
    {
        m_file = file.name;
        m_line = 0;
        m_isInPartition = false;
        std::string_view text = file.text;
        std::string whole;
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            std::string_view line = trimmed(text.substr(0, end));
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
            ++m_line;
            const bool isComment = line.starts_with('#') || line.starts_with(';');
            if (isComment)
                continue;
            const bool isContinued = line.ends_with('\\') && !text.empty();
            if (isContinued)
                line.remove_suffix(1);
            whole += line;
            if (isContinued) {
                whole += ' ';
                continue;
            }
            CHECK(readLine(trimmed(whole)));
            whole.clear();
        }
        // A line that goes on, and is followed by nothing but comments.
        return readLine(trimmed(whole));
    }

    Result<> readLine(std::string_view line)
    {
        if (line.empty())
            return {};
        if (line.contains('\0'))
            return wrong("there is a NUL in it; this is no definition for repart");
        if (line.starts_with('[')) {
            m_isInPartition = line == "[Partition]";
            return m_isInPartition || line.starts_with("[X-")
                ? Result<>()
                : wrong("the only section is [Partition], not " + shown(line));
        }
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos)
            return wrong("expected KEY=VALUE, not " + shown(line));
        if (!m_isInPartition)
            return wrong("a setting stands under [Partition]");
        return readSetting(trimmed(line.substr(0, equals)), trimmed(line.substr(equals + 1)));
    }

    Result<> readSetting(std::string_view key, std::string_view value)
    {
        RepartDefinition &one = m_read.definitions.back();
        if (std::ranges::contains(refused, key))
            return readRefused(key, value);
        if (std::ranges::contains(noted, key)) {
            m_hasCopies =
                m_hasCopies || key == "CopyFiles" || key == "MakeDirectories" || key == "Subvolumes";
            note(key);
            return {};
        }
        if (key == "Type" || key == "Label" || key == "UUID" || key == "Format" || key == "MountPoint")
            return readWord(one, key, value);
        if (key.starts_with("Size") || key.starts_with("Padding") || key == "Weight" || key == "Priority")
            return readAmount(one, key, value);
        return readFlag(one, key, value);
    }

    void note(std::string_view key)
    {
        if (std::ranges::contains(m_notedKeys, key))
            return;
        m_notedKeys.emplace_back(key);
        m_read.notes.push_back(m_read.definitions.back().file + ": " + std::string(key) + "= is not drawn");
    }

    Result<> readRefused(std::string_view key, std::string_view value) const
    {
        const bool isOff = value.empty() || flagOf(value) == false;
        return isOff ? Result<>()
                     : wrong(std::string(key)
                             + "= makes sizes and layers that a drawing does not know; take it away and "
                               "give SizeMinBytes=");
    }

    Result<> readWord(RepartDefinition &one, std::string_view key, std::string_view value)
    {
        if (key == "Type") {
            const auto type = repartType(value, m_architecture);
            if (!type)
                return wrong("repart knows no type " + shown(value));
            one.type = *type;
        } else if (key == "Label") {
            TRY(one.label, expanded(value));
            if (!isSfdiskName(one.label))
                return wrong("a label is UTF-8 of at most 36 characters, not " + shown(value));
        } else if (key == "UUID") {
            const auto uuid = Uuid::parse(value);
            if (value == "null" || !uuid || uuid->isNil())
                return wrong("UUID is a UUID that is not null, not " + shown(value));
            one.uuid = uuid->toString();
        } else if (key == "Format") {
            const auto kind = value == "vfat" ? ContentKind::Fat32 : contentKindNamed(value);
            const bool isMade = kind && (isFileSystem(*kind) || *kind == ContentKind::Swap);
            if (!isMade && value != "empty" && !value.empty())
                return wrong(
                    "repart formats as ext4, btrfs, xfs, vfat, squashfs, erofs, swap and the like, not as "
                    + shown(value));
            one.format = isMade ? *kind : ContentKind::Unformatted;
        } else {
            one.mountPoint = std::string(value.substr(0, value.find(':')));
            if (!value.empty() && !one.mountPoint.starts_with('/'))
                return wrong("a mount point begins with /, not " + shown(value));
        }
        return {};
    }

    /// "%%" and "%a"; what else there is depends on the machine that runs repart.
    Result<std::string> expanded(std::string_view value) const
    {
        std::string result;
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (value[i] != '%') {
                result.push_back(value[i]);
                continue;
            }
            const char specifier = ++i < value.size() ? value[i] : '\0';
            if (specifier != '%' && specifier != 'a')
                return wrong("the specifier %" + std::string(1, specifier == '\0' ? ' ' : specifier)
                             + " depends on the machine that runs repart; only %a and %% are known here");
            result += specifier == '%' ? std::string("%") : std::string(m_architecture);
        }
        return result;
    }

    Result<> readAmount(RepartDefinition &one, std::string_view key, std::string_view value)
    {
        const auto number = [&](std::int64_t &into, std::int64_t min, std::int64_t max) -> Result<> {
            const auto found = numberOf(value, min, max);
            if (!found)
                return wrong(std::string(key) + " is a number from " + std::to_string(min) + " to "
                             + std::to_string(max) + ", not " + shown(value));
            into = *found;
            return {};
        };
        if (key == "Priority")
            return number(one.priority, -2147483648, 2147483647);
        if (key == "Weight")
            return number(one.weight, 0, 1000000);
        if (key == "PaddingWeight")
            return number(one.paddingWeight, 0, 1000000);
        const std::array<std::pair<std::string_view, std::optional<Bytes> *>, 4> sizes{
            {{"SizeMinBytes", &one.sizeMin},
             {"SizeMaxBytes", &one.sizeMax},
             {"PaddingMinBytes", &one.paddingMin},
             {"PaddingMaxBytes", &one.paddingMax}}};
        const auto *const known = std::ranges::find(sizes, key, [](const auto &pair) { return pair.first; });
        if (known == sizes.end())
            return unknown(key);
        const auto size = sizeOf(value);
        if (!size)
            return wrong(std::string(key) + " is a size like 512M or 1073741824, not " + shown(value));
        // Other than its manual says, repart rounds what is the least downwards and the most upwards.
        *known->second = key.contains("Max") ? roundUp(*size, grain)
                                             : Bytes(size->count() - size->count() % grain.count());
        return {};
    }

    Result<> readFlag(RepartDefinition &one, std::string_view key, std::string_view value)
    {
        if (key == "Flags") {
            const bool isHex = value.starts_with("0x");
            std::uint64_t bits = 0;
            const std::string_view digits = isHex ? value.substr(2) : value;
            const auto [end, error] =
                std::from_chars(digits.data(), digits.data() + digits.size(), bits, isHex ? 16 : 10);
            if (error != std::errc() || end != digits.data() + digits.size())
                return wrong("Flags is a number, not " + shown(value));
            if ((bits & ~repartAttributesMask) != 0)
                return wrong("repart does not write the bits 0 to 47 of Flags=; take them away");
            one.flags = bits;
            return {};
        }
        const std::array<std::pair<std::string_view, std::optional<bool> *>, 3> flags{
            {{"ReadOnly", &one.isReadOnly}, {"NoAuto", &one.isNoAuto}, {"GrowFileSystem", &one.isGrown}}};
        const auto *const known = std::ranges::find(flags, key, [](const auto &pair) { return pair.first; });
        if (known == flags.end())
            return unknown(key);
        *known->second = flagOf(value);
        if (!*known->second && !value.empty())
            return wrong(std::string(key) + " is yes or no, not " + shown(value));
        return {};
    }

    Result<> unknown(std::string_view key) const { return wrong("there is no setting " + shown(key)); }

    static constexpr Bytes grain{4096};

    std::string m_architecture;
    RepartRead m_read;
    std::string m_file;
    int m_line = 0;
    bool m_isInPartition = false;
    bool m_hasCopies = false;
    std::vector<std::string> m_notedKeys;
};

}

Result<RepartRead> readRepart(const std::vector<RepartFile> &files, std::string_view architecture)
{
    return Reader(architecture).read(files);
}

}
