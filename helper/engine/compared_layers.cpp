// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/compared_layers.h"

#include "core/model/layers.h"
#include "helper/block/linear_volume.h"
#include "helper/luks/luks_header.h"
#include "helper/stack/container.h"

#include <algorithm>

namespace parterre {

namespace {

Extent wholeOf(const BlockDevice &device)
{
    return {.begin = Offset(), .size = device.size()};
}

/// Whether both volumes can be reached, and lie in the same places of their containers.
bool areAlike(const OpenVolume &origin, Extent originPlace, const OpenVolume &clone, Extent clonePlace)
{
    const auto within = [](Extent place) {
        return [place](const Extent &piece) {
            return Extent{.begin = Offset() + (piece.begin - place.begin), .size = piece.size};
        };
    };
    return origin.device && clone.device
        && std::ranges::equal(origin.pieces, clone.pieces, {}, within(originPlace), within(clonePlace));
}

/// `piece` of a disk that is made of `pieces` of another.
std::vector<Extent> beneath(BlockDevice &disk, const std::vector<Extent> &pieces, Extent piece)
{
    return LinearVolume(disk, pieces).onDisk(piece);
}

}

Result<ComparedLayers> ComparedLayers::of(BlockDevice &disk, const ComparedPair &compared)
{
    ComparedLayers layers(compared.keys);
    const Content &origin = compared.origin.content;
    const Content &clone = compared.clone.content;
    const Place place{.layer = 0,
                      .originDisk = disk,
                      .origin = compared.origin.extent,
                      .cloneDisk = disk,
                      .clone = compared.clone.extent,
                      .pieces = {wholeOf(disk)}};
    layers.add(place, origin, clone);
    CHECK(layers.look(place, origin, clone));
    return layers;
}

void ComparedLayers::add(const Place &place, const Content &origin, const Content &clone)
{
    m_layers.push_back({.originDisk = place.originDisk,
                        .origin = place.origin,
                        .originContent = origin,
                        .cloneDisk = place.cloneDisk,
                        .clone = place.clone,
                        .cloneContent = clone,
                        .apart = {},
                        .begin = {}});
}

void ComparedLayers::setApart(const Place &place)
{
    ComparedLayer &layer = m_layers[place.layer];
    for (const Extent &piece : beneath(layer.cloneDisk, place.pieces, place.clone))
        layer.apart.push_back(piece);
    std::ranges::sort(layer.apart, {}, &Extent::begin);
}

Result<bool> ComparedLayers::hasOtherKey(const Place &place, const Content &origin, const Content &clone)
{
    if (origin.inside != Inside::Known || clone.inside != Inside::Known)
        return false;
    TRY(const LuksHeader mine, LuksHeader::read(place.originDisk, place.origin, origin.kind));
    TRY(const LuksHeader theirs, LuksHeader::read(place.cloneDisk, place.clone, clone.kind));
    return !m_keys.isOneKey(mine.get(), theirs.get());
}

Result<> ComparedLayers::look(const Place &place, const Content &origin, const Content &clone)
{
    if (!hasLuks(origin) || origin.kind != clone.kind || origin.volumes.size() != clone.volumes.size())
        return {};
    return lookInto(place, origin, clone);
}

Result<> ComparedLayers::lookInto(const Place &place, const Content &origin, const Content &clone)
{
    bool isApart = false;
    if (isLuks(origin.kind)) {
        TRY(isApart, hasOtherKey(place, origin, clone));
    }
    TRY(OpenContainer mine, openContainer(place.originDisk, place.origin, origin.kind, m_keys));
    TRY(OpenContainer theirs, openContainer(place.cloneDisk, place.clone, clone.kind, m_keys));
    if (mine.volumes.size() != origin.volumes.size() || theirs.volumes.size() != origin.volumes.size())
        return {};
    for (std::size_t i = 0; i < mine.volumes.size(); ++i) {
        OpenVolume &from = mine.volumes[i];
        OpenVolume &to = theirs.volumes[i];
        if (!areAlike(from, place.origin, to, place.clone))
            continue;
        BlockDevice &originDisk = *m_devices.emplace_back(std::move(from.device));
        BlockDevice &cloneDisk = *m_devices.emplace_back(std::move(to.device));
        Place inner{.layer = place.layer,
                    .originDisk = originDisk,
                    .origin = wholeOf(originDisk),
                    .cloneDisk = cloneDisk,
                    .clone = wholeOf(cloneDisk),
                    .pieces = {}};
        if (isApart) {
            setApart(place);
            inner.layer = m_layers.size();
            inner.pieces = {inner.clone};
            add(inner, origin.volumes[i].content, clone.volumes[i].content);
            m_layers.back().begin =
                m_layers[place.layer].begin + (to.pieces.front().begin - m_layers[place.layer].clone.begin);
        } else {
            for (const Extent &piece : to.pieces)
                std::ranges::copy(beneath(m_layers[place.layer].cloneDisk, place.pieces, piece),
                                  std::back_inserter(inner.pieces));
        }
        CHECK(look(inner, origin.volumes[i].content, clone.volumes[i].content));
    }
    return {};
}

}
