// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/canvas/colours.h"

#include <cmath>

namespace parterre::colours {

namespace {

QColor mixed(QColor a, QColor b, float shareOfB)
{
    const auto mix = [shareOfB](float x, float y) { return x + (y - x) * shareOfB; };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

double luminance(QColor colour)
{
    const auto linear = [](double value) {
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

struct Scheme
{
    QColor window, base, alternate, ink, button, disabled, link;
};

QPalette paletteOf(const Scheme &scheme)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, QColor colour) { palette.setColor(role, colour); };
    set(QPalette::Window, scheme.window);
    set(QPalette::WindowText, scheme.ink);
    set(QPalette::Base, scheme.base);
    set(QPalette::AlternateBase, scheme.alternate);
    set(QPalette::Text, scheme.ink);
    set(QPalette::PlaceholderText, mixed(scheme.ink, scheme.base, 0.45F));
    set(QPalette::Button, scheme.button);
    set(QPalette::ButtonText, scheme.ink);
    set(QPalette::ToolTipBase, scheme.base);
    set(QPalette::ToolTipText, scheme.ink);
    set(QPalette::Highlight, QColor(0x3d, 0xae, 0xe9));
    set(QPalette::HighlightedText, Qt::white);
    set(QPalette::Accent, QColor(0x3d, 0xae, 0xe9));
    set(QPalette::Link, scheme.link);
    set(QPalette::Light, mixed(scheme.window, Qt::white, 0.5F));
    set(QPalette::Midlight, mixed(scheme.window, Qt::white, 0.2F));
    set(QPalette::Mid, mixed(scheme.window, Qt::black, 0.18F));
    set(QPalette::Dark, mixed(scheme.window, Qt::black, 0.35F));
    set(QPalette::Shadow, mixed(scheme.window, Qt::black, 0.6F));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, scheme.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, mixed(scheme.window, scheme.ink, 0.2F));
    return palette;
}

}

bool isDark(const QPalette &palette)
{
    return luminance(palette.color(QPalette::Base)) < 0.25;
}

QColor fill(Hue hue, const QPalette &palette)
{
    const QColor light = [&] {
        switch (hue) {
        case Hue::Free:
            return freeFill(palette);
        case Hue::Legacy:
            return QColor(0x7f, 0x8c, 0x8d);
        case Hue::Efi:
            return QColor(0x27, 0xae, 0x60);
        case Hue::Boot:
            return QColor(0x3d, 0xae, 0xe9);
        case Hue::Home:
            return QColor(0x9b, 0x59, 0xb6);
        case Hue::Root:
            return QColor(0x29, 0x80, 0xb9);
        case Hue::Swap:
            return QColor(0xc9, 0x6b, 0x30);
        case Hue::Container:
            return QColor(0x8e, 0x5a, 0x3c);
        case Hue::Windows:
            return QColor(0x16, 0x9c, 0x8a);
        case Hue::Data:
            return QColor(0x5b, 0x6f, 0xc4);
        case Hue::Other:
            return QColor(0x95, 0x8a, 0x7a);
        }
        return QColor();
    }();
    return hue != Hue::Free && isDark(palette) ? mixed(light, Qt::black, 0.12F) : light;
}

QColor inkOn(QColor background)
{
    // White as soon as it reaches 2.2:1: bold captions on Breeze's mid-tones read better in white.
    return 1.05 / (luminance(background) + 0.05) >= 2.2 ? QColor(Qt::white) : QColor(0x23, 0x26, 0x29);
}

QColor unusedVeil(const QPalette &palette)
{
    return isDark(palette) ? QColor(255, 255, 255, 54) : QColor(255, 255, 255, 88);
}

QColor missingVeil(const QPalette &palette)
{
    QColor veil = palette.color(QPalette::Base);
    veil.setAlpha(178);
    return veil;
}

QColor hatch(const QPalette &palette)
{
    return isDark(palette) ? QColor(255, 255, 255, 60) : QColor(255, 255, 255, 105);
}

QColor blockBorder(const QPalette &palette)
{
    return isDark(palette) ? QColor(255, 255, 255, 40) : QColor(0, 0, 0, 46);
}

QColor freeFill(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.07F);
}

QColor freeBorder(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.22F);
}

QColor selection()
{
    return {0xf6, 0x74, 0x00};
}

QColor secondaryText(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.42F);
}

QColor cardBorder(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.15F);
}

QColor bar(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Window), palette.color(QPalette::WindowText), 0.06F);
}

QColor groove(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.10F);
}

QColor rowSelection(const QPalette &palette)
{
    return mixed(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.22F);
}

QColor good()
{
    return {0x27, 0xae, 0x60};
}

QColor caution()
{
    return {0xf6, 0x74, 0x00};
}

QColor bad()
{
    return {0xda, 0x44, 0x53};
}

QColor severity(Severity severity, const QPalette &palette)
{
    switch (severity) {
    case Severity::Error:
        return bad();
    case Severity::Warning:
        return caution();
    case Severity::Info:
        return palette.color(QPalette::Highlight);
    }
    return {};
}

QPalette lightPalette()
{
    return paletteOf({.window = QColor(0xef, 0xf0, 0xf1),
                      .base = QColor(0xff, 0xff, 0xff),
                      .alternate = QColor(0xf7, 0xf7, 0xf8),
                      .ink = QColor(0x23, 0x26, 0x29),
                      .button = QColor(0xfc, 0xfc, 0xfc),
                      .disabled = QColor(0xa8, 0xad, 0xb0),
                      .link = QColor(0x29, 0x80, 0xb9)});
}

QPalette darkPalette()
{
    return paletteOf({.window = QColor(0x20, 0x23, 0x26),
                      .base = QColor(0x14, 0x16, 0x18),
                      .alternate = QColor(0x1d, 0x1f, 0x22),
                      .ink = QColor(0xfc, 0xfc, 0xfc),
                      .button = QColor(0x29, 0x2c, 0x30),
                      .disabled = QColor(0x6e, 0x71, 0x75),
                      .link = QColor(0x1d, 0x99, 0xf3)});
}

}
