// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/keys.h"

#include <QCborArray>
#include <QCborValue>

namespace parterre::wire {

QByteArray encodeKeys(const std::vector<Secret> &keys)
{
    QCborArray list;
    for (const Secret &key : keys)
        list.append(QByteArray(key.data(), static_cast<qsizetype>(key.size())));
    return QCborValue(list).toCbor();
}

Result<std::vector<Secret>> decodeKeys(const QByteArray &bytes)
{
    QCborParserError error{};
    const QCborValue value = QCborValue::fromCbor(bytes, &error);
    if (error.error != QCborError::NoError || error.offset != bytes.size() || !value.isArray())
        return fail(ErrorCode::Invalid, "keys", "they are no list");
    const QCborArray list = value.toArray();
    if (list.isEmpty() || static_cast<std::size_t>(list.size()) > keysMax)
        return fail(ErrorCode::Invalid, "keys", "their number is " + std::to_string(list.size()));
    std::vector<Secret> keys;
    for (const QCborValue &one : list) {
        const QByteArray key = one.toByteArray();
        if (!one.isByteArray() || key.isEmpty() || static_cast<std::size_t>(key.size()) > keyMax)
            return fail(ErrorCode::Invalid, "keys", "one of them is empty, too long or no bytes");
        keys.emplace_back(std::as_bytes(std::span(key)));
    }
    return keys;
}

}
