// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/exchange/kiwi_file.h"
#include "core/exchange/xml_tree.h"

namespace parterre::exchange {

/// The <type> that `choice` means, out of the whole description with all that it includes. Fails with Invalid
/// where that is none, no disk, or one of several.
[[nodiscard]] Result<XmlElement> chosenType(const XmlElement &image, const KiwiChoice &choice);

/// Puts the contents of included files in the place of each <include>.
[[nodiscard]] Result<> resolveIncludes(XmlElement &image, const KiwiInclude &include);

}
