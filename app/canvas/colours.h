// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/scene/disk_scene.h"

#include <QColor>
#include <QPalette>

namespace parterre {

/// Every colour that the window paints by itself. Hues follow KDE's Breeze; the rest is mixed from
/// the palette, so that dark themes come out right.
namespace colours {

[[nodiscard]] QColor fill(Hue hue, const QPalette &palette);
[[nodiscard]] bool isDark(const QPalette &palette);
/// White or near-black, whichever reads better on `background`.
[[nodiscard]] QColor inkOn(QColor background);
/// The lighter part of a block that no data uses.
[[nodiscard]] QColor unusedVeil(const QPalette &palette);
/// Over the part of a block whose data has not arrived yet.
[[nodiscard]] QColor missingVeil(const QPalette &palette);
[[nodiscard]] QColor hatch(const QPalette &palette);
[[nodiscard]] QColor blockBorder(const QPalette &palette);
[[nodiscard]] QColor freeFill(const QPalette &palette);
[[nodiscard]] QColor freeBorder(const QPalette &palette);
[[nodiscard]] QColor selection();
[[nodiscard]] QColor secondaryText(const QPalette &palette);
[[nodiscard]] QColor cardBorder(const QPalette &palette);
[[nodiscard]] QColor bar(const QPalette &palette);      ///< toolbar and status bar
[[nodiscard]] QColor groove(const QPalette &palette);   ///< of a meter
[[nodiscard]] QColor rowSelection(const QPalette &palette);
[[nodiscard]] QColor good();
[[nodiscard]] QColor caution();
[[nodiscard]] QColor bad();
[[nodiscard]] QColor severity(Severity severity, const QPalette &palette);

[[nodiscard]] QPalette lightPalette();
[[nodiscard]] QPalette darkPalette();

}

}
