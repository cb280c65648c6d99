// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/units/uuid.h"

#include <string>

namespace parterre::test {

/// A disk and a design, from a text that a person can read aloud:
///
///     disk size=32GiB table=gpt sector=512 entries=128
///     part 1 size=2MiB type=bios name=p.legacy kind=unknown
///     part 3 size=512MiB name=p.lxboot kind=ext4 label=BOOT
///     clones 3 2
///     placement adjacent
///
/// Partitions without start= follow the one before, aligned. Identifiers are made of the numbers.
struct Scenario
{
    Inventory inventory;
    Design design;
};

/// Ends the test program with the line that is wrong: scenarios are part of the tests.
[[nodiscard]] Scenario parseScenario(const std::string &text);

/// 00000001-0000-4000-8000-000000000000, then 2, 3...
[[nodiscard]] UuidSource countingUuids();

/// Layout, config.partids, findings and plan as lines for golden files.
[[nodiscard]] std::string toText(const Derived &derived);

/// The demo appliance: BIOS boot, ESP, boot, home, root and free space, on 8 GiB.
[[nodiscard]] Scenario appliance();

}
