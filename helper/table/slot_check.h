// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/result/result.h"
#include "helper/table/table_codec.h"

#include <optional>
#include <vector>

namespace parterre {

/// Invalid where a table of this kind cannot hold `slots` on this disk.
[[nodiscard]] Result<> checkSlots(const Table &table, const std::vector<Slot> &slots,
                                  const std::string &disk);

/// Mismatch where what was read is not what `slots` ask for.
[[nodiscard]] Result<> compareWithSlots(const TableReading &reading, std::vector<Slot> slots,
                                        const std::string &disk);

/// The code of an MBR type, "83"; nothing where it is not two hexadecimal digits or is 00.
[[nodiscard]] std::optional<std::uint8_t> mbrTypeCode(const std::string &type);

}
