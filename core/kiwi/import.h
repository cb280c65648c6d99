// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/description.h"
#include "core/model/design.h"
#include "core/result/result.h"

#include <string>
#include <vector>

namespace parterre::kiwi {

/// The disk that KIWI makes of a description.
struct Imported
{
    Design design;  ///< with a drawing; derive() gives the layout, to the sector
    /// What KIWI would do besides, or otherwise: sentences in English for whoever imports.
    std::vector<std::string> notes;
};

/// Identifiers of clones are drawn from `uuids`. Fails with Invalid and a sentence for what KIWI refuses, for
/// what would die in its build, and for what is not given but needed.
[[nodiscard]] Result<Imported> importDescription(const Description &description, const Given &given,
                                                 const UuidSource &uuids);

}
