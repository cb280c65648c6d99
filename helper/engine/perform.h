// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/topology.h"
#include "helper/engine/engine.h"
#include "helper/engine/job_folder.h"
#include "helper/engine/meter.h"
#include "helper/remap/in_place.h"

#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// What a copy step knows about what it copied.
struct CopiedContent
{
    Extent source;
    std::vector<Offset> targets;
    std::vector<Extent> used;  ///< from the source's start, whole blocks of 4096
    Imprint imprint;  ///< of the source and of every target when they were copied; of no number yet
};

/// What every step works with.
struct Context
{
    BlockDevice &disk;
    Topology topology;
    const Job &job;
    const JobFolder &folder;
    Meter &meter;
    std::stop_token stop;
    FileDevice *kernelDisk = nullptr;  ///< to tell the kernel about its partitions; null: nobody to tell

    /// The entries of the table as it is now on the disk.
    std::vector<Slot> published;
    /// Of the step that runs.
    std::size_t step = 0;
    StepReport report;
    std::vector<std::string> warnings;
    /// By this run of the job, and where data was changed afterwards.
    std::vector<CopiedContent> copied;
    std::vector<Extent> changed;
    /// The move in place that was begun, by this run or by an earlier one, until the table is written.
    std::optional<remap::InPlace> inPlace;
};

/// One for each kind of step. Each may be run again from its start after a crash, and the outcome
/// is as if it had run once; each is durable when it returns. Cancelled leaves the disk consistent.
[[nodiscard]] Result<> perform(const step::SaveTable &step, Context &context);
[[nodiscard]] Result<> perform(const step::CopyBlocks &copy, Context &context);
[[nodiscard]] Result<> perform(const step::MoveInPlace &step, Context &context);
[[nodiscard]] Result<> perform(const step::RenewVolumeKey &renew, Context &context);
[[nodiscard]] Result<> perform(const step::RenewIdentity &renew, Context &context);
[[nodiscard]] Result<> perform(const step::SetHiddenSectors &hidden, Context &context);
[[nodiscard]] Result<> perform(const step::ShrinkContent &shrink, Context &context);
[[nodiscard]] Result<> perform(const step::GrowContent &grow, Context &context);
[[nodiscard]] Result<> perform(const step::CheckIdentifiers &step, Context &context);
[[nodiscard]] Result<> perform(const step::WriteTable &write, Context &context);
[[nodiscard]] Result<> perform(const step::WritePartids &partids, Context &context);
[[nodiscard]] Result<> perform(const step::RewriteReferences &rewrite, Context &context);

/// For a job on this disk that has not begun; everything that is handed in must outlive it.
[[nodiscard]] Context contextFor(FileDevice &disk, const Job &job, const JobFolder &folder, Meter &meter,
                                 std::stop_token stop);
/// The entries that the disk has, as a probe tells them; none where it cannot.
[[nodiscard]] std::vector<Slot> presentSlots(FileDevice &disk);

/// Takes away the kernel's partitions that are not among `slots`, so that nobody can open what changes, and
/// nothing has changed yet where somebody has: Busy, and all are there again.
[[nodiscard]] Result<> withdrawOthers(const std::vector<Slot> &slots, Context &context);

/// Runs the steps from `first` on. The report lacks `after`, which needs a probe.
[[nodiscard]] Report runSteps(Context &context, std::size_t first);

}
