// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/probe/super_facts.h"
#include "helper/super/reiserfs_super.h"

namespace parterre {

namespace {

Dirt dirtOf(ReiserFsSuper::State state)
{
    switch (state) {
    case ReiserFsSuper::State::Clean:
        return Dirt::None;
    case ReiserFsSuper::State::InUse:
        return Dirt::JournalToReplay;
    case ReiserFsSuper::State::Damaged:
        break;
    }
    return Dirt::Errors;
}

}

Result<SuperFacts> readReiserFsFacts(const RawView &view)
{
    TRY(const ReiserFsSuper super, readReiserFsSuper(view));
    return SuperFacts{.size = amount(super.blocks, super.blockSize),
                      .used = amount(super.blocks - super.freeBlocks, super.blockSize),
                      .dirt = dirtOf(super.state)};
}

}
