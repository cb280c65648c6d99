// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/theme.h"

#include "app/canvas/colours.h"

#include <QFont>
#include <QFontDatabase>
#include <QIcon>
#include <QLibraryInfo>
#include <QStyleFactory>
#include <QStyleHints>
#include <QTranslator>

/// The icons lie in a static library: without this call the linker leaves them out.
static void initIcons()
{
    Q_INIT_RESOURCE(parterre_icons);
    Q_INIT_RESOURCE(parterre_i18n);
}

namespace parterre {

namespace {

/// KDE and GNOME bring a platform theme that sets style, palette and fonts.
bool hasPlatformTheme()
{
    return QStyleFactory::keys().contains(QStringLiteral("Breeze"))
        && qEnvironmentVariableIsSet("KDE_FULL_SESSION");
}

}

void applyTheme(QApplication &application)
{
    initIcons();
    application.setWindowIcon(QIcon(QStringLiteral(":/icons/parterre.svg")));
    if (hasPlatformTheme())
        return;
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const bool isDark = QApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
    QApplication::setPalette(isDark ? colours::darkPalette() : colours::lightPalette());
    if (QFontDatabase::hasFamily(QStringLiteral("Noto Sans")))
        QApplication::setFont(QFont(QStringLiteral("Noto Sans"), 10));
}

void installTranslations(QApplication &application, const QLocale &locale)
{
    initIcons();
    const auto install = [&](const QString &name, const QString &folder) {
        auto *translator = new QTranslator(&application);
        if (translator->load(locale, name, QStringLiteral("_"), folder))
            QApplication::installTranslator(translator);
    };
    install(QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // Plurals, where no other language has them: also where the locale is C, which has no file.
    auto *english = new QTranslator(&application);
    if (english->load(QStringLiteral(":/i18n/parterre_en.qm")))
        QApplication::installTranslator(english);
    install(QStringLiteral("parterre"), QStringLiteral(":/i18n"));
}

QString windowStyleSheet(const QPalette &palette)
{
    const auto name = [](QColor colour) { return colour.name(); };
    QString sheet = QStringLiteral(R"(
QToolBar { background: @bar; border: none; padding: 6px 10px; spacing: 8px; }
QToolBar QToolButton { background: @button; border: 1px solid @rim; border-radius: 4px; padding: 4px 12px; min-height: 20px; color: @ink; }
QToolBar QToolButton:hover { border-color: @accent; }
QToolBar QToolButton:pressed, QToolBar QToolButton:checked { background: @row; border-color: @accent; }
QToolBar QToolButton:disabled { color: @disabled; background: @bar; }
QToolBar QToolButton::menu-indicator { image: none; }
QToolBar QToolButton#apply { background: @accent; border-color: @accentrim; color: white; font-weight: bold; padding: 4px 34px; }
QToolBar QToolButton#apply:hover { background: @accenthover; }
QToolBar QToolButton#apply:disabled { background: @groove; border-color: @rim; color: @disabled; }
QToolButton#foldingHeading { border: none; background: transparent; padding: 0; }
QMenuBar { background: @window; }
QMenuBar::item { padding: 4px 12px; background: transparent; }
QMenuBar::item:selected { background: @row; border-radius: 4px; }
QStatusBar { background: @bar; border-top: 1px solid @rim; }
QStatusBar::item { border: none; }
QTabWidget::pane { border: none; }
QTabWidget::tab-bar { left: 6px; }
QTabBar::tab { background: @groove; color: @ink; padding: 4px 22px; margin: 4px 3px 4px 3px; border: 1px solid transparent; border-radius: 4px; min-width: 70px; }
QTabBar::tab:selected { background: @base; border-color: @rim; font-weight: bold; }
QTabBar::tab:hover { border-color: @accent; }
QHeaderView { background: transparent; }
QHeaderView::section { background: @alternate; color: @ink; border: none; border-bottom: 1px solid @rim; padding: 4px 8px 4px 11px; font-weight: bold; }
QTableView { background: transparent; border: none; selection-background-color: @row; selection-color: @ink; }
QTableView::item { padding: 0 8px; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: @rim; border-radius: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: @accent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
)");
    const QColor accent = palette.color(QPalette::Highlight);
    const std::pair<const char *, QColor> values[] = {
        {"@accenthover", accent.lighter(108)},
        {"@accentrim", accent.darker(118)},
        {"@accent", accent},
        {"@alternate", palette.color(QPalette::AlternateBase)},
        {"@base", palette.color(QPalette::Base)},
        {"@bar", colours::bar(palette)},
        {"@button", palette.color(QPalette::Button)},
        {"@disabled", palette.color(QPalette::Disabled, QPalette::Text)},
        {"@groove", colours::groove(palette)},
        {"@ink", palette.color(QPalette::Text)},
        {"@rim", colours::freeBorder(palette)},
        {"@row", colours::rowSelection(palette)},
        {"@window", palette.color(QPalette::Window)},
    };
    for (const auto &[key, colour] : values)
        sheet.replace(QLatin1String(key), name(colour));
    return sheet;
}

}
