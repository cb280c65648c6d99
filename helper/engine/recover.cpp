// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/perform.h"

#include "core/layout/lineage.h"
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

bool isTable(const std::vector<Slot> &slots, const TableReading &reading)
{
    if (slots.size() != reading.partitions.size())
        return false;
    return std::ranges::all_of(slots, [&](const Slot &slot) {
        const auto entry = std::ranges::find(reading.partitions, slot.number, &Partition::number);
        return entry != reading.partitions.end() && entry->extent == slot.extent && entry->type == slot.type
            && entry->name == slot.name && entry->guid == slot.guid;
    });
}

/// The old table can come back as long as no data of an old partition was relabelled in place.
bool isOldDataWhole(const Job &job, const JobMark &mark)
{
    const auto &steps = job.derived.plan.steps;
    for (std::size_t i = 0; i <= mark.step && i < steps.size(); ++i) {
        const auto *const renew = std::get_if<step::RenewIdentity>(&steps[i]);
        const bool isOldPlace = renew != nullptr
            && std::ranges::any_of(job.inventory.partitions, [&](const Partition &one) { return one.extent.overlaps(renew->where); });
        if (isOldPlace)
            return false;
    }
    return true;
}

std::optional<FoundJob> readJob(const std::string &path, FileDevice &disk, const Result<TableReading> &reading)
{
    Result<JobFolder> folder = JobFolder::open(path);
    if (!folder)
        return std::nullopt;
    const Result<JobMark> mark = folder->readMark();
    if (!mark || mark->state == JobMark::State::Ended)
        return std::nullopt;
    Result<Job> job = folder->readJob();
    if (!job || !concerns(*job, disk, reading))
        return std::nullopt;
    JobState state{.folder = path, .started = folder->started(), .disk = DiskState::Unknown, .canFinish = false, .canUndo = false};
    const bool isSound = reading && !reading->table.isPrimaryDamaged && !reading->table.isBackupDamaged;
    if (isSound && isTable(job->derived.now.slots, *reading))
        state.disk = DiskState::Unchanged;
    else if (isSound)
        state.disk = DiskState::Incomplete;
    state.canFinish = mark->isTableTouched;
    state.canUndo = mark->isTableTouched && isOldDataWhole(*job, *mark) && folder->savedSectors().has_value();
    return FoundJob{.folder = *std::move(folder), .job = *std::move(job), .mark = *mark, .state = std::move(state)};
}

std::vector<FoundJob> openJobs(FileDevice &disk, const std::string &jobRoot)
{
    const Result<TableReading> reading = readTable(disk, topologyOf(disk));
    std::vector<FoundJob> jobs;
    for (const std::string &path : JobFolder::list(jobRoot)) {
        if (auto job = readJob(path, disk, reading))
            jobs.push_back(*std::move(job));
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

Report finish(FileDevice &disk, FoundJob &found, Observer &observer, std::stop_token stop)
{
    Report report;
    if (found.state.disk == DiskState::Unknown) {
        // A torn table cannot be built upon: the old one first, which the steps then replace.
        Result<std::vector<TableWrite>> saved = found.folder.savedSectors();
        Result<> restored = saved ? putBack(disk, *std::move(saved)) : Result<>(std::unexpected(saved.error()));
        if (!restored) {
            report.error = restored.error();
            return report;
        }
    }
    Meter meter(observer, found.job.derived.plan);
    Context context{.disk = disk,
                    .topology = topologyOf(disk),
                    .job = found.job,
                    .folder = found.folder,
                    .meter = meter,
                    .stop = std::move(stop),
                    .kernelFd = disk.isBlockDevice() ? disk.fd() : -1,
                    .published = {},
                    .hashes = {},
                    .step = 0,
                    .report = {},
                    .warnings = {}};
    if (const Result<Inventory> probed = probe(disk, disk.name()))
        context.published = layoutOf(*probed).slots;
    return runSteps(context, resumeAt(found));
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
        return failed({.code = ErrorCode::Refused,
                       .subject = disk.name(),
                       .systemErrno = 0,
                       .detail = "data of an old partition has become a clone already; finish the job instead"});
    Result<std::vector<TableWrite>> saved = found.folder.savedSectors();
    if (!saved)
        return failed(saved.error());
    const Result<Inventory> probed = probe(disk, disk.name());
    if (const Result<> restored = putBack(disk, *std::move(saved)); !restored)
        return failed(restored.error());
    const Result<TableReading> reading = readTable(disk, topologyOf(disk));
    if (!reading)
        return failed(reading.error());
    if (!isTable(found.job.derived.now.slots, *reading))
        return failed({.code = ErrorCode::Mismatch, .subject = disk.name(), .systemErrno = 0, .detail = "the old table"});
    if (disk.isBlockDevice() && probed) {
        if (const Result<> told = tellKernel(disk.fd(), layoutOf(*probed).slots, found.job.derived.now.slots); !told)
            report.warnings.push_back("The kernel still shows the other table; unplug the disk or reboot.");
    }
    report.error.reset();
    report.disk = DiskState::Unchanged;
    const Result<> marked = found.folder.mark({.state = JobMark::State::Ended, .step = found.mark.step, .isTableTouched = false});
    if (!marked)
        report.warnings.push_back("The job's folder could not be brought up to date.");
    return report;
}

}

Result<std::vector<JobState>> findJobs(FileDevice &disk, const std::string &jobRoot)
{
    std::vector<JobState> states;
    for (const FoundJob &found : openJobs(disk, jobRoot))
        states.push_back(found.state);
    return states;
}

Report recover(FileDevice &disk, const std::string &path, const std::string &jobRoot, Recovery way, Observer &observer,
               std::stop_token stop)
{
    std::vector<FoundJob> jobs = openJobs(disk, jobRoot);
    Report report;
    report.disk = DiskState::Unchanged;
    if (jobs.empty() || !jobs.front().mark.isTableTouched) {
        report.error = Error{.code = ErrorCode::Refused, .subject = path, .systemErrno = 0, .detail = "there is no unfinished job for it"};
        return report;
    }
    FoundJob &newest = jobs.front();
    report = way == Recovery::Finish ? finish(disk, newest, observer, std::move(stop)) : undo(disk, newest);
    if (const Result<Inventory> probed = probe(disk, path))
        report.after = layoutOf(*probed);
    return report;
}

}
