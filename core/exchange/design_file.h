// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"
#include "core/result/result.h"

#include <QByteArray>

namespace parterre::exchange {

/// A design as a file: JSON (RFC 8259), UTF-8, {"parterre-design": 1, ...}; the format is described
/// in docs/design-file.md. Identifiers that were drawn are written too, so that a plan made from
/// the file twice is the same plan.
[[nodiscard]] QByteArray writeDesignFile(const Design &design);
/// Fails with Invalid; `detail` names the line or the key and what is expected there. Keys that a
/// later version might add are refused, not ignored. Clones given as a mere count get identifiers
/// drawn from `uuids`.
[[nodiscard]] Result<Design> readDesignFile(const QByteArray &bytes, const UuidSource &uuids);

}
