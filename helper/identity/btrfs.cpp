// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/identity_text.h"
#include "helper/identity/btrfs_relabel.h"
#include "helper/identity/renew.h"

#include <algorithm>

namespace parterre {

namespace {

// Fields of the superblock, btrfs' "On-disk format".
constexpr std::int64_t superblockAt = 65536;
constexpr std::size_t fsid = 32;
constexpr std::size_t flags = 56;
constexpr std::size_t magic = 64;
constexpr std::size_t logRoot = 96;
constexpr std::size_t deviceCount = 136;

constexpr std::uint64_t magicNumber = 0x4d5f53665248425f;  // "_BHRfS_M"
constexpr std::uint64_t seeding = std::uint64_t{1} << 32U;
constexpr std::uint64_t changingFsid = std::uint64_t{1} << 35U;

Result<std::vector<std::byte>> superblock(const Renewal &renewal)
{
    TRY(std::vector<std::byte> super,
        readPart(renewal.disk, renewal.where, Bytes(superblockAt), Bytes(4096)));
    if (littleEndian(super, magic, 8) != magicNumber)
        return fail(ErrorCode::Corrupt, renewal.disk.name(), "no btrfs superblock");
    return super;
}

bool isCalledAsWanted(const Renewal &renewal, std::span<const std::byte> super)
{
    return std::ranges::equal(super.subspan(fsid, 16), std::as_bytes(std::span(renewal.uuid.bytes)));
}

/// With the content's file behind the arguments, and `last` behind that, if it is anything.
Result<> runOnWindow(const Renewal &renewal, Tool tool, std::vector<std::string> arguments,
                     const std::string &last = {})
{
    TRY(const auto window,
        PartitionWindow::open(renewal.disk, renewal.where, PartitionWindow::Access::ReadWrite));
    arguments.push_back(window->path());
    if (!last.empty())
        arguments.push_back(last);
    CHECK(renewal.tools.succeed(tool, arguments));
    return window->close();
}

/// Whether there is a UUID tree yet.
Result<bool> relabel(const Renewal &renewal)
{
    TRY(const BtrfsRelabel relabel, planBtrfsRelabel(renewal.disk, renewal.where, renewal.uuid));
    CHECK(carryOutBtrfsRelabel(renewal.disk, renewal.where, relabel));
    return relabel.hasUuidTree;
}

Result<> call(const Renewal &renewal)
{
    return runOnWindow(renewal, Tool::Btrfstune, {"-f", "-U", renewal.text, "--"});
}

/// What an earlier btrfstune was cut off in, or has left when it was taken up.
Result<> finishCalling(const Renewal &renewal, std::span<const std::byte> super)
{
    if ((littleEndian(super, flags, 8) & changingFsid) != 0)
        CHECK(call(renewal));
    TRY(const bool isThroughout, isBtrfsCalledThroughout(renewal.disk, renewal.where, renewal.uuid));
    // Begun anew it writes every block, as it draws a UUID for the chunk tree too.
    return isThroughout ? Result<>() : call(renewal);
}

}

Result<> admitBtrfs(const Renewal &renewal)
{
    const std::string name = renewal.disk.name();
    TRY(const std::vector<std::byte> super, superblock(renewal));
    if (littleEndian(super, deviceCount, 8) != 1)
        return fail(ErrorCode::Unsupported, name, "btrfs on several devices");
    if ((littleEndian(super, flags, 8) & seeding) != 0)
        return fail(ErrorCode::Unsupported, name, "btrfs seed device");
    if (littleEndian(super, logRoot, 8) != 0)
        return fail(ErrorCode::Refused, name, "the log tree has not been replayed");
    // btrfstune comes last: there is nothing to be refused any more.
    if (isCalledAsWanted(renewal, super))
        return {};
    CHECK(planBtrfsRelabel(renewal.disk, renewal.where, renewal.uuid));
    return {};
}

/// In this order, as a program opens no btrfs whose device is half renamed, and as what btrfstune was cut
/// off in can be read by nothing but btrfstune.
Result<> renewBtrfs(const Renewal &renewal)
{
    // Nothing has been written so far, and nothing shall be where the programs cannot follow.
    if (!PartitionWindow::isAvailable())
        return fail(ErrorCode::ToolMissing, "fuse");
    TRY(const std::vector<std::byte> before, superblock(renewal));
    if (isCalledAsWanted(renewal, before))
        CHECK(finishCalling(renewal, before));
    TRY(const bool hasUuidTree, relabel(renewal));
    if (hasUuidTree) {
        // A kernel makes the UUID tree again when it mounts a file system that has none.
        CHECK(runOnWindow(renewal, Tool::Btrfs, {"rescue", "clear-uuid-tree"}));
        CHECK(relabel(renewal));
    }
    TRY(const std::vector<std::byte> after, superblock(renewal));
    if (!isCalledAsWanted(renewal, after))
        CHECK(call(renewal));
    if (renewal.label.empty())
        return {};
    return runOnWindow(renewal, Tool::Btrfs, {"filesystem", "label", "--"}, renewal.label);
}

Result<> compareBtrfs(const Renewal &renewal)
{
    if (renewal.kind != ContentKind::Btrfs)
        return {};
    TRY(const BtrfsRelabel left, planBtrfsRelabel(renewal.disk, renewal.where, renewal.uuid));
    TRY(const bool isThroughout, isBtrfsCalledThroughout(renewal.disk, renewal.where, renewal.uuid));
    if (!left.isDone() || !isThroughout)
        return fail(ErrorCode::Mismatch, renewal.disk.name(), "btrfs keeps UUIDs of its origin");
    return {};
}

}
