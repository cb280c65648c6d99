// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace parterre::scene_metrics {

/// Distances of the picture, in logical pixels.
inline constexpr double margin = 12;
inline constexpr double titleHeight = 36;       ///< above the Now lane
inline constexpr double nowHeight = 86;
inline constexpr double ribbonHeightMin = 76;
inline constexpr double designedHeight = 96;
inline constexpr double stepperGap = 7;
inline constexpr double stepperHeight = 24;
inline constexpr double stepperWidth = 76;
inline constexpr double stepperButton = 24;
inline constexpr double meterGap = 10;
inline constexpr double meterHeight = 26;
inline constexpr double spacing = 2;            ///< between blocks
inline constexpr double corner = 4;
inline constexpr double handle = 8;             ///< the width of an edge that can be dragged
inline constexpr double captionPadding = 6;
inline constexpr double moveMarkWidthMin = 5;
inline constexpr double moveMarkHeight = 9;

}
