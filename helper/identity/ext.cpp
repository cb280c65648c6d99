// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"

namespace parterre {

namespace {

// Fields of the superblock, ext4's Documentation/filesystems/ext4/super.rst.
constexpr std::int64_t superblockAt = 1024;
constexpr std::size_t mountTime = 44;
constexpr std::size_t magic = 56;
constexpr std::size_t state = 58;
constexpr std::size_t checkTime = 64;
constexpr std::size_t compatible = 92;
constexpr std::size_t incompatible = 96;
constexpr std::size_t readOnlyCompatible = 100;
constexpr std::size_t journalInode = 224;

constexpr std::uint64_t hasErrors = 2;
constexpr std::uint64_t hasJournal = 0x4;
constexpr std::uint64_t orphanFile = 0x1000;
constexpr std::uint64_t needsRecovery = 0x4;
constexpr std::uint64_t isJournalDevice = 0x8;
constexpr std::uint64_t checksumSeed = 0x2000;
constexpr std::uint64_t metadataChecksums = 0x400;

Result<std::vector<std::byte>> superblock(const Renewal &renewal)
{
    TRY(std::vector<std::byte> super,
        readPart(renewal.disk, renewal.where, Bytes(superblockAt), Bytes(1024)));
    if (littleEndian(super, magic, 2) != 0xef53)
        return fail(ErrorCode::Corrupt, renewal.disk.name(), "no ext superblock");
    return super;
}

/// Whether every checksum in the file system is made with the UUID and must be made again.
bool dependsOnUuid(std::span<const std::byte> super)
{
    return (littleEndian(super, readOnlyCompatible, 4) & metadataChecksums) != 0
        && (littleEndian(super, incompatible, 4) & checksumSeed) == 0;
}

Result<> check(const Renewal &renewal, const std::string &window)
{
    TRY(const ToolOutput checked, renewal.tools.run(Tool::E2fsck, {"-f", "-p", window}));
    constexpr int corrected = 1;
    if (checked.status > corrected)
        return fail(ErrorCode::ToolFailed, std::string(toolName(Tool::E2fsck)), checked.lastLine());
    return {};
}

}

Result<> admitExt(const Renewal &renewal)
{
    TRY(const std::vector<std::byte> super, superblock(renewal));
    const std::uint64_t features = littleEndian(super, incompatible, 4);
    // tune2fs would replay it and go on; the copy is to be a copy of something clean.
    if ((features & needsRecovery) != 0)
        return fail(ErrorCode::Refused, renewal.disk.name(), "the journal has not been replayed");
    if ((littleEndian(super, state, 2) & hasErrors) != 0)
        return fail(ErrorCode::Refused, renewal.disk.name(), "the file system is marked as damaged");
    const bool isJournalElsewhere =
        (littleEndian(super, compatible, 4) & hasJournal) != 0 && littleEndian(super, journalInode, 4) == 0;
    if ((features & isJournalDevice) != 0 || isJournalElsewhere)
        return fail(ErrorCode::Unsupported, renewal.disk.name(), "the journal is on another device");
    return {};
}

/// Where checksums depend on the UUID, tune2fs insists on a check since the last mount, and leaves
/// the orphan file with its old checksums (e2fsprogs 1.47.2), which a check after it puts right.
Result<> renewExt(const Renewal &renewal, const std::string &window)
{
    TRY(const std::vector<std::byte> super, superblock(renewal));
    if (dependsOnUuid(super) && littleEndian(super, checkTime, 4) < littleEndian(super, mountTime, 4))
        CHECK(check(renewal, window));
    std::vector<std::string> arguments{"-f", "-U", renewal.text};
    if (!renewal.label.empty())
        arguments.insert(arguments.end(), {"-L", renewal.label});
    arguments.push_back(window);
    CHECK(renewal.tools.succeed(Tool::Tune2fs, arguments));
    if (dependsOnUuid(super) && (littleEndian(super, compatible, 4) & orphanFile) != 0)
        CHECK(check(renewal, window));
    return {};
}

}
