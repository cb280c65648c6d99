// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace parterre {

/// Which files that name partitions (Inventory::references) are rewritten. Part of the design.
struct ReferenceChoice
{
    /// What is on the disk already: names that a partition loses follow it to its new ones.
    bool originsFollow = false;
    /// New clones: what names a partition that has a clone of the same index names that clone.
    bool clonesReferToThemselves = false;

    friend bool operator==(const ReferenceChoice &, const ReferenceChoice &) = default;
};

}
