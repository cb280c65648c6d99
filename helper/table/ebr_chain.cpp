// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/table/ebr_chain.h"

#include "helper/table/gpt_survey.h"

#include <algorithm>
#include <optional>

namespace parterre {

namespace {

/// More than the kernel or libfdisk can name.
constexpr std::size_t linksMax = 256;

Extent placed(Offset base, const MbrEntry &entry, Bytes sectorSize)
{
    return {.begin = base + sectorSize * entry.start, .size = sectorSize * entry.count};
}

std::unexpected<Error> corrupt(const BlockDevice &disk, Offset at, const char *what)
{
    return fail(ErrorCode::Corrupt, disk.name(),
                std::string("extended boot record at byte ") + std::to_string(at.bytes()) + ": " + what);
}

bool isInALogical(const std::vector<EbrLink> &chain, Bytes sectorSize)
{
    return std::ranges::any_of(chain, [&](const EbrLink &link) {
        const Extent sector{.begin = link.at, .size = sectorSize};
        return std::ranges::any_of(chain,
                                   [&](const EbrLink &other) { return other.logical.overlaps(sector); });
    });
}

/// Takes what the sector says into `link`, and tells where the next one is.
std::optional<Offset> readLink(const MbrEntries &entries, Extent container, Bytes sectorSize, EbrLink &link)
{
    std::optional<Offset> next;
    for (const MbrEntry &entry : entries) {
        if (!entry.isUsed())
            continue;
        if (entry.isExtended() && !next) {
            next = container.begin + sectorSize * entry.start;
        } else if (!entry.isExtended() && link.logical.isEmpty()) {
            link.logical = placed(link.at, entry, sectorSize);
            link.type = entry.type;
            link.isActive = entry.isActive;
        }
    }
    return next;
}

}

Result<std::vector<EbrLink>> readEbrChain(BlockDevice &disk, Extent container, Bytes sectorSize)
{
    std::vector<EbrLink> chain;
    for (std::optional<Offset> at = container.begin; at;) {
        if (!container.contains({.begin = *at, .size = sectorSize})
            || *at + sectorSize > Offset() + disk.size())
            return corrupt(disk, *at, "outside its extended partition");
        if (chain.size() == linksMax || std::ranges::contains(chain, *at, &EbrLink::at))
            return corrupt(disk, *at, "the chain does not end");
        TRY(const auto sector, readExtent(disk, {.begin = *at, .size = sectorSize}));
        const auto entries = decodeMbr(sector);
        if (!entries && chain.empty())
            return chain;  // an extended partition in which nothing was ever made
        if (!entries)
            return corrupt(disk, *at, "not one");
        EbrLink link{.at = *at, .logical = {}};
        const auto next = readLink(*entries, container, sectorSize, link);
        if (!container.contains(link.logical) && !link.logical.isEmpty())
            return corrupt(disk, *at, "its partition reaches past the extended partition");
        chain.push_back(link);
        at = next;
    }
    if (isInALogical(chain, sectorSize))
        return corrupt(disk, container.begin, "a record lies in a logical partition");
    return chain;
}

}
