// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_progress.h"
#include "app/run/wait.h"

#include <QString>

namespace parterre::ctl {

/// What shall be done with a disk or an image file; design and plan are the caller's to add.
[[nodiscard]] wire::Request requestFor(wire::Request::Verb verb, const QString &target,
                                       const KeySet &keys = {});
/// Has it done through the door for its target, and waits.
[[nodiscard]] Outcome ask(const wire::Request &request);
/// The same, and shows how far it is.
[[nodiscard]] Outcome askWithProgress(const wire::Request &request, std::optional<ProgressStyle> style,
                                      StepWords steps);
[[nodiscard]] Result<Inventory> probeTarget(const QString &target, const KeySet &keys);

}
