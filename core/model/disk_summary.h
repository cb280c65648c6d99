// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/partition.h"

#include <string>
#include <vector>

namespace parterre {

/// A disk that could be opened, for the list of sources: from sysfs alone, nothing of it is read.
struct DiskSummary
{
    std::string path;  ///< "/dev/sdb"
    std::string model;
    std::string serial;
    Bytes size;
    bool isRemovable = false;
    bool isReadOnly = false;
    bool isSystemDisk = false;
    std::vector<Use> uses;  ///< of the disk and of all its partitions

    friend bool operator==(const DiskSummary &, const DiskSummary &) = default;
};

}
