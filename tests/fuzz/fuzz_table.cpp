// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/table_codec.h"
#include "tests/support/memory_device.h"
#include "tests/support/table_image.h"

#include <cstdlib>

using namespace parterre;

/// The first byte chooses sector size and disk size; the rest is the head of the disk, and its last
/// quarter the tail as well. Whatever it says, reading neither crashes nor reports a partition
/// outside the disk, and what was read can be encoded again without harm.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const Topology topology{.sectorSize = Bytes((data[0] & 1) != 0 ? 4096 : 512),
                            .physicalSectorSize = Bytes(4096),
                            .optimalIo = {},
                            .alignmentOffset = {}};
    const Bytes diskSize((std::int64_t{1} << (21 + (data[0] >> 1) % 24)) + 512 * (data[0] >> 6));
    MemoryDevice disk(diskSize, topology.sectorSize);
    const auto bytes = std::as_bytes(std::span(data + 1, std::min<std::size_t>(size - 1, 1 << 20)));
    const auto tail = bytes.last(bytes.size() / 4);
    if (!disk.write(Offset(), bytes)
        || !disk.write(Offset(diskSize.count() - static_cast<std::int64_t>(tail.size())), tail))
        std::abort();
    const SparseBytes before = disk.content();

    const auto reading = readTable(disk, topology);
    if (!(disk.content() == before))
        std::abort();
    if (!reading)
        return 0;
    for (const Partition &partition : reading->partitions) {
        if (isWritable(reading->table.kind) && partition.extent.end() > Offset() + diskSize)
            std::abort();
    }
    (void)encodeTable(disk, topology, slotsOf(reading->partitions));
    if (!(disk.content() == before))
        std::abort();
    return 0;
}
