// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_exchange.h"

#include "app/cli/ctl_design.h"
#include "app/cli/ctl_target.h"
#include "app/cli/ctl_text.h"
#include "core/exchange/design_file.h"
#include "core/exchange/json.h"
#include "core/exchange/kiwi_writer.h"
#include "core/kiwi/export.h"
#include "core/kiwi/import.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <iostream>

namespace parterre::ctl {

namespace {

constexpr qint64 descriptionMax = 1 << 20;

/// One byte more than a description has at most, where there are as many.
Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Invalid, {}, file.errorString().toStdString());
    return file.read(descriptionMax + 1);
}

/// Of the description's folder alone, links followed.
Result<QByteArray> readBeside(const QString &description, const QString &name)
{
    const QString folder = QFileInfo(QFileInfo(description).canonicalFilePath()).path();
    const QString path = QFileInfo(folder + QLatin1Char('/') + name).canonicalFilePath();
    if (path.isEmpty())
        return fail(ErrorCode::Invalid, {},
                    name.toStdString() + ": there is no such file beside the description");
    const bool isInside =
        path.startsWith(folder.endsWith(QLatin1Char('/')) ? folder : folder + QLatin1Char('/'));
    if (!isInside || !QFileInfo(path).isFile())
        return fail(ErrorCode::Invalid, {},
                    name.toStdString()
                        + ": leads out of the description's folder, or is no file; put a copy there");
    return readFile(path);
}

Result<kiwi::Imported> imported(const Options &options)
{
    TRY(const QByteArray bytes, readFile(options.target()));
    TRY(const kiwi::Description description,
        exchange::readKiwiFile(bytes, options.kiwiChoice,
                               [&](const QString &name) { return readBeside(options.target(), name); }));
    return kiwi::importDescription(description, options.kiwiGiven, Uuid::draw);
}

void printImported(const Derived &derived, const std::vector<std::string> &notes, bool isJson)
{
    if (!isJson) {
        std::cout << layoutText(derived.designed) << "\nconfig.partids\n" << derived.designed.partids;
        return;
    }
    QJsonObject object = exchange::planJson(derived);
    QJsonArray list;
    for (const std::string &note : notes)
        list.append(QString::fromStdString(note));
    object[QStringLiteral("notes")] = list;
    printJson(object);
}

}

Status importFrom(const Options &options)
{
    const Result<kiwi::Imported> result = imported(options);
    if (!result) {
        Error error = result.error();
        error.subject = options.target().toStdString();
        return failed(error);
    }
    if (options.output && !writeFile(*options.output, exchange::writeDesignFile(result->design)))
        return Status::Failed;
    for (const std::string &note : result->notes)
        complain("note: " + note);
    const Derived derived = derive(inventoryOf(*result->design.drawing), result->design);
    printImported(derived, result->notes, options.isJson);
    return Status::Done;
}

Status exportTo(const Options &options)
{
    const Result<Derived> derived = derivedFor(options, [&] { return probeTarget(options.target(), options.keys); });
    if (!derived)
        return failed(derived.error());
    const auto description = kiwi::exportLayout(derived->designed);
    if (!description) {
        complain("KIWI cannot describe " + options.target().toStdString() + "; nothing was written:");
        for (const kiwi::Obstacle &obstacle : description.error()) {
            const auto slot = std::ranges::find(derived->designed.slots, obstacle.number, &Slot::number);
            const std::string name = slot == derived->designed.slots.end() ? std::string()
                : slot->name.empty()                                       ? slot->partidsName
                                                                           : slot->name;
            std::cerr << "  " << (obstacle.number == 0 ? "the disk" : "#" + std::to_string(obstacle.number))
                      << (name.empty() ? "" : " (" + name + ")") << " " << obstacle.why << "\n";
        }
        return Status::Refused;
    }
    if (description->architecture != exchange::KiwiChoice().architecture.toStdString())
        complain("note: this is a disk for " + description->architecture
                 + ", which a description does not say; import it with --arch " + description->architecture);
    const QByteArray bytes = exchange::writeKiwiFile(*description);
    if (options.output)
        return writeFile(*options.output, bytes) ? Status::Done : Status::Failed;
    std::cout << bytes.toStdString();
    return Status::Done;
}

}
