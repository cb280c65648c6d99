// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/ctl_options.h"
#include "core/plan/derive.h"

#include <functional>

namespace parterre::ctl {

/// The design that the command line asks for: the design file where one is given, else the disk as
/// it is; then policies; then clone counts and sizes in the given order. Invalid where a name is unknown.
[[nodiscard]] Result<Design> designFrom(const Options &options, const Inventory &inventory);

/// A design file. Invalid, with its name, where it is none.
[[nodiscard]] Result<Design> readDesign(const QString &path);
/// NAME or #N -> the number of the partition in the inventory that `now` shows. Invalid, with the names that
/// there are, for others.
[[nodiscard]] Result<int> numberOf(const std::string &name, const Design &design, const Layout &now);

/// For render: a target that is a design file with a drawing needs no probe.
[[nodiscard]] Result<Derived> derivedFor(const Options &options,
                                         const std::function<Result<Inventory>()> &probe);

}
