// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/sfdisk_words.h"

#include "core/script/outcome.h"

namespace parterre::script {

namespace {

constexpr std::string_view blanks = " \t";
constexpr std::string_view separators = " \t,;";

}

void SfdiskWords::skipBlanks()
{
    m_rest.remove_prefix(std::min(m_rest.find_first_not_of(blanks), m_rest.size()));
}

void SfdiskWords::skipSeparator()
{
    skipBlanks();
    if (m_rest.starts_with(',') || m_rest.starts_with(';'))
        m_rest.remove_prefix(1);
    skipBlanks();
}

std::string_view SfdiskWords::key()
{
    const std::size_t end = std::min(m_rest.find_first_of(" \t,;="), m_rest.size());
    const std::string_view key = m_rest.substr(0, end);
    m_rest.remove_prefix(end);
    if (m_rest.starts_with('='))
        m_rest.remove_prefix(1);
    else
        skipSeparator();
    return key;
}

bool SfdiskWords::takeDefault()
{
    skipBlanks();
    const bool isDash = m_rest.starts_with('-')
        && (m_rest.size() == 1 || separators.find(m_rest[1]) != std::string_view::npos);
    if (isDash)
        m_rest.remove_prefix(1);
    const bool isNothing = m_rest.empty() || m_rest.front() == ',' || m_rest.front() == ';';
    if (isDash || isNothing)
        skipSeparator();
    return isDash || isNothing;
}

Result<std::string_view> SfdiskWords::value()
{
    skipBlanks();
    const bool isQuoted = m_rest.starts_with('"');
    if (isQuoted)
        m_rest.remove_prefix(1);
    const std::size_t end =
        isQuoted ? m_rest.find('"') : std::min(m_rest.find_first_of(separators), m_rest.size());
    if (end == std::string_view::npos)
        return refuse(m_line, "a quotation mark has no other one behind it");
    const std::string_view value = m_rest.substr(0, end);
    m_rest.remove_prefix(isQuoted ? end + 1 : end);
    const bool isApart = m_rest.empty() || separators.find(m_rest.front()) != std::string_view::npos;
    if (!isApart || (!isQuoted && value.find('"') != std::string_view::npos))
        return refuse(m_line, "a quotation mark is in the middle of a word; write it as \\x22");
    skipSeparator();
    return value;
}

}
