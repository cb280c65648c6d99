// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/scene/bar_scale.h"

#include <algorithm>
#include <cmath>

namespace parterre {

namespace {

double weight(Bytes size, ScaleMode mode)
{
    const auto bytes = static_cast<double>(size.count());
    switch (mode) {
    case ScaleMode::Linear:
        return std::max(bytes, 1.0);
    case ScaleMode::Logarithmic:
        return std::log2(2 + bytes / (1 << 20));
    }
    return 1;
}

double minimumsOf(const std::vector<BarScale::Part> &parts)
{
    double sum = 0;
    for (const BarScale::Part &part : parts)
        sum += part.minimum;
    return sum;
}

/// Raises what is too narrow to its minimum, at the expense of the others, until nothing is.
std::vector<double> levelled(const std::vector<BarScale::Part> &parts, ScaleMode mode, double room)
{
    std::vector<double> widths(parts.size(), -1);
    for (bool isStable = false; !isStable;) {
        isStable = true;
        double left = room;
        double weights = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (widths[i] >= 0)
                left -= widths[i];
            else
                weights += weight(parts[i].extent.size, mode);
        }
        for (std::size_t i = 0; i < parts.size() && isStable; ++i) {
            if (widths[i] < 0 && left * weight(parts[i].extent.size, mode) / weights < parts[i].minimum) {
                widths[i] = parts[i].minimum;
                isStable = false;
            }
        }
        for (std::size_t i = 0; i < parts.size() && isStable; ++i) {
            if (widths[i] < 0)
                widths[i] = left * weight(parts[i].extent.size, mode) / weights;
        }
    }
    return widths;
}

std::vector<double> squeezed(const std::vector<BarScale::Part> &parts, double room)
{
    const double factor = std::max(room, 1.0) / std::max(minimumsOf(parts), 1.0);
    std::vector<double> widths;
    for (const BarScale::Part &part : parts)
        widths.push_back(part.minimum * factor);
    return widths;
}

}

BarScale::BarScale(std::vector<Part> parts, ScaleMode mode, Line line)
    : m_parts(std::move(parts))
{
    const double gaps = m_parts.empty() ? 0 : line.spacing * static_cast<double>(m_parts.size() - 1);
    const double room = line.width - gaps;
    const std::vector<double> widths =
        minimumsOf(m_parts) < room ? levelled(m_parts, mode, room) : squeezed(m_parts, room);
    double x = line.left;
    for (const double width : widths) {
        m_spans.push_back({.x = x, .width = width});
        x += width + line.spacing;
    }
}

double BarScale::neededWidth(const std::vector<Part> &parts, double spacing)
{
    return parts.empty() ? 0 : minimumsOf(parts) + spacing * static_cast<double>(parts.size() - 1);
}

double BarScale::toPixel(Offset at) const
{
    if (m_parts.empty())
        return 0;
    const auto after =
        std::ranges::find_if(m_parts, [&](const Part &part) { return part.extent.begin > at; });
    if (after == m_parts.begin())
        return m_spans.front().x;
    const auto index = static_cast<std::size_t>(after - m_parts.begin()) - 1;
    const Extent extent = m_parts[index].extent;
    const Span within = m_spans[index];
    if (at <= extent.end()) {
        const double share = static_cast<double>((at - extent.begin).count())
            / static_cast<double>(std::max<std::int64_t>(extent.size.count(), 1));
        return within.x + share * within.width;
    }
    if (after == m_parts.end())
        return within.x + within.width;
    const double share = static_cast<double>((at - extent.end()).count())
        / static_cast<double>((after->extent.begin - extent.end()).count());
    const double from = within.x + within.width;
    return from + share * (m_spans[index + 1].x - from);
}

Offset BarScale::toOffset(double x) const
{
    if (m_parts.empty() || x <= m_spans.front().x)
        return m_parts.empty() ? Offset() : m_parts.front().extent.begin;
    const auto after = std::ranges::find_if(m_spans, [&](Span candidate) { return candidate.x > x; });
    const auto index = static_cast<std::size_t>(after - m_spans.begin()) - 1;
    const Extent extent = m_parts[index].extent;
    const Span within = m_spans[index];
    const double end = within.x + within.width;
    if (x <= end || after == m_spans.end()) {
        const double share = std::min((x - within.x) / within.width, 1.0);
        return extent.begin + Bytes(std::llround(share * static_cast<double>(extent.size.count())));
    }
    const Bytes hidden = m_parts[index + 1].extent.begin - extent.end();
    const double share = (x - end) / (after->x - end);
    return extent.end() + Bytes(std::llround(share * static_cast<double>(hidden.count())));
}

}
