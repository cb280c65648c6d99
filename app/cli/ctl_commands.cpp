// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_commands.h"

#include "app/cli/ctl_design.h"
#include "app/cli/ctl_progress.h"
#include "app/cli/ctl_report.h"
#include "app/cli/ctl_text.h"
#include "app/cli/render.h"
#include "app/run/wait.h"
#include "core/exchange/json.h"
#include "core/layout/lineage.h"
#include "core/text/describe.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

#include <algorithm>
#include <cstdio>
#include <iostream>

#include <unistd.h>

namespace parterre::ctl {

namespace {

using wire::Request;

void complain(const std::string &sentence)
{
    std::cerr << "parterrectl: " << sentence << "\n";
}

Status failed(const Error &error)
{
    complain(english(describe(error)));
    const ErrorCode code = error.code;
    if (code == ErrorCode::Cancelled || code == ErrorCode::Dismissed)
        return Status::Cancelled;
    if (code == ErrorCode::Refused)
        return Status::Refused;
    return code == ErrorCode::Invalid ? Status::Usage : Status::Failed;
}

void printJson(const QJsonObject &object)
{
    std::cout << QJsonDocument(object).toJson().toStdString();
}

Outcome ask(const Request &request)
{
    const std::unique_ptr<Executor> executor = chooseExecutor(request.path);
    return runAndWait(*executor, request, [](const Progress &) {});
}

Outcome askWithProgress(const Request &request, const Options &options, StepWords steps)
{
    ProgressPrinter printer(std::move(steps), options.progress);
    const std::unique_ptr<Executor> executor = chooseExecutor(request.path);
    return runAndWait(*executor, request, [&](const Progress &progress) { printer.show(progress); });
}

Request requestFor(Request::Verb verb, const Options &options)
{
    return {.verb = verb, .path = options.target.toStdString(), .design = {}, .plan = {}};
}

Result<Inventory> probeTarget(const Options &options)
{
    TRY(const wire::Answer answer, ask(requestFor(Request::Verb::Probe, options)));
    if (const auto *inventory = std::get_if<Inventory>(&answer))
        return *inventory;
    return fail(ErrorCode::NoHelper, options.target.toStdString(), "another answer than was asked for");
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return true;
    complain(english({.id = "error-io", .args = {path.toStdString(), file.errorString().toStdString()}}));
    return false;
}

Status list(const Options &options)
{
    const Outcome outcome = ask(requestFor(Request::Verb::List, options));
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
    const Result<Inventory> inventory = probeTarget(options);
    if (!inventory)
        return failed(inventory.error());
    const Layout now = layoutOf(*inventory);
    if (options.isJson)
        printJson(exchange::probeJson(*inventory, now));
    else
        std::cout << layoutText(now);
    return Status::Done;
}

Status plan(const Options &options)
{
    const Result<Inventory> inventory = probeTarget(options);
    if (!inventory)
        return failed(inventory.error());
    const Result<Design> design = designFrom(options, *inventory);
    if (!design)
        return failed(design.error());
    const Derived derived = derive(*inventory, *design);
    if (options.isJson)
        printJson(exchange::planJson(derived));
    else
        std::cout << layoutText(derived.designed) << "\n"
                  << findingsText(derived.findings) << "\n"
                  << planText(derived);
    return hasErrors(derived.findings) ? Status::Refused : Status::Done;
}

/// Asks the person at the terminal. Only the target's own name counts as a yes.
bool isConfirmed(const Inventory &inventory, const Derived &derived)
{
    const Target &target = inventory.target;
    std::cerr << planText(derived) << "\n"
              << "This writes " << derived.designed.slots.size() << " partitions to " << target.path << " ("
              << (target.model.empty() ? std::string("image") : target.model) << ", " << sizeText(target.size)
              << ").\n"
              << "Type its name to go on: ";
    std::string answer;
    std::getline(std::cin, answer);
    return answer == target.path;
}

/// config.partids beside the image, or where the user says.
void savePartids(const Options &options, const Inventory &inventory, const Report &report)
{
    std::optional<QString> path = options.partidsFile;
    if (!path && inventory.target.kind == Target::Kind::ImageFile)
        path = options.target + QStringLiteral(".config.partids");
    if (!path || report.partids.empty() || !report.isPublished())
        return;
    if (writeFile(*path, QByteArray::fromStdString(report.partids)))
        std::cerr << "config.partids is saved in " << path->toStdString() << "\n";
}

/// Whether the files that shall be written at the end can be: known before the job, not after it.
bool mayWriteFiles(const Options &options)
{
    for (const std::optional<QString> &path : {options.reportFile, options.partidsFile}) {
        QSaveFile file(path.value_or(QString()));
        if (!path || file.open(QIODevice::WriteOnly))
            continue;
        complain(path->toStdString() + ": " + file.errorString().toStdString() + "; nothing was written");
        return false;
    }
    return true;
}

Status conclude(const Options &options, const Report &report, const Plan &plan)
{
    const QJsonObject json = exchange::reportJson(report, plan);
    if (options.isJson)
        printJson(json);
    else
        std::cout << reportText(report);
    if (options.reportFile && !writeFile(*options.reportFile, QJsonDocument(json).toJson()))
        return Status::Failed;
    if (report.isSuccess())
        return Status::Done;
    return report.error && report.error->code == ErrorCode::Cancelled ? Status::Cancelled : Status::Failed;
}

Status applyDerived(const Options &options, const Inventory &inventory, const Design &design,
                    const Derived &derived)
{
    Request request = requestFor(Request::Verb::Apply, options);
    request.design = design;
    request.plan = derived.plan;
    const Outcome outcome = askWithProgress(request, options, stepsOf(derived));
    if (!outcome)
        return failed(outcome.error());
    const auto *const report = std::get_if<Report>(&*outcome);
    if (report == nullptr)
        return Status::Failed;
    const Status status = conclude(options, *report, derived.plan);
    savePartids(options, inventory, *report);
    return status;
}

Status apply(const Options &options)
{
    const Result<Inventory> inventory = probeTarget(options);
    if (!inventory)
        return failed(inventory.error());
    const Result<Design> design = designFrom(options, *inventory);
    if (!design)
        return failed(design.error());
    const Derived derived = derive(*inventory, *design);
    std::cerr << findingsText(derived.findings);
    if (hasErrors(derived.findings)) {
        complain("nothing was written: the errors above forbid it");
        return Status::Refused;
    }
    if (derived.plan.isEmpty()) {
        std::cerr << "nothing to do: the disk is as designed\n";
        return Status::Done;
    }
    if (!options.isYes && ::isatty(STDIN_FILENO) == 0) {
        complain("there is nobody to ask here; give --yes if you are sure");
        return Status::Usage;
    }
    if (!options.isYes && !isConfirmed(*inventory, derived)) {
        complain("nothing was written");
        return Status::Cancelled;
    }
    return mayWriteFiles(options) ? applyDerived(options, *inventory, *design, derived) : Status::Failed;
}

Status verify(const Options &options)
{
    Request request = requestFor(Request::Verb::Verify, options);
    if (options.against) {
        Result<FormerState> former = readReport(*options.against);
        if (!former)
            return failed(former.error());
        request.former = *std::move(former);
    }
    const Outcome outcome = askWithProgress(request, options, stepsOf("comparing"));
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
        printJson(
            {{QStringLiteral("passed"), isAll}, {QStringLiteral("checks"), exchange::checksJson(*checks)}});
    return isAll ? Status::Done : Status::Refused;
}

Status partids(const Options &options)
{
    const Result<Inventory> inventory = probeTarget(options);
    if (!inventory)
        return failed(inventory.error());
    const std::string text = layoutOf(*inventory).partids;
    if (options.partidsFile)
        return writeFile(*options.partidsFile, QByteArray::fromStdString(text)) ? Status::Done
                                                                                : Status::Failed;
    if (options.isJson)
        printJson({{QStringLiteral("partids"), QString::fromStdString(text)}});
    else
        std::cout << text;
    return Status::Done;
}

void showJob(const JobState &job)
{
    const std::string state(diskStateName(job.disk));
    std::cout << "a job of " << job.started << " was cut off. "
              << english({.id = "disk-" + state, .args = {}}) << "\n"
              << "  its folder: " << job.folder << "\n"
              << "  --finish " << (job.canFinish ? "does the rest" : "is not needed: nothing was published")
              << "\n"
              << "  --undo " << (job.canUndo ? "puts the old table back" : "is not possible or not needed")
              << "\n";
}

Status showJobs(const Options &options, const std::vector<JobState> &jobs)
{
    if (options.isJson) {
        printJson({{QStringLiteral("jobs"), exchange::jobsJson(jobs)}});
        return Status::Done;
    }
    if (jobs.empty())
        std::cout << "there is no unfinished job for " << options.target.toStdString() << "\n";
    for (const JobState &job : jobs)
        showJob(job);
    return Status::Done;
}

Status recover(const Options &options)
{
    if (!options.recovery) {
        const Outcome outcome = ask(requestFor(Request::Verb::FindJobs, options));
        if (!outcome)
            return failed(outcome.error());
        const auto *const jobs = std::get_if<std::vector<JobState>>(&*outcome);
        return jobs == nullptr ? Status::Failed : showJobs(options, *jobs);
    }
    const bool isUndo = *options.recovery == Recovery::Undo;
    const Request request = requestFor(isUndo ? Request::Verb::Undo : Request::Verb::Finish, options);
    const Outcome outcome = askWithProgress(request, options, stepsOf(isUndo ? "undoing" : "finishing"));
    if (!outcome)
        return failed(outcome.error());
    const auto *const report = std::get_if<Report>(&*outcome);
    if (report == nullptr)
        return Status::Failed;
    if (isUndo && !options.isJson) {
        for (const StepReport &step : report->steps)
            std::cout << step.note << "\n";
    }
    const bool isUndone = isUndo && !report->error && report->disk == DiskState::Unchanged;
    const Status status = conclude(options, *report, {});
    return isUndone ? Status::Done : status;
}

Status render(const Options &options)
{
    const Result<Derived> derived = derivedFor(options, [&] { return probeTarget(options); });
    if (!derived)
        return failed(derived.error());
    if (const Result<> painted = renderLayout(*derived, options.target, *options.output); !painted)
        return failed(painted.error());
    return Status::Done;
}

}

Status run(const Options &options)
{
    switch (options.command) {
    case Command::List:
        return list(options);
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
    case Command::Recover:
        return recover(options);
    case Command::Render:
        return render(options);
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
