// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/inventory.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace parterre {

/// The partition that a firmware's boot entry starts from.
struct EfiEntry
{
    int number = 0;
    std::string guid;  ///< PARTUUID, as Partition::guid; empty where the entry has no signature

    friend bool operator==(const EfiEntry &, const EfiEntry &) = default;
};

/// Reads the bytes of a Boot#### variable as efivarfs gives them: four bytes of attributes, then
/// an EFI_LOAD_OPTION. Nullopt where it names no partition of a hard drive.
[[nodiscard]] std::optional<EfiEntry> parseEfiEntry(std::span<const std::byte> variable);

}
