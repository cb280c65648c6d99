// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/bytes.h"

#include <optional>
#include <string_view>

namespace parterre {

/// The size of the first data segment in the metadata of an LUKS2, as crypt_dump_json() has it (LUKS2
/// On-Disk Format 1.1.3, 3.3); nothing where it is "dynamic", and reaches to the end of its device. 0 where
/// it is no number that a disk could hold.
[[nodiscard]] std::optional<Bytes> luksSegmentSize(std::string_view json);

}
