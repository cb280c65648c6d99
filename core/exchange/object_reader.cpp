// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/object_reader.h"

#include <cmath>

namespace parterre::exchange {

ObjectReader::ObjectReader(const QJsonValue &value, std::string place)
    : m_object(value.toObject())
    , m_rest(m_object)
    , m_place(std::move(place))
{
    if (!value.isObject())
        m_result = fail(ErrorCode::Invalid, {}, m_place + ": expected an object");
}

std::string ObjectReader::place(const char *key) const
{
    return m_place.empty() ? key : m_place + "." + key;
}

void ObjectReader::refuse(const std::string &key, const std::string &what)
{
    if (m_result)
        m_result = fail(ErrorCode::Invalid, {}, place(key.c_str()) + ": " + what);
}

void ObjectReader::require(const char *key)
{
    if (!has(key))
        refuse(key, "is missing");
}

QJsonValue ObjectReader::value(const char *key)
{
    m_rest.remove(QLatin1StringView(key));
    return m_object.value(QLatin1StringView(key));
}

std::optional<std::int64_t> ObjectReader::number(const char *key, std::int64_t min, std::int64_t max)
{
    const QJsonValue found = value(key);
    if (found.isUndefined())
        return std::nullopt;
    const double number = found.toDouble();
    // The double decides: beyond it, what a file says is not what any reader takes it for.
    if (!found.isDouble() || std::abs(number) > static_cast<double>(jsonNumberMax)
        || found.toInteger(min - 1) < min || found.toInteger(min - 1) > max || number != std::floor(number)) {
        refuse(key, "expected a whole number from " + std::to_string(min) + " to " + std::to_string(max));
        return std::nullopt;
    }
    return found.toInteger();
}

std::optional<std::string> ObjectReader::text(const char *key)
{
    const QJsonValue found = value(key);
    if (found.isUndefined())
        return std::nullopt;
    if (!found.isString() || found.toString().size() > 1024) {
        refuse(key, "expected a text of at most 1024 characters");
        return std::nullopt;
    }
    return found.toString().toStdString();
}

std::optional<bool> ObjectReader::flag(const char *key)
{
    const QJsonValue found = value(key);
    if (found.isUndefined())
        return std::nullopt;
    if (!found.isBool()) {
        refuse(key, "expected true or false");
        return std::nullopt;
    }
    return found.toBool();
}

std::optional<Offset> ObjectReader::offset(const char *key)
{
    const std::optional<std::int64_t> bytes = number(key, 0, jsonNumberMax);
    return bytes ? std::optional(Offset(*bytes)) : std::nullopt;
}

std::optional<Bytes> ObjectReader::amount(const char *key)
{
    const std::optional<std::int64_t> bytes = number(key, 0, jsonNumberMax);
    return bytes ? std::optional(Bytes(*bytes)) : std::nullopt;
}

std::optional<Uuid> ObjectReader::uuid(const char *key)
{
    const std::optional<std::string> found = text(key);
    if (!found)
        return std::nullopt;
    const std::optional<Uuid> uuid = Uuid::parse(*found);
    if (!uuid)
        refuse(key, "expected a UUID, \"xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\"");
    return uuid;
}

QJsonArray ObjectReader::list(const char *key, qsizetype limit)
{
    const QJsonValue found = value(key);
    if (found.isUndefined())
        return {};
    if (!found.isArray() || found.toArray().size() > limit) {
        refuse(key, "expected a list of at most " + std::to_string(limit) + " items");
        return {};
    }
    return found.toArray();
}

Result<> ObjectReader::finish()
{
    if (m_result && !m_rest.isEmpty())
        refuse(m_rest.constBegin().key().left(64).toStdString(), "is not a key that this version knows");
    return m_result;
}

}
