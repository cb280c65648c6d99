// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/archive.h"

namespace parterre::wire {

std::unexpected<Error> wrong(const std::string &what)
{
    return fail(ErrorCode::Invalid, {}, " " + what);
}

Error inside(const std::string &place, Error error)
{
    error.detail.insert(0, place);
    return error;
}

QCborValue put(const std::string &text)
{
    const QString unicode = QString::fromUtf8(text);
    if (unicode.toUtf8() == QByteArrayView(text))
        return unicode;
    return QByteArray::fromStdString(text);
}

QCborValue put(bool flag)
{
    return flag;
}

QCborValue put(std::int64_t number)
{
    return qint64{number};
}

QCborValue put(Bytes bytes)
{
    return put(bytes.count());
}

QCborValue put(Offset offset)
{
    return put(offset.bytes());
}

QCborValue put(const Uuid &uuid)
{
    QByteArray bytes;
    for (const std::uint8_t byte : uuid.bytes)
        bytes.append(static_cast<char>(byte));
    return bytes;
}

Result<> take(const QCborValue &from, std::string &into)
{
    if (from.isString())
        into = from.toString().toStdString();
    else if (from.isByteArray())
        into = from.toByteArray().toStdString();
    else
        return wrong("is not a text");
    if (into.size() > textMax)
        return wrong("is longer than 64 KiB");
    if (put(into).type() != from.type())
        return wrong("is text that should be bytes or bytes that should be text");
    return {};
}

Result<> take(const QCborValue &from, bool &into)
{
    if (!from.isBool())
        return wrong("is neither true nor false");
    into = from.toBool();
    return {};
}

Result<> take(const QCborValue &from, std::int64_t &into, Range range)
{
    if (!from.isInteger())
        return wrong("is not a whole number");
    into = from.toInteger();
    if (into < range.min || into > range.max)
        return wrong("is not between " + std::to_string(range.min) + " and " + std::to_string(range.max));
    return {};
}

Result<> take(const QCborValue &from, Bytes &into)
{
    std::int64_t count = 0;
    CHECK(take(from, count, Range{.min = 0, .max = bytesMax}));
    into = Bytes(count);
    return {};
}

Result<> take(const QCborValue &from, Offset &into)
{
    std::int64_t bytes = 0;
    CHECK(take(from, bytes, Range{.min = 0, .max = bytesMax}));
    into = Offset(bytes);
    return {};
}

Result<> take(const QCborValue &from, Uuid &into)
{
    const QByteArray bytes = from.toByteArray();
    if (!from.isByteArray() || static_cast<std::size_t>(bytes.size()) != into.bytes.size())
        return wrong("is not 16 bytes");
    for (std::size_t i = 0; i < into.bytes.size(); ++i)
        into.bytes[i] = static_cast<std::uint8_t>(bytes[static_cast<qsizetype>(i)]);
    return {};
}

Reader::Reader(const QCborValue &value)
    : m_map(value.toMap())
    , m_at(m_map.constBegin())
{
    if (!value.isMap())
        m_result = wrong("is not a map");
}

Result<QCborValue> Reader::next(const char *key)
{
    if (m_at == m_map.constEnd())
        return wrong(std::string("lacks the key ") + key);
    const QString found = m_at.key().toString();
    if (!m_at.key().isString() || found != QLatin1StringView(key))
        return wrong(std::string("wants the key ") + key + " where \"" + found.left(64).toStdString()
                     + "\" stands");
    const QCborValue value = m_at.value();
    ++m_at;
    return value;
}

Result<> Reader::finish()
{
    if (m_result && m_at != m_map.constEnd())
        m_result = wrong("has the unknown key \"" + m_at.key().toString().left(64).toStdString() + "\"");
    return m_result;
}

}
