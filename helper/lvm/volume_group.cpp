// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/volume_group.h"

#include "helper/block/raw_view.h"
#include "helper/lvm/metadata_text.h"
#include "helper/lvm/physical_volume.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

namespace parterre {

namespace {

constexpr std::size_t nameMax = 127;  // NAME_LEN of LVM2, without its end

constexpr std::uint64_t sector = 512;
/// LVM2 counts extents, and sectors of an extent, with 32 bits.
constexpr std::uint64_t countMax = std::numeric_limits<std::uint32_t>::max();

std::unexpected<Error> corrupt(const std::string &what)
{
    return fail(ErrorCode::Corrupt, "LVM", what);
}

std::unexpected<Error> unsupported(const std::string &what)
{
    return fail(ErrorCode::Unsupported, "LVM", what);
}

/// What the text counts in sectors, in bytes.
Result<Bytes> bytesOf(std::uint64_t sectors)
{
    const std::optional<Bytes> size = amount(sectors, sector);
    return size ? Result<Bytes>(*size) : corrupt("a size in its metadata");
}

/// A UUID that no other part of the group has.
Result<std::string> uuidOf(const LvmSection &section, std::set<std::string> &known)
{
    std::string uuid = section.text("id");
    if (!isLvmUuid(uuid))
        return corrupt("a UUID in its metadata");
    if (!known.insert(uuid).second)
        return corrupt("a UUID is twice in its metadata");
    return uuid;
}

Result<std::uint64_t> countOf(const LvmSection &section, std::string_view name)
{
    TRY(const std::uint64_t count, section.number(name));
    return count <= countMax ? Result<std::uint64_t>(count) : corrupt("a count of its metadata");
}

class GroupReader
{
public:
    Result<LvmVolumeGroup> read(std::string_view text);

private:
    Result<> readMembers(const LvmSection &section);
    Result<> readVolumes(const LvmSection &section);
    Result<LvmLogicalVolume> readVolume(const std::string &name, const LvmSection &section);
    Result<LvmSegment> readSegment(const LvmSection &section);
    Result<> readStripes(const LvmSection &section, LvmSegment &segment) const;
    void readMentions(const LvmSection &section, LvmSegment &segment) const;
    Result<> checkInside(const LvmSegment &segment) const;
    Result<> checkUsedOnce() const;

    [[nodiscard]] const LvmMember *memberNamed(const std::string &name) const;

