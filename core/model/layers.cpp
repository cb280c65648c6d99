// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/layers.h"

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

int lockedLayers(const Content &content)
{
    const std::vector<Layer> layers = layersOf(content);
    return static_cast<int>(std::ranges::count_if(
        layers, [](const Layer &layer) { return layer.content->inside == Inside::Locked; }));
}

}
