// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_exchange.h"

#include "app/cli/ctl_design.h"
#include "app/cli/ctl_repart.h"
#include "app/cli/ctl_target.h"
#include "app/cli/ctl_text.h"
#include "core/exchange/design_file.h"
#include "core/exchange/json.h"
#include "core/exchange/kiwi_writer.h"
#include "core/kiwi/export.h"
#include "core/kiwi/import.h"
#include "core/script/repart_export.h"
#include "core/script/sfdisk_export.h"
#include "core/script/sfdisk_import.h"
#include "core/script/sfdisk_reader.h"
#include "core/script/sfdisk_writer.h"
#include "core/text/describe.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
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

Result<script::Imported> importedFromKiwi(const Options &options)
{
    TRY(const QByteArray bytes, readFile(options.target()));
    TRY(const kiwi::Description description,
        exchange::readKiwiFile(bytes, options.kiwiChoice,
                               [&](const QString &name) { return readBeside(options.target(), name); }));
    kiwi::Given given = options.kiwiGiven;
    given.diskSize = options.diskSize;
    return kiwi::importDescription(description, given, Uuid::draw);
}

Result<script::Imported> importedFromSfdisk(const Options &options)
{
    TRY(const QByteArray bytes, readFile(options.target()));
    if (bytes.size() > descriptionMax)
        return fail(ErrorCode::Invalid, {}, "it is longer than any script for sfdisk");
    TRY(const script::SfdiskDump dump,
        script::readSfdisk({bytes.data(), static_cast<std::size_t>(bytes.size())}));
    return script::importSfdisk(dump, options.diskSize);
}

Result<script::Imported> imported(const Options &options)
{
    if (options.format == QStringLiteral("sfdisk"))
        return importedFromSfdisk(options);
    return options.format == QStringLiteral("repart") ? importedFromRepart(options)
                                                      : importedFromKiwi(options);
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

/// Nothing is written: every partition is named with what stands in the way.
Status refused(const std::string &who, const Options &options, const Layout &layout,
               const std::vector<script::Obstacle> &obstacles)
{
    complain(who + " cannot describe " + options.target().toStdString() + "; nothing was written:");
    for (const script::Obstacle &obstacle : obstacles) {
        const auto slot = std::ranges::find(layout.slots, obstacle.number, &Slot::number);
        const std::string name = slot == layout.slots.end() ? std::string()
            : slot->name.empty()                            ? slot->partidsName
                                                            : slot->name;
        std::cerr << "  " << (obstacle.number == 0 ? "the disk" : "#" + std::to_string(obstacle.number))
                  << (name.empty() ? "" : " (" + name + ")") << " " << obstacle.why << "\n";
    }
    return Status::Refused;
}

/// Where not everything has a place the layout shows what does; that is not what was designed.
std::vector<std::string> withoutPlace(const Derived &derived)
{
    constexpr std::array<std::string_view, 5> codes{"no-space", "mbr-primaries-full", "no-room-for-ebr",
                                                    "no-room-to-grow", "place-taken"};
    std::vector<std::string> sentences;
    for (const Finding &finding : derived.findings) {
        if (std::ranges::contains(codes, std::string_view(finding.code)))
            sentences.push_back(english(finding.message));
    }
    return sentences;
}

Status written(const Options &options, const QByteArray &bytes)
{
    if (options.output)
        return writeFile(*options.output, bytes) ? Status::Done : Status::Failed;
    std::cout << bytes.toStdString();
    return Status::Done;
}

Status exportToKiwi(const Options &options, const Layout &layout)
{
    const auto description = kiwi::exportLayout(layout);
    if (!description)
        return refused("KIWI", options, layout, description.error());
    if (description->architecture != exchange::KiwiChoice().architecture.toStdString())
        complain("note: this is a disk for " + description->architecture
                 + ", which a description does not say; import it with --arch " + description->architecture);
    return written(options, exchange::writeKiwiFile(*description));
}

Status exportToSfdisk(const Options &options, const Layout &layout)
{
    const auto dump = script::exportSfdisk(layout);
    if (!dump)
        return refused("sfdisk", options, layout, dump.error());
    return written(options, QByteArray::fromStdString(script::writeSfdisk(*dump)));
}

Status exportToRepart(const Options &options, const Layout &layout)
{
    const auto definitions = script::exportRepart(layout);
    if (!definitions)
        return refused("systemd-repart", options, layout, definitions.error());
    return writeDefinitions(*options.output, *definitions);
}

}

Status importFrom(const Options &options)
{
    const Result<script::Imported> result = imported(options);
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
    const Result<Derived> derived =
        derivedFor(options, [&] { return probeTarget(options.target(), options.keys); });
    if (!derived)
        return failed(derived.error());
    if (const std::vector<std::string> sentences = withoutPlace(*derived); !sentences.empty()) {
        complain(options.target().toStdString() + " has not all that it asks for; nothing was written:");
        for (const std::string &sentence : sentences)
            std::cerr << "  " << sentence << "\n";
        return Status::Refused;
    }
    const Layout &layout = derived->designed;
    if (options.format == QStringLiteral("sfdisk"))
        return exportToSfdisk(options, layout);
    return options.format == QStringLiteral("repart") ? exportToRepart(options, layout)
                                                      : exportToKiwi(options, layout);
}

}
