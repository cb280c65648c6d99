// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/archive.h"
#include "core/wire/codec.h"

#include <QCborStreamReader>

namespace parterre::wire {

namespace {

constexpr qsizetype bytesLimit = 64 << 20;
constexpr int depthLimit = 48;
constexpr int itemsLimit = 2 << 20;

/// Walks over the bytes without building anything, so that a few bytes cannot ask for gigabytes.
class Surveyor
{
public:
    explicit Surveyor(const QByteArray &bytes)
        : m_reader(bytes)
    {}

    Result<> survey()
    {
        if (!m_reader.isMap())
            return fail(ErrorCode::Invalid, {}, "is not a CBOR map");
        do {
            while (m_reader.containerDepth() > 0 && !m_reader.hasNext() && isSound())
                m_reader.leaveContainer();
            if (m_reader.containerDepth() > 0 || m_items == 0)
                CHECK(pass());
        } while (m_reader.containerDepth() > 0 && isSound());
        if (!isSound())
            return fail(ErrorCode::Invalid, {}, "is not well-formed CBOR");
        return {};
    }

private:
    bool isSound() const { return m_reader.lastError() == QCborError::NoError; }

    Result<> pass()
    {
        if (++m_items > itemsLimit)
            return fail(ErrorCode::Invalid, {}, "has more than 2 Mi items");
        if (m_reader.isContainer()) {
            if (m_reader.containerDepth() >= depthLimit)
                return fail(ErrorCode::Invalid, {}, "is nested deeper than " + std::to_string(depthLimit));
            m_reader.enterContainer();
            return {};
        }
        if ((m_reader.isString() || m_reader.isByteArray())
            && m_reader.currentStringChunkSize() > static_cast<qsizetype>(textMax))
            return fail(ErrorCode::Invalid, {}, "holds a text longer than 64 KiB");
        m_reader.next();
        return {};
    }

    QCborStreamReader m_reader;
    int m_items = 0;
};

}

QByteArray toBytes(const QCborMap &map)
{
    return QCborValue(map).toCbor();
}

Result<QCborMap> fromBytes(const QByteArray &bytes)
{
    if (bytes.size() > bytesLimit)
        return fail(ErrorCode::Invalid, {}, "is larger than 64 MiB");
    CHECK(Surveyor(bytes).survey());
    QCborParserError error;
    const QCborMap map = QCborValue::fromCbor(bytes, &error).toMap();
    if (error.error != QCborError::NoError)
        return fail(ErrorCode::Invalid, {}, "is not well-formed CBOR");
    if (toBytes(map) != bytes)
        return fail(ErrorCode::Invalid, {}, "is not in its shortest form, or has bytes after the end");
    return map;
}

}
