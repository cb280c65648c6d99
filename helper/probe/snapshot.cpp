// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/snapshot.h"

#include "helper/block/small_file.h"
#include "helper/block/topology.h"
#include "helper/files/root_file.h"
#include "helper/identity/identity.h"
#include "helper/probe/probe.h"
#include "helper/probe/target_facts.h"

#include <format>

namespace parterre {

namespace {

/// What tells this disk from another one that holds the same bytes.
std::string identityText(const Target &target, const TargetIdentity &identity)
{
    if (identity.file)
        return std::format("file {} {}", identity.file->device, identity.file->inode);
    return std::format("drive {} {}", target.model, target.serial);
}

Result<> readContents(FileDevice &device, Keys &keys, Snapshot &snapshot)
{
    for (const Partition &partition : snapshot.reading.partitions) {
        if (partition.entry == EntryKind::Extended) {
            snapshot.contents.emplace_back();
            continue;
        }
        const auto readFiles = [&](BlockDevice &disk, Extent where, const FoundLayer &layer) {
            auto files = readProbedFiles(disk, where, layer.kind);
            if (!files.empty())
                snapshot.files[{partition.number, layer.place}] = std::move(files);
        };
        TRY(Content content, probeContent(device, partition.extent, keys, readFiles));
        snapshot.contents.push_back(std::move(content));
    }
    return {};
}

/// Boot0000 to BootFFFF, but not BootOrder and its like.
std::map<std::string, std::vector<std::byte>> readFirmware(const SystemFolders &folders)
{
    constexpr std::size_t nameSize = 8;
    const std::string folder = folders.sys + "/firmware/efi/efivars";
    std::map<std::string, std::vector<std::byte>> variables;
    for (const std::string &name : namesIn(folder)) {
        const std::string entry = name.substr(0, nameSize);
        const bool isEntry = entry.starts_with("Boot") && name.substr(entry.size()).starts_with("-")
            && entry.find_first_not_of("0123456789ABCDEF", 4) == std::string::npos;
        const std::optional<std::string> raw = isEntry ? readSmallFile(folder + "/" + name) : std::nullopt;
        if (!raw)
            continue;
        const auto bytes = std::as_bytes(std::span(*raw));
        variables[entry].assign(bytes.begin(), bytes.end());
    }
    return variables;
}

}

Result<Snapshot> readSnapshot(FileDevice &device, const std::string &path, Keys &keys)
{
    Snapshot snapshot;
    TRY(snapshot.identity, identify(device));
    snapshot.target = describeTarget(device, snapshot.identity, path);
    TRY(snapshot.reading, readTable(device, topologyOf(device)));
    CHECK(readContents(device, keys, snapshot));
    snapshot.machine = readMachine();
    readIdentifiers(snapshot.machine);
    if (snapshot.identity.device)
        snapshot.firmware = readFirmware({});
    snapshot.capabilities = identityCapabilities();
    snapshot.capabilities.partidsWritable = writableRootKinds();
    TRY(snapshot.fingerprint,
        fingerprintOf(device, snapshot.reading, identityText(snapshot.target, snapshot.identity)));
    return snapshot;
}

Result<Inventory> probe(FileDevice &device, const std::string &path, Keys &keys)
{
    TRY(const Snapshot snapshot, readSnapshot(device, path, keys));
    return inventoryOf(snapshot);
}

Result<Inventory> probe(FileDevice &device, const std::string &path)
{
    Keys none;
    return probe(device, path, none);
}

}
