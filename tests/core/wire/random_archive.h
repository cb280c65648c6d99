// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/wire/fields_report.h"

#include <random>

namespace parterre::wire {

/// An archive that fills every field of a value with something that the wire permits, edges of
/// ranges and texts that are not UTF-8 among them.
class RandomArchive
{
public:
    explicit RandomArchive(std::uint32_t seed)
        : m_random(seed)
    {}

    template<typename T, typename... Rule>
    void operator()(const char *, T &value, Rule... rule)
    {
        fill(value, rule...);
    }

    template<typename Rule>
    void require(const std::string &, Rule)
    {}

    template<typename T>
    T value()
    {
        T made{};
        fields(*this, made);
        return made;
    }

private:
    std::int64_t number(std::int64_t min, std::int64_t max)
    {
        switch (m_random() % 8) {
        case 0:
            return min;
        case 1:
            return max;
        default:
            return std::uniform_int_distribution<std::int64_t>(min, max)(m_random);
        }
    }

    void fill(std::string &text)
    {
        static const std::vector<std::string> samples = {"",
                                                         "root",
                                                         "p.lxbootclone1",
                                                         "Größe ✂",
                                                         std::string("nul\0inside", 10),
                                                         "\xff\xfe label",
                                                         "\xef\xbb\xbfwith a mark",
                                                         "\xed\xa0\x80 half a pair",
                                                         std::string(textMax, 'x')};
        text = samples[m_random() % samples.size()];
    }

    void fill(bool &flag) { flag = m_random() % 2 == 0; }
    void fill(Bytes &bytes) { bytes = Bytes(number(1, bytesMax)); }
    void fill(Offset &offset) { offset = Offset(number(0, bytesMax)); }
    void fill(std::uint64_t &bits) { bits = std::bit_cast<std::uint64_t>(number(INT64_MIN, INT64_MAX)); }

    void fill(Extent &extent)
    {
        const std::int64_t begin = number(0, bytesMax);
        extent = {.begin = Offset(begin), .size = Bytes(number(0, bytesMax - begin))};
    }

    void fill(Copying &copying)
    {
        fields(*this, copying);
        copying.rateLimit = rateLimitMin * number(0, rateLimitMax / rateLimitMin);
    }

    void fill(Uuid &uuid)
    {
        for (std::uint8_t &byte : uuid.bytes)
            byte = static_cast<std::uint8_t>(m_random());
    }

    template<std::integral T>
    void fill(T &value, Range range = {})
    {
        value = static_cast<T>(number(range.min, range.max));
    }

    template<typename T>
        requires std::is_enum_v<T>
    void fill(T &value)
    {
        do
            value = static_cast<T>(m_random() % 32);
        while (!isKnown(value));
    }

    template<typename T>
    void fill(std::optional<T> &value)
    {
        value.reset();
        if (m_random() % 2 == 0)
            fill(value.emplace());
    }

    template<typename T, typename... Rule>
    void fill(std::vector<T> &list, Limit limit, Rule... rule)
    {
        list.resize(std::min<std::size_t>(m_random() % 4, limit.items));
        for (T &item : list)
            fill(item, rule...);
    }

    /// Not without end: what is stacked, is not stacked high.
    template<typename T>
        requires std::same_as<T, Volume> || std::same_as<T, NewIdentity>
    void fill(std::vector<T> &list, Limit)
    {
        constexpr int most = 3;
        list.resize(m_depth == most ? 0 : m_random() % 3);
        ++m_depth;
        for (T &item : list)
            fields(*this, item);
        --m_depth;
    }

    template<typename... T>
    void fill(std::variant<T...> &value)
    {
        static const std::variant<T...> kinds[] = {T{}...};
        value = kinds[m_random() % sizeof...(T)];
        std::visit([this](auto &one) { fields(*this, one); }, value);
    }

    template<typename T>
        requires requires(RandomArchive &archive, T &value) { fields(archive, value); }
    void fill(T &value)
    {
        fields(*this, value);
    }

    std::mt19937 m_random;
    int m_depth = 0;
};

/// An archive that counts the fields of a type.
struct CountingArchive
{
    int fields = 0;

    void operator()(const char *, const auto &, auto...) { ++fields; }
    void require(const std::string &, auto) {}
};

}
