// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"
#include "app/cli/ctl_output.h"
#include "core/script/outcome.h"
#include "core/script/repart_definition.h"

namespace parterre::ctl {

/// The disk of the definitions in the folder that is the target, with its drop-ins. Fails with Invalid.
[[nodiscard]] Result<script::Imported> importedFromRepart(const Options &options);
/// A new folder with one file of each definition, or none. Complains where it fails; a folder that is there
/// already is left as it is, since repart would read what is in it, too.
[[nodiscard]] Status writeDefinitions(const QString &folder,
                                      const std::vector<script::RepartDefinition> &definitions);

}
