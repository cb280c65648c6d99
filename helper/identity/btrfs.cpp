// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"

namespace parterre {

namespace {

// Fields of the superblock, btrfs' "On-disk format".
constexpr std::int64_t superblockAt = 65536;
constexpr std::size_t flags = 56;
constexpr std::size_t magic = 64;
constexpr std::size_t logRoot = 96;
constexpr std::size_t deviceCount = 136;

constexpr std::uint64_t magicNumber = 0x4d5f53665248425f;  // "_BHRfS_M"
constexpr std::uint64_t seeding = std::uint64_t{1} << 32U;

}

Result<> admitBtrfs(const Renewal &renewal)
{
    const std::string name = renewal.disk.name();
    TRY(const std::vector<std::byte> super,
        readPart(renewal.disk, renewal.where, Bytes(superblockAt), Bytes(4096)));
    if (littleEndian(super, magic, 8) != magicNumber)
        return fail(ErrorCode::Corrupt, name, "no btrfs superblock");
    if (littleEndian(super, deviceCount, 8) != 1)
        return fail(ErrorCode::Unsupported, name, "btrfs on several devices");
    if ((littleEndian(super, flags, 8) & seeding) != 0)
        return fail(ErrorCode::Unsupported, name, "btrfs seed device");
    if (littleEndian(super, logRoot, 8) != 0)
        return fail(ErrorCode::Refused, name, "the log tree has not been replayed");
    return {};
}

/// The device's own UUID (UUID_SUB) stays: btrfs tells devices apart within one file system only.
Result<> renewBtrfs(const Renewal &renewal, const std::string &window)
{
    CHECK(renewal.tools.succeed(Tool::Btrfstune, {"-f", "-U", renewal.text, "--", window}));
    if (!renewal.label.empty())
        CHECK(renewal.tools.succeed(Tool::Btrfs, {"filesystem", "label", "--", window, renewal.label}));
    return {};
}

}
