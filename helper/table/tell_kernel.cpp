// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/table_codec.h"

#include <algorithm>
#include <vector>

#include <errno.h>
#include <linux/blkpg.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

namespace parterre {

namespace {

/// Of an extended partition the kernel shows only where the first boot record is.
constexpr Bytes containerShown{1024};

Bytes shownSize(const Slot &slot)
{
    return slot.entry == EntryKind::Extended ? std::min(slot.extent.size, containerShown) : slot.extent.size;
}

Result<> tell(int fd, int operation, const Slot &slot)
{
    blkpg_partition partition{};
    partition.pno = slot.number;
    partition.start = slot.extent.begin.bytes();
    partition.length = shownSize(slot).count();
    blkpg_ioctl_arg request{};
    request.op = operation;
    request.datalen = sizeof partition;
    request.data = &partition;
    if (::ioctl(fd, BLKPG, &request) == 0)
        return {};
    const std::string subject = "partition " + std::to_string(slot.number);
    if (errno == EBUSY)
        return fail(ErrorCode::Busy, subject);
    if (errno == ENXIO && operation == BLKPG_DEL_PARTITION)
        return {};  // the kernel had not seen it
    return failErrno(subject, errno, "BLKPG");
}

const Slot *find(const std::vector<Slot> &slots, int number)
{
    const auto found = std::ranges::find(slots, number, &Slot::number);
    return found == slots.end() ? nullptr : &*found;
}

bool staysInPlace(const Slot *was, const Slot *is)
{
    return was != nullptr && is != nullptr && was->extent.begin == is->extent.begin
        && was->entry == is->entry;
}

/// Partitions that stay where they are and become smaller (or larger), as `isWanted` says.
template<typename Wanted>
Result<> resize(int fd, const std::vector<Slot> &before, const std::vector<Slot> &after, Wanted isWanted)
{
    for (const Slot &is : after) {
        const Slot *was = find(before, is.number);
        if (staysInPlace(was, &is) && isWanted(shownSize(*was), shownSize(is)))
            CHECK(tell(fd, BLKPG_RESIZE_PARTITION, is));
    }
    return {};
}

}

Result<> tellKernel(int fd, const std::vector<Slot> &before, const std::vector<Slot> &after)
{
    struct stat status{};
    if (::fstat(fd, &status) != 0)
        return failErrno("disk", errno, "fstat");
    if (!S_ISBLK(status.st_mode))
        return {};
    // What gives room comes first, what takes it last: the kernel refuses overlaps.
    for (const Slot &was : before) {
        if (!staysInPlace(&was, find(after, was.number)))
            CHECK(tell(fd, BLKPG_DEL_PARTITION, was));
    }
    CHECK(resize(fd, before, after, [](Bytes was, Bytes is) { return is < was; }));
    CHECK(resize(fd, before, after, [](Bytes was, Bytes is) { return is > was; }));
    for (const Slot &is : after) {
        if (!staysInPlace(find(before, is.number), &is))
            CHECK(tell(fd, BLKPG_ADD_PARTITION, is));
    }
    return {};
}

}
