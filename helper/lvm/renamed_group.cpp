// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/lvm/renamed_group.h"

#include "helper/lvm/metadata_text.h"
#include "helper/lvm/physical_volume.h"
#include "helper/lvm/volume_group.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace parterre {

namespace {

using Names = std::map<std::string, std::string>;

std::unexpected<Error> unsupported(const std::string &what)
{
    return fail(ErrorCode::Unsupported, "LVM", what);
}

std::unexpected<Error> invalid(const std::string &what)
{
    return fail(ErrorCode::Invalid, "LVM", what);
}

/// validate_name() of LVM2, and what libdevmapper leaves of 127 characters for a volume.
bool isGroupName(const std::string &name)
{
    return !name.empty() && name.size() <= 127 && !name.starts_with('-') && name != "." && name != ".."
        && std::ranges::all_of(name, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                   || std::string_view("_-.+").contains(c);
           });
}

bool hasOnly(const std::vector<std::string> &states, const std::set<std::string_view> &allowed,
             std::string &other)
{
    const auto found =
        std::ranges::find_if(states, [&](const std::string &state) { return !allowed.contains(state); });
    if (found != states.end())
        other = *found;
    return found == states.end();
}

Result<> admit(const LvmVolumeGroup &group)
{
    if (group.members.size() != 1)
        return unsupported("its volume group spans " + std::to_string(group.members.size())
                           + " physical volumes");
    if (!group.lockType.empty() && group.lockType != "none")
        return unsupported("its volume group is shared by the lock manager " + group.lockType);
    std::string other;
    // A group with a system ID says WRITE_LOCKED for WRITE, so that old programs only read it.
    if (!hasOnly(group.status, {"RESIZEABLE", "READ", "WRITE", "WRITE_LOCKED"}, other)
        || !hasOnly(group.flags, {"NOAUTOACTIVATE"}, other))
        return unsupported("its volume group is in the state " + other);
    const LvmMember &member = group.members.front();
    if (std::ranges::contains(member.flags, "MISSING"))
        return fail(ErrorCode::Refused, "LVM", "its volume group misses it");
    if (!hasOnly(member.status, {"ALLOCATABLE"}, other) || !hasOnly(member.flags, {}, other))
        return unsupported("it is in the state " + other);
    if (group.hasHistory)
        return unsupported("its volume group remembers logical volumes that were removed");
    return {};
}

bool isRenamed(const LvmVolumeGroup &group, const LvmIdentity &identity)
{
    std::set<std::string> successors;
    for (const auto &[former, next] : identity.lvs)
        successors.insert(next);
    return group.uuid == identity.vgUuid && group.name == identity.vgName
        && group.members.front().uuid == identity.pvUuid
        && std::ranges::all_of(group.volumes, [&](const LvmLogicalVolume &volume) {
               return successors.contains(volume.uuid);
           });
}

/// What the metadata says of the disk that the origin was last seen on.
constexpr std::array<std::string_view, 2> deviceIdKeys{"device_id", "device_id_type"};

/// All that the text calls by a UUID, and what it is called then.
Result<Names> successorsIn(const LvmVolumeGroup &group, const LvmIdentity &identity)
{
    Names names{{group.uuid, identity.vgUuid}, {group.members.front().uuid, identity.pvUuid}};
    for (const LvmLogicalVolume &volume : group.volumes) {
        const auto found = identity.lvs.find(volume.uuid);
        if (found == identity.lvs.end())
            return invalid("no new UUID for the logical volume " + volume.name);
        names.insert(*found);
    }
    return names;
}

void renameUuids(const LvmSection &section, const Names &names, std::vector<LvmEdit> &edits)
{
    for (const auto &[key, assignment] : section.values) {
        for (const LvmValue &value : assignment.values) {
            const auto found = value.isText ? names.find(value.text) : names.end();
            if (found != names.end() && !std::ranges::contains(deviceIdKeys, key))
                edits.push_back({.place = value.place, .text = '"' + found->second + '"'});
        }
    }
    for (const auto &[name, inner] : section.sections)
        renameUuids(inner, names, edits);
}

/// The hint "device", which is a path of other days anyway, is harmless. The ID is the serial number of the
/// origin's disk. Where it has a line for itself that goes too.
void dropDeviceId(const LvmSection &member, std::string_view text, std::vector<LvmEdit> &edits)
{
    for (const std::string_view key : deviceIdKeys) {
        const auto found = member.values.find(key);
        if (found == member.values.end())
            continue;
        LvmPlace place = found->second.place;
        const std::size_t before = text.find_last_not_of(" \t", place.begin - 1);
        if (text[before] == '\n' && text.substr(place.end).starts_with('\n'))
            place.begin = before;
        edits.push_back({.place = place, .text = {}});
    }
}

Result<std::string> rewritten(std::string_view text, const LvmVolumeGroup &group, const LvmIdentity &identity)
{
    if (group.seqno == std::numeric_limits<std::uint32_t>::max())
        return unsupported("its volume group was changed too often");
    TRY(const LvmSection whole, parseLvmText(text));
    TRY(const Names names, successorsIn(group, identity));
    const LvmSection &section = whole.sections.begin()->second;
    std::vector<LvmEdit> edits{{.place = section.name, .text = identity.vgName},
                               {.place = section.values.find("seqno")->second.values.front().place,
                                .text = std::to_string(group.seqno + 1)}};
    renameUuids(section, names, edits);
    dropDeviceId(section.section("physical_volumes")->sections.begin()->second, text, edits);
    return editedLvmText(text, std::move(edits));
}

}

Result<> checkIdentity(const LvmIdentity &identity)
{
    if (!isGroupName(identity.vgName))
        return invalid("a volume group cannot be called \"" + identity.vgName + "\"");
    std::set<std::string> known;
    for (const auto &[former, next] : identity.lvs)
        known.insert(former);
    const auto isNew = [&](const std::string &uuid) { return isLvmUuid(uuid) && known.insert(uuid).second; };
    bool areNew = isNew(identity.pvUuid) && isNew(identity.vgUuid);
    // One that has its new UUID already is as far as another run came that was cut off.
    for (const auto &[former, next] : identity.lvs)
        areNew = areNew && ((former == next && isLvmUuid(next)) || isNew(next));
    return areNew ? Result<>{} : invalid("a new UUID is none, or is not new");
}

Result<RenamedGroup> renamedGroup(std::string_view text, const LvmIdentity &identity)
{
    TRY(const LvmVolumeGroup group, readLvmVolumeGroup(text));
    CHECK(admit(group));
    RenamedGroup made{.isDone = isRenamed(group, identity),
                      .memberUuid = group.members.front().uuid,
                      .text = std::string(text)};
    if (made.isDone)
        return made;
    TRY(made.text, rewritten(text, group, identity));
    TRY(const LvmVolumeGroup after, readLvmVolumeGroup(made.text));
    if (!isRenamed(after, identity))
        return fail(ErrorCode::Corrupt, "LVM", "its metadata cannot be written with other UUIDs");
    return made;
}

}
