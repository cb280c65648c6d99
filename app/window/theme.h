// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QApplication>
#include <QLocale>
#include <QPalette>

namespace parterre {

/// Where no desktop has its own look to offer: Fusion with Breeze's colours (dark where the system
/// prefers dark), and the bundled icons behind those of the icon theme.
void applyTheme(QApplication &application);
/// The window's own words in the language of `locale` (English plurals among them), and Qt's.
void installTranslations(QApplication &application, const QLocale &locale);
/// The flat buttons, tabs and headers of the main window in the colours of `palette`.
[[nodiscard]] QString windowStyleSheet(const QPalette &palette);

}
