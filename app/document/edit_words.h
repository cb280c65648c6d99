// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/layout/layout.h"
#include "core/model/edit.h"

#include <QString>

namespace parterre {

/// What an edit does, for Undo and Redo: "Set clones of home to 2".
[[nodiscard]] QString editWords(const Edit &edit, const Layout &designed);

}
