// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/script/repart_definition.h"

#include <string>
#include <string_view>
#include <vector>

namespace parterre::script {

/// A file of definitions, and those of its folder of drop-ins in the order of their names.
struct RepartFile
{
    std::string name;  ///< "10-esp.conf"; drop-ins: "10-esp.conf.d/20-size.conf"
    std::string text;
};

/// What the files say, and what of it a drawing does not have.
struct RepartRead
{
    std::vector<RepartDefinition> definitions;
    std::vector<std::string> notes;
};

/// Reads definitions for systemd-repart 254 to 257. `files` stand in the order of their names, each followed
/// by its drop-ins. Fails with Invalid and one sentence, "10-esp.conf, line 3: ...", also for what would make
/// places that a drawing cannot have (CopyBlocks=, Encrypt=, Verity=, Minimize=, SupplementFor=).
[[nodiscard]] Result<RepartRead> readRepart(const std::vector<RepartFile> &files,
                                            std::string_view architecture);

}
