// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/exchange/repart_uuid.h"

#include <QMessageAuthenticationCode>
#include <QtEndian>

#include <algorithm>

namespace parterre::exchange {

namespace {

QByteArray bytesOf(const Uuid &uuid)
{
    return {reinterpret_cast<const char *>(uuid.bytes.data()), static_cast<qsizetype>(uuid.bytes.size())};
}

}

Uuid repartUuid(const Uuid &seed, const std::optional<Uuid> &type, std::uint64_t count)
{
    QByteArray text = type ? bytesOf(*type) : QByteArrayLiteral("disk-uuid");
    if (type && count > 0) {
        const quint64 little = qToLittleEndian(quint64{count});
        text.append(reinterpret_cast<const char *>(&little), sizeof(little));
    }
    const QByteArray digest =
        QMessageAuthenticationCode::hash(text, bytesOf(seed), QCryptographicHash::Sha256);
    Uuid uuid;
    std::copy_n(digest.begin(), uuid.bytes.size(), uuid.bytes.begin());
    // Version 4 and variant of RFC 9562, as systemd marks what it derives.
    uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0fU) | 0x40U);
    uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3fU) | 0x80U);
    return uuid;
}

}
