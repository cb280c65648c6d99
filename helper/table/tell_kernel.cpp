// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/table_codec.h"

#include <algorithm>
#include <vector>

#include <errno.h>
#include <linux/blkpg.h>
#include <sys/ioctl.h>

namespace parterre {

namespace {

/// Of an extended partition the kernel shows only where the first boot record is.
constexpr Bytes containerShown{1024};

Extent shownExtent(const Slot &slot, Bytes sectorSize)
{
    const Bytes most =
        slot.entry == EntryKind::Extended ? std::max(containerShown, sectorSize) : slot.extent.size;
    return {.begin = slot.extent.begin, .size = std::min(slot.extent.size, most)};
}

Result<> tell(int fd, int operation, int number, Extent extent)
{
    blkpg_partition partition{};
    partition.pno = number;
    partition.start = extent.begin.bytes();
    partition.length = extent.size.count();
    blkpg_ioctl_arg request{};
    request.op = operation;
    request.datalen = sizeof partition;
    request.data = &partition;
    if (::ioctl(fd, BLKPG, &request) == 0)
        return {};
    const std::string subject = "partition " + std::to_string(number);
    if (errno == EBUSY)
        return fail(ErrorCode::Busy, subject);
    if (errno == ENXIO && operation == BLKPG_DEL_PARTITION)
        return {};  // the kernel had not seen it
    return failErrno(subject, errno, "BLKPG");
}

const KernelPartition *find(const std::vector<KernelPartition> &shown, int number)
{
    const auto found = std::ranges::find(shown, number, &KernelPartition::number);
    return found == shown.end() ? nullptr : &*found;
}

bool staysInPlace(const KernelPartition &was, const Slot &is)
{
    return was.number == is.number && was.extent.begin == is.extent.begin;
}

/// Partitions that stay where they are and become smaller (or larger), as `isWanted` says.
template<typename Wanted>
Result<> resize(int fd, const std::vector<KernelPartition> &shown, const std::vector<Slot> &slots,
                Wanted isWanted)
{
    for (const Slot &is : slots) {
        const KernelPartition *const was = find(shown, is.number);
        const bool isSame = was != nullptr && staysInPlace(*was, is) && is.entry != EntryKind::Extended;
        if (isSame && isWanted(was->extent.size, is.extent.size))
            CHECK(tell(fd, BLKPG_RESIZE_PARTITION, is.number, is.extent));
    }
    return {};
}

/// What gives room comes first, what takes it last: the kernel refuses overlaps.
Result<> tellAll(FileDevice &disk, const std::vector<Slot> &slots)
{
    TRY(const std::vector<KernelPartition> shown, kernelPartitions(disk.fd()));
    for (const KernelPartition &was : shown) {
        if (std::ranges::any_of(slots, [&](const Slot &is) { return staysInPlace(was, is); }))
            continue;
        disk.releaseClaim(was.number);
        CHECK(tell(disk.fd(), BLKPG_DEL_PARTITION, was.number, was.extent));
    }
    CHECK(resize(disk.fd(), shown, slots, [](Bytes was, Bytes is) { return is < was; }));
    CHECK(resize(disk.fd(), shown, slots, [](Bytes was, Bytes is) { return is > was; }));
    for (const Slot &is : slots) {
        const KernelPartition *const was = find(shown, is.number);
        if (was == nullptr || !staysInPlace(*was, is))
            CHECK(tell(disk.fd(), BLKPG_ADD_PARTITION, is.number, shownExtent(is, disk.sectorSize())));
    }
    return {};
}

}

Result<> tellKernel(FileDevice &disk, const std::vector<Slot> &slots)
{
    if (!disk.isBlockDevice())
        return {};
    const Result<> told = tellAll(disk, slots);
    const Result<> renewed = disk.renewClaims();
    return told ? renewed : told;
}

}
