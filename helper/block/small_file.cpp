// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/block/small_file.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <system_error>

namespace parterre {

std::optional<std::string> readSmallFile(const std::string &path)
{
    constexpr std::streamsize most = std::streamsize{1} << 20;
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return std::nullopt;
    std::string text(static_cast<std::size_t>(most), '\0');
    file.read(text.data(), most);
    if (file.bad())
        return std::nullopt;
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (text.ends_with('\n'))
        text.pop_back();
    return text;
}

std::optional<long long> parseNumber(const std::string &text)
{
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0)
        return std::nullopt;
    return value;
}

std::optional<long long> readNumberFile(const std::string &path)
{
    const std::optional<std::string> text = readSmallFile(path);
    return text ? parseNumber(*text) : std::nullopt;
}

std::vector<std::string> namesIn(const std::string &folder)
{
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        names.push_back(entry->path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> wordsIn(const std::string &line)
{
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(word);
    return words;
}

std::vector<std::string> linesIn(const std::string &text)
{
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

std::string withoutOctalEscapes(const std::string &text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const char *digits = text.data() + i + 1;
        const bool isEscape = text[i] == '\\' && i + 3 < text.size()
            && std::from_chars(digits, digits + 3, value, 8).ptr == digits + 3 && value < 256;
        result += isEscape ? static_cast<char>(value) : text[i];
        i += isEscape ? 3 : 0;
    }
    return result;
}

std::string withoutHexEscapes(const std::string &text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned value = 0;
        const char *digits = text.data() + i + 2;
        const bool isEscape = i + 3 < text.size() && text[i] == '\\' && text[i + 1] == 'x'
            && std::from_chars(digits, digits + 2, value, 16).ptr == digits + 2;
        result += isEscape ? static_cast<char>(value) : text[i];
        i += isEscape ? 3 : 0;
    }
    return result;
}

}
