// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/lvm_text.h"

#include <charconv>

namespace parterre {

namespace {

constexpr int depthMax = 8;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "LVM", what);
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("_-.+/").contains(c);
}

class Parser
{
public:
    explicit Parser(std::string_view text)
        : m_rest(text)
    {}

    Result<LvmSection> section(int depth);
    [[nodiscard]] bool isAtEnd() { return next() == '\0'; }

private:
    char next();
    bool take(char expected);
    std::string_view word();
    Result<LvmSection::Value> value();
    Result<std::vector<LvmSection::Value>> values();

    std::string_view m_rest;
};

/// The character that follows spaces and comments, which stays; 0 at the end.
char Parser::next()
{
    while (!m_rest.empty()) {
        if (m_rest.front() == '#')
            m_rest.remove_prefix(std::min(m_rest.find('\n'), m_rest.size()));
        else if (std::string_view(" \t\r\n").contains(m_rest.front()) || m_rest.front() == '\0')
            m_rest.remove_prefix(1);
        else
            return m_rest.front();
    }
    return '\0';
}

bool Parser::take(char expected)
{
    if (next() != expected)
        return false;
    m_rest.remove_prefix(1);
    return true;
}

std::string_view Parser::word()
{
    (void)next();
    std::size_t size = 0;
    while (size < m_rest.size() && isNameCharacter(m_rest[size]))
        ++size;
    const std::string_view found = m_rest.substr(0, size);
    m_rest.remove_prefix(size);
    return found;
}

Result<LvmSection::Value> Parser::value()
{
    if (take('"')) {
        std::string text;
        while (!m_rest.empty() && m_rest.front() != '"') {
            if (m_rest.front() == '\\')
                m_rest.remove_prefix(1);
            if (m_rest.empty())
                break;
            text += m_rest.front();
            m_rest.remove_prefix(1);
        }
        if (m_rest.empty())
            return corrupt("its metadata ends within a string");
        m_rest.remove_prefix(1);
        return LvmSection::Value(std::move(text));
    }
    const std::string_view digits = word();
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size())
        return corrupt("a value of its metadata");
    return LvmSection::Value(number);
}

Result<std::vector<LvmSection::Value>> Parser::values()
{
    std::vector<LvmSection::Value> found;
    if (!take('[')) {
        TRY(LvmSection::Value one, value());
        found.push_back(std::move(one));
        return found;
    }
    while (!take(']')) {
        if (!found.empty() && !take(','))
            return corrupt("an array of its metadata");
        TRY(LvmSection::Value one, value());
        found.push_back(std::move(one));
    }
    return found;
}

/// Up to the brace that ends it, or the end of the text, which stay.
Result<LvmSection> Parser::section(int depth)
{
    if (depth > depthMax)
        return corrupt("its metadata is nested too deeply");
    LvmSection made;
    while (next() != '\0' && next() != '}') {
        const std::string name(word());
        if (name.empty() || made.values.contains(name) || made.sections.contains(name))
            return corrupt("a name in its metadata");
        if (take('{')) {
            TRY(LvmSection inner, section(depth + 1));
            if (!take('}'))
                return corrupt("its metadata ends within a section");
            made.sections.emplace(name, std::move(inner));
        } else if (take('=')) {
            TRY(std::vector<LvmSection::Value> all, values());
            made.values.emplace(name, std::move(all));
        } else {
            return corrupt("a line of its metadata");
        }
    }
    return made;
}

}

const LvmSection *LvmSection::section(std::string_view name) const
{
    const auto found = sections.find(name);
    return found == sections.end() ? nullptr : &found->second;
}

Result<std::uint64_t> LvmSection::number(std::string_view name) const
{
    const auto found = values.find(name);
    if (found == values.end() || found->second.size() != 1
        || !std::holds_alternative<std::uint64_t>(found->second.front()))
        return fail(ErrorCode::Corrupt, "LVM", "its metadata has no " + std::string(name));
    return std::get<std::uint64_t>(found->second.front());
}

std::string LvmSection::text(std::string_view name) const
{
    const auto found = values.find(name);
    if (found == values.end() || found->second.size() != 1
        || !std::holds_alternative<std::string>(found->second.front()))
        return {};
    return std::get<std::string>(found->second.front());
}

Result<LvmSection> parseLvmText(std::string_view text)
{
    Parser parser(text);
    TRY(LvmSection whole, parser.section(0));
    if (!parser.isAtEnd())
        return corrupt("its metadata goes on behind its end");
    return whole;
}

}
