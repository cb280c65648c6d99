// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/probe/snapshot.h"

namespace parterre {

/// Marks every file system with an fstab as a root, and gives partitions the places where those
/// fstabs mount them. Where several roots (clones!) disagree, one that names itself as / goes first.
void setMountPoints(std::vector<Partition> &partitions, const Snapshot &snapshot);

/// What configuration files (config_sources.h) and the firmware name, each once.
[[nodiscard]] std::vector<Reference> referencesIn(const std::vector<Partition> &partitions,
                                                  const Snapshot &snapshot);

}
