// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/secret.h"

#include <QDBusUnixFileDescriptor>

namespace parterre {

/// Passphrases and key files on their way to the helper or the runner: a memory file without a name, sealed,
/// which only who is handed the descriptor can read.
class KeyEnvelope
{
public:
    /// Requires keys.
    [[nodiscard]] static Result<KeyEnvelope> seal(const std::vector<Secret> &keys);

    [[nodiscard]] const QDBusUnixFileDescriptor &file() const { return m_file; }

private:
    explicit KeyEnvelope(QDBusUnixFileDescriptor file);

    QDBusUnixFileDescriptor m_file;
};

}
