// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/metadata_text.h"

#include <algorithm>
#include <cassert>
#include <charconv>

namespace parterre {

namespace {

constexpr int depthMax = 8;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "LVM", what);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c)
        || std::string_view("_-.+").contains(c);
}

class Parser
{
public:
    explicit Parser(std::string_view text)
        : m_text(text)
    {}

    Result<LvmSection> section(int depth);
    [[nodiscard]] bool isAtEnd() { return next() == '\0' && m_at == m_text.size(); }

private:
    char next();
    bool take(char expected);
    LvmPlace word();
    Result<LvmValue> value();
    Result<LvmValue> quoted(std::size_t begin);
    Result<std::vector<LvmValue>> values();
    Result<> entry(LvmSection &made, int depth);

    std::string_view m_text;
    std::size_t m_at = 0;
};

/// The character that follows spaces and comments, which stays; 0 at the end, and for what is none.
char Parser::next()
{
    while (m_at < m_text.size()) {
        if (m_text[m_at] == '#')
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        else if (std::string_view(" \t\r\n").contains(m_text[m_at]))
            ++m_at;
        else
            return m_text[m_at];
    }
    return '\0';
}

bool Parser::take(char expected)
{
    if (next() != expected)
        return false;
    ++m_at;
    return true;
}

LvmPlace Parser::word()
{
    (void)next();
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && isNameCharacter(m_text[m_at]))
        ++m_at;
    return {.begin = begin, .end = m_at};
}

/// A string whose first quotation mark, at `begin`, is read.
Result<LvmValue> Parser::quoted(std::size_t begin)
{
    std::string text;
    while (m_at < m_text.size() && m_text[m_at] != '"') {
        if (m_text[m_at] == '\\')
            ++m_at;
        if (m_at == m_text.size())
            break;
        text += m_text[m_at++];
    }
    if (m_at == m_text.size())
        return corrupt("its metadata ends within a string");
    ++m_at;
    return LvmValue{.isText = true, .text = std::move(text), .place = {.begin = begin, .end = m_at}};
}

Result<LvmValue> Parser::value()
{
    if (take('"'))
        return quoted(m_at - 1);
    const LvmPlace place = word();
    const std::string_view text = m_text.substr(place.begin, place.end - place.begin);
    // "read_ahead = -1" is how it says that there is none.
    const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
    if (digits.empty() || !std::ranges::all_of(digits, isDigit))
        return corrupt("a value of its metadata");
    return LvmValue{.isText = false, .text = std::string(text), .place = place};
}

Result<std::vector<LvmValue>> Parser::values()
{
    std::vector<LvmValue> found;
    if (!take('[')) {
        TRY(LvmValue one, value());
        found.push_back(std::move(one));
        return found;
    }
    while (!take(']')) {
        if (!found.empty() && !take(','))
            return corrupt("a list of its metadata");
        TRY(LvmValue one, value());
        found.push_back(std::move(one));
    }
    return found;
}

Result<> Parser::entry(LvmSection &made, int depth)
{
    const LvmPlace place = word();
    const std::string name(m_text.substr(place.begin, place.end - place.begin));
    if (name.empty() || made.values.contains(name) || made.sections.contains(name))
        return corrupt("a name in its metadata");
    if (take('{')) {
        TRY(LvmSection inner, section(depth + 1));
        if (!take('}'))
            return corrupt("its metadata ends within a section");
        inner.name = place;
        made.sections.emplace(name, std::move(inner));
        return {};
    }
    if (!take('='))
        return corrupt("a line of its metadata");
    TRY(std::vector<LvmValue> all, values());
    made.values.emplace(
        name, LvmSection::Assignment{.values = std::move(all), .place = {.begin = place.begin, .end = m_at}});
    return {};
}

/// Up to the brace that ends it, or the end of the text, which stay.
Result<LvmSection> Parser::section(int depth)
{
    if (depth > depthMax)
        return corrupt("its metadata is nested too deeply");
    LvmSection made;
    while (next() != '\0' && next() != '}')
        CHECK(entry(made, depth));
    return made;
}

}

std::optional<std::uint64_t> LvmValue::number() const
{
    std::uint64_t number = 0;
    const char *behind = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), behind, number);
    if (isText || error != std::errc() || end != behind)
        return std::nullopt;
    return number;
}

const LvmSection *LvmSection::section(std::string_view wanted) const
{
    const auto found = sections.find(wanted);
    return found == sections.end() ? nullptr : &found->second;
}

Result<std::uint64_t> LvmSection::number(std::string_view wanted) const
{
    const auto found = values.find(wanted);
    if (found != values.end() && found->second.values.size() == 1) {
        if (const std::optional<std::uint64_t> number = found->second.values[0].number())
            return *number;
    }
    return fail(ErrorCode::Corrupt, "LVM", "its metadata has no " + std::string(wanted));
}

std::string LvmSection::text(std::string_view wanted) const
{
    const auto found = values.find(wanted);
    if (found == values.end() || found->second.values.size() != 1 || !found->second.values[0].isText)
        return {};
    return found->second.values[0].text;
}

Result<std::vector<std::string>> LvmSection::texts(std::string_view wanted) const
{
    std::vector<std::string> made;
    const auto found = values.find(wanted);
    if (found == values.end())
        return made;
    for (const LvmValue &value : found->second.values) {
        if (!value.isText)
            return corrupt("a number among strings of its metadata");
        made.push_back(value.text);
    }
    return made;
}

Result<LvmSection> parseLvmText(std::string_view text)
{
    Parser parser(text.substr(0, text.find_last_not_of('\0') + 1));
    TRY(LvmSection whole, parser.section(0));
    if (!parser.isAtEnd())
        return corrupt("its metadata goes on behind its end");
    return whole;
}

std::string editedLvmText(std::string_view text, std::vector<LvmEdit> edits)
{
    std::ranges::sort(edits, {}, [](const LvmEdit &edit) { return edit.place.begin; });
    std::string made;
    std::size_t at = 0;
    for (const LvmEdit &edit : edits) {
        assert(at <= edit.place.begin && edit.place.begin <= edit.place.end && edit.place.end <= text.size());
        made += text.substr(at, edit.place.begin - at);
        made += edit.text;
        at = edit.place.end;
    }
    made += text.substr(at);
    return made;
}

}
