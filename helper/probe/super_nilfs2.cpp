// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"
#include "helper/super/nilfs2_super.h"

namespace parterre {

namespace {

Dirt dirtOf(Nilfs2Super::State state)
{
    switch (state) {
    case Nilfs2Super::State::Clean:
        return Dirt::None;
    case Nilfs2Super::State::InUse:
        return Dirt::JournalToReplay;
    case Nilfs2Super::State::Damaged:
        break;
    }
    return Dirt::Errors;
}

}

Result<SuperFacts> readNilfs2Facts(const RawView &view)
{
    TRY(const Nilfs2Super super, readNilfs2Super(view));
    SuperFacts facts{.size = amount(super.size, 1), .dirt = dirtOf(super.state)};
    const std::optional<Bytes> free = amount(super.freeBlocks, super.blockSize);
    if (facts.dirt == Dirt::None && facts.size && free && *free <= *facts.size)
        facts.used = *facts.size - *free;
    return facts;
}

}
