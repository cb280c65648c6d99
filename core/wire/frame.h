// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <QByteArray>
#include <QCborMap>

#include <optional>

namespace parterre::wire {

/// A message on a pipe: its length as four bytes, the highest first, then its CBOR.
[[nodiscard]] QByteArray frame(const QCborMap &map);

/// Puts the frames of a pipe together again.
class FrameReader
{
public:
    /// Takes what the pipe gave, in pieces of any size.
    void add(QByteArrayView bytes);
    /// The next whole message; nullopt where more bytes are needed. Invalid, for good, where the
    /// bytes are no frames: a length of 0 or over 64 MiB, or not CBOR.
    [[nodiscard]] Result<std::optional<QCborMap>> next();
    /// No part of a frame is waiting: the pipe may end here.
    [[nodiscard]] bool isAtBoundary() const { return m_bytes.isEmpty(); }

private:
    QByteArray m_bytes;
    bool m_isBroken = false;
};

}
