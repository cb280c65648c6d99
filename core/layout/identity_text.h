// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/units/uuid.h"

#include <string>

namespace parterre {

/// What Content::uuid reads as once content of `kind` has been given the identifier drawn as
/// `uuid`: the whole UUID for most; FAT and exFAT serials "ABCD-1234" from its first 4 bytes; NTFS
/// 16 upper-case digits from its first 8. Empty for kinds that have no identifier or cannot be
/// given one.
[[nodiscard]] std::string contentIdText(ContentKind kind, const Uuid &uuid);

/// What Content::subUuid reads as then, for kinds whose device has a UUID that is renewed too (btrfs, MD):
/// made of `uuid`, so that a plan tells it before it is written. Empty for all others.
[[nodiscard]] std::string subIdText(ContentKind kind, const Uuid &uuid);

/// The same for Content::groupUuid (LVM).
[[nodiscard]] std::string groupIdText(ContentKind kind, const Uuid &uuid);

/// The same for Volume::uuid of a volume of this name in a container of `kind` (LVM).
[[nodiscard]] std::string volumeIdText(ContentKind kind, const Uuid &uuid, const std::string &name);

/// `uuid` as LVM prints identifiers: 32 characters, here all of them digits of the UUID, in seven groups.
[[nodiscard]] std::string lvmIdText(const Uuid &uuid);

/// Kinds whose clones must get a new identifier before they may be published. False for those
/// that have none (unformatted, squashfs, unknown).
[[nodiscard]] bool hasIdentifier(ContentKind kind);

}
