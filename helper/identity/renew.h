// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/uuid.h"
#include "helper/block/partition_window.h"
#include "helper/identity/identity.h"
#include "helper/identity/tool.h"

namespace parterre {

/// renewIdentity() with the programs of `tools`. Tests give it an empty box.
[[nodiscard]] Result<> renewIdentityWith(const Toolbox &tools, BlockDevice &disk, Extent where,
                                         const NewIdentity &identity, Keys &keys);
[[nodiscard]] Capabilities identityCapabilitiesWith(const Toolbox &tools);

/// The content to be renewed, before and while a window on it is open.
struct Renewal
{
    const Toolbox &tools;
    BlockDevice &disk;
    Extent where;
    ContentKind kind;
    Uuid uuid = {};    ///< as it was drawn
    std::string text;  ///< what the identifier shall read as, see contentIdText()
    std::string label;  ///< ... and the label; empty: it stays
};

/// Each looks at the content and says with an error that it may not be renewed; writes nothing.
/// @{
[[nodiscard]] Result<> admitExt(const Renewal &renewal);
[[nodiscard]] Result<> admitBtrfs(const Renewal &renewal);
[[nodiscard]] Result<> admitBootSector(const Renewal &renewal);
[[nodiscard]] Result<> admitJfs(const Renewal &renewal);
[[nodiscard]] Result<> admitNilfs2(const Renewal &renewal);
[[nodiscard]] Result<> admitReiserFs(const Renewal &renewal);
[[nodiscard]] Result<> admitErofs(const Renewal &renewal);
[[nodiscard]] Result<> admitF2fs(const Renewal &renewal);
[[nodiscard]] Result<> admitLvm(const Renewal &renewal);
[[nodiscard]] Result<> admitMd(const Renewal &renewal);
/// @}

/// Each gives the content in the file `window` the identifier and the label of `renewal`.
/// @{
[[nodiscard]] Result<> renewExt(const Renewal &renewal, const std::string &window);
[[nodiscard]] Result<> renewXfs(const Renewal &renewal, const std::string &window);
[[nodiscard]] Result<> renewFat(const Renewal &renewal, const std::string &window);
[[nodiscard]] Result<> renewExFat(const Renewal &renewal, const std::string &window);
[[nodiscard]] Result<> renewNtfs(const Renewal &renewal, const std::string &window);
[[nodiscard]] Result<> renewSwap(const Renewal &renewal, const std::string &window);
[[nodiscard]] Result<> renewLuks(const Renewal &renewal, const std::string &window);
[[nodiscard]] Result<> renewJfs(const Renewal &renewal, const std::string &window);
[[nodiscard]] Result<> renewNilfs2(const Renewal &renewal, const std::string &window);
[[nodiscard]] Result<> renewReiserFs(const Renewal &renewal, const std::string &window);
/// @}

/// A btrfs has more identifiers than there are programs for: see BtrfsRelabel. No window may be open. Where
/// all is done already nothing is written; what was cut off is finished.
[[nodiscard]] Result<> renewBtrfs(const Renewal &renewal);
/// Each does the same by itself, for a kind that has no maintained tool for all of it: it writes what holds
/// the identifiers of what was admitted, durable when it returns. No window may be open.
/// @{
[[nodiscard]] Result<> writeErofs(const Renewal &renewal);
[[nodiscard]] Result<> writeF2fs(const Renewal &renewal);
[[nodiscard]] Result<> writeLvm(const Renewal &renewal);
[[nodiscard]] Result<> writeMd(const Renewal &renewal);
/// @}
/// Gives the second superblock of a JFS, which no tool writes, what renewJfs() gave to the first, if it is
/// one of the same file system. Durable when it returns. No window may be open.
[[nodiscard]] Result<> writeJfsCopy(const Renewal &renewal);

/// FAT32, exFAT, NTFS: Mismatch where the backup boot sector tells another serial than the first.
[[nodiscard]] Result<> compareBootSectors(const Renewal &renewal);
/// Mismatch where one of the two superblocks of an f2fs does not tell the new identifier and label.
[[nodiscard]] Result<> compareF2fs(const Renewal &renewal);
/// Mismatch where the two superblocks of a JFS, if they belong together, tell different identifiers or
/// labels.
[[nodiscard]] Result<> compareJfs(const Renewal &renewal);

/// btrfs: Mismatch where any identifier is not that of `renewal`, but for that which libblkid reads.
[[nodiscard]] Result<> compareBtrfs(const Renewal &renewal);

/// A little-endian number of 1 to 8 bytes at `at` of `bytes`.
[[nodiscard]] std::uint64_t littleEndian(std::span<const std::byte> bytes, std::size_t at, std::size_t width);
/// `size` bytes from `from` of the content, which must lie within it: Corrupt if they do not.
[[nodiscard]] Result<std::vector<std::byte>> readPart(BlockDevice &disk, Extent where, Bytes from,
                                                      Bytes size);

}
