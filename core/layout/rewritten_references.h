// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// An identifier in a file, and the one that takes its place.
struct ReferenceChange
{
    Reference::By by = Reference::By::DeviceNumber;
    /// Reference::key; of a device number and a logical volume all of the word, "/dev/sda5"
    std::string from;
    std::string to;    ///< of the same kind, never empty

    friend bool operator==(const ReferenceChange &, const ReferenceChange &) = default;
};

/// All of them are made at once: one's `to` may be another's `from`. No two have the same `from`.
struct RewrittenFile
{
    std::string path;  ///< "/etc/fstab", in its file system
    std::vector<ReferenceChange> changes;

    friend bool operator==(const RewrittenFile &, const RewrittenFile &) = default;
};

/// What is rewritten in one file system of the new layout.
struct RewrittenSlot
{
    int partition = 0;       ///< whose files they are copies of, in the inventory
    int cloneIndex = 0;      ///< Slot::cloneIndex
    bool isClone = false;    ///< a new one; else it is on the disk already
    LayerPlace layer;        ///< of the file system in the partition
    bool isWritable = true;  ///< whether its kind can be written into here: nothing is done about the others
    std::vector<RewrittenFile> files;

    friend bool operator==(const RewrittenSlot &, const RewrittenSlot &) = default;
};

/// What has to be rewritten for `choice`, in the order of the designed slots; slots without any are left out.
/// `now` and `designed` are the inventory's layouts.
///
/// Origins follow: a reference that would lead elsewhere or nowhere gets the same kind of name of the
/// partition that it names now. Clones refer to themselves: a reference to a partition that has a clone of
/// their own index, new or on the disk already, gets that clone's name of the same kind and in the same
/// layer; any other follows the partition that it names now. What the firmware has is never rewritten.
[[nodiscard]] std::vector<RewrittenSlot> rewrittenReferences(const Inventory &inventory,
                                                             const ReferenceChoice &choice, const Layout &now,
                                                             const Layout &designed);

/// As Reference::value, but as it will stand in that slot: "UUID=...". Nothing where it stays as it is.
[[nodiscard]] std::optional<std::string> rewrittenValue(const Reference &reference,
                                                        const RewrittenSlot &slot);

}
