// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/secret.h"

#include <QIODevice>

namespace parterre {

/// The bytes as a secret; they themselves are overwritten.
[[nodiscard]] Secret takeSecret(QByteArray &bytes);
/// What an open key file holds, and one byte more than a key may have (wire::keyMax) where it is longer.
[[nodiscard]] Secret readKey(QIODevice &file);

}