    LvmVolumeGroup m_group;
    std::set<std::string> m_uuids;
    std::map<std::string, std::string> m_mentioned;  ///< names, and types of segments that have them
};

const LvmMember *GroupReader::memberNamed(const std::string &name) const
{
    const auto found = std::ranges::find(m_group.members, name, &LvmMember::name);
    return found == m_group.members.end() ? nullptr : &*found;
}

Result<> GroupReader::readMembers(const LvmSection &section)
{
    for (const auto &[name, volume] : section.sections) {
        LvmMember member{.name = name, .uuid = {}, .status = {}, .flags = {}, .begin = {}, .size = {}};
        TRY(member.uuid, uuidOf(volume, m_uuids));
        TRY(member.status, volume.texts("status"));
        TRY(member.flags, volume.texts("flags"));
        TRY(const std::uint64_t begin, volume.number("pe_start"));
        TRY(const Bytes before, bytesOf(begin));
        member.begin = Offset() + before;
        TRY(member.extentCount, countOf(volume, "pe_count"));
        if (volume.values.contains("dev_size")) {
            TRY(const std::uint64_t size, volume.number("dev_size"));
            TRY(member.size, bytesOf(size));
        }
        m_group.members.push_back(std::move(member));
    }
    return {};
}

Result<> GroupReader::readStripes(const LvmSection &section, LvmSegment &segment) const
{
    TRY(const std::uint64_t count, section.number("stripe_count"));
    const auto found = section.values.find("stripes");
    if (found == section.values.end() || count == 0 || found->second.values.size() % 2 != 0
        || found->second.values.size() / 2 != count || segment.extentCount % count != 0)
        return corrupt("a striped segment");
    const std::vector<LvmValue> &values = found->second.values;
    for (std::size_t i = 0; i < values.size(); i += 2) {
        const std::optional<std::uint64_t> first = values[i + 1].number();
        if (!values[i].isText || !first)
            return corrupt("a striped segment");
        segment.stripes.push_back({.member = values[i].text, .firstExtent = *first});
    }
    return {};
}

/// Of kinds that are not known, each mention of a member may be as long as the whole segment.
void GroupReader::readMentions(const LvmSection &section, LvmSegment &segment) const
{
    for (const auto &[key, assignment] : section.values) {
        for (std::size_t i = 0; i < assignment.values.size(); ++i) {
            const LvmValue &value = assignment.values[i];
            if (!value.isText || memberNamed(value.text) == nullptr)
                continue;
            const std::optional<std::uint64_t> first =
                i + 1 < assignment.values.size() ? assignment.values[i + 1].number() : std::nullopt;
            // A name that no number follows leads nowhere, which is told as being outside.
            segment.stripes.push_back(
                {.member = value.text,
                 .firstExtent = first.value_or(std::numeric_limits<std::uint64_t>::max())});
        }
    }
}

Result<> GroupReader::checkInside(const LvmSegment &segment) const
{
    for (const LvmSegment::Stripe &stripe : segment.stripes) {
        const LvmMember *member = memberNamed(stripe.member);
        if (member == nullptr)
            continue;
        if (stripe.firstExtent > member->extentCount
            || segment.extentsOfEach() > member->extentCount - stripe.firstExtent)
            return corrupt("a segment lies outside of it");
    }
    return {};
}

Result<LvmSegment> GroupReader::readSegment(const LvmSection &section)
{
    LvmSegment segment;
    TRY(segment.firstExtent, countOf(section, "start_extent"));
    TRY(segment.extentCount, countOf(section, "extent_count"));
    segment.type = section.text("type");
    if (segment.type.empty() || segment.extentCount == 0)
        return corrupt("a segment");
    if (segment.type == "striped")
        CHECK(readStripes(section, segment));
    else
        readMentions(section, segment);
    CHECK(checkInside(segment));
    for (const auto &[key, assignment] : section.values) {
        for (const LvmValue &value : assignment.values) {
            if (value.isText && key != "type")
                m_mentioned.emplace(value.text, segment.type);
        }
    }
    return segment;
}

Result<LvmLogicalVolume> GroupReader::readVolume(const std::string &name, const LvmSection &section)
{
    if (name.size() > nameMax)
        return corrupt("a name in its metadata is too long");
    LvmLogicalVolume volume{
        .name = name, .uuid = {}, .status = {}, .flags = {}, .segments = {}, .usedAs = {}};
    TRY(volume.uuid, uuidOf(section, m_uuids));
    TRY(volume.status, section.texts("status"));
    TRY(volume.flags, section.texts("flags"));
    for (const auto &[number, part] : section.sections) {
        TRY(LvmSegment segment, readSegment(part));
        volume.segments.push_back(std::move(segment));
    }
    std::ranges::sort(volume.segments, {}, &LvmSegment::firstExtent);
    return volume;
}

Result<> GroupReader::readVolumes(const LvmSection &section)
{
    for (const auto &[name, part] : section.sections) {
        TRY(LvmLogicalVolume volume, readVolume(name, part));
        m_group.volumes.push_back(std::move(volume));
    }
    for (LvmLogicalVolume &volume : m_group.volumes) {
        if (const auto found = m_mentioned.find(volume.name); found != m_mentioned.end())
            volume.usedAs = found->second;
    }
    return {};
}

/// Of striped segments: which extents the others take is not known.
Result<> GroupReader::checkUsedOnce() const
{
    std::map<std::string, std::map<std::uint64_t, std::uint64_t>> taken;
    for (const LvmLogicalVolume &volume : m_group.volumes) {
        for (const LvmSegment &segment : volume.segments) {
            for (const LvmSegment::Stripe &stripe : segment.stripes) {
                if (segment.type != "striped" || memberNamed(stripe.member) == nullptr)
                    continue;
                if (!taken[stripe.member].emplace(stripe.firstExtent, segment.extentsOfEach()).second)
                    return corrupt("an extent is used twice");
            }
        }
    }
    for (const auto &[member, runs] : taken) {
        std::uint64_t next = 0;
        for (const auto &[first, count] : runs) {
            if (first < next)
                return corrupt("an extent is used twice");
            next = first + count;
        }
    }
    return {};
}

Result<LvmVolumeGroup> GroupReader::read(std::string_view text)
{
    TRY(const LvmSection whole, parseLvmText(text));
    if (whole.sections.size() != 1 || whole.text("contents") != "Text Format Volume Group")
        return corrupt("its metadata is not of one volume group");
    const auto &[name, group] = *whole.sections.begin();
    // Those before 2.02.96 do not say it.
    if (const std::string format = group.text("format"); !format.empty() && format != "lvm2")
        return unsupported("its metadata is of another format");
    if (name.size() > nameMax)
        return corrupt("its name is too long");
    m_group.name = name;
    TRY(m_group.uuid, uuidOf(group, m_uuids));
    TRY(m_group.seqno, countOf(group, "seqno"));
    TRY(m_group.status, group.texts("status"));
    TRY(m_group.flags, group.texts("flags"));
    m_group.lockType = group.text("lock_type");
    m_group.hasHistory = group.section("historical_logical_volumes") != nullptr;
    TRY(const std::uint64_t extentSectors, countOf(group, "extent_size"));
    TRY(m_group.extentSize, bytesOf(extentSectors));
    const LvmSection *members = group.section("physical_volumes");
    if (members == nullptr || m_group.extentSize.isZero())
        return corrupt("its volume group");
    CHECK(readMembers(*members));
    if (const LvmSection *volumes = group.section("logical_volumes"); volumes != nullptr)
        CHECK(readVolumes(*volumes));
    CHECK(checkUsedOnce());
    return std::move(m_group);
}

/// Empty where nothing in the states of a volume keeps it from being what its segments say.
std::string peculiarity(const LvmLogicalVolume &volume)
{
    static const std::set<std::string_view> plain{
        "READ", "WRITE", "WRITE_LOCKED", "VISIBLE", "FIXED_MINOR", "ACTIVATION_SKIP", "NOAUTOACTIVATE"};
    for (const std::vector<std::string> &states : {volume.status, volume.flags}) {
        for (const std::string &state : states) {
            if (!plain.contains(state))
                return state;
        }
    }
    return volume.usedAs;
}

}

bool LvmLogicalVolume::isVisible() const
{
    return std::ranges::contains(status, "VISIBLE");
}

std::uint64_t LvmLogicalVolume::extentCount() const
{
    std::uint64_t sum = 0;
    for (const LvmSegment &segment : segments)
        sum += segment.extentCount;
    return sum;
}

std::uint64_t LvmSegment::extentsOfEach() const
{
    return type == "striped" && !stripes.empty() ? extentCount / stripes.size() : extentCount;
}

const LvmMember *LvmVolumeGroup::memberOf(std::string_view wanted) const
{
    const auto found = std::ranges::find(members, wanted, &LvmMember::uuid);
    return found == members.end() ? nullptr : &*found;
}

const LvmLogicalVolume *LvmVolumeGroup::volumeNamed(std::string_view wanted) const
{
    const auto found = std::ranges::find(volumes, wanted, &LvmLogicalVolume::name);
    return found == volumes.end() ? nullptr : &*found;
}

Result<LvmVolumeGroup> readLvmVolumeGroup(std::string_view text)
{
    return GroupReader().read(text);
}

Result<Extent> extentsOn(const LvmVolumeGroup &group, const LvmMember &member, Bytes size)
{
    const std::optional<Bytes> all =
        amount(member.extentCount, static_cast<std::uint64_t>(group.extentSize.count()));
    if (!all || member.begin > Offset() + size || *all > Offset() + size - member.begin)
        return corrupt("its extents reach behind it");
    return Extent{.begin = member.begin, .size = *all};
}

Result<std::vector<LvmPiece>> segmentsOf(const LvmVolumeGroup &group, const LvmLogicalVolume &volume,
                                         const LvmMember &member, Bytes size)
{
    CHECK(extentsOn(group, member, size));
    if (const std::string peculiar = peculiarity(volume); !peculiar.empty())
        return unsupported(peculiar);
    std::vector<LvmPiece> pieces;
    std::uint64_t next = 0;
    for (const LvmSegment &segment : volume.segments) {
        if (segment.type != "striped")
            return unsupported(segment.type);
        if (segment.stripes.size() != 1)
            return unsupported("striped over " + std::to_string(segment.stripes.size()));
        if (segment.stripes[0].member != member.name)
            return unsupported("on another physical volume");
        if (segment.firstExtent != next)
            return corrupt("the segments of a volume overlap or leave a gap");
        next += segment.extentCount;
        const auto first = static_cast<std::int64_t>(segment.stripes[0].firstExtent);
        const Bytes length = group.extentSize * static_cast<std::int64_t>(segment.extentCount);
        const Offset begin = member.begin + group.extentSize * first;
        if (!pieces.empty() && pieces.back().begin + pieces.back().logical.size == begin)
            pieces.back().logical.size += length;
        else
            pieces.push_back({.logical = {.begin = pieces.empty() ? Offset() : pieces.back().logical.end(),
                                          .size = length},
                              .begin = begin});
    }
    return pieces;
}

}
