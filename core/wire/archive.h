// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/extent.h"
#include "core/units/uuid.h"

#include <QCborMap>
#include <QCborValue>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parterre::wire {

/// What a number may be.
struct Range
{
    std::int64_t min = 0;
    std::int64_t max = INT32_MAX;
};

/// How many items a list may have.
struct Limit
{
    std::size_t items = 0;
};

/// Partition numbers, and 0 where there is none.
inline constexpr Range partitionNumber{.min = 0, .max = 65535};
/// No position or amount on a wire is beyond 1 EiB, so that sums of a few cannot overflow.
inline constexpr std::int64_t bytesMax = std::int64_t{1} << 60U;
inline constexpr std::size_t textMax = 65536;
inline constexpr Range millisecondsRange{.min = 0, .max = std::int64_t{1} << 53U};

/// A failure at some place; every level that it passes adds its own key to the front.
[[nodiscard]] std::unexpected<Error> wrong(const std::string &what);
[[nodiscard]] Error inside(const std::string &place, Error error);

/// Values without parts. A text that is not UTF-8 (labels come from disks) travels as bytes.
[[nodiscard]] QCborValue put(const std::string &text);
[[nodiscard]] QCborValue put(bool flag);
[[nodiscard]] QCborValue put(std::int64_t number);
[[nodiscard]] QCborValue put(Bytes bytes);
[[nodiscard]] QCborValue put(Offset offset);
[[nodiscard]] QCborValue put(const Uuid &uuid);

[[nodiscard]] Result<> take(const QCborValue &from, std::string &into);
[[nodiscard]] Result<> take(const QCborValue &from, bool &into);
[[nodiscard]] Result<> take(const QCborValue &from, std::int64_t &into, Range range);
[[nodiscard]] Result<> take(const QCborValue &from, Bytes &into);
[[nodiscard]] Result<> take(const QCborValue &from, Offset &into);
[[nodiscard]] Result<> take(const QCborValue &from, Uuid &into);

/// Reads a map key by key in the order in which Writer wrote it. After the first failure every
/// further key does nothing, and finish() tells that failure.
class Reader
{
public:
    explicit Reader(const QCborValue &value);

    /// fields() of a type names its keys through this.
    template<typename T, typename... Rule>
    void operator()(const char *key, T &into, Rule... rule);

    /// Adds a rule that spans several fields; asked only when all went well so far.
    template<typename Rule>
    void require(const std::string &what, Rule holds)
    {
        if (m_result && !holds())
            m_result = wrong(what);
    }

    /// Invalid where a key was left over or anything failed before.
    [[nodiscard]] Result<> finish();

private:
    [[nodiscard]] Result<QCborValue> next(const char *key);

    QCborMap m_map;
    QCborMap::ConstIterator m_at;
    Result<> m_result;
};

/// Writes a map key by key. Never fails: rules are for readers.
class Writer
{
public:
    template<typename T, typename... Rule>
    void operator()(const char *key, const T &from, Rule... rule);

    template<typename Rule>
    void require(const std::string &, Rule)
    {}

    [[nodiscard]] QCborMap map() const { return m_map; }

private:
    QCborMap m_map;
};

/// `const T` for a writer, `T` for a reader: one description of a type serves both.
template<typename T, typename Plain>
concept As = std::same_as<std::remove_const_t<T>, Plain>;

}
