// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/luks/luks_segment.h"

#include <charconv>
#include <vector>

namespace parterre {

namespace {

/// Walks through the strings of a JSON text that was found to be one.
class Strings
{
public:
    explicit Strings(std::string_view json)
        : m_rest(json)
    {}

    /// The next string that is a value; nothing at the end.
    std::optional<std::string_view> next()
    {
        while (!m_rest.empty()) {
            const char one = m_rest.front();
            m_rest.remove_prefix(1);
            if (one == '{' || one == '[')
                m_path.emplace_back();
            else if ((one == '}' || one == ']') && !m_path.empty())
                m_path.pop_back();
            else if (one == '"') {
                const std::string_view text = take();
                if (!isKey())
                    return text;
                if (!m_path.empty())
                    m_path.back() = text;
            }
        }
        return std::nullopt;
    }

    /// The keys that lead to it.
    [[nodiscard]] const std::vector<std::string_view> &path() const { return m_path; }

private:
    std::string_view take()
    {
        std::size_t end = 0;
        while (end < m_rest.size() && m_rest[end] != '"')
            end += m_rest[end] == '\\' ? std::size_t{2} : std::size_t{1};
        if (end >= m_rest.size()) {
            m_rest = {};
            m_path.clear();
            return {};
        }
        const std::string_view text = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        return text;
    }

    [[nodiscard]] bool isKey() const
    {
        const std::size_t next = m_rest.find_first_not_of(" \t\r\n");
        return next != std::string_view::npos && m_rest[next] == ':';
    }

    std::string_view m_rest;
    std::vector<std::string_view> m_path;
};

}

std::optional<Bytes> luksSegmentSize(std::string_view json)
{
    Strings strings(json);
    while (const auto text = strings.next()) {
        const auto &path = strings.path();
        if (path.size() != 3 || path[0] != "segments" || path[2] != "size")
            continue;
        if (*text == "dynamic")
            return std::nullopt;
        std::int64_t size = 0;
        const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), size);
        return Bytes(error == std::errc() && end == text->data() + text->size() && size > 0 ? size : 0);
    }
    return std::nullopt;
}

}
