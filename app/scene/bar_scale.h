// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"

#include <cstdint>
#include <vector>

namespace parterre {

enum class ScaleMode : std::uint8_t { Linear, Logarithmic };

/// The narrowest that anything real is drawn, in logical pixels.
inline constexpr double realWidthMin = 34;
/// The narrowest that free space is drawn.
inline constexpr double freeWidthMin = 14;

/// The map between places on a disk and places on a bar, in logical pixels.
///
/// A disk's partitions differ in size by a factor of a million, so that the map is linear only
/// within each part: widths follow sizes (or their logarithms), but no part falls below its
/// minimum. Ascending, and toOffset() is the exact inverse of toPixel() on every part.
class BarScale
{
public:
    struct Part
    {
        Extent extent;
        double minimum = realWidthMin;
    };

    struct Span
    {
        double x = 0;
        double width = 0;
    };

    /// A line on which the bar is drawn.
    struct Line
    {
        double left = 0;
        double width = 0;
        double spacing = 2;  ///< between neighbours
    };

    BarScale() = default;
    /// `parts` are by position and do not overlap; what lies between them has no width of its own.
    BarScale(std::vector<Part> parts, ScaleMode mode, Line line);

    /// The narrowest line that leaves every part its minimum.
    [[nodiscard]] static double neededWidth(const std::vector<Part> &parts, double spacing);

    [[nodiscard]] Span span(std::size_t part) const { return m_spans[part]; }
    [[nodiscard]] double toPixel(Offset at) const;
    /// Left of the bar is its first place, right of it its last.
    [[nodiscard]] Offset toOffset(double x) const;

private:
    std::vector<Part> m_parts;
    std::vector<Span> m_spans;
};

}
