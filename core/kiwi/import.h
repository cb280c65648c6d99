// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/description.h"
#include "core/result/result.h"
#include "core/script/outcome.h"

namespace parterre::kiwi {

/// The disk that KIWI makes of a description; its notes say what KIWI would do besides, or otherwise.
using Imported = script::Imported;

/// Identifiers of clones are drawn from `uuids`. Fails with Invalid and a sentence for what KIWI refuses, for
/// what would die in its build, and for what is not given but needed.
[[nodiscard]] Result<Imported> importDescription(const Description &description, const Given &given,
                                                 const UuidSource &uuids);

}
