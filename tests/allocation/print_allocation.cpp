// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// print_allocation KIND FILE [BEGIN SIZE]: the extents that a content in FILE uses, one "BEGIN SIZE" in
// bytes for each line, counted from BEGIN; or "doubt: WHY", and status 3. Status 2: it could not be asked.

#include "core/text/describe.h"
#include "helper/allocation/allocation.h"
#include "helper/block/file_device.h"

#include <cstdio>
#include <cstdlib>

using namespace parterre;

namespace {

int printed(BlockDevice &disk, Extent where, ContentKind kind)
{
    const Allocation allocation = allocationOf(disk, where, kind);
    if (!allocation.isTrusted()) {
        std::printf("doubt: %s\n", allocation.doubt.c_str());
        return 3;
    }
    for (const Extent &extent : allocation.used)
        std::printf("%lld %lld\n", static_cast<long long>((extent.begin - where.begin).count()),
                    static_cast<long long>(extent.size.count()));
    return 0;
}

}

int main(int argc, char **argv)
{
    if (argc != 3 && argc != 5) {
        std::fprintf(stderr, "usage: print_allocation KIND FILE [BEGIN SIZE]\n");
        return 2;
    }
    const std::optional<ContentKind> kind = contentKindNamed(argv[1]);
    const auto disk = FileDevice::open(argv[2], FileDevice::Access::ReadOnly);
    if (!kind || !disk) {
        std::fprintf(stderr, "%s\n", kind ? english(describe(disk.error())).c_str() : "no such kind");
        return 2;
    }
    Extent where{.begin = {}, .size = (*disk)->size()};
    if (argc == 5)
        where = {.begin = Offset(std::atoll(argv[3])), .size = Bytes(std::atoll(argv[4]))};
    return printed(**disk, where, *kind);
}
