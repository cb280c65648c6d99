// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/rewritten_references.h"
#include "core/wire/fields_design.h"

namespace parterre::wire {

/// The keys of what is rewritten in files, in the order in which they travel.

inline constexpr Limit filesLimit{1024};
inline constexpr Limit changesLimit{4096};

void fields(auto &archive, As<ReferenceChange> auto &change)
{
    archive("by", change.by);
    archive("from", change.from);
    archive("to", change.to);
}

void fields(auto &archive, As<RewrittenFile> auto &file)
{
    archive("path", file.path);
    archive("changes", file.changes, changesLimit);
}

}
