// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/move_share.h"

#include <algorithm>

namespace parterre {

std::optional<InPlaceMove> moveOf(const Plan &plan)
{
    const auto step = lastStep<step::MoveInPlace>(plan);
    return step ? std::optional(std::get<step::MoveInPlace>(plan.steps[*step]).move) : std::nullopt;
}

std::optional<double> moveShare(const Plan &plan, const Progress &progress)
{
    const auto step = lastStep<step::MoveInPlace>(plan);
    if (!step)
        return std::nullopt;
    if (progress.step != *step)
        return progress.step > *step ? 1.0 : 0.0;
    if (progress.stepTotal.isZero())
        return 0.0;
    return std::clamp(static_cast<double>(progress.stepDone.count())
                          / static_cast<double>(progress.stepTotal.count()),
                      0.0, 1.0);
}

}
