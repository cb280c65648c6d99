// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/layout/lineage.h"
#include "core/plan/simulate.h"
#include "helper/engine/held.h"
#include "helper/engine/imprints.h"
#include "helper/engine/table_match.h"
#include "helper/probe/probe.h"
#include "helper/table/table_codec.h"

#include <algorithm>
#include <chrono>

namespace parterre {

namespace {

using Clock = std::chrono::steady_clock;

std::int64_t millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

bool isTableWrite(const Step &step)
{
    return std::holds_alternative<step::WriteTable>(step);
}

/// The disk's state when the step before `reached` was the last that succeeded.
DiskState stateAt(const Plan &plan, std::size_t reached)
{
    // In a move in place the journal tells; see judgeMove().
    if (const auto move = lastStep<step::MoveInPlace>(plan))
        return reached < *move            ? DiskState::Unchanged
            : reached < plan.steps.size() ? DiskState::Unknown
                                          : DiskState::Done;
    std::size_t first = plan.steps.size();
    std::size_t last = 0;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (!isTableWrite(plan.steps[i]))
            continue;
        first = std::min(first, i);
        last = i;
    }
    if (reached < first)
        return DiskState::Unchanged;
    if (reached < plan.steps.size() && isTableWrite(plan.steps[reached]))
        return DiskState::Unknown;
    return reached > last && reached >= plan.steps.size() ? DiskState::Done : DiskState::Incomplete;
}

Result<> performOne(const Step &step, Context &context)
{
    return std::visit([&](const auto &one) { return perform(one, context); }, step);
}

/// How far a move in place came. One that has not touched data or table is taken away again.
DiskState judgeMove(Context &context, DiskState table)
{
    using remap::Phase;
    Result<std::optional<remap::InPlace>> move = remap::InPlace::find(context.disk, context.topology);
    if (!move)
        return DiskState::Unknown;
    if (!*move)
        return table;
    const Result<Phase> phase = (*move)->phase();
    if (!phase)
        return DiskState::Unknown;
    if (*phase == Phase::Prepared && table == DiskState::Unchanged)
        return (*move)->erase() ? DiskState::Unchanged : DiskState::Unknown;
    return *phase == Phase::Published ? DiskState::Incomplete : DiskState::Moving;
}

/// A table write that failed may have left one whole table or the other: then it is known which.
/// After a failed flush nothing is, whatever a cache still shows.
DiskState judge(Context &context, DiskState assumed)
{
    if (assumed != DiskState::Unknown)
        return assumed;
    if (!context.disk.flush() || !context.disk.dropCache({.begin = {}, .size = context.disk.size()}))
        return DiskState::Unknown;
    const DiskState table = judgeTable(context.job, readTable(context.disk, context.topology));
    return lastStep<step::MoveInPlace>(context.job.derived.plan) ? judgeMove(context, table) : table;
}

Report begin(const Context &context)
{
    Report report;
    report.error.reset();
    report.disk = DiskState::Unknown;
    report.steps.resize(context.job.derived.plan.steps.size());
    report.before = context.job.derived.now;
    report.partids = context.job.derived.designed.partids;
    report.jobFolder = context.folder.path();
    report.started = context.folder.started();
    return report;
}

/// Where the table stays the old one, contents may all the same not be what they were.
void tellShrunk(Context &context, const Report &report)
{
    const Plan &plan = context.job.derived.plan;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const auto *const shrink = std::get_if<step::ShrinkContent>(&plan.steps[i]);
        const bool isChanged = shrink != nullptr && overlapsAny(shrink->where, context.changed);
        if (!isChanged)
            continue;
        const std::string content = "content of partition " + std::to_string(shrink->partition);
        if (report.steps[i].state == StepReport::State::Done)
            context.warnings.push_back("The " + content + " needs only "
                                       + std::to_string(shrink->size.count())
                                       + " bytes of it now; its files are as they were.");
        else if (report.steps[i].state == StepReport::State::Failed)
            context.warnings.push_back(
                "Making the " + content
                + " smaller has failed. Check it with its own tool before it is used.");
    }
}

/// What this reads counts for the last step, which is over and is the one that context.report tells of.
void addImprints(Context &context, Report &report)
{
    const auto started = Clock::now();
    report.imprints = imprintsOf(context);
    context.report.elapsedMs += millisecondsSince(started);
    context.meter.endStep(context.report);
    report.steps.back() = context.report;
}

}

