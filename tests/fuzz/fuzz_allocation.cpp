// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/allocation.h"
#include "helper/identity/btrfs_relabel.h"
#include "tests/support/memory_device.h"

#include <cstdlib>

using namespace parterre;

namespace {

/// Before the content, and of what follows it: nobody may count either.
constexpr Bytes margin{1 << 20};
/// What the input lies on reaches further than it, so that far structures have a place.
constexpr Bytes padding{4 << 20};

void require(bool condition)
{
    if (!condition)
        std::abort();
}

/// What would be written into a btrfs lies within its partition.
void planRelabel(BlockDevice &disk, Extent where)
{
    const auto size = static_cast<std::uint64_t>(where.size.count());
    const auto planned = planBtrfsRelabel(disk, where, Uuid());
    if (!planned)
        return;
    for (const auto *writes : {&planned->blocks, &planned->supers}) {
        for (const BtrfsWrite &one : *writes)
            require(one.at <= size && one.bytes.size() <= size - one.at);
    }
}

}

/// The first byte chooses the kind; the rest is the content. Whatever it says, a map lies within its
/// partition, ascending and not touching, and a doubt is all of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const auto image = std::as_bytes(std::span(data + 1, size - 1));
    const Bytes length = roundUp(Bytes(static_cast<std::int64_t>(image.size())) + padding, Bytes(4096));
    MemoryDevice disk(margin * 2 + length);
    const Extent where{.begin = Offset() + margin, .size = length};
    require(disk.write(where.begin, image).has_value());
    const SparseBytes before = disk.content();
    const ContentKind kind = allContentKinds()[data[0] % allContentKinds().size()];
    const Allocation found = allocationOf(disk, where, kind);
    if (kind == ContentKind::Btrfs)
        planRelabel(disk, where);
    require(disk.content() == before);
    require(found.isTrusted() || found.used == std::vector{where});
    for (std::size_t i = 0; i < found.used.size(); ++i) {
        require(!found.used[i].isEmpty() && where.contains(found.used[i]));
        require(i == 0 || found.used[i - 1].end() < found.used[i].begin);
    }
    return 0;
}
