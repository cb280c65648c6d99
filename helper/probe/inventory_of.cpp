// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/growth.h"
#include "helper/probe/references.h"
#include "helper/probe/snapshot.h"

#include <algorithm>

namespace parterre {

namespace {

std::vector<Partition> partitionsOf(const Snapshot &snapshot)
{
    std::vector<Partition> partitions = snapshot.reading.partitions;
    for (std::size_t i = 0; i < partitions.size() && i < snapshot.contents.size(); ++i)
        partitions[i].content = snapshot.contents[i];
    std::ranges::stable_sort(partitions, {}, &Partition::number);
    return partitions;
}

void addUse(std::vector<Use> &uses, const Use &use)
{
    if (!std::ranges::contains(uses, use))
        uses.push_back(use);
}

/// Uses go to the partitions that the piece shows, or to the disk where it shows all of it or
/// something that the table does not list (any more). The container of logical ones is never used.
void addUses(Inventory &inventory, const Piece &piece, const std::vector<Use> &uses)
{
    const Extent whole{.begin = Offset(), .size = inventory.target.size};
    bool isPlaced = false;
    for (Partition &partition : inventory.partitions) {
        if (piece.extent == whole || partition.entry == EntryKind::Extended
            || !partition.extent.overlaps(piece.extent)) {
            continue;
        }
        isPlaced = true;
        for (const Use &use : uses)
            addUse(partition.uses, use);
    }
    if (isPlaced)
        return;
    for (const Use &use : uses)
        addUse(inventory.target.uses, use);
}

void addAllUses(Inventory &inventory, const Snapshot &snapshot, const std::vector<Piece> &pieces)
{
    for (const Piece &piece : pieces) {
        std::vector<Use> uses = usesOf(snapshot.machine, piece.device);
        const auto device = std::ranges::find(snapshot.machine.devices, piece.device, &KernelDevice::number);
        if (piece.isLoop && device != snapshot.machine.devices.end())
            uses.push_back({.kind = Use::Kind::Loop, .what = device->title});
        inventory.target.isSystemDisk = inventory.target.isSystemDisk || isOfSystem(uses);
        addUses(inventory, piece, uses);
    }
}

std::vector<ForeignIdentifier> foreignIn(const Machine &machine, const std::vector<Piece> &pieces)
{
    const std::set<DeviceNumber> own = everythingOn(machine, pieces);
    std::vector<ForeignIdentifier> foreign;
    for (const KernelDevice &device : machine.devices) {
        if (own.contains(device.number))
            continue;
        for (const std::string &identifier : device.identifiers)
            foreign.push_back({.value = identifier, .where = device.title});
    }
    return foreign;
}

/// Every root of a disk was given the same.
std::string firstPartids(const Snapshot &snapshot)
{
    for (const auto &[place, files] : snapshot.files) {
        if (const auto found = files.find(probed::partids); found != files.end())
            return found->second;
    }
    return {};
}

}

Inventory inventoryOf(const Snapshot &snapshot)
{
    Inventory inventory{.target = snapshot.target,
                        .table = snapshot.reading.table,
                        .partitions = partitionsOf(snapshot),
                        .foreign = {},
                        .references = {},
                        .capabilities = snapshot.capabilities,
                        .fingerprint = snapshot.fingerprint};
    const std::vector<Piece> pieces = piecesOf(snapshot.machine, snapshot.identity);
    addAllUses(inventory, snapshot, pieces);
    inventory.foreign = foreignIn(snapshot.machine, pieces);
    setMountPoints(inventory.partitions, snapshot);
    setGrowth(inventory.partitions, snapshot);
    inventory.references = referencesIn(inventory.partitions, snapshot);
    inventory.partids = firstPartids(snapshot);
    return inventory;
}

}