Context contextFor(FileDevice &disk, const Job &job, const JobFolder &folder, Meter &meter,
                   std::stop_token stop)
{
    return {.disk = disk,
            .topology = topologyOf(disk),
            .job = job,
            .folder = folder,
            .meter = meter,
            .stop = std::move(stop),
            .kernelDisk = &disk,
            .published = job.derived.now.slots,
            .step = 0,
            .report = {},
            .warnings = {},
            .copied = {},
            .changed = {},
            .inPlace = {}};
}

Result<> withdrawOthers(const std::vector<Slot> &slots, Context &context)
{
    if (context.kernelDisk == nullptr)
        return {};
    Result<> withdrawn = tellKernel(*context.kernelDisk, slots);
    if (!withdrawn && !tellKernel(*context.kernelDisk, context.published))
        context.warnings.push_back(
            "The kernel does not show all partitions of the disk; rescan it or reboot.");
    return withdrawn;
}

std::vector<Slot> presentSlots(FileDevice &disk)
{
    const Result<Inventory> probed = probe(disk, disk.name());
    return probed ? layoutOf(*probed).slots : std::vector<Slot>();
}

Report runSteps(Context &context, std::size_t first)
{
    const Plan &plan = context.job.derived.plan;
    Report report = begin(context);
    bool isTableTouched = first > 0;
    std::size_t reached = first;
    for (; reached < plan.steps.size(); ++reached) {
        const auto started = Clock::now();
        context.step = reached;
        context.report = {};
        context.meter.startStep(reached);
        Result<> result = context.stop.stop_requested() && !isTableTouched
            ? Result<>(fail(ErrorCode::Cancelled, context.disk.name()))
            : context.folder.mark(
                  {.state = JobMark::State::Running, .step = reached, .isTableTouched = isTableTouched});
        const bool isTouching =
            isTableWrite(plan.steps[reached]) || lastStep<step::MoveInPlace>(plan) == reached;
        isTableTouched = isTableTouched || (result.has_value() && isTouching);
        if (result)
            result = performOne(plan.steps[reached], context);
        context.report.elapsedMs = millisecondsSince(started);
        context.report.state = result                     ? StepReport::State::Done
            : result.error().code == ErrorCode::Cancelled ? StepReport::State::Cancelled
                                                          : StepReport::State::Failed;
        report.steps[reached] = context.report;
        if (!result) {
            report.error = result.error();
            break;
        }
        context.meter.endStep(context.report);
    }
    report.disk = judge(context, stateAt(plan, reached));
    if (report.disk == DiskState::Unchanged)
        tellShrunk(context, report);
    const bool isSettled = report.disk == DiskState::Done || report.disk == DiskState::Unchanged;
    const JobMark last{.state = isSettled ? JobMark::State::Ended : JobMark::State::Running,
                       .step = reached,
                       .isTableTouched = isTableTouched};
    if (const Result<> marked = context.folder.mark(last); !marked && !report.error)
        context.warnings.push_back("The job's folder could not be brought up to date.");
    if (report.isSuccess() && !report.steps.empty())
        addImprints(context, report);
    report.warnings = context.warnings;
    report.elapsedMs = context.meter.elapsedMs();
    return report;
}

Report run(FileDevice &disk, const Job &job, Observer &observer, std::stop_token stop)
{
    Report report;
    report.disk = DiskState::Unchanged;
    report.before = job.derived.now;
    const auto refuse = [&](Error error) {
        report.error = std::move(error);
        return report;
    };
    // The planner made it, but a plan that would lose anything is refused by a second opinion.
    if (const Result<Layout> simulated = simulate(job.inventory, job.derived.plan); !simulated)
        return refuse(simulated.error());
    const Result<> held = refuseDoubtfulHolder(disk).and_then([&] { return refuseHeld(disk, job); });
    if (!held)
        return refuse(held.error());
    Result<JobFolder> folder = JobFolder::create(job.jobRoot, job);
    if (!folder)
        return refuse(folder.error());
    Meter meter(observer, job.derived.plan);
    Context context = contextFor(disk, job, *folder, meter, std::move(stop));
    report = runSteps(context, 0);
    const Result<Inventory> probed = probe(disk, job.path, *job.keys);
    if (probed)
        report.after = layoutOf(*probed);
    else if (!report.error)
        report.error = probed.error();
    return report;
}

}
