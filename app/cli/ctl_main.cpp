// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_commands.h"
#include "app/cli/ctl_keys.h"
#include "app/cli/ctl_output.h"
#include "core/text/utf8_locale.h"

#include <QGuiApplication>

#include <iostream>
#include <memory>

using namespace parterre;

int main(int argc, char *argv[])
{
    useUtf8Locale();
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));
    auto options = ctl::parseOptions(words);
    if (!options) {
        std::cerr << "parterrectl: " << options.error().toStdString() << "\nTry parterrectl --help.\n";
        return static_cast<int>(ctl::Status::Usage);
    }
    std::unique_ptr<QCoreApplication> application;
    if (options->command == ctl::Command::Render) {
        // Pictures need fonts but no display.
        qputenv("QT_QPA_PLATFORM", "offscreen");
        application = std::make_unique<QGuiApplication>(argc, argv);
    } else {
        application = std::make_unique<QCoreApplication>(argc, argv);
    }
    Result<KeySet> keys = ctl::readKeys(*options);
    if (!keys)
        return static_cast<int>(ctl::failed(keys.error()));
    options->keys = *std::move(keys);
    return static_cast<int>(ctl::run(*options));
}
