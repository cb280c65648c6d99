// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/model/disk_summary.h"
#include "core/wire/composite.h"

namespace parterre::wire {

/// The keys of every type of core/model and core/layout, in the order in which they travel.

inline constexpr Limit partitionsLimit{1024};
inline constexpr Limit clonesLimit{4096};
inline constexpr Limit slotsLimit{partitionsLimit.items + clonesLimit.items};
inline constexpr Limit usesLimit{1024};
inline constexpr Limit elsewhereLimit{65536};
inline constexpr Limit kindsLimit{64};
inline constexpr Limit volumesLimit{volumesMax};
inline constexpr Limit stackLimit{stackingMax};
inline constexpr Range volumeRange{.min = 0, .max = static_cast<std::int64_t>(volumesMax) - 1};

void fields(auto &archive, As<Extent> auto &extent)
{
    archive("begin", extent.begin);
    archive("size", extent.size);
    archive.require("reaches past 1 EiB", [&] { return extent.end().bytes() <= bytesMax; });
}

void fields(auto &archive, As<Use> auto &use)
{
    archive("kind", use.kind);
    archive("what", use.what);
}

void fields(auto &archive, As<Content> auto &content)
{
    archive("kind", content.kind);
    archive("type-name", content.typeName);
    archive("uuid", content.uuid);
    archive("sub-uuid", content.subUuid);
    archive("label", content.label);
    archive("size", content.size);
    archive("used", content.used);
    archive("dirt", content.dirt);
    archive("devices", content.deviceCount);
    archive("os-marks", content.osMarks);
    archive("group-uuid", content.groupUuid);
    archive("inside", content.inside);
    archive("inside-doubt", content.insideDoubt);
    archive("volumes", content.volumes, volumesLimit);
    archive.require("is stacked too high", [&] { return stackingOf(content) <= stackingMax; });
}

void fields(auto &archive, As<Volume> auto &volume)
{
    archive("name", volume.name);
    archive("uuid", volume.uuid);
    archive("size", volume.size);
    archive("content", volume.content);
}

void fields(auto &archive, As<Table> auto &table)
{
    archive("kind", table.kind);
    archive("sector-size", table.sectorSize);
    archive("entries-max", table.entriesMax);
    archive("usable", table.usable);
    archive("grain", table.grain);
    archive("alignment-phase", table.alignmentPhase);
    archive("id", table.id);
    archive("is-hybrid", table.isHybrid);
    archive("is-primary-damaged", table.isPrimaryDamaged);
    archive("is-backup-damaged", table.isBackupDamaged);
    archive.require("has a sector or grain size of 0",
                    [&] { return !table.sectorSize.isZero() && !table.grain.isZero(); });
}

void fields(auto &archive, As<Partition> auto &partition)
{
    archive("number", partition.number, partitionNumber);
    archive("entry", partition.entry);
    archive("extent", partition.extent);
    archive("type", partition.type);
    archive("name", partition.name);
    archive("guid", partition.guid);
    archive("attributes", partition.attributes);
    archive("is-active", partition.isActive);
    archive("content", partition.content);
    archive("uses", partition.uses, usesLimit);
    archive("mount-point", partition.mountPoint);
    archive("partids-name", partition.partidsName);
    archive("is-grown-at-first-boot", partition.isGrownAtFirstBoot);
}

void fields(auto &archive, As<Target> auto &target)
{
    archive("kind", target.kind);
    archive("path", target.path);
    archive("model", target.model);
    archive("serial", target.serial);
    archive("size", target.size);
    archive("is-read-only", target.isReadOnly);
    archive("is-system-disk", target.isSystemDisk);
    archive("is-removable", target.isRemovable);
    archive("kernel-number-max", target.kernelNumberMax);
    archive("uses", target.uses, usesLimit);
}

void fields(auto &archive, As<ForeignIdentifier> auto &foreign)
{
    archive("value", foreign.value);
    archive("where", foreign.where);
}

void fields(auto &archive, As<InnerVolume> auto &inner)
{
    archive("container", inner.container);
    archive("volume", inner.volume, volumeRange);
}

void fields(auto &archive, As<Reference> auto &reference)
{
    archive("in-partition", reference.inPartition, partitionNumber);
    archive("file", reference.file);
    archive("by", reference.by);
    archive("value", reference.value);
    archive("key", reference.key);
    archive("in-layer", reference.inLayer, stackLimit);
}

void fields(auto &archive, As<Capabilities> auto &capabilities)
{
    archive("renewable", capabilities.renewable, kindsLimit);
    archive("shrinkable", capabilities.shrinkable, kindsLimit);
    archive("growable", capabilities.growable, kindsLimit);
    archive("missing-tools", capabilities.missingTools, kindsLimit);
    archive("partids-writable", capabilities.partidsWritable, kindsLimit);
}

void fields(auto &archive, As<Inventory> auto &inventory)
{
    archive("target", inventory.target);
    archive("table", inventory.table);
    archive("partitions", inventory.partitions, partitionsLimit);
    archive("foreign", inventory.foreign, elsewhereLimit);
    archive("references", inventory.references, elsewhereLimit);
    archive("capabilities", inventory.capabilities);
    archive("partids", inventory.partids);
    archive("is-in-motion", inventory.isInMotion);
    archive("fingerprint", inventory.fingerprint);
}

void fields(auto &archive, As<DiskSummary> auto &summary)
{
    archive("path", summary.path);
    archive("model", summary.model);
    archive("serial", summary.serial);
    archive("size", summary.size);
    archive("is-removable", summary.isRemovable);
    archive("is-read-only", summary.isReadOnly);
    archive("is-system-disk", summary.isSystemDisk);
    archive("uses", summary.uses, usesLimit);
}

}
