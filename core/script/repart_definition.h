// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/units/bytes.h"
#include "core/units/uuid.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace parterre::script {

/// One partition as repart.d(5) has it. What is absent is systemd-repart's to choose.
struct RepartDefinition
{
    std::string file;               ///< "10-esp.conf"
    std::string type;               ///< as in Partition::type
    std::string label;              ///< UTF-8; empty: one of the type
    std::string uuid;               ///< lower case; empty: one of the seed
    std::int64_t priority = 0;      ///< above 0: left out where there is no room, the highest first
    std::int64_t weight = 1000;
    std::int64_t paddingWeight = 0;
    std::optional<Bytes> sizeMin;   ///< absent: 10 MiB
    std::optional<Bytes> sizeMax;
    std::optional<Bytes> paddingMin;
    std::optional<Bytes> paddingMax;
    ContentKind format = ContentKind::Unformatted;
    std::uint64_t flags = 0;
    std::optional<bool> isReadOnly;
    std::optional<bool> isNoAuto;
    std::optional<bool> isGrown;    ///< "GrowFileSystem"
    std::string mountPoint;

    friend bool operator==(const RepartDefinition &, const RepartDefinition &) = default;
};

/// What decides besides the definitions.
struct RepartGiven
{
    Bytes diskSize;
    Bytes sectorSize{512};
    std::string architecture = "x86-64";  ///< what "root" and "usr" mean, in repart.d's word
    /// The UUID that repart derives of its seed for a type, or of the disk where that is empty; `count` is 0
    /// for the first of a type. Absent: partitions without a UUID of their own have none yet.
    std::function<Uuid(const std::optional<Uuid> &type, std::uint64_t count)> derived;
};

}
