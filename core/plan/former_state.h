// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/imprint.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// A partition as an old report tells it.
struct FormerPartition
{
    int number = 0;
    Extent extent;
    std::string guid;    ///< PARTUUID
    std::string uuid;    ///< of the content; empty where it has none
    std::string name;    ///< in config.partids
    int cloneIndex = 0;  ///< 0 for an origin
    std::optional<Imprint> imprint;

    friend bool operator==(const FormerPartition &, const FormerPartition &) = default;
};

/// What the report of an old job says about origins and clones at its end.
struct FormerState
{
    std::string started;  ///< the job, ISO 8601 UTC
    std::string tableId;
    std::vector<FormerPartition> partitions;

    friend bool operator==(const FormerState &, const FormerState &) = default;
};

}
