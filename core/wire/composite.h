// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/wire/archive.h"
#include "core/wire/enumerators.h"

#include <QCborArray>

#include <bit>
#include <type_traits>
#include <utility>
#include <variant>

namespace parterre::wire {

/// Types that have parts, and so a function fields(archive, value).
template<typename T>
concept HasFields = requires(Reader &reader, T &value) { fields(reader, value); };

// Composition is by struct templates, so that a list of optionals of lists finds all of them.
template<typename T>
struct Composite
{
    static QCborValue put(const T &from, auto... rule)
    {
        if constexpr (std::is_enum_v<T>) {
            return wire::put(static_cast<std::int64_t>(std::to_underlying(from)));
        } else if constexpr (std::is_same_v<T, std::uint64_t> && sizeof...(rule) == 0) {
            return wire::put(std::bit_cast<std::int64_t>(from));
        } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
            return wire::put(static_cast<std::int64_t>(from));
        } else if constexpr (HasFields<T>) {
            Writer writer;
            fields(writer, from);
            return writer.map();
        } else {
            return wire::put(from);
        }
    }

    static Result<> take(const QCborValue &from, T &into, auto... rule)
    {
        if constexpr (std::is_enum_v<T>) {
            return takeEnumerator(from, into);
        } else if constexpr (std::is_same_v<T, std::uint64_t> && sizeof...(rule) == 0) {
            std::int64_t bits = 0;
            CHECK(wire::take(from, bits, Range{.min = INT64_MIN, .max = INT64_MAX}));
            into = std::bit_cast<std::uint64_t>(bits);
            return {};
        } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
            return takeNumber(from, into, rule...);
        } else if constexpr (HasFields<T>) {
            Reader reader(from);
            fields(reader, into);
            return reader.finish();
        } else {
            return wire::take(from, into);
        }
    }

private:
    static Result<> takeEnumerator(const QCborValue &from, T &into)
    {
        std::int64_t number = 0;
        CHECK(wire::take(from, number, Range{.min = 0, .max = UINT8_MAX}));
        into = static_cast<T>(number);
        if (!isKnown(into))
            return wrong("is not one of the values it may have");
        return {};
    }

    static Result<> takeNumber(const QCborValue &from, T &into, Range range = {})
    {
        std::int64_t number = 0;
        CHECK(wire::take(from, number, range));
        into = static_cast<T>(number);
        return {};
    }
};

template<typename T>
struct Composite<std::optional<T>>
{
    static QCborValue put(const std::optional<T> &from)
    {
        return from ? Composite<T>::put(*from) : QCborValue(nullptr);
    }

    static Result<> take(const QCborValue &from, std::optional<T> &into)
    {
        if (from.isNull()) {
            into.reset();
            return {};
        }
        return Composite<T>::take(from, into.emplace());
    }
};

template<typename T>
struct Composite<std::vector<T>>
{
    static QCborValue put(const std::vector<T> &from, Limit, auto... rule)
    {
        QCborArray array;
        for (const T &item : from)
            array.append(Composite<T>::put(item, rule...));
        return array;
    }

    static Result<> take(const QCborValue &from, std::vector<T> &into, Limit limit, auto... rule)
    {
        if (!from.isArray())
            return wrong("is not a list");
        const QCborArray array = from.toArray();
        if (static_cast<std::size_t>(array.size()) > limit.items)
            return wrong("has more than " + std::to_string(limit.items) + " items");
        into.clear();
        into.reserve(static_cast<std::size_t>(array.size()));
        for (const QCborValue item : array) {
            if (Result<> taken = Composite<T>::take(item, into.emplace_back(), rule...); !taken)
                return std::unexpected(inside("[" + std::to_string(into.size() - 1) + "]", taken.error()));
        }
        return {};
    }
};

/// The key under which an alternative of a variant travels: {"copy-blocks": {...}}.
template<typename T>
inline constexpr const char *alternativeKey = nullptr;

template<typename... T>
struct Composite<std::variant<T...>>
{
    static QCborValue put(const std::variant<T...> &from)
    {
        return std::visit(
            []<typename One>(const One &one) -> QCborValue {
                static_assert(alternativeKey<One> != nullptr, "this alternative cannot travel");
                Writer writer;
                writer(alternativeKey<One>, one);
                return writer.map();
            },
            from);
    }

    static Result<> take(const QCborValue &from, std::variant<T...> &into)
    {
        const QCborMap map = from.toMap();
        if (!from.isMap() || map.size() != 1)
            return wrong("is not a map with one key");
        const QString key = map.constBegin().key().toString();
        Result<> taken = wrong("is of an unknown kind");
        (takeOne<T>(key, from, into, taken) || ...);
        return taken;
    }

private:
    template<typename One>
    static bool takeOne(const QString &key, const QCborValue &from, std::variant<T...> &into, Result<> &taken)
    {
        if (key != QLatin1StringView(alternativeKey<One>))
            return false;
        Reader reader(from);
        reader(alternativeKey<One>, into.template emplace<One>());
        taken = reader.finish();
        return true;
    }
};

template<typename T, typename... Rule>
void Reader::operator()(const char *key, T &into, Rule... rule)
{
    if (!m_result)
        return;
    const Result<QCborValue> value = next(key);
    m_result = value ? Composite<T>::take(*value, into, rule...) : Result<>(std::unexpected(value.error()));
    if (!m_result && value)
        m_result = std::unexpected(inside(std::string(".") + key, m_result.error()));
}

template<typename T, typename... Rule>
void Writer::operator()(const char *key, const T &from, Rule... rule)
{
    m_map.insert(QString::fromLatin1(key), Composite<T>::put(from, rule...));
}

}
