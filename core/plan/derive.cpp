// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/plan/derive.h"

#include "core/check/rules.h"
#include "core/layout/lineage.h"
#include "core/plan/planner.h"

namespace parterre {

Derived derive(const Inventory &inventory, const Design &design)
{
    const std::vector<Lineage> found = lineages(inventory);
    Derived result;
    result.now = layoutOf(inventory, found);
    Designed designed = designedLayout(inventory, design, found);
    designed.rewritten = rewrittenReferences(inventory, design.references, result.now, designed.layout);
    result.findings =
        check({.inventory = inventory, .design = design, .now = result.now, .designed = designed});
    const bool isDrawing = inventory.target.kind == Target::Kind::Drawing;
    if (!designed.isUnchanged && !isDrawing && !hasErrors(result.findings))
        result.plan = planFor(inventory, design, designed);
    result.designed = std::move(designed.layout);
    result.rewritten = std::move(designed.rewritten);
    return result;
}

}
