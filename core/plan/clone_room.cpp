// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/clone_room.h"

#include "core/layout/lineage.h"
#include "core/plan/derive.h"

#include <algorithm>

namespace parterre {

namespace {

std::ptrdiff_t errorsOf(const Inventory &inventory, const Design &design)
{
    const Derived derived = derive(inventory, design);
    return std::ranges::count(derived.findings, Severity::Error, &Finding::severity);
}

/// Those that the disk has without any clone that is new.
std::ptrdiff_t unavoidableErrors(const Inventory &inventory, const Design &design)
{
    return design.drawing ? 0 : errorsOf(inventory, designFor(inventory));
}

/// Identifiers do not matter to what fits, but they have to differ.
UuidSource counting()
{
    return [n = std::uint8_t(0), m = std::uint8_t(0)]() mutable {
        if (++n == 0)
            ++m;
        Uuid uuid;
        uuid.bytes.fill(0xee);
        uuid.bytes[0] = n;
        uuid.bytes[1] = m;
        return uuid;
    };
}

/// Whether `more` clones fit without adding to the `errors` that there are already.
bool fits(const Inventory &inventory, const Design &design, std::ptrdiff_t errors, edit::SetClones more)
{
    const int number = more.number;
    const PartitionDesign *now = findDesign(design, number);
    const int count = (now == nullptr ? 0 : static_cast<int>(now->clones.size())) + more.count;
    const auto grown = apply(design, edit::SetClones{.number = number, .count = count}, counting());
    return grown && errorsOf(inventory, *grown) <= errors;
}

}

int roomForClones(const Inventory &inventory, const Design &design, int number)
{
    const std::ptrdiff_t errors = unavoidableErrors(inventory, design);
    const auto fit = [&](int more) {
        return fits(inventory, design, errors, {.number = number, .count = more});
    };
    int enough = 0;
    int tooMany = 1;
    while (tooMany <= clonesMax && fit(tooMany)) {
        enough = tooMany;
        tooMany *= 2;
    }
    while (tooMany - enough > 1) {
        const int middle = (enough + tooMany) / 2;
        (fit(middle) ? enough : tooMany) = middle;
    }
    return enough;
}

std::vector<int> fullPartitions(const Inventory &inventory, const Design &design)
{
    constexpr std::size_t worthAsking = 40;  // with more, a stepper tells when it is pressed
    std::vector<int> full;
    if (design.partitions.size() > worthAsking)
        return full;
    const std::ptrdiff_t errors = unavoidableErrors(inventory, design);
    for (const PartitionDesign &partition : design.partitions) {
        if (!fits(inventory, design, errors, {.number = partition.number, .count = 1}))
            full.push_back(partition.number);
    }
    return full;
}

}
