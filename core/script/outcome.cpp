// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/outcome.h"

#include "core/layout/lineage.h"

#include <algorithm>

namespace parterre::script {

std::unexpected<Error> refuse(int line, const std::string &sentence)
{
    return fail(ErrorCode::Invalid, "description",
                line > 0 ? "line " + std::to_string(line) + ": " + sentence : sentence);
}

Design designOf(Drawing drawing)
{
    std::ranges::sort(drawing.partitions, {}, &Partition::number);
    Design design = designFor(inventoryOf(drawing));
    design.numbering = Numbering::Keep;
    design.drawing = std::move(drawing);
    return design;
}

}
