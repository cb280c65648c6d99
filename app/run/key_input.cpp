// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/run/key_input.h"

#include "core/wire/keys.h"

namespace parterre {

Secret takeSecret(QByteArray &bytes)
{
    Secret secret(std::as_bytes(std::span(bytes)));
    wipe(std::as_writable_bytes(std::span(bytes)));
    return secret;
}

Secret readKey(QIODevice &file)
{
    QByteArray bytes = file.read(static_cast<qint64>(wire::keyMax) + 1);
    return takeSecret(bytes);
}

}
