// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"

#include <QByteArray>
#include <QDBusUnixFileDescriptor>
#include <QVariantMap>

#include <optional>

namespace parterre {

/// Our end of what the helper answers by, out of sight of the bus (docs/bus.md): a memory file, which
/// it seals once the whole answer is in it, and the line, a pipe that it only holds. However it comes
/// that the helper has nothing more to do with a request (it has answered, KAuth refused it without a
/// word, it was killed), the kernel closes the line.
class AnswerChannel
{
public:
    [[nodiscard]] static Result<AnswerChannel> open();

    /// "answer" and "line", for a KAuth action.
    [[nodiscard]] QVariantMap arguments() const;
    /// To be called once the request was sent: from then on the line is the helper's alone, also where
    /// KAuth still keeps our arguments.
    void letGo();
    /// Readable once letGo() was called and the helper has let go, too. -1 without a channel.
    [[nodiscard]] int line() const { return m_ourEnd.fileDescriptor(); }
    /// The helper's answer; nothing unless it is sealed, not empty, and not over 64 MiB.
    [[nodiscard]] std::optional<QByteArray> answer() const;

private:
    QDBusUnixFileDescriptor m_answer;
    QDBusUnixFileDescriptor m_ourEnd;
    QDBusUnixFileDescriptor m_helpersEnd;
};

}
