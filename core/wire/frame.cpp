// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/frame.h"

#include "core/wire/codec.h"

#include <QtEndian>

namespace parterre::wire {

namespace {

constexpr qsizetype headerSize = 4;
constexpr quint32 lengthLimit = 64 << 20;

}

QByteArray frame(const QCborMap &map)
{
    const QByteArray bytes = toBytes(map);
    QByteArray framed(headerSize, '\0');
    qToBigEndian(static_cast<quint32>(bytes.size()), framed.data());
    return framed + bytes;
}

void FrameReader::add(QByteArrayView bytes)
{
    m_bytes.append(bytes);
}

Result<std::optional<QCborMap>> FrameReader::next()
{
    if (m_isBroken)
        return fail(ErrorCode::Invalid, {}, "the pipe is broken");
    if (m_bytes.size() < headerSize)
        return std::nullopt;
    const auto length = qFromBigEndian<quint32>(m_bytes.constData());
    if (length == 0 || length > lengthLimit) {
        m_isBroken = true;
        return fail(ErrorCode::Invalid, {}, "a frame of " + std::to_string(length) + " bytes");
    }
    const auto whole = headerSize + static_cast<qsizetype>(length);
    if (m_bytes.size() < whole)
        return std::nullopt;
    Result<QCborMap> map = fromBytes(m_bytes.sliced(headerSize, length));
    m_bytes.remove(0, whole);
    m_isBroken = !map;
    return map;
}

}
