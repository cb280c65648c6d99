// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/step.h"
#include "core/wire/fields_references.h"

namespace parterre::wire {

/// The keys of every type of core/layout and core/plan, in the order in which they travel.

inline constexpr Limit stepsLimit{16384};
inline constexpr Limit placesLimit{2 * slotsLimit.items};
inline constexpr Range epochsRange{.min = 0, .max = bytesMax};
inline constexpr Range cloneNumber{.min = 0, .max = clonesMax};

void fields(auto &archive, As<Slot> auto &slot)
{
    archive("number", slot.number, partitionNumber);
    archive("entry", slot.entry);
    archive("extent", slot.extent);
    archive("role", slot.role);
    archive("source", slot.source, partitionNumber);
    archive("clone-index", slot.cloneIndex);
    archive("clone-of", slot.cloneOf);
    archive("partids-name", slot.partidsName);
    archive("partids-key", slot.partidsKey);
    archive("name", slot.name);
    archive("type", slot.type);
    archive("guid", slot.guid);
    archive("attributes", slot.attributes);
    archive("is-active", slot.isActive);
    archive("content", slot.content);
    archive("is-new", slot.isNew);
    archive("is-data-in-place", slot.isDataInPlace);
    archive("mount-point", slot.mountPoint);
}

void fields(auto &archive, As<Layout> auto &layout)
{
    archive("table", layout.table);
    archive("disk-size", layout.diskSize);
    archive("slots", layout.slots, slotsLimit);
    archive("free", layout.free, Limit{slotsLimit.items + 1});
    archive("partids", layout.partids);
}

void fields(auto &, As<step::SaveTable> auto &) {}

void fields(auto &archive, As<step::CopyBlocks> auto &copy)
{
    archive("partition", copy.partition, partitionNumber);
    archive("source", copy.source);
    archive("targets", copy.targets, clonesLimit);
    archive("kind", copy.kind);
    archive("used", copy.used);
    archive("copying", copy.copying);
}

void fields(auto &archive, As<Relocation> auto &one)
{
    archive("partition", one.partition, partitionNumber);
    archive("source", one.source);
    archive("destinations", one.destinations, clonesLimit);
    archive("kind", one.kind);
    archive("used", one.used);
}

void fields(auto &archive, As<InPlaceMove> auto &move)
{
    archive("relocations", move.relocations, partitionsLimit);
    archive("first-journal", move.journal[0]);
    archive("second-journal", move.journal[1]);
    archive("scratch", move.scratch, slotsLimit);
    archive("places", move.places, placesLimit);
    archive("moved", move.moved);
    archive("staged", move.staged);
    archive("epochs", move.epochs, epochsRange);
}

void fields(auto &archive, As<step::MoveInPlace> auto &one)
{
    archive("move", one.move);
    archive("copying", one.copying);
}

void fields(auto &archive, As<NewIdentity> auto &identity)
{
    archive("uuid", identity.uuid);
    archive("label", identity.label);
    archive("kind", identity.kind);
    archive("volumes", identity.volumes, volumesLimit);
}

void fields(auto &archive, As<step::RenewVolumeKey> auto &renew)
{
    archive("partition", renew.partition, partitionNumber);
    archive("clone-index", renew.cloneIndex, cloneNumber);
    archive("origin", renew.origin);
    archive("where", renew.where);
    archive("kind", renew.kind);
    archive("copying", renew.copying);
}

void fields(auto &archive, As<step::RenewIdentity> auto &renew)
{
    archive("partition", renew.partition, partitionNumber);
    archive("clone-index", renew.cloneIndex, cloneNumber);
    archive("where", renew.where);
    archive("identity", renew.identity);
}

void fields(auto &archive, As<step::SetHiddenSectors> auto &set)
{
    archive("partition", set.partition, partitionNumber);
    archive("clone-index", set.cloneIndex, cloneNumber);
    archive("where", set.where);
    archive("kind", set.kind);
    archive("sector-size", set.sectorSize);
}

void fields(auto &archive, As<step::ShrinkContent> auto &shrink)
{
    archive("partition", shrink.partition, partitionNumber);
    archive("where", shrink.where);
    archive("kind", shrink.kind);
    archive("size", shrink.size);
}

void fields(auto &archive, As<step::GrowContent> auto &grow)
{
    archive("partition", grow.partition, partitionNumber);
    archive("clone-index", grow.cloneIndex, cloneNumber);
    archive("where", grow.where);
    archive("kind", grow.kind);
}

void fields(auto &, As<step::CheckIdentifiers> auto &) {}

void fields(auto &archive, As<step::WriteTable> auto &write)
{
    archive("slots", write.slots, slotsLimit);
}

void fields(auto &archive, As<step::WritePartids> auto &write)
{
    archive("partition", write.partition, partitionNumber);
    archive("clone-index", write.cloneIndex, cloneNumber);
    archive("number", write.number, partitionNumber);
    archive("where", write.where);
    archive("layer", write.layer, stackLimit);
    archive("kind", write.kind);
    archive("text", write.text);
}

void fields(auto &archive, As<step::RewriteReferences> auto &rewrite)
{
    archive("partition", rewrite.partition, partitionNumber);
    archive("clone-index", rewrite.cloneIndex, cloneNumber);
    archive("is-clone", rewrite.isClone);
    archive("number", rewrite.number, partitionNumber);
    archive("where", rewrite.where);
    archive("layer", rewrite.layer, stackLimit);
    archive("kind", rewrite.kind);
    archive("files", rewrite.files, filesLimit);
}

template<>
inline constexpr const char *alternativeKey<step::SaveTable> = "save-table";
template<>
inline constexpr const char *alternativeKey<step::CopyBlocks> = "copy-blocks";
template<>
inline constexpr const char *alternativeKey<step::MoveInPlace> = "move-in-place";
template<>
inline constexpr const char *alternativeKey<step::RenewVolumeKey> = "renew-volume-key";
template<>
inline constexpr const char *alternativeKey<step::RenewIdentity> = "renew-identity";
template<>
inline constexpr const char *alternativeKey<step::SetHiddenSectors> = "set-hidden-sectors";
template<>
inline constexpr const char *alternativeKey<step::ShrinkContent> = "shrink-content";
template<>
inline constexpr const char *alternativeKey<step::GrowContent> = "grow-content";
template<>
inline constexpr const char *alternativeKey<step::CheckIdentifiers> = "check-identifiers";
template<>
inline constexpr const char *alternativeKey<step::WriteTable> = "write-table";
template<>
inline constexpr const char *alternativeKey<step::WritePartids> = "write-partids";
template<>
inline constexpr const char *alternativeKey<step::RewriteReferences> = "rewrite-references";

void fields(auto &archive, As<Plan> auto &plan)
{
    archive("fingerprint", plan.fingerprint);
    archive("steps", plan.steps, stepsLimit);
}

}
