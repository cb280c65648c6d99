// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/drag.h"
#include "app/scene/hit.h"

#include <QFont>
#include <QPainter>
#include <QPalette>

namespace parterre {

/// How a scene is painted, on screen and on paper alike.
struct Look
{
    QPalette palette;
    QFont font;
    bool hasFocus = false;
    Hit hover;
};

/// Paints the whole scene in logical pixels, the background left as it is.
void paintScene(QPainter &painter, const DiskScene &scene, const Look &look);
/// What a drag in progress looks like, on top of the scene.
void paintDrag(QPainter &painter, const Drag::Preview &preview, const Look &look);

}
