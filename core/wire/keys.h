// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/secret.h"

#include <QByteArray>

namespace parterre::wire {

/// How many passphrases and key files go with a request, and how long each may be: cryptsetup(8) reads no
/// more of a key file.
inline constexpr std::size_t keysMax = 64;
inline constexpr std::size_t keyMax = std::size_t{8} << 20;
/// Of all of them together, with what frames them.
inline constexpr std::size_t keyBytesMax = std::size_t{64} << 20;

/// A list of byte strings in CBOR. The answer is a secret like what it is made of; see wipe().
[[nodiscard]] QByteArray encodeKeys(const std::vector<Secret> &keys);
/// Invalid where it is anything else, or a key is empty or longer than keyMax.
[[nodiscard]] Result<std::vector<Secret>> decodeKeys(const QByteArray &bytes);

}
