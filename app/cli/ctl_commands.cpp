// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_commands.h"

#include "app/cli/ctl_apply.h"
#include "app/cli/ctl_build.h"
#include "app/cli/ctl_design.h"
#include "app/cli/ctl_exchange.h"
#include "app/cli/ctl_report.h"
#include "app/cli/ctl_target.h"
#include "app/cli/ctl_text.h"
#include "app/cli/render.h"
#include "core/exchange/json.h"
#include "core/layout/lineage.h"
#include "core/text/describe.h"

#include <algorithm>
#include <iostream>

namespace parterre::ctl {

namespace {

using wire::Request;

Status list()
{
    const Outcome outcome = ask(requestFor(Request::Verb::List, {}));
    if (!outcome)
        return failed(outcome.error());
    const auto *const disks = std::get_if<std::vector<DiskSummary>>(&*outcome);
    if (disks == nullptr)
        return Status::Failed;
    for (const DiskSummary &disk : *disks) {
        std::cout << disk.path << "  " << sizeText(disk.size) << "  " << disk.model;
        if (disk.isSystemDisk)
            std::cout << "  (carries the running system)";
        std::cout << "\n";
    }
    return Status::Done;
}

Status probe(const Options &options)
{
    const Result<Inventory> inventory = probeTarget(options.target(), options.keys);
    if (!inventory)
        return failed(inventory.error());
    const Layout now = layoutOf(*inventory);
    if (options.isJson)
        printJson(exchange::probeJson(*inventory, now));
    else
        std::cout << layoutText(now);
    if (inventory->isInMotion && !options.isJson)
        std::cout << "\n" << english({.id = "move-unfinished", .args = {inventory->target.path}}) << "\n";
    return Status::Done;
}

/// A target, and what follows from the design that the options give for it.
struct DesignedTarget
{
    Inventory inventory;
    Derived derived;
};

Result<DesignedTarget> designedTarget(const Options &options)
{
    DesignedTarget target;
    TRY(target.inventory, probeTarget(options.target(), options.keys));
    TRY(const Design design, designFrom(options, target.inventory));
    target.derived = derive(target.inventory, design);
    return target;
}

Status plan(const Options &options)
{
    const Result<DesignedTarget> target = designedTarget(options);
    if (!target)
        return failed(target.error());
    const Derived &derived = target->derived;
    if (options.isJson)
        printJson(exchange::planJson(derived));
    else
        std::cout << layoutText(derived.designed) << "\n"
                  << findingsText(derived.findings) << "\n"
                  << planText(derived);
    return hasErrors(derived.findings) ? Status::Refused : Status::Done;
}

Status refs(const Options &options)
{
    const Result<DesignedTarget> target = designedTarget(options);
    if (!target)
        return failed(target.error());
    if (options.isJson)
        printJson(QJsonObject{
            {QStringLiteral("references"), exchange::referencesJson(target->inventory, target->derived)}});
    else
        std::cout << referencesText(target->inventory, target->derived);
    return Status::Done;
}

Status verify(const Options &options)
{
    Request request = requestFor(Request::Verb::Verify, options.target(), options.keys);
    if (options.against) {
        Result<FormerState> former = readReport(*options.against);
        if (!former)
            return failed(former.error());
        request.former = *std::move(former);
    }
    const Outcome outcome = askWithProgress(request, options.progress, stepsOf("comparing"));
    if (!outcome)
        return failed(outcome.error());
    const auto *const checks = std::get_if<std::vector<Check>>(&*outcome);
    if (checks == nullptr)
        return Status::Failed;
    if (!options.isJson) {
        for (const Check &check : *checks)
            std::cout << (check.isPassed ? "ok      " : "WRONG   ") << english(check.message) << "\n";
    }
    const bool isAll = std::ranges::all_of(*checks, &Check::isPassed);
    if (options.isJson)
        printJson(QJsonObject{{QStringLiteral("passed"), isAll},
                              {QStringLiteral("checks"), exchange::checksJson(*checks)}});
    return isAll ? Status::Done : Status::Refused;
}

Status partids(const Options &options)
{
    const Result<Inventory> inventory = probeTarget(options.target(), options.keys);
    if (!inventory)
        return failed(inventory.error());
    const std::string text = layoutOf(*inventory).partids;
    if (options.partidsFile)
        return writeFile(*options.partidsFile, QByteArray::fromStdString(text)) ? Status::Done
                                                                                : Status::Failed;
    if (options.isJson)
        printJson(QJsonObject{{QStringLiteral("partids"), QString::fromStdString(text)}});
    else
        std::cout << text;
    return Status::Done;
}

void showJob(const JobState &job)
{
    const std::string state(diskStateName(job.disk));
    const bool isMoving = job.disk == DiskState::Moving;
    // Of a move within the disk, which has no folder, nothing but the journal is left to be taken away.
    const bool isOnlyPrepared = job.disk == DiskState::Unchanged && job.folder.empty();
    const std::string undo = isMoving ? "brings all data and the table back"
        : isOnlyPrepared              ? "takes away what was prepared for it"
                                      : "puts the old table back";
    const std::string noFinish = isMoving
        ? "is not possible: it is on the way back, with which --undo goes on"
        : "is not needed: nothing was published";
    std::cout << "a job of " << (job.started.empty() ? "an unknown time" : job.started) << " was cut off. "
              << english({.id = "disk-" + state, .args = {}}) << "\n";
    // A move in place needs none: what it needs is on the disk.
    if (!job.folder.empty())
        std::cout << "  its folder: " << job.folder << "\n";
    std::cout << "  --finish " << (job.canFinish ? "does the rest" : noFinish) << "\n"
              << "  --undo " << (job.canUndo ? undo : "is not possible or not needed") << "\n";
}

Status showJobs(const Options &options, const std::vector<JobState> &jobs)
{
    if (options.isJson) {
        printJson(QJsonObject{{QStringLiteral("jobs"), exchange::jobsJson(jobs)}});
        return Status::Done;
    }
    if (jobs.empty())
        std::cout << "there is no unfinished job for " << options.target().toStdString() << "\n";
    for (const JobState &job : jobs)
        showJob(job);
    return Status::Done;
}

Status recover(const Options &options)
{
    if (!options.recovery) {
        const Outcome outcome = ask(requestFor(Request::Verb::FindJobs, options.target()));
        if (!outcome)
            return failed(outcome.error());
        const auto *const jobs = std::get_if<std::vector<JobState>>(&*outcome);
        return jobs == nullptr ? Status::Failed : showJobs(options, *jobs);
    }
    const bool isUndo = *options.recovery == Recovery::Undo;
    const Request request =
        requestFor(isUndo ? Request::Verb::Undo : Request::Verb::Finish, options.target(), options.keys);
    const Outcome outcome =
        askWithProgress(request, options.progress, stepsOf(isUndo ? "undoing" : "finishing"));
    if (!outcome)
        return failed(outcome.error());
    const auto *const report = std::get_if<Report>(&*outcome);
    if (report == nullptr)
        return Status::Failed;
    if (isUndo && !options.isJson) {
        for (const StepReport &step : report->steps)
            std::cout << step.note << "\n";
    }
    const QJsonObject json = exchange::reportJson(*report, {});
    if (options.isJson)
        printJson(json);
    else
        std::cout << reportText(*report);
    if (options.reportFile && !saveReport(*options.reportFile, json))
        return Status::Failed;
    const bool isUndone = isUndo && !report->error && report->disk == DiskState::Unchanged;
    return isUndone ? Status::Done : statusOf(*report);
}

Status render(const Options &options)
{
    const Result<Derived> derived =
        derivedFor(options, [&] { return probeTarget(options.target(), options.keys); });
    if (!derived)
        return failed(derived.error());
    if (const Result<> painted = renderLayout(*derived, options.target(), *options.output); !painted)
        return failed(painted.error());
    return Status::Done;
}

}

Status run(const Options &options)
{
    switch (options.command) {
    case Command::List:
        return list();
    case Command::Probe:
        return probe(options);
    case Command::Plan:
        return plan(options);
    case Command::Apply:
        return apply(options);
    case Command::Verify:
        return verify(options);
    case Command::Partids:
        return partids(options);
    case Command::Refs:
        return refs(options);
    case Command::Recover:
        return recover(options);
    case Command::Render:
        return render(options);
    case Command::Import:
        return importFrom(options);
    case Command::Export:
        return exportTo(options);
    case Command::Build:
        return build(options);
    case Command::Help:
        std::cout << usage().toStdString();
        return Status::Done;
    case Command::Version:
        std::cout << "parterrectl " << PARTERRE_VERSION << "\n";
        return Status::Done;
    }
    return Status::Usage;
}

}
