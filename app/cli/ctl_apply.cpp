// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_apply.h"

#include "app/cli/ctl_design.h"
#include "app/cli/ctl_report.h"
#include "app/cli/ctl_target.h"
#include "app/cli/ctl_text.h"
#include "core/exchange/json.h"
#include "core/text/describe.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <expected>
#include <iostream>
#include <set>

#include <unistd.h>

namespace parterre::ctl {

namespace {

using wire::Request;

/// One target of the command, and what shall become of it.
struct Job
{
    QString target;
    Inventory inventory;
    Design design;
    Derived derived;
    std::optional<QString> reportFile;
    std::optional<QString> partidsFile;
};

/// Where its report goes: the file that was named, or a file in the folder that was named for several.
std::optional<QString> reportFileFor(const Options &options, const QString &target)
{
    if (!options.reportFile || options.targets.size() == 1)
        return options.reportFile;
    return QDir(*options.reportFile).filePath(QFileInfo(target).fileName() + QStringLiteral(".report.json"));
}

/// config.partids beside the image, or where the user says.
std::optional<QString> partidsFileFor(const Options &options, const Inventory &inventory,
                                      const QString &target)
{
    if (options.partidsFile || inventory.target.kind != Target::Kind::ImageFile)
        return options.partidsFile;
    return target + QStringLiteral(".config.partids");
}

/// What several targets must not be, as a sentence: empty where nothing is wrong with them.
std::string whyNotTogether(const Options &options)
{
    std::set<QString> places;
    std::set<QString> names;
    for (const QString &target : options.targets) {
        const QFileInfo file(target);
        if (needsAuthorization(target.toStdString()))
            return "several targets with disks among them take root: run it with sudo, or give one disk at a "
                   "time";
        if (const QString place = file.canonicalFilePath(); !place.isEmpty() && !places.insert(place).second)
            return target.toStdString() + " is given twice";
        if (options.reportFile && !names.insert(file.fileName()).second)
            return "two targets are called " + file.fileName().toStdString()
                + ", and their reports would be, too; give them in two commands";
    }
    if (options.reportFile && !QFileInfo(*options.reportFile).isDir())
        return options.reportFile->toStdString()
            + " is no folder; with several targets --report names the one that their reports go to";
    return {};
}

/// Several disks of one design file shall not get clones with the same identifiers.
void drawIdentifiers(Design &design)
{
    for (PartitionDesign &partition : design.partitions) {
        for (CloneDesign &clone : partition.clones) {
            clone.guid = Uuid::draw();
            clone.content = Uuid::draw();
        }
    }
}

std::expected<Job, Status> jobFor(const Options &options, const QString &target)
{
    Result<Inventory> inventory = probeTarget(target, options.keys);
    if (!inventory)
        return std::unexpected(failed(inventory.error()));
    Result<Design> design = designFrom(options, *inventory);
    if (!design)
        return std::unexpected(failed(design.error()));
    if (options.targets.size() > 1)
        drawIdentifiers(*design);
    Job job{.target = target, .reportFile = reportFileFor(options, target)};
    job.partidsFile = partidsFileFor(options, *inventory, target);
    job.derived = derive(*inventory, *design);
    job.inventory = *std::move(inventory);
    job.design = *std::move(design);
    return job;
}

/// Asks the person at the terminal. Only the target's own name counts as a yes.
bool isConfirmed(const Job &job)
{
    const Target &target = job.inventory.target;
    std::cerr << planText(job.derived) << "\n"
              << "This writes " << job.derived.designed.slots.size() << " partitions to " << target.path
              << " (" << (target.model.empty() ? std::string("image") : target.model) << ", "
              << sizeText(target.size) << ").\n"
              << "Type its name to go on: ";
    std::string answer;
    std::getline(std::cin, answer);
    return answer == target.path;
}

bool mayWriteFiles(const Options &options, const std::vector<Job> &jobs)
{
    return std::ranges::all_of(jobs, [&](const Job &job) {
        return (!job.reportFile || mayWriteFile(*job.reportFile))
            && (!options.partidsFile || mayWriteFile(*job.partidsFile));
    });
}

std::vector<Outcome> runAll(const Options &options, const std::vector<Job> &jobs)
{
    std::vector<StepWords> words;
    for (const Job &job : jobs) {
        words.push_back(stepsOf(job.derived));
        words.back().target = job.target.toStdString();
    }
    ProgressPrinter printer(std::move(words), options.progress);
    std::vector<std::unique_ptr<Executor>> executors;
    std::vector<Errand> errands;
    for (const Job &job : jobs) {
        Request request = requestFor(Request::Verb::Apply, job.target, options.keys);
        request.design = job.design;
        request.plan = job.derived.plan;
        executors.push_back(chooseExecutor(request.path));
        errands.push_back({.executor = executors.back().get(),
                           .request = std::move(request),
                           .onProgress = [&printer, index = errands.size()](const Progress &progress) {
                               printer.show(progress, index);
                           }});
    }
    return runAndWait(errands);
}

/// Says what became of one target and saves what was asked for; `said` gets its JSON.
Status conclude(const Options &options, const Job &job, const Outcome &outcome, QJsonArray &said)
{
    if (options.targets.size() > 1 && !options.isJson)
        std::cout << job.target.toStdString() << ":\n" << std::flush;
    const auto *const report = outcome ? std::get_if<Report>(&*outcome) : nullptr;
    if (report == nullptr) {
        const Error error = outcome ? Error{.code = ErrorCode::NoHelper, .subject = job.target.toStdString()}
                                    : outcome.error();
        said.append(QJsonObject{{QStringLiteral("error"), QString::fromStdString(english(describe(error)))}});
        return failed(error);
    }
    const QJsonObject json = exchange::reportJson(*report, job.derived.plan);
    said.append(json);
    if (!options.isJson)
        std::cout << reportText(*report) << std::flush;
    if (job.partidsFile)
        savePartids(*job.partidsFile, *report);
    const bool isSaved = !job.reportFile || saveReport(*job.reportFile, json);
    return isSaved ? statusOf(*report) : Status::Failed;
}

/// From best to worst.
constexpr std::array severities{Status::Done, Status::Cancelled, Status::Usage, Status::Refused,
                                Status::Failed};

Status worse(Status one, Status other)
{
    return std::ranges::find(severities, one) < std::ranges::find(severities, other) ? other : one;
}

void printOutcomes(const Options &options, const std::vector<Job> &jobs, const QJsonArray &said)
{
    if (options.targets.size() == 1) {
        printJson(said.first());
        return;
    }
    QJsonArray outcomes;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        QJsonObject one = said.at(static_cast<qsizetype>(i)).toObject();
        one[QStringLiteral("target")] = jobs[i].target;
        outcomes.append(one);
    }
    printJson(outcomes);
}

Status carryOut(const Options &options, const std::vector<Job> &jobs)
{
    const std::vector<Outcome> outcomes = runAll(options, jobs);
    Status status = Status::Done;
    QJsonArray said;
    for (std::size_t i = 0; i < jobs.size(); ++i)
        status = worse(status, conclude(options, jobs[i], outcomes[i], said));
    if (options.isJson)
        printOutcomes(options, jobs, said);
    return status;
}

}

