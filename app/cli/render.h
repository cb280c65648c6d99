// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/result/result.h"

#include <QString>

namespace parterre {

/// Paints the disk as it is and as designed into a file: PNG (twice the size), SVG or PDF, by the
/// ending of `path`. Needs a QGuiApplication, the offscreen platform will do. Fails with Invalid for
/// other endings and with Io where the file cannot be written.
[[nodiscard]] Result<> renderLayout(const Derived &derived, const QString &title, const QString &path);

}
