// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_target.h"

namespace parterre::ctl {

wire::Request requestFor(wire::Request::Verb verb, const QString &target, const KeySet &keys)
{
    return {.verb = verb, .path = target.toStdString(), .keys = keys};
}

Outcome ask(const wire::Request &request)
{
    const std::unique_ptr<Executor> executor = chooseExecutor(request.path);
    return runAndWait(*executor, request);
}

Outcome askWithProgress(const wire::Request &request, std::optional<ProgressStyle> style, StepWords steps)
{
    ProgressPrinter printer({std::move(steps)}, style);
    const std::unique_ptr<Executor> executor = chooseExecutor(request.path);
    return runAndWait(*executor, request, [&](const Progress &progress) { printer.show(progress); });
}

Result<Inventory> probeTarget(const QString &target, const KeySet &keys)
{
    TRY(const wire::Answer answer, ask(requestFor(wire::Request::Verb::Probe, target, keys)));
    if (const auto *inventory = std::get_if<Inventory>(&answer))
        return *inventory;
    return fail(ErrorCode::NoHelper, target.toStdString(), "another answer than was asked for");
}

}
