// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/wire/request.h"
#include "helper/engine/engine.h"

namespace parterre {

/// What both doors hand to a verb besides the request.
struct Door
{
    std::string jobRoot;  ///< prepared (job_root.h)
    Observer &observer;
    std::stop_token stop;
};

/// How the target must be opened for a verb: only Apply, Finish and Undo write.
[[nodiscard]] FileDevice::Access accessFor(wire::Request::Verb verb);

/// Everything that a caller can have done, behind both doors the same. Whatever the caller says,
/// the device is probed here, and the plan that is run is the one derived here: the plan in the
/// request is only compared with it. StaleLayout where they differ; Refused where a finding
/// forbids it, on the system's own disk, where there is nothing to do, or to build; Busy where the disk, a
/// partition of it or another job is in use. Requires verb != List.
[[nodiscard]] Result<wire::Answer> perform(FileDevice &device, const wire::Request &request,
                                           const Door &door);

/// Makes the request's drawing an image or, by root alone, a blank disk; for the user's own door: it reads
/// and makes files by the rights of this process. See build(); Invalid where the design is of a disk that
/// exists. Requires verb == Build.
[[nodiscard]] Result<wire::Answer> buildDrawing(const wire::Request &request, const Door &door);

/// The disks of this machine.
[[nodiscard]] wire::Answer listAnswer();

/// Whether the derived plan may be run, and is the one that was shown.
[[nodiscard]] Result<> admit(const Derived &derived, const Plan &shown, const std::string &path);
/// Whether a target may be written to at all, whatever is asked for.
[[nodiscard]] Result<> admitTarget(const Inventory &inventory);

}
