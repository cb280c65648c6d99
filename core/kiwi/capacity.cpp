// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/capacity.h"

#include <algorithm>

namespace parterre::kiwi {

namespace {

constexpr Bytes diskMax{std::int64_t{1} << 53};

Bytes whole(const Entry &entry)
{
    return entry.size.value_or(Bytes()) * (entry.clones + 1);
}

bool isUncounted(const Entry &entry)
{
    return entry.kind == Kind::Custom || entry.kind == Kind::Spare;
}

Bytes used(const std::vector<Entry> &entries, Counting counting)
{
    Bytes sum;
    for (const Entry &entry : entries) {
        if (entry.kind != Kind::Root && (counting == Counting::All || !isUncounted(entry)))
            sum += whole(entry);
    }
    return sum;
}

/// What KIWI comes to for a root of this size.
Bytes calculated(const Description &description, const std::vector<Entry> &entries, Bytes root)
{
    Bytes sum = root * (description.rootClones + 1);
    for (const Entry &entry : entries) {
        // KIWI leaves out what has no mount point, which it cannot build.
        const bool isOwn =
            entry.kind != Kind::Root && entry.kind != Kind::ReadOnly && entry.kind != Kind::Spare;
        if (isOwn)
            sum += whole(entry);
    }
    if (description.spare)
        sum += description.spare->size.value_or(Bytes());
    return sum;
}

Result<Bytes> diskSize(const Description &description, const std::vector<Entry> &entries, const Given &given)
{
    if (given.diskSize)
        return *given.diskSize;
    const bool isTold = description.size && !description.size->isAdditive;
    if (isTold)
        return description.size->size;
    const bool isCalculable = given.rootSize && description.volumes != Volumes::Lvm;
    if (!isCalculable && description.volumes == Volumes::Lvm)
        return refuse(description.line,
                      "KIWI works out the size of a disk with volumes from what is in them; give it with "
                      "--disk-size");
    if (!isCalculable)
        return refuse(
            description.line,
            "without an absolute <size> KIWI works out the size of the disk from that of the system; "
            "give the one with --disk-size or the other with --root-size");
    const Bytes more = description.size ? description.size->size : Bytes();
    return calculated(description, entries, *given.rootSize) + more;
}

std::unexpected<Error> tooSmall(const Description &description)
{
    return refuse(
        description.line,
        "nothing is left of the disk for the root; make the disk larger, or something on it smaller");
}

}

Result<Capacity> capacityOf(const Description &description, const std::vector<Entry> &entries,
                            const Given &given)
{
    TRY(const Bytes disk, diskSize(description, entries, given));
    const Bytes unpartitioned = description.size ? description.size->unpartitioned : Bytes();
    if (disk > diskMax || disk <= unpartitioned)
        return refuse(description.line,
                      "the disk has no space for partitions, or more than 8 PiB; give another size");
    if (disk.count() % mebibyte.count() != 0)
        return refuse(0, "KIWI's disks have whole MiB; give such a size with --disk-size");
    return Capacity{.disk = disk, .partitioned = disk - unpartitioned};
}

Result<std::optional<Bytes>> rootSizeOf(const Description &description, const std::vector<Entry> &entries,
                                        Bytes partitioned, Counting counting)
{
    const auto root = std::ranges::find(entries, Kind::Root, &Entry::kind);
    if (root == entries.end())
        return std::nullopt;
    const bool isSpareLast = description.spare && description.spare->isLast;
    const bool hasSpareBehind = isSpareLast && description.spare->size;
    if (!hasSpareBehind && description.systemSize && (!description.isResized || isSpareLast))
        return description.systemSize;
    if (!hasSpareBehind && root->clones == 0)
        return std::nullopt;
    Bytes taken = used(entries, counting) + kiwiRest;
    if (hasSpareBehind)
        taken += *description.spare->size;
    const Bytes share =
        taken < partitioned ? mebibyte * ((partitioned - taken) / mebibyte / (root->clones + 1)) : Bytes();
    if (share.isZero())
        return tooSmall(description);
    return share;
}

bool isAllCounted(const std::vector<Entry> &entries)
{
    return used(entries, Counting::AsKiwi) == used(entries, Counting::All);
}

}
