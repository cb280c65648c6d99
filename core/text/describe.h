// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/text/message.h"
#include "core/units/bytes.h"

#include <string>

namespace parterre {

/// "512 MiB", "3.0 GiB", "1.8 TiB", "17 bytes": three significant digits, binary units.
[[nodiscard]] std::string sizeText(Bytes bytes);
/// The same to the byte where it is a whole number of a unit, else with all digits: "1025 MiB".
[[nodiscard]] std::string exactSizeText(Bytes bytes);
/// "1 min 20 s", "3 h 5 min", "less than a second".
[[nodiscard]] std::string durationText(double seconds);
/// What went wrong and what to do about it, as one or two sentences.
[[nodiscard]] Message describe(const Error &error);

}
