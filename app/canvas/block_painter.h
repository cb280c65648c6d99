// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/canvas/scene_painter.h"

namespace parterre {

/// `font` at `factor` of its size.
[[nodiscard]] QFont sized(QFont font, double factor, QFont::Weight weight = QFont::Normal);

/// One partition or free space: fill, used part, hatching of clones, border, captions, mark.
void paintBlock(QPainter &painter, const Block &block, const Look &look);
/// Hatching all over, but for a thin rim.
void paintMoveMark(QPainter &painter, const MoveMark &mark, const Look &look);
/// The frame around a selected block, painted after its neighbours.
void paintSelection(QPainter &painter, const Block &block, const Look &look);

}
