// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/layers.h"

#include "core/units/lower_case.h"

#include <algorithm>
#include <utility>

namespace parterre {

namespace {

void add(const Layer &layer, std::vector<Layer> &layers)
{
    layers.push_back(layer);
    int position = 0;
    for (const Volume &volume : layer.content->volumes) {
        std::string path = layer.path;
        LayerPlace place = layer.place;
        place.push_back({.container = layer.content->kind, .volume = position++});
        if (!volume.name.empty())
            path += (path.empty() ? "" : "/") + volume.name;
        add({.content = &volume.content,
             .volume = &volume,
             .depth = layer.depth + 1,
             .path = std::move(path),
             .place = std::move(place)},
            layers);
    }
}

}

std::vector<Layer> layersOf(const Content &content)
{
    std::vector<Layer> layers;
    add({.content = &content}, layers);
    return layers;
}

const Content *layerAt(const Content &content, const LayerPlace &place)
{
    const Content *layer = &content;
    for (const InnerVolume &step : place) {
        const auto position = static_cast<std::size_t>(step.volume);
        if (layer->kind != step.container || step.volume < 0 || position >= layer->volumes.size())
            return nullptr;
        layer = &layer->volumes[position].content;
    }
    return layer;
}

Content *layerAt(Content &content, const LayerPlace &place)
{
    return const_cast<Content *>(layerAt(std::as_const(content), place));
}

std::string layerPath(const Content &content, const LayerPlace &place)
{
    const std::vector<Layer> layers = layersOf(content);
    const auto found = std::ranges::find(layers, place, &Layer::place);
    return found == layers.end() ? std::string() : found->path;
}

std::vector<Layer> rootLayersOf(const Content &content)
{
    std::vector<Layer> layers = layersOf(content);
    if (isContainer(content.kind))
        std::erase_if(layers, [](const Layer &layer) { return layer.content->osMarks.empty(); });
    else
        layers.resize(1);
    return layers;
}

const Content *groupIn(const Content &content, std::string_view group, std::string_view volume)
{
    for (const Layer &layer : layersOf(content)) {
        const bool isGroup = layer.content->kind == ContentKind::LvmPv && layer.content->label == group;
        if (isGroup && !group.empty()
            && (volume.empty() || std::ranges::contains(layer.content->volumes, volume, &Volume::name)))
            return layer.content;
    }
    return nullptr;
}

bool isUuidIn(const Content &content, std::string_view uuid)
{
    const std::string wanted = lowerCase(uuid);
    return std::ranges::any_of(layersOf(content), [&](const Layer &layer) {
        return !wanted.empty() && lowerCase(layer.content->uuid) == wanted;
    });
}

bool isLabelIn(const Content &content, std::string_view label)
{
    return std::ranges::any_of(layersOf(content), [&](const Layer &layer) {
        return !label.empty() && layer.content->kind != ContentKind::LvmPv && layer.content->label == label;
    });
}

bool hasLuks(const Content &content)
{
    return std::ranges::any_of(layersOf(content),
                               [](const Layer &layer) { return isLuks(layer.content->kind); });
}

int lockedLayers(const Content &content)
{
    const std::vector<Layer> layers = layersOf(content);
    return static_cast<int>(std::ranges::count_if(
        layers, [](const Layer &layer) { return layer.content->inside == Inside::Locked; }));
}

}