Status apply(const Options &options)
{
    if (options.targets.size() > 1) {
        if (const std::string why = whyNotTogether(options); !why.empty()) {
            complain(why + "; nothing was written");
            return Status::Usage;
        }
    }
    std::vector<Job> jobs;
    for (const QString &target : options.targets) {
        std::expected<Job, Status> job = jobFor(options, target);
        if (!job)
            return job.error();
        if (options.targets.size() > 1 && !job->derived.findings.empty())
            std::cerr << target.toStdString() << ":\n";
        std::cerr << findingsText(job->derived.findings);
        jobs.push_back(*std::move(job));
    }
    if (std::ranges::any_of(jobs, [](const Job &job) { return hasErrors(job.derived.findings); })) {
        complain("nothing was written: the errors above forbid it");
        return Status::Refused;
    }
    std::erase_if(jobs, [](const Job &job) {
        if (!job.derived.plan.isEmpty())
            return false;
        std::cerr << "nothing to do: " << job.target.toStdString() << " is as designed\n";
        return true;
    });
    if (jobs.empty())
        return Status::Done;
    if (!options.isYes && ::isatty(STDIN_FILENO) == 0) {
        complain("there is nobody to ask here; give --yes if you are sure");
        return Status::Usage;
    }
    if (!options.isYes && !std::ranges::all_of(jobs, isConfirmed)) {
        complain("nothing was written");
        return Status::Cancelled;
    }
    return mayWriteFiles(options, jobs) ? carryOut(options, jobs) : Status::Failed;
}

}
