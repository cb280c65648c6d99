// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/former_state.h"
#include "core/plan/recovery.h"
#include "core/plan/verification.h"
#include "core/wire/fields_plan.h"

namespace parterre::wire {

/// The keys of what comes back from a job, and of what is kept of it, in the order in which they travel.

inline constexpr Limit warningsLimit{1024};
inline constexpr Limit unreadLimit{unreadRangesMax};

void fields(auto &archive, As<Error> auto &error)
{
    archive("code", error.code);
    archive("subject", error.subject);
    archive("errno", error.systemErrno);
    archive("detail", error.detail);
}

void fields(auto &archive, As<Progress> auto &progress)
{
    archive("step", progress.step, Range{});
    archive("step-done", progress.stepDone);
    archive("step-total", progress.stepTotal);
    archive("done", progress.done);
    archive("total", progress.total);
    archive("elapsed-ms", progress.elapsedMs, millisecondsRange);
    archive("read", progress.read);
    archive("written", progress.written);
    archive("skipped", progress.skipped);
    archive("shared", progress.shared);
    archive("is-table-written", progress.isTableWritten);
}

void fields(auto &archive, As<UnreadRange> auto &unread)
{
    archive("partition", unread.partition, partitionNumber);
    archive("where", unread.where);
}

void fields(auto &archive, As<StepReport> auto &step)
{
    archive("state", step.state);
    archive("elapsed-ms", step.elapsedMs, millisecondsRange);
    archive("read", step.read);
    archive("written", step.written);
    archive("skipped", step.skipped);
    archive("shared", step.shared);
    archive("unread", step.unread, unreadLimit);
    archive("note", step.note);
}

void fields(auto &archive, As<Imprint> auto &imprint)
{
    archive("partition", imprint.partition, partitionNumber);
    archive("blocks", imprint.blocks);
    archive("kind", imprint.kind);
    archive("piece-size", imprint.pieceSize);
    archive("digests", imprint.digests, Limit{imprintDigestsMax});
}

void fields(auto &archive, As<FormerPartition> auto &partition)
{
    archive("number", partition.number, partitionNumber);
    archive("extent", partition.extent);
    archive("guid", partition.guid);
    archive("uuid", partition.uuid);
    archive("name", partition.name);
    archive("clone-index", partition.cloneIndex, cloneNumber);
    archive("imprint", partition.imprint);
}

void fields(auto &archive, As<FormerState> auto &state)
{
    archive("started", state.started);
    archive("table-id", state.tableId);
    archive("partitions", state.partitions, slotsLimit);
}

void fields(auto &archive, As<Report> auto &report)
{
    archive("disk", report.disk);
    archive("error", report.error);
    archive("steps", report.steps, stepsLimit);
    archive("warnings", report.warnings, warningsLimit);
    archive("before", report.before);
    archive("after", report.after);
    archive("partids", report.partids);
    archive("job-folder", report.jobFolder);
    archive("started", report.started);
    archive("imprints", report.imprints, slotsLimit);
    archive("elapsed-ms", report.elapsedMs, millisecondsRange);
}

void fields(auto &archive, As<Message> auto &message)
{
    archive("id", message.id);
    archive("args", message.args, warningsLimit);
}

void fields(auto &archive, As<Check> auto &check)
{
    archive("code", check.code);
    archive("is-passed", check.isPassed);
    archive("partitions", check.partitions, slotsLimit, partitionNumber);
    archive("message", check.message);
}

void fields(auto &archive, As<JobState> auto &job)
{
    archive("folder", job.folder);
    archive("started", job.started);
    archive("disk", job.disk);
    archive("can-finish", job.canFinish);
    archive("can-undo", job.canUndo);
}

}
