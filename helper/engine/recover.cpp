// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/lineage.h"
#include "helper/engine/former_files.h"
#include "helper/engine/held.h"
#include "helper/engine/recover_move.h"
#include "helper/engine/table_match.h"
#include "helper/probe/probe.h"

#include <algorithm>

namespace parterre {

namespace {

struct FoundJob
{
    JobFolder folder;
    Job job;
    JobMark mark;
    JobState state;
};

/// A job concerns this disk when it knew a disk of this size with this table id. The path may have
/// changed, and the table may be gone.
bool concerns(const Job &job, FileDevice &disk, const Result<TableReading> &reading)
{
    if (job.inventory.target.size != disk.size())
        return false;
    const bool hasTable = reading && reading->table.kind != TableKind::None;
    return hasTable ? reading->table.id == job.inventory.table.id : job.path == disk.name();
}

/// A table that is neither the old one nor one of the plan's, and was not being written either: it
/// is somebody else's, and so may be what lies where the job left its copies.
bool isForeign(const Job &job, const JobMark &mark, DiskState state, const Result<TableReading> &reading)
{
    const auto &steps = job.derived.plan.steps;
    const bool wasWriting =
        mark.step < steps.size() && std::holds_alternative<step::WriteTable>(steps[mark.step]);
    const bool isWhole =
        reading && isSound(reading->table) && reading->table.kind == job.inventory.table.kind;
    return state == DiskState::Unknown && isWhole && !wasWriting;
}

/// Once a job began to copy, what an earlier one left in free space may be gone.
bool hasWritten(const JobMark &mark)
{
    return mark.step > 0;
}

/// What a step makes of its place so that the old table would be wrong about it: another partition, or
/// content that reaches behind its end.
std::optional<Extent> estrangedBy(const Step &step)
{
    if (const auto *const keys = std::get_if<step::RenewVolumeKey>(&step))
        return keys->where;
    if (const auto *const renew = std::get_if<step::RenewIdentity>(&step))
        return renew->where;
    if (const auto *const grow = std::get_if<step::GrowContent>(&step))
        return grow->where;
    return std::nullopt;
}

/// The old table can come back as long as no data of an old partition was relabelled or made larger in
/// place.
bool isOldDataWhole(const Job &job, const JobMark &mark)
{
    const auto &steps = job.derived.plan.steps;
    for (std::size_t i = 0; i <= mark.step && i < steps.size(); ++i) {
        const std::optional<Extent> where = estrangedBy(steps[i]);
        const bool isOldPlace =
            where && std::ranges::any_of(job.inventory.partitions, [&](const Partition &one) {
                return one.entry != EntryKind::Extended && one.extent.overlaps(*where);
            });
        if (isOldPlace)
            return false;
    }
    return true;
}

JobState stateOf(const JobFolder &folder, const Job &job, const JobMark &mark, DiskState disk)
{
    const bool canUndo =
        mark.isTableTouched && isOldDataWhole(job, mark) && folder.savedSectors().has_value();
    return {.folder = folder.path(),
            .started = folder.started(),
            .disk = disk,
            .canFinish = mark.isTableTouched,
            .canUndo = canUndo};
}

/// Any job that concerns the disk, ended or not.
std::optional<FoundJob> readJob(const std::string &path, FileDevice &disk,
                                const Result<TableReading> &reading)
{
    Result<JobFolder> folder = JobFolder::open(path);
    if (!folder)
        return std::nullopt;
    const Result<JobMark> mark = folder->readMark();
    Result<Job> job = folder->readJob();
    if (!mark || !job || !concerns(*job, disk, reading))
        return std::nullopt;
    JobState state = stateOf(*folder, *job, *mark, judgeTable(*job, reading));
    return FoundJob{
        .folder = *std::move(folder), .job = *std::move(job), .mark = *mark, .state = std::move(state)};
}

std::vector<FoundJob> openJobs(FileDevice &disk, const std::string &jobRoot)
{
    const Result<TableReading> reading = readTable(disk, topologyOf(disk));
    std::vector<FoundJob> jobs;
    for (const std::string &path : JobFolder::list(jobRoot)) {
        auto job = readJob(path, disk, reading);
        if (!job)
            continue;
        const bool isLast = hasWritten(job->mark);
        // A move in place is found by its journal, or is over, or has not begun.
        if (job->mark.state == JobMark::State::Running && !lastStep<step::MoveInPlace>(job->job.derived.plan)
            && !isForeign(job->job, job->mark, job->state.disk, reading))
            jobs.push_back(*std::move(job));
        if (isLast)
            break;
    }
    return jobs;
}

/// Puts the saved sectors back: first the tail of the disk, then the head, the very first sectors
/// last, so that a cut on the way leaves one whole copy where the table has two.
Result<> putBack(FileDevice &disk, std::vector<TableWrite> sectors)
{
    std::ranges::sort(sectors, std::ranges::greater(), &TableWrite::at);
    for (const TableWrite &one : sectors) {
        CHECK(disk.write(one.at, one.bytes));
        CHECK(disk.flush());
    }
    return {};
}

/// Where to go on: the step that was begun last, or the first table write where the table itself
/// must be written anew.
std::size_t resumeAt(const FoundJob &found)
{
    const auto &steps = found.job.derived.plan.steps;
    std::size_t lastWrite = 0;
    for (std::size_t i = 0; i < steps.size() && i <= found.mark.step; ++i) {
        if (std::holds_alternative<step::WriteTable>(steps[i]))
            lastWrite = i;
    }
    return found.state.disk == DiskState::Incomplete ? found.mark.step : lastWrite;
}

/// What the copies of the first part of the job lack. A job that cannot say so is no success.
void tellUnread(const JobFolder &folder, std::size_t before, Report &report)
{
    for (std::size_t step = 0; step < before; ++step) {
        Result<std::vector<UnreadRange>> unread = folder.savedUnread(step);
        if (unread)
            report.steps[step].unread = *std::move(unread);
        else if (!report.error)
            report.error = unread.error();
    }
}

Report finish(FileDevice &disk, FoundJob &found, Observer &observer, std::stop_token stop)
{
    Report report;
    if (const Result<> held = refuseHeld(disk, found.job); !held) {
        report.error = held.error();
        return report;
    }
    if (found.state.disk == DiskState::Unknown) {
        // A torn table cannot be built upon: the old one first, which the steps then replace.
        Result<std::vector<TableWrite>> saved = found.folder.savedSectors();
        Result<> restored =
            saved ? putBack(disk, *std::move(saved)) : Result<>(std::unexpected(saved.error()));
        if (!restored) {
            report.error = restored.error();
            return report;
        }
    }
    Meter meter(observer, found.job.derived.plan);
    Context context = contextFor(disk, found.job, found.folder, meter, std::move(stop));
    context.published = presentSlots(disk);
    const std::size_t first = resumeAt(found);
    report = runSteps(context, first);
    tellUnread(found.folder, first, report);
    return report;
}

Report undo(FileDevice &disk, FoundJob &found)
{
    Report report;
    report.before = found.job.derived.designed;
    report.jobFolder = found.folder.path();
    report.started = found.folder.started();
    const auto failed = [&](Error error) {
        report.error = std::move(error);
        return report;
    };
    if (!found.state.canUndo)
        return failed(
            {.code = ErrorCode::Refused,
             .subject = disk.name(),
             .systemErrno = 0,
             .detail =
                 "data of an old partition has become a clone or larger already; finish the job instead"});
    if (const Result<> held = refuseHeld(disk, found.job); !held)
        return failed(held.error());
    Result<std::vector<TableWrite>> saved = found.folder.savedSectors();
    if (!saved)
        return failed(saved.error());
    if (const Result<> restored = putBack(disk, *std::move(saved)); !restored)
        return failed(restored.error());
    const Result<TableReading> reading = readTable(disk, topologyOf(disk));
    if (!reading)
        return failed(reading.error());
    if (const Result<> old = compareEntries(found.job.derived.now.slots, *reading, disk.name()); !old)
        return failed(old.error());
    if (const Result<> told = tellKernel(disk, found.job.derived.now.slots); !told)
        report.warnings.push_back("The kernel still shows the other table; unplug the disk or reboot.");
    restoreFormerFiles(disk, found.job, found.folder, report);
    report.error.reset();
    report.disk = DiskState::Unchanged;
    report.partids = found.job.inventory.partids;
    const Result<> marked =
        found.folder.mark({.state = JobMark::State::Ended, .step = found.mark.step, .isTableTouched = false});
    if (!marked)
        report.warnings.push_back("The job's folder could not be brought up to date.");
    return report;
}

}

Result<std::vector<JobState>> findJobs(FileDevice &disk, const std::string &jobRoot)
{
    std::vector<JobState> states;
    TRY(std::optional<remap::InPlace> move,
        remap::InPlace::find(disk, topologyOf(disk), remap::Search::Everywhere));
    if (move) {
        TRY(JobState state, stateOf(*move, disk, topologyOf(disk)));
        states.push_back(std::move(state));
    }
    for (const FoundJob &found : openJobs(disk, jobRoot))
        states.push_back(found.state);
    return states;
}

Report recover(FileDevice &disk, const RecoverRequest &request, Observer &observer, std::stop_token stop)
{
    Report report;
    if (const Result<> held = refuseDoubtfulHolder(disk); !held) {
        report.error = held.error();
        return report;
    }
    Result<std::optional<remap::InPlace>> move =
        remap::InPlace::find(disk, topologyOf(disk), remap::Search::Everywhere);
    if (!move) {
        report.error = move.error();
        return report;
    }
    if (*move) {
        report = recoverMove(disk, **std::move(move), request, observer, std::move(stop));
        if (const Result<Inventory> probed = probe(disk, request.path, *request.keys))
            report.after = layoutOf(*probed);
        return report;
    }
    std::vector<FoundJob> jobs = openJobs(disk, request.jobRoot);
    report.disk = DiskState::Unchanged;
    const auto newest = std::ranges::find_if(jobs, [](const FoundJob &job) { return job.state.canFinish; });
    if (newest == jobs.end()) {
        report.error = Error{.code = ErrorCode::Refused,
                             .subject = request.path,
                             .systemErrno = 0,
                             .detail = "there is no unfinished job for it"};
        return report;
    }
    newest->job.keys = request.keys;
    report = request.way == Recovery::Finish ? finish(disk, *newest, observer, std::move(stop))
                                             : undo(disk, *newest);
    if (const Result<Inventory> probed = probe(disk, request.path, *request.keys))
        report.after = layoutOf(*probed);
    return report;
}

}
