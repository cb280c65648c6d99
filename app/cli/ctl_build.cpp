// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_build.h"

#include "app/cli/ctl_design.h"
#include "app/cli/ctl_report.h"
#include "app/cli/ctl_target.h"
#include "app/cli/ctl_text.h"
#include "app/run/runner_executor.h"
#include "core/exchange/json.h"

#include <QFileInfo>

#include <filesystem>
#include <iostream>

#include <unistd.h>

namespace parterre::ctl {

namespace {

/// Paths are made absolute here: what makes the image need not work in the same folder.
Result<std::vector<ContentSource>> contentsFrom(const Options &options, const Design &design,
                                                const Inventory &drawn)
{
    const Layout now = layoutOf(drawn);
    std::vector<ContentSource> contents;
    for (const auto &[name, path] : options.contents) {
        TRY(const int number, numberOf(name, design, now));
        const QFileInfo file(path);
        if (!file.exists())
            return fail(ErrorCode::Invalid, path.toStdString(), "there is no such folder or file");
        contents.push_back({.number = number, .path = file.absoluteFilePath().toStdString()});
    }
    return contents;
}

/// A disk is not made anew by mistake: only its own name counts as a yes.
Status confirm(const Options &options, const Derived &derived)
{
    const std::string target = options.output->toStdString();
    std::error_code error;
    if (!std::filesystem::is_block_file(target, error))
        return Status::Done;
    if (needsAuthorization(target)) {
        complain(
            "to build on a disk takes root: run it with sudo, or build an image and write that to the disk");
        return Status::Refused;
    }
    if (options.isYes)
        return Status::Done;
    if (::isatty(STDIN_FILENO) == 0) {
        complain("there is nobody to ask here; give --yes if you are sure");
        return Status::Usage;
    }
    std::cerr << "This writes a new table with " << derived.designed.slots.size() << " partitions to "
              << target << ", which has to be blank.\nType its name to go on: ";
    std::string answer;
    std::getline(std::cin, answer);
    if (answer == target)
        return Status::Done;
    complain("nothing was written");
    return Status::Cancelled;
}

/// Beside an image, and where the user says.
std::optional<QString> partidsFileFor(const Options &options)
{
    std::error_code error;
    if (options.partidsFile || std::filesystem::is_block_file(options.output->toStdString(), error))
        return options.partidsFile;
    return *options.output + QStringLiteral(".config.partids");
}

Outcome askRunner(const wire::Request &request, const Options &options)
{
    ProgressPrinter printer({stepsOf(std::string("build"))}, options.progress);
    RunnerExecutor runner;
    return runAndWait(runner, request, [&](const Progress &progress) { printer.show(progress); });
}

Status conclude(const Options &options, const Report &report)
{
    const QJsonObject json = exchange::reportJson(report, {});
    if (options.isJson)
        printJson(json);
    else
        std::cout << reportText(report) << std::flush;
    const std::optional<QString> partidsFile = partidsFileFor(options);
    if (!report.isSuccess())
        complain("nothing was made of " + options.target().toStdString());
    else if (partidsFile)
        savePartids(*partidsFile, report);
    const bool isSaved = !options.reportFile || saveReport(*options.reportFile, json);
    return isSaved ? statusOf(report) : Status::Failed;
}

}

Status build(const Options &options)
{
    const Result<Design> design = readDesign(options.target());
    if (!design)
        return failed(design.error());
    if (!design->drawing) {
        complain(options.target().toStdString()
                 + " is a design for a disk that exists; build takes a drawing, such as import makes");
        return Status::Usage;
    }
    const Inventory drawn = inventoryOf(*design->drawing);
    const Result<std::vector<ContentSource>> contents = contentsFrom(options, *design, drawn);
    if (!contents)
        return failed(contents.error());
    Derived derived = derive(drawn, *design);
    // That it is a drawing is why it is built.
    std::erase_if(derived.findings, [](const Finding &finding) { return finding.code == "drawing"; });
    std::cerr << findingsText(derived.findings);
    if (hasErrors(derived.findings)) {
        complain("nothing was made: the errors above forbid it");
        return Status::Refused;
    }
    if (const Status status = confirm(options, derived); status != Status::Done)
        return status;
    if ((options.reportFile && !mayWriteFile(*options.reportFile))
        || (options.partidsFile && !mayWriteFile(*options.partidsFile)))
        return Status::Failed;
    wire::Request request =
        requestFor(wire::Request::Verb::Build, QFileInfo(*options.output).absoluteFilePath());
    request.design = *design;
    request.contents = *contents;
    const Outcome outcome = askRunner(request, options);
    if (!outcome)
        return failed(outcome.error());
    const auto *const report = std::get_if<Report>(&*outcome);
    if (report == nullptr)
        return failed({.code = ErrorCode::NoHelper, .subject = options.output->toStdString()});
    return conclude(options, *report);
}

}
