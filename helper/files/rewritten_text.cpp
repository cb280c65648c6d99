// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/files/rewritten_text.h"

#include "core/units/lower_case.h"
#include "helper/block/small_file.h"

#include <algorithm>
#include <array>
#include <format>
#include <optional>
#include <string_view>
#include <utility>

namespace parterre {

namespace {

using By = Reference::By;

/// The words of a configuration file are ASCII, whatever the locale; what is not is a part of a word.
/// @{
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWord(char c)
{
    const bool isAscii = static_cast<unsigned char>(c) < 0x80;
    return !isAscii || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isBlank(char c)
{
    return std::string_view(" \t\r\n\v\f").contains(c);
}

bool isQuote(char c)
{
    return c == '"' || c == '\'';
}
/// @}

bool hasWordAt(std::string_view line, std::size_t at)
{
    return at < line.size() && isWord(line[at]);
}

/// What takes the place of how many bytes.
struct Match
{
    std::size_t length = 0;
    std::string replacement;
};

/// How a value is written where it stands.
enum class Spelling : std::uint8_t {
    Word,    ///< blanks as octal escapes, as in fstab
    Quoted,  ///< as it is, but for the quote
    Path,    ///< as udev names links: everything unusual as \x20
};

std::string decoded(const std::string &raw, Spelling spelling)
{
    const std::string text = withoutOctalEscapes(raw);
    return spelling == Spelling::Path ? withoutHexEscapes(text) : text;
}

std::string encoded(const std::string &value, Spelling spelling)
{
    std::string text;
    for (const char c : value) {
        const unsigned byte = static_cast<unsigned char>(c);
        const bool isPlainInPath = byte >= 0x80 || isWord(c) || std::string_view("#+-.:=@").contains(c);
        if (spelling == Spelling::Path)
            text += isPlainInPath ? std::string(1, c) : std::format("\\x{:02x}", byte);
        else if (c == '\\' || c == '$' || isQuote(c)
                 || (isBlank(c) && (spelling == Spelling::Word || c != ' ')))
            text += std::format("\\{:03o}", byte);
        else
            text += c;
    }
    return text;
}

/// What an identifier of this kind stands behind.
std::array<std::string_view, 2> prefixesOf(By by)
{
    switch (by) {
    case By::Uuid:
        return {"UUID=", "/dev/disk/by-uuid/"};
    case By::Label:
        return {"LABEL=", "/dev/disk/by-label/"};
    case By::PartUuid:
        return {"PARTUUID=", "/dev/disk/by-partuuid/"};
    case By::PartLabel:
        return {"PARTLABEL=", "/dev/disk/by-partlabel/"};
    case By::DeviceNumber:
    case By::LogicalVolume:
    case By::EfiBootEntry:
        break;
    }
    return {};
}

/// Whether a line of GRUB's menu searches for this kind, and by which of its words: the last one of "search
/// --fs-uuid --set=root X", the second one of "search.fs_uuid X root hd0,gpt2".
std::optional<std::string> searchedWord(const std::vector<std::string> &words, By by)
{
    const auto has = [&](std::initializer_list<std::string_view> options) {
        return std::ranges::any_of(words, [&](const std::string &word) {
            return std::ranges::find(options, std::string_view(word)) != options.end();
        });
    };
    if (words.size() < 2 || (by != By::Uuid && by != By::Label))
        return std::nullopt;
    if (words.front() == (by == By::Uuid ? "search.fs_uuid" : "search.fs_label"))
        return words[1];
    const bool isWanted = by == By::Uuid ? has({"--fs-uuid", "-u"}) : has({"--label", "-l", "--fs-label"});
    return words.front() == "search" && words.size() > 2 && isWanted ? std::optional(words.back())
                                                                     : std::nullopt;
}

/// Where GRUB's search has what it looks for, if it looks for this kind.
std::optional<std::size_t> searchedAt(std::string_view line, By by)
{
    const std::vector<std::string> words = wordsIn(std::string(line));
    const std::optional<std::string> word = searchedWord(words, by);
    if (!word)
        return std::nullopt;
    const std::size_t command = line.find(words.front()) + words.front().size();
    const std::size_t at = words.front() == "search" ? line.rfind(*word) : line.find(*word, command);
    return isQuote(line[at]) ? at + 1 : at;
}

/// One line, which is no comment.
class Line
{
public:
    Line(std::string_view text, const std::vector<ReferenceChange> &changes)
        : m_text(text)
        , m_uuidSearched(searchedAt(text, By::Uuid))
        , m_labelSearched(searchedAt(text, By::Label))
        , m_changes(changes)
    {}

    /// `isMade` is set for each change that was made.
    [[nodiscard]] std::string rewritten(std::vector<bool> &isMade) const
    {
        std::string result;
        for (std::size_t at = 0; at < m_text.size();) {
            std::optional<Match> match;
            for (std::size_t i = 0; i < m_changes.size() && !match; ++i) {
                match = matchAt(at, m_changes[i]);
                if (match)
                    isMade[i] = true;
            }
            result += match ? match->replacement : std::string(1, m_text[at]);
            at += match ? match->length : 1;
        }
        return result;
    }

private:
    [[nodiscard]] std::optional<Match> matchAt(std::size_t at, const ReferenceChange &change) const
    {
        if (change.by == By::DeviceNumber || change.by == By::LogicalVolume)
            return nodeAt(at, change);
        if (change.by == By::Uuid || change.by == By::PartUuid) {
            if (std::optional<Match> match = digitsAt(at, change))
                return match;
            if (std::optional<Match> match = physicalVolumeAt(at, change))
                return match;
        }
        const std::optional<Spelling> spelling = spellingAt(at, change.by);
        return spelling ? valueAt(at, change, *spelling) : std::nullopt;
    }

    [[nodiscard]] std::optional<Match> nodeAt(std::size_t at, const ReferenceChange &change) const
    {
        const auto isPartOfName = [&](std::size_t i) {
            return i < m_text.size() && (isWord(m_text[i]) || std::string_view("/.-+").contains(m_text[i]));
        };
        const std::size_t end = at + change.from.size();
        if (!m_text.substr(at).starts_with(change.from) || (at > 0 && isPartOfName(at - 1))
            || isPartOfName(end))
            return std::nullopt;
        return Match{.length = change.from.size(), .replacement = change.to};
    }

    /// 32 digits in whatever groups; what takes their place is grouped in the same way.
    [[nodiscard]] std::optional<Match> digitsAt(std::size_t at, const ReferenceChange &change) const
    {
        const std::string from = digitsOf(change.from);
        const std::string to = digitsOf(change.to);
        if (from.empty() || to.empty() || !beginsAt(at))
            return std::nullopt;
        std::string replacement;
        std::size_t digit = 0;
        std::size_t end = at;
        bool isUpper = false;
        for (; end < m_text.size() && digit < from.size(); ++end) {
            const char c = m_text[end];
            const bool isSeparator = std::string_view("-:.").contains(c);
            if (isSeparator && digit > 0) {
                replacement += c;
                continue;
            }
            if (lowerCase(std::string(1, c)) != std::string(1, from[digit]))
                return std::nullopt;
            isUpper = isUpper || (c >= 'A' && c <= 'F');
            replacement += to[digit++];
        }
        const bool goesOn = end + 1 < m_text.size() && m_text[end] == '-' && isWord(m_text[end + 1]);
        if (digit < from.size() || hasWordAt(m_text, end) || goesOn)
            return std::nullopt;
        if (isUpper)
            std::ranges::transform(replacement, replacement.begin(), [](char c) {
                return c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
            });
        return Match{.length = end - at, .replacement = std::move(replacement)};
    }

    /// A UUID of LVM, of which lvmdevices(8)' file leaves out the hyphens.
    [[nodiscard]] std::optional<Match> physicalVolumeAt(std::size_t at, const ReferenceChange &change) const
    {
        constexpr std::size_t bareSize = 32;
        std::string from = change.from;
        std::string to = change.to;
        std::erase(from, '-');
        std::erase(to, '-');
        if (from.size() != bareSize || to.size() != bareSize || !isBehind(m_text.substr(0, at), "PVID=")
            || !m_text.substr(at).starts_with(from) || hasWordAt(m_text, at + bareSize))
            return std::nullopt;
        return Match{.length = bareSize, .replacement = std::move(to)};
    }

    /// The digits of a UUID; empty for what is none: serial numbers, LVM's identifiers.
    static std::string digitsOf(const std::string &uuid)
    {
        std::string digits = lowerCase(uuid);
        std::erase(digits, '-');
        return digits.size() == 32 && std::ranges::all_of(digits, isHexDigit) ? digits : std::string();
    }

    /// Whether a UUID may begin here: behind no other part of a longer name than "luks-".
    [[nodiscard]] bool beginsAt(std::size_t at) const
    {
        const std::string_view before = m_text.substr(0, at);
        constexpr std::string_view luks = "luks-";
        if (before.ends_with(luks)) {
            const std::string_view name = before.substr(0, before.size() - luks.size());
            return name.empty() || !(isWord(name.back()) || name.back() == '-' || name.back() == '.');
        }
        return before.empty() || !(isWord(before.back()) || std::string_view("-:.").contains(before.back()));
    }

    /// How the value is written that begins here; nothing where none of this kind does.
    [[nodiscard]] std::optional<Spelling> spellingAt(std::size_t at, By by) const
    {
        const bool isSearched =
            (by == By::Uuid && m_uuidSearched == at) || (by == By::Label && m_labelSearched == at);
        const bool isQuoted = at > 0 && isQuote(m_text[at - 1]);
        const std::string_view before = m_text.substr(0, isQuoted ? at - 1 : at);
        const auto [key, path] = prefixesOf(by);
        if (before.ends_with(path) && !isQuoted)
            return Spelling::Path;
        const bool isKeyed = isBehind(before, key)
            || (by == By::PartUuid
                && (isBehind(before, "rd.luks.partuuid=") || isBehind(before, "GRUB_FORCE_PARTUUID=")));
        if (!isKeyed && !isSearched)
            return std::nullopt;
        return isQuoted ? Spelling::Quoted : Spelling::Word;
    }

    /// Whether `before` ends in this key, and not in a longer one.
    static bool isBehind(std::string_view before, std::string_view key)
    {
        return before.ends_with(key)
            && (before.size() == key.size() || !isWord(before[before.size() - key.size() - 1]));
    }

    /// The value that begins here, if it is what `change` replaces: up to a blank or quote, or to what
    /// divides cryptdevice=DEVICE:NAME and devices=DEVICE,DEVICE.
    [[nodiscard]] std::optional<Match> valueAt(std::size_t at, const ReferenceChange &change,
                                               Spelling spelling) const
    {
        const char quote = spelling == Spelling::Quoted ? m_text[at - 1] : '\0';
        std::size_t end = at;
        while (end < m_text.size()
               && (quote != '\0' ? m_text[end] != quote : !isBlank(m_text[end]) && !isQuote(m_text[end])))
            ++end;
        const std::string raw(m_text.substr(at, end - at));
        for (const std::size_t length : {raw.size(), raw.find(':'), raw.find(',')}) {
            if (length == std::string::npos || !isMeant(decoded(raw.substr(0, length), spelling), change))
                continue;
            return Match{.length = length, .replacement = encoded(change.to, spelling)};
        }
        return std::nullopt;
    }

    static bool isMeant(const std::string &value, const ReferenceChange &change)
    {
        const bool isFolded = change.by == By::Uuid || change.by == By::PartUuid;
        return isFolded ? lowerCase(value) == lowerCase(change.from) : value == change.from;
    }

    std::string_view m_text;
    std::optional<std::size_t> m_uuidSearched;
    std::optional<std::size_t> m_labelSearched;
    const std::vector<ReferenceChange> &m_changes;
};

bool isComment(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(" \t");
    return first != std::string_view::npos && line[first] == '#';
}

constexpr std::size_t environmentSize = 1024;

/// A grubenv(5): GRUB writes it in place, and takes it in no other size.
bool isEnvironment(const std::string &text)
{
    return text.size() == environmentSize && text.starts_with("# GRUB Environment Block\n")
        && text.find_first_not_of('#', text.rfind('\n') + 1) == std::string::npos;
}

}

Result<std::string> rewritten(const std::string &text, const std::vector<ReferenceChange> &changes)
{
    if (std::ranges::any_of(changes,
                            [](const ReferenceChange &one) { return one.from.empty() || one.to.empty(); }))
        return fail(ErrorCode::Invalid, {}, "an empty name is to be replaced, or to replace another");
    std::vector<bool> isMade(changes.size());
    std::string result;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t newline = rest.find('\n');
        const std::string_view line =
            rest.substr(0, newline == std::string_view::npos ? newline : newline + 1);
        result += isComment(line) ? std::string(line) : Line(line, changes).rewritten(isMade);
        rest.remove_prefix(line.size());
    }
    const auto missing = std::ranges::find(isMade, false);
    if (missing != isMade.end())
        return fail(ErrorCode::StaleLayout, {},
                    changes[static_cast<std::size_t>(missing - isMade.begin())].from + " is not in it");
    if (!isEnvironment(text))
        return result;
    result.resize(result.rfind('\n') + 1);
    if (result.size() > environmentSize)
        return fail(ErrorCode::Refused, {}, "GRUB's environment block has no room for the new names");
    result.resize(environmentSize, '#');
    return result;
}

}
