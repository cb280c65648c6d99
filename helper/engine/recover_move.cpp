// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/recover_move.h"

#include "core/text/describe.h"
#include "helper/engine/held.h"
#include "helper/engine/job_file.h"
#include "helper/engine/journal_job.h"
#include "helper/engine/perform.h"
#include "helper/engine/table_match.h"
#include "helper/probe/probe.h"
#include "helper/resize/resize.h"

#include <algorithm>

namespace parterre {

namespace {

using remap::Phase;

/// What stands before the note's first colon and blank, if it is a time: it may come from any disk.
std::string startedOf(const std::string &note)
{
    const std::string time = note.substr(0, note.find(": "));
    const bool isTime = time.size() <= 32 && time.find_first_not_of("0123456789-:TZ") == std::string::npos;
    return isTime ? time : std::string();
}

/// The folder that this job was begun with, where this is the machine; else a new one.
Result<JobFolder> folderFor(const remap::InPlace &move, const Job &job, const std::string &root)
{
    for (const std::string &path : JobFolder::list(root)) {
        Result<JobFolder> folder = JobFolder::open(path);
        const Result<Job> there = folder ? folder->readJob() : Result<Job>(std::unexpected(folder.error()));
        if (there && encodeJob(*there) == finishingOf(move))
            return folder;
    }
    return JobFolder::create(root, job);
}

Report failed(Error error, DiskState state = DiskState::Moving)
{
    Report report;
    report.disk = state;
    report.error = std::move(error);
    return report;
}

Report finish(FileDevice &disk, remap::InPlace move, const RecoverRequest &request, Observer &observer,
              std::stop_token stop)
{
    if (move.body().isWayBack)
        return failed({.code = ErrorCode::Refused,
                       .subject = disk.name(),
                       .systemErrno = 0,
                       .detail = "is on the way back to its old layout; undo goes on with that"});
    const Result<Phase> phase = move.phase();
    if (!phase)
        return failed(phase.error());
    Result<Job> job = journalJob(move, disk, topologyOf(disk));
    if (!job)
        return failed(job.error());
    job->keys = request.keys;
    if (const Result<> held = refuseHeld(disk, *job); !held)
        return failed(held.error());
    Result<JobFolder> folder = folderFor(move, *job, request.jobRoot);
    if (!folder)
        return failed(folder.error());
    const Plan &plan = job->derived.plan;
    Meter meter(observer, plan);
    Context context = contextFor(disk, *job, *folder, meter, std::move(stop));
    context.published = presentSlots(disk);
    context.inPlace = std::move(move);
    // Once the new table is there everything before it is done.
    const bool isPublished = *phase == Phase::Published;
    return runSteps(context,
                    isPublished ? *lastStep<step::WriteTable>(plan) : *lastStep<step::MoveInPlace>(plan));
}

/// What was made smaller for the move gets its room back, where that can be done here.
void growBack(FileDevice &disk, const Job &job, Report &report)
{
    for (const Step &step : job.derived.plan.steps) {
        const auto *const shrink = std::get_if<step::ShrinkContent>(&step);
        if (shrink == nullptr)
            continue;
        const std::string name = "The content of partition " + std::to_string(shrink->partition);
        const Result<> grown = grow(disk, shrink->where, shrink->kind);
        if (grown)
            report.steps.push_back({.state = StepReport::State::Done,
                                    .elapsedMs = 0,
                                    .read = {},
                                    .written = {},
                                    .note = name + " uses all of it again"});
        else
            report.warnings.push_back(name + " stays at " + std::to_string(shrink->size.count())
                                      + " bytes: " + english(describe(grown.error())));
    }
}

/// The old table has to be what it was, and the kernel has to hear of it.
Result<> checkOldTable(FileDevice &disk, const Job &job)
{
    CHECK(disk.dropCache({.begin = {}, .size = disk.size()}));
    TRY(const TableReading reading, readTable(disk, topologyOf(disk)));
    CHECK(compareEntries(job.derived.now.slots, reading, disk.name()));
    return tellKernel(disk, job.derived.now.slots);
}

Report undo(FileDevice &disk, remap::InPlace move, Observer &observer, std::stop_token stop)
{
    const Result<Job> job = journalJob(move, disk, topologyOf(disk));
    if (const Result<> held = job ? refuseHeld(disk, *job) : Result<>(); !held)
        return failed(held.error());
    const remap::Program &program = move.body().program;
    // What follows the move counts as another step: those who watch have to know that it is over.
    Meter meter(observer, {.fingerprint = {}, .steps = {step::MoveInPlace{}, step::GrowContent{}}});
    meter.startStep(0);
    meter.expect((program.moved + program.staged) * 2);
    Bytes written;
    const Result<> back = move.goBack(stop, [&](const remap::MoveProgress &progress) {
        const Bytes more = progress.written - written;
        written = progress.written;
        meter.advance({.read = more, .written = more});
    });
    if (!back)
        return failed(back.error());
    meter.startStep(1);
    Report report;
    report.error.reset();
    report.disk = DiskState::Unchanged;
    report.steps.push_back({.state = StepReport::State::Done,
                            .elapsedMs = meter.elapsedMs(),
                            .read = written,
                            .written = written,
                            .note = "all data is where it was before, and so is the table"});
    if (!job) {
        report.warnings.push_back("The journal did not say what was to be done: "
                                  + english(describe(job.error())));
        return report;
    }
    report.before = job->derived.designed;
    report.partids = job->inventory.partids;
    if (const Result<> old = checkOldTable(disk, *job); !old)
        return failed(old.error(), DiskState::Unknown);
    growBack(disk, *job, report);
    report.elapsedMs = meter.elapsedMs();
    return report;
}

}

Result<JobState> stateOf(remap::InPlace &move, BlockDevice &disk, const Topology &topology)
{
    TRY(const Phase phase, move.phase());
    const bool isBack = move.body().isWayBack;
    JobState state{.folder = {}, .started = {}, .disk = DiskState::Moving};
    if (phase == Phase::Published)
        state.disk = isBack ? DiskState::Unchanged : DiskState::Incomplete;
    else if (phase == Phase::Prepared)
        state.disk = DiskState::Unchanged;
    state.canFinish = !isBack && journalJob(move, disk, topology).has_value();
    state.canUndo = isBack || phase == Phase::Prepared || phase == Phase::Moving;
    state.started = startedOf(move.body().note);
    return state;
}

Report recoverMove(FileDevice &disk, remap::InPlace move, const RecoverRequest &request, Observer &observer,
                   std::stop_token stop)
{
    if (request.way == Recovery::Finish)
        return finish(disk, std::move(move), request, observer, std::move(stop));
    return undo(disk, std::move(move), observer, std::move(stop));
}

}
