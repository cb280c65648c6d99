// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"
#include "core/wire/fields_model.h"

namespace parterre::wire {

/// The keys of a design, in the order in which they travel.

void fields(auto &archive, As<CloneDesign> auto &clone)
{
    archive("guid", clone.guid);
    archive("content", clone.content);
    archive("start", clone.start);
}

void fields(auto &archive, As<PartitionDesign> auto &partition)
{
    archive("number", partition.number, partitionNumber);
    archive("name", partition.name);
    archive("clones", partition.clones, Limit{static_cast<std::size_t>(clonesMax)});
    archive("is-cloned-unchanged", partition.isClonedUnchanged);
    archive("has-fresh-keys", partition.hasFreshKeys);
    archive("start", partition.start);
    archive("size", partition.size);
}

void fields(auto &archive, As<Drawing> auto &drawing)
{
    archive("size", drawing.size);
    archive("table", drawing.table);
    archive("partitions", drawing.partitions, partitionsLimit);
}

void fields(auto &archive, As<Cloning> auto &cloning)
{
    archive("labels", cloning.labels);
    archive("types", cloning.types);
    archive("auto-mount", cloning.autoMount);
}

void fields(auto &archive, As<Copying> auto &copying)
{
    archive("blocks", copying.blocks);
    archive("rest", copying.rest);
    archive("digest", copying.digest);
    archive("on-read-error", copying.onReadError);
    archive("rate-limit", copying.rateLimit);
    archive("io-priority", copying.ioPriority);
    archive.require("has a rate limit that is none", [&] { return isRateLimit(copying.rateLimit); });
}

void fields(auto &archive, As<ReferenceChoice> auto &choice)
{
    archive("origins-follow", choice.originsFollow);
    archive("clones-refer-to-themselves", choice.clonesReferToThemselves);
}

void fields(auto &archive, As<Design> auto &design)
{
    archive("placement", design.placement);
    archive("numbering", design.numbering);
    archive("cloning", design.cloning);
    archive("copying", design.copying);
    archive("references", design.references);
    archive("partitions", design.partitions, partitionsLimit);
    archive("drawing", design.drawing);
    archive.require("has more than 4096 clones", [&] {
        std::size_t clones = 0;
        for (const PartitionDesign &partition : design.partitions)
            clones += partition.clones.size();
        return clones <= clonesLimit.items;
    });
}

}
