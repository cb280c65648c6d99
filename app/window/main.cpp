// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window/executor_jobs.h"
#include "app/window/main_window.h"
#include "app/window/theme.h"
#include "core/text/utf8_locale.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QLocale>

int main(int argc, char **argv)
{
    parterre::useUtf8Locale();
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("parterre"));
    QApplication::setApplicationDisplayName(QString());
    QApplication::setApplicationVersion(QStringLiteral(PARTERRE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.parterre.Parterre"));

    parterre::installTranslations(application, QLocale());

    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Design partition clones and apply them safely."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("target"),
                                 QApplication::translate("main", "A disk, an image file or a saved design."),
                                 QStringLiteral("[TARGET]"));
    parser.process(application);

    parterre::applyTheme(application);
    parterre::ExecutorJobs jobs;
    parterre::MainWindow window(jobs);
    jobs.setWindow(&window);
    window.show();
    if (!parser.positionalArguments().isEmpty())
        window.openPath(parser.positionalArguments().constFirst());
    jobs.listDisks();
    return QApplication::exec();
}
