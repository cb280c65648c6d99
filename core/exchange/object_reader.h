// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/bytes.h"
#include "core/units/uuid.h"

#include <QJsonArray>
#include <QJsonObject>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parterre::exchange {

/// The numbers that every JSON reader keeps exactly.
inline constexpr std::int64_t jsonNumberMax = std::int64_t{1} << 53U;

/// Takes an object of a file apart, key by key. Every key that is asked for counts as known; what
/// finish() finds beside them is refused. After a failure every further question gives nothing.
class ObjectReader
{
public:
    ObjectReader(const QJsonValue &value, std::string place);

    [[nodiscard]] bool has(const char *key) const { return m_object.contains(QLatin1StringView(key)); }
    /// Undefined where the key is not there.
    [[nodiscard]] QJsonValue value(const char *key);
    [[nodiscard]] std::optional<std::int64_t> number(const char *key, std::int64_t min, std::int64_t max);
    [[nodiscard]] std::optional<std::string> text(const char *key);
    [[nodiscard]] std::optional<bool> flag(const char *key);
    [[nodiscard]] std::optional<Offset> offset(const char *key);
    [[nodiscard]] std::optional<Bytes> amount(const char *key);
    [[nodiscard]] std::optional<Uuid> uuid(const char *key);
    /// A text that `named` knows; T() where the key is not there, and where it is refused with `expected`.
    template<typename T>
    [[nodiscard]] T word(const char *key, std::optional<T> (*named)(std::string_view), const char *expected)
    {
        const std::optional<std::string> given = text(key);
        if (!given)
            return T();
        const std::optional<T> found = named(*given);
        if (!found)
            refuse(key, expected);
        return found.value_or(T());
    }
    /// A list, empty where the key is not there.
    [[nodiscard]] QJsonArray list(const char *key, qsizetype limit);

    /// Fails later in finish(), as all questions do: "partitions[2].number: ...".
    void refuse(const std::string &key, const std::string &what);
    void require(const char *key);
    [[nodiscard]] std::string place(const char *key) const;
    [[nodiscard]] Result<> finish();
    /// The same for files to which later versions add keys that may be passed over.
    [[nodiscard]] const Result<> &finishLeniently() const { return m_result; }

private:
    QJsonObject m_object;
    QJsonObject m_rest;
    std::string m_place;
    Result<> m_result;
};

}
