// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/layers.h"

#include "core/units/lower_case.h"

#include <algorithm>

namespace parterre {

namespace {

void add(const Layer &layer, std::vector<Layer> &layers)
{
    layers.push_back(layer);
    for (const Volume &volume : layer.content->volumes) {
        std::string path = layer.path;
        if (!volume.name.empty())
            path += (path.empty() ? "" : "/") + volume.name;
        add({.content = &volume.content,
             .volume = &volume,
             .depth = layer.depth + 1,
             .path = std::move(path)},
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
