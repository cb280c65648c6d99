// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/extent_gatherer.h"
#include "helper/allocation/inner_content.h"
#include "helper/allocation/linear_volume.h"
#include "helper/allocation/readers.h"
#include "helper/lvm/lvm_label.h"
#include "helper/lvm/lvm_text.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace parterre {

namespace {

constexpr std::uint64_t sector = 512;
/// A volume in more pieces than this is not looked into, nor are more volumes than this.
constexpr std::size_t piecesMax = 256;

std::unexpected<Error> corrupt(const char *what)
{
    return fail(ErrorCode::Corrupt, "LVM", what);
}

/// Where the physical extents of this volume lie.
struct Place
{
    std::string name;  ///< that the metadata has for this physical volume
    std::uint64_t begin = 0;
    std::uint64_t extentSize = 0;
    std::uint64_t count = 0;

    [[nodiscard]] Extent bytes(Extent where, std::uint64_t first, std::uint64_t number) const
    {
        return {.begin = where.begin + Bytes(static_cast<std::int64_t>(begin + first * extentSize)),
                .size = Bytes(static_cast<std::int64_t>(number * extentSize))};
    }
};

struct Run
{
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

std::string withoutHyphens(std::string id)
{
    std::erase(id, '-');
    return id;
}

Result<Place> findPlace(const LvmSection &group, const std::string &id, std::uint64_t size)
{
    const LvmSection *volumes = group.section("physical_volumes");
    TRY(const std::uint64_t sectors, group.number("extent_size"));
    if (volumes == nullptr || sectors == 0 || sectors > std::numeric_limits<std::uint32_t>::max())
        return corrupt("its volume group");
    for (const auto &[name, volume] : volumes->sections) {
        if (withoutHyphens(volume.text("id")) != id)
            continue;
        TRY(const std::uint64_t begin, volume.number("pe_start"));
        TRY(const std::uint64_t count, volume.number("pe_count"));
        const std::uint64_t extentSize = sectors * sector;
        if (begin > size / sector || count > (size - begin * sector) / extentSize)
            return corrupt("its extents reach behind it");
        return Place{.name = name, .begin = begin * sector, .extentSize = extentSize, .count = count};
    }
    return corrupt("its volume group does not know it");
}

/// What a segment has here. Of kinds that are not known, each mention of this volume may be as long
/// as the whole segment.
Result<std::vector<Run>> runsOf(const LvmSection &segment, const Place &place)
{
    TRY(const std::uint64_t extents, segment.number("extent_count"));
    std::uint64_t stripes = 1;
    if (segment.text("type") == "striped") {
        TRY(stripes, segment.number("stripe_count"));
        if (stripes == 0 || extents % stripes != 0)
            return corrupt("a striped segment");
    }
    std::vector<Run> runs;
    for (const auto &[name, values] : segment.values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto *volume = std::get_if<std::string>(&values[i]);
            if (volume == nullptr || *volume != place.name)
                continue;
            const auto *first = i + 1 < values.size() ? std::get_if<std::uint64_t>(&values[i + 1]) : nullptr;
            const std::uint64_t count = extents / stripes;
            if (first == nullptr || *first > place.count || count > place.count - *first)
                return corrupt("a segment lies outside of it");
            runs.push_back({.first = *first, .count = count});
        }
    }
    return runs;
}

bool hasOnly(const LvmSection &section, std::string_view name, const std::vector<std::string> &allowed)
{
    const auto found = section.values.find(name);
    if (found == section.values.end())
        return true;
    return std::ranges::all_of(found->second, [&](const LvmSection::Value &value) {
        const auto *text = std::get_if<std::string>(&value);
        return text != nullptr && std::ranges::contains(allowed, *text);
    });
}

/// Every string in the segments: names of volumes that others are made of, as pools, mirrors, origins.
std::set<std::string> mentionedIn(const LvmSection &volumes)
{
    std::set<std::string> names;
    for (const auto &[volume, parts] : volumes.sections) {
        for (const auto &[number, segment] : parts.sections) {
            for (const auto &[key, values] : segment.values) {
                for (const LvmSection::Value &value : values) {
                    if (const auto *text = std::get_if<std::string>(&value))
                        names.insert(*text);
                }
            }
        }
    }
    return names;
}

/// The pieces of a volume that is linear, here as a whole, and nothing but itself.
std::optional<std::vector<Run>> linearRuns(const LvmSection &volume, const Place &place)
{
    if (!hasOnly(volume, "status", {"READ", "WRITE", "VISIBLE"}) || !hasOnly(volume, "flags", {})
        || volume.sections.size() > piecesMax)
        return std::nullopt;
    std::map<std::uint64_t, Run> ordered;
    for (const auto &[number, segment] : volume.sections) {
        const auto begin = segment.number("start_extent");
        const auto stripes = segment.number("stripe_count");
        const auto runs = runsOf(segment, place);
        if (segment.text("type") != "striped" || !begin || !stripes || *stripes != 1 || !runs
            || runs->size() != 1)
            return std::nullopt;
        if (!ordered.emplace(*begin, runs->front()).second)
            return std::nullopt;
    }
    std::vector<Run> found;
    std::uint64_t next = 0;
    for (const auto &[begin, run] : ordered) {
        if (begin != next)
            return std::nullopt;
        next += run.count;
        found.push_back(run);
    }
    return found;
}

class VolumeGroup
{
public:
    VolumeGroup(BlockDevice &disk, Extent where, Place place)
        : m_disk(disk)
        , m_where(where)
        , m_place(std::move(place))
        , m_gatherer(where, ExtentGatherer::usual / 4)
    {}

