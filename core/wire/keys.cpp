// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/keys.h"

#include <QCborStreamReader>
#include <QCborStreamWriter>

#include <utility>

namespace parterre::wire {

QByteArray encodeKeys(const std::vector<Secret> &keys)
{
    // Room for all at once: what grows leaves copies behind.
    constexpr qsizetype headMax = 9;
    qsizetype room = headMax;
    for (const Secret &key : keys)
        room += headMax + static_cast<qsizetype>(key.size());
    QByteArray bytes;
    bytes.reserve(room);
    QCborStreamWriter writer(&bytes);
    writer.startArray(keys.size());
    for (const Secret &key : keys)
        writer.appendByteString(key.data(), static_cast<qsizetype>(key.size()));
    writer.endArray();
    return bytes;
}

namespace {

std::unexpected<Error> invalid(const std::string &what)
{
    return fail(ErrorCode::Invalid, "keys", what);
}

/// One byte string in one piece, as encodeKeys() writes it.
Result<Secret> takeKey(QCborStreamReader &reader)
{
    if (!reader.isByteArray() || !reader.isLengthKnown() || reader.length() == 0 || reader.length() > keyMax)
        return invalid("one of them is empty, too long or no bytes");
    std::vector<std::byte> room(static_cast<std::size_t>(reader.length()));
    const auto read =
        reader.readStringChunk(reinterpret_cast<char *>(room.data()), static_cast<qsizetype>(room.size()));
    if (read.status != QCborStreamReader::Ok || std::cmp_not_equal(read.data, room.size()))
        return invalid("they are cut off");
    Secret key{std::span<const std::byte>(room)};
    wipe(room);
    // The end of the string.
    if (reader.readStringChunk(nullptr, 0).status != QCborStreamReader::EndOfString)
        return invalid("one of them is in pieces");
    return key;
}

}

Result<std::vector<Secret>> decodeKeys(const QByteArray &bytes)
{
    QCborStreamReader reader(bytes);
    if (!reader.isArray() || !reader.isLengthKnown())
        return invalid("they are no list");
    const quint64 count = reader.length();
    if (count == 0 || count > keysMax)
        return invalid("their number is " + std::to_string(count));
    reader.enterContainer();
    std::vector<Secret> keys;
    keys.reserve(static_cast<std::size_t>(count));
    while (reader.hasNext()) {
        TRY(Secret key, takeKey(reader));
        keys.push_back(std::move(key));
    }
    if (reader.lastError() != QCborError::NoError || keys.size() != count || !reader.leaveContainer()
        || reader.currentOffset() != bytes.size())
        return invalid("they are cut off, or something follows them");
    return keys;
}

}
