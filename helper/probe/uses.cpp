// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/uses.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace parterre {

namespace {

Use::Kind kindAsHolder(const KernelDevice &device)
{
    if (device.name.starts_with("dm-"))
        return Use::Kind::DeviceMapper;
    if (device.name.starts_with("md"))
        return Use::Kind::Md;
    return device.name.starts_with("loop") ? Use::Kind::Loop : Use::Kind::Other;
}

/// What stands on `device` and is a use of it by being there.
std::vector<const KernelDevice *> holdersOf(const Machine &machine, const KernelDevice &device)
{
    std::vector<const KernelDevice *> holders;
    for (const KernelDevice &other : machine.devices) {
        const bool holds = std::ranges::contains(device.holders, other.number);
        if (holds || (other.loop && other.loop->device == device.number))
            holders.push_back(&other);
    }
    return holders;
}

void collect(const Machine &machine, DeviceNumber number, std::set<DeviceNumber> &seen,
             std::vector<Use> &uses)
{
    if (!seen.insert(number).second)
        return;
    for (const DirectUse &one : machine.uses) {
        if (one.device == number && !std::ranges::contains(uses, one.use))
            uses.push_back(one.use);
    }
    const auto self = std::ranges::find(machine.devices, number, &KernelDevice::number);
    if (self == machine.devices.end())
        return;
    for (const KernelDevice *holder : holdersOf(machine, *self)) {
        const Use use{.kind = kindAsHolder(*holder), .what = holder->title};
        if (!std::ranges::contains(uses, use))
            uses.push_back(use);
        collect(machine, holder->number, seen, uses);
        for (const KernelDevice &part : machine.devices) {
            if (part.disk == holder->number)
                collect(machine, part.number, seen, uses);
        }
    }
}

void addWithPartitions(const Machine &machine, const Piece &whole, std::vector<Piece> &pieces)
{
    pieces.push_back(whole);
    for (const KernelDevice &part : machine.devices) {
        const Offset begin = whole.extent.begin + (part.start - Offset());
        if (part.disk == whole.device)
            pieces.push_back({.device = part.number, .extent = {.begin = begin, .size = part.size}});
    }
}

void addAbove(const Machine &machine, DeviceNumber number, std::set<DeviceNumber> &found)
{
    if (!found.insert(number).second)
        return;
    for (const KernelDevice &other : machine.devices) {
        if (other.disk == number)
            addAbove(machine, other.number, found);
    }
    const auto self = std::ranges::find(machine.devices, number, &KernelDevice::number);
    if (self == machine.devices.end())
        return;
    for (const KernelDevice *holder : holdersOf(machine, *self))
        addAbove(machine, holder->number, found);
}

}

std::vector<Piece> piecesOf(const Machine &machine, const TargetIdentity &target)
{
    std::vector<Piece> pieces;
    const Extent whole{.begin = Offset(), .size = target.size};
    if (target.device)
        addWithPartitions(machine, {.device = *target.device, .extent = whole}, pieces);
    for (const KernelDevice &device : machine.devices) {
        if (!target.file || !device.loop || device.loop->file != *target.file)
            continue;
        const Offset begin = std::min(device.loop->extent.begin, whole.end());
        const Bytes rest = whole.end() - begin;
        const Bytes size = device.loop->extent.isEmpty() ? rest : std::min(device.loop->extent.size, rest);
        addWithPartitions(machine,
                          {.device = device.number, .extent = {.begin = begin, .size = size}, .isLoop = true},
                          pieces);
    }
    return pieces;
}

std::vector<Use> usesOf(const Machine &machine, DeviceNumber device)
{
    std::set<DeviceNumber> seen;
    std::vector<Use> uses;
    collect(machine, device, seen, uses);
    return uses;
}

std::set<DeviceNumber> everythingOn(const Machine &machine, const std::vector<Piece> &pieces)
{
    std::set<DeviceNumber> found;
    for (const Piece &piece : pieces)
        addAbove(machine, piece.device, found);
    return found;
}

bool isOfSystem(const std::vector<Use> &uses)
{
    constexpr std::array<std::string_view, 5> places{"/", "/boot", "/usr", "/boot/efi", "/efi"};
    return std::ranges::any_of(uses, [&](const Use &use) {
        return use.kind == Use::Kind::Swap
            || (use.kind == Use::Kind::Mounted && std::ranges::contains(places, use.what));
    });
}

}
