// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/lower_case.h"
#include "core/units/uuid.h"
#include "helper/files/rewritten_text.h"
#include "helper/lvm/physical_volume.h"
#include "helper/probe/config_sources.h"
#include "tests/helper/files/successor_names.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

using namespace parterre;
using namespace parterre::test;

namespace {

constexpr std::array<Sources, 10> readers{
    sourcesInFstab,     sourcesInCrypttab,     sourcesInGrub,   sourcesInKernelArguments,
    sourcesInBootEntry, sourcesInGrubDefaults, sourcesInDracut, sourcesInInitramfsTools,
    sourcesInMdadm,     sourcesInLvmDevices};

/// Whether something on a disk can have that name: a UUID, or what FAT and LVM have in its place. Of numbers
/// those that stay some when a digit is added.
bool isPossible(const Naming &naming)
{
    const bool isFat = naming.key.size() == 9 && naming.key[4] == '-';
    const bool isMbr = naming.key.size() == 11 && naming.key[8] == '-';
    const bool isLvm = isLvmUuid(naming.key);
    if (naming.by == By::DeviceNumber)
        return naming.key.size() < 3;
    if (naming.by == By::Uuid)
        return Uuid::parse(naming.key) || isFat || isLvm;
    return naming.by != By::PartUuid || Uuid::parse(naming.key) || isMbr;
}

/// One change for each name, as a plan has them.
std::vector<ReferenceChange> changesFor(const std::vector<Naming> &names)
{
    std::vector<ReferenceChange> changes;
    for (const Naming &naming : names) {
        ReferenceChange change = changeOf(naming);
        if (isPossible(naming) && !std::ranges::contains(changes, change))
            changes.push_back(std::move(change));
    }
    return changes;
}

/// A shell takes ab"cd"ef for a word, as the readers do, and they forgive a quote that is never closed; what
/// is rewritten is found as it stands. No tool writes such files.
bool hasOddQuotes(const std::string &text)
{
    std::array<int, 2> counts{};
    for (const char c : text) {
        counts[0] += c == '"' ? 1 : 0;
        counts[1] += c == '\'' ? 1 : 0;
        if (c == '\n' && (counts[0] % 2 != 0 || counts[1] % 2 != 0))
            return true;
    }
    if (counts[0] % 2 != 0 || counts[1] % 2 != 0)
        return true;
    const auto isNone = [&](std::size_t i, std::string_view of) {
        return i < text.size() && of.find(text[i]) == std::string_view::npos;
    };
    for (std::size_t i = 1; i < text.size(); ++i) {
        if ((text[i] == '"' || text[i] == '\'') && isNone(i - 1, " \t\n=") && isNone(i + 1, " \t\n"))
            return true;
    }
    return false;
}

using Keys = std::set<std::pair<By, std::string>>;

/// A UUID is one in either case.
std::string folded(By by, const std::string &key)
{
    return by == By::Uuid || by == By::PartUuid ? lowerCase(key) : key;
}

Keys wantedOf(const std::vector<Naming> &names)
{
    Keys wanted;
    for (const Naming &naming : names) {
        if (isPossible(naming))
            wanted.emplace(naming.by, folded(naming.by, keyAfter(naming)));
        else if (naming.by == By::DeviceNumber)
            wanted.emplace(naming.by, naming.key);
    }
    return wanted;
}

Keys foundOf(const std::vector<Naming> &names)
{
    Keys found;
    for (const Naming &naming : names) {
        if (isPossible(naming) || naming.by == By::DeviceNumber)
            found.emplace(naming.by, folded(naming.by, naming.key));
    }
    return found;
}

}

/// The first byte chooses the reader; the rest is the file. What can be rewritten says afterwards what it
/// shall say, and nothing else: no former name is left, and no other one was touched.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const Sources sources = readers.at(data[0] % readers.size());
    const std::string text(reinterpret_cast<const char *>(data + 1), size - 1);
    if (hasOddQuotes(text))
        return 0;
    const std::vector<Naming> names = namesIn(text, sources);
    const Result<std::string> changed = rewritten(text, changesFor(names));
    if (!changed)
        return 0;
    if (foundOf(namesIn(*changed, sources)) != wantedOf(names))
        std::abort();
    return 0;
}
