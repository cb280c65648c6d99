// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/entry.h"

namespace parterre::kiwi {

/// Fails with Invalid where the name of a <partition> is one that KIWI refuses, that a shell or KIWI's own
/// reader would not take out of config.partids, or that another partition answers to.
[[nodiscard]] Result<> checkNames(const std::vector<Entry> &entries);

/// Whether KIWI's schema refuses the name of a <partition> because it is a part of one of KIWI's own: "re",
/// "oo".
[[nodiscard]] bool isPartOfOwnName(std::string_view name);

/// The type that KIWI gives a partition called `entryName` in a GPT: that of systemd's name; empty for other
/// names. Fails with Invalid for those of systemd's names whose type is not known here.
[[nodiscard]] Result<std::string> typeOfEntryName(const CustomPartition &partition,
                                                  const std::string &architecture);

}
