// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/kiwi/firmware.h"

#include <string>
#include <vector>

namespace parterre::kiwi {

/// What KIWI makes partitions for, in the order in which it makes them.
enum class Kind : std::uint8_t { Csm, Efi, Prep, Boot, Swap, Custom, Spare, ReadOnly, Root };

/// One partition that KIWI makes, with its clones directly before it.
struct Entry
{
    Kind kind{};
    std::string name;        ///< in config.partids
    std::string gptName;
    std::string type;        ///< as in Partition::type, of the origin
    std::string clonesType;  ///< ... of its clones
    std::string mountPoint;
    Content content;
    std::optional<Bytes> size;  ///< absent: all that is left
    int clones = 0;
    std::optional<int> number;
    int line = 0;

    friend bool operator==(const Entry &, const Entry &) = default;
};

inline constexpr Bytes mebibyte{1048576};
/// What KIWI's minimal partition has, and what it leaves at the end of a disk.
inline constexpr Bytes kiwiRest = mebibyte * 10;

/// Every partition in the order of the table; the root's size is still to be worked out (root_size.h). Fails
/// with Invalid where KIWI would not build it, or not as it is meant.
[[nodiscard]] Result<std::vector<Entry>> entriesOf(const Description &description, const Firmware &firmware,
                                                   const Given &given);

/// Whether the description gets a boot partition of its own.
[[nodiscard]] bool hasBoot(const Description &description);
/// What the partition of the root holds: of several layers the outermost.
[[nodiscard]] ContentKind rootContent(const Description &description);

}
