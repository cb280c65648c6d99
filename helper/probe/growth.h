// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/probe/snapshot.h"

namespace parterre {

/// Marks partitions that something in a root file system resizes at first boot: KIWI's repartition
/// module (the root itself), cloud-init's growpart (the root), x-systemd.growfs in an fstab (whatever
/// the line names).
void setGrowth(std::vector<Partition> &partitions, const Snapshot &snapshot);

}
