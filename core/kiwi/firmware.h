// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/description.h"
#include "core/result/result.h"

#include <string_view>

namespace parterre::kiwi {

/// How a disk of a description boots: KIWI's firmware.py.
struct Firmware
{
    std::string name;  ///< "efi", "bios"
    TableKind table = TableKind::Gpt;
    bool hasEfi = false;
    bool hasCsm = false;   ///< a partition for GRUB beside the EFI system partition
    bool hasPrep = false;
    bool isActivating = false;  ///< the first partition that boots gets MBR's boot flag

    friend bool operator==(const Firmware &, const Firmware &) = default;
};

/// Fails with Invalid for a firmware that the architecture does not have, and for tables that are never
/// written (DASD).
[[nodiscard]] Result<Firmware> firmwareOf(const Description &description);

/// Whether `architecture` is one of KIWI's.
[[nodiscard]] bool isKnownArchitecture(std::string_view architecture);

/// "description", with where it is wrong: "line 12: ...".
[[nodiscard]] std::unexpected<Error> refuse(int line, const std::string &sentence);

}