    void add(LvmLabel::Area area);
    Result<> addVolumes(const LvmSection &group);
    UsedExtents finish();

private:
    Result<> addVolume(const LvmSection &volume, bool mayLookInside);
    Result<> addContent(const std::vector<Run> &runs);

    BlockDevice &m_disk;
    Extent m_where;
    Place m_place;
    ExtentGatherer m_gatherer;
    std::size_t m_lookedInto = 0;
};

void VolumeGroup::add(LvmLabel::Area area)
{
    m_gatherer.add({.begin = m_where.begin + Bytes(static_cast<std::int64_t>(area.at)),
                    .size = Bytes(static_cast<std::int64_t>(area.size))});
}

/// The map of what the volume holds, by its own reader, moved to where it lies.
Result<> VolumeGroup::addContent(const std::vector<Run> &runs)
{
    std::vector<Extent> pieces;
    pieces.reserve(runs.size());
    for (const Run &run : runs)
        pieces.push_back(m_place.bytes(m_where, run.first, run.count));
    LinearVolume volume(m_disk, std::move(pieces));
    const Extent whole{.begin = {}, .size = volume.size()};
    TRY(const Allocation inside, allocationInside(volume, whole, Stacking::None));
    for (const Extent &used : inside.used) {
        for (const Extent &piece : volume.onDisk(used))
            m_gatherer.add(piece);
    }
    return {};
}

Result<> VolumeGroup::addVolume(const LvmSection &volume, bool mayLookInside)
{
    const std::optional<std::vector<Run>> linear = linearRuns(volume, m_place);
    if (mayLookInside && linear && !linear->empty() && m_lookedInto < piecesMax) {
        ++m_lookedInto;
        return addContent(*linear);
    }
    for (const auto &[number, segment] : volume.sections) {
        TRY(const std::vector<Run> runs, runsOf(segment, m_place));
        for (const Run &run : runs)
            m_gatherer.add(m_place.bytes(m_where, run.first, run.count));
    }
    return {};
}

Result<> VolumeGroup::addVolumes(const LvmSection &group)
{
    const LvmSection *volumes = group.section("logical_volumes");
    if (volumes == nullptr)
        return {};
    bool isWhole = hasOnly(group, "status", {"RESIZEABLE", "READ", "WRITE"}) && hasOnly(group, "flags", {});
    const LvmSection *disks = group.section("physical_volumes");
    for (const auto &[name, volume] : disks->sections)
        isWhole = isWhole && hasOnly(volume, "status", {"ALLOCATABLE"}) && hasOnly(volume, "flags", {});
    const std::set<std::string> mentioned = mentionedIn(*volumes);
    for (const auto &[name, volume] : volumes->sections)
        CHECK(addVolume(volume, isWhole && !mentioned.contains(name)));
    return {};
}

UsedExtents VolumeGroup::finish()
{
    // Labels and metadata before the first physical extent, and what is behind the last.
    const Extent extents = m_place.bytes(m_where, 0, m_place.count);
    m_gatherer.add(extentBetween(m_where.begin, extents.begin));
    m_gatherer.add(extentBetween(extents.end(), m_where.end()));
    return m_gatherer.finish();
}

}

UsedExtents readLvmAllocation(BlockDevice &disk, Extent where)
{
    const RawView view(disk, where);
    TRY(const LvmLabel label, readLvmLabel(view));
    TRY(const LvmSection text, parseLvmText(label.metadata));
    if (text.sections.size() != 1)
        return corrupt("its metadata is not of one volume group");
    const LvmSection &group = text.sections.begin()->second;
    if (group.text("format") != "lvm2")
        return fail(ErrorCode::Unsupported, "LVM", "its metadata is of another format");
    TRY(Place place, findPlace(group, label.id, view.size()));
    VolumeGroup volumeGroup(disk, where, std::move(place));
    for (const LvmLabel::Area &area : label.others)
        volumeGroup.add(area);
    CHECK(volumeGroup.addVolumes(group));
    return volumeGroup.finish();
}

}
