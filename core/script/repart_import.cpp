// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/repart_import.h"

#include "core/script/repart_room.h"
#include "core/script/repart_types.h"
#include "core/script/table_room.h"

#include <algorithm>

namespace parterre::script {

namespace {

constexpr Bytes mebibyte{1048576};
constexpr Bytes leastGrain{4096};
constexpr Bytes diskMax{std::int64_t{1} << 53};
/// Where libfdisk leaves the first MiB alone.
constexpr Bytes diskMin = mebibyte * 4;

std::uint64_t attributesOf(const RepartDefinition &one)
{
    const std::uint64_t known = knownAttributes(one.type);
    std::uint64_t bits = one.flags;
    const auto set = [&](std::uint64_t bit, std::optional<bool> isSet) {
        if ((known & bit) != 0 && isSet)
            bits = *isSet ? bits | bit : bits & ~bit;
    };
    const bool isVerity = (known & readOnlyAttribute) != 0 && (known & growFileSystemAttribute) == 0;
    const std::optional<bool> isReadOnly = isVerity ? one.isReadOnly.value_or(true) : one.isReadOnly;
    set(noAutoAttribute, one.isNoAuto);
    set(readOnlyAttribute, isReadOnly);
    // Other than its manual says, repart lets everything grow that is written to, told or not.
    set(growFileSystemAttribute, isReadOnly.value_or(false) ? one.isGrown : std::optional(true));
    return bits;
}

class Importer
{
public:
    Importer(const RepartRead &read, const RepartGiven &given)
        : m_read(read)
        , m_given(given)
        , m_notes(read.notes)
    {}

    Result<Imported> run()
    {
        CHECK(makeTable());
        const Bytes grain = std::max(leastGrain, m_given.sectorSize);
        const Extent usable = m_drawing.table.usable;
        const Extent room = extentBetween(usable.begin, alignDown(usable.end(), grain));
        const auto places = repartPlaces(m_read.definitions, room, grain);
        if (!places)
            return refuse(
                0, "the partitions need more room than a disk of this size has; give a larger --disk-size");
        for (std::size_t i = 0; i < places->size(); ++i) {
            if ((*places)[i]) {
                m_drawn.push_back(i);
                add(m_read.definitions[i], *(*places)[i]);
                continue;
            }

            m_notes.push_back(m_read.definitions[i].file
                              + ": there is no room for it, and its priority lets it go");
        }
        identify();
        if (!m_given.derived)
            m_notes.emplace_back(
                "without --seed partitions have the UUIDs that are written, and others none yet");
        return Imported{.design = designOf(std::move(m_drawing)), .notes = std::move(m_notes)};
    }

private:
    Result<> makeTable()
    {
        const bool isDisk = m_given.diskSize > diskMin && m_given.diskSize <= diskMax
            && m_given.diskSize.count() % m_given.sectorSize.count() == 0;
        if (!isDisk)
            return refuse(0, "a disk has more than 4 MiB, at most 8 PiB, and a whole number of sectors");
        Table &table = m_drawing.table;
        m_drawing.size = m_given.diskSize;
        table.kind = TableKind::Gpt;
        table.sectorSize = m_given.sectorSize;
        table.entriesMax = 128;
        table.usable = extentBetween(Offset() + mebibyte, tableRoom(table, m_drawing.size).end());
        if (m_given.derived)
            table.id = m_given.derived(std::nullopt, 0).toUpper();
        return {};
    }

    void add(const RepartDefinition &one, Extent place)
    {
        Partition partition;
        partition.number = static_cast<int>(m_drawing.partitions.size()) + 1;
        partition.extent = place;
        partition.type = one.type;
        partition.attributes = attributesOf(one);
        partition.content.kind = one.format;
        partition.mountPoint = one.mountPoint;
        m_drawing.partitions.push_back(std::move(partition));
    }

    /// What has no UUID or label gets one of its type that no other has; what was left out counts, too.
    void identify()
    {
        std::vector<RepartDefinition> all = m_read.definitions;
        for (auto one = all.begin(); one != all.end(); ++one) {
            const std::optional<Uuid> type = Uuid::parse(one->type);
            auto count = static_cast<std::uint64_t>(std::count_if(
                all.begin(), one, [&](const RepartDefinition &other) { return other.type == one->type; }));
            for (; one->uuid.empty() && m_given.derived; ++count) {
                const std::string uuid = m_given.derived(type, count).toString();
                if (!std::ranges::contains(all, uuid, &RepartDefinition::uuid))
                    one->uuid = uuid;
            }
            const std::string word = repartTypeName(one->type);
            const std::string name = Uuid::parse(word) ? "linux" : word;
            for (int nth = 1; one->label.empty(); ++nth) {
                const std::string label = nth == 1 ? name : name + "-" + std::to_string(nth);
                if (!std::ranges::contains(all, label, &RepartDefinition::label))
                    one->label = label;
            }
        }
        for (std::size_t i = 0; i < m_drawn.size(); ++i) {
            m_drawing.partitions[i].guid = all[m_drawn[i]].uuid;
            m_drawing.partitions[i].name = all[m_drawn[i]].label;
        }
    }

    const RepartRead &m_read;
    const RepartGiven &m_given;
    Drawing m_drawing;
    std::vector<std::size_t> m_drawn;  ///< the definition of each partition
    std::vector<std::string> m_notes;
};

}

Result<Imported> importRepart(const RepartRead &read, const RepartGiven &given)
{
    return Importer(read, given).run();
}

}
