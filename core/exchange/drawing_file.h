// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/design.h"
#include "core/result/result.h"

#include <QJsonObject>

namespace parterre::exchange {

/// The "drawing" of a design file: a disk that does not exist (yet).
[[nodiscard]] QJsonObject drawingJson(const Drawing &drawing);
/// Fails with Invalid like readDesignFile(). What a drawing of this size and kind can hold is
/// worked out anew; what has no place on it is refused.
[[nodiscard]] Result<Drawing> readDrawing(const QJsonValue &value, const UuidSource &uuids);

}
