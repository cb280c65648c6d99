// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/move_share.h"

#include <algorithm>

namespace parterre {

std::optional<std::size_t> moveStepOf(const Plan &plan)
{
    const auto found = std::ranges::find_if(
        plan.steps, [](const Step &step) { return std::holds_alternative<step::MoveInPlace>(step); });
    if (found == plan.steps.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - plan.steps.begin());
}

std::optional<InPlaceMove> moveOf(const Plan &plan)
{
    const auto step = moveStepOf(plan);
    return step ? std::optional(std::get<step::MoveInPlace>(plan.steps[*step]).move) : std::nullopt;
}

std::optional<double> moveShare(const Plan &plan, const Progress &progress)
{
    const auto step = moveStepOf(plan);
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
