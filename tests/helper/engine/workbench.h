// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/check/finding.h"
#include "core/layout/lineage.h"
#include "core/model/edit.h"
#include "core/text/describe.h"
#include "helper/engine/perform.h"
#include "helper/probe/probe.h"
#include "helper/table/table_codec.h"
#include "tests/support/scenario.h"
#include "tests/support/table_image.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <random>

namespace parterre {

/// Bytes that nothing takes for a file system and that are nowhere alike.
inline std::vector<std::byte> noise(std::size_t size, unsigned seed)
{
    std::mt19937_64 random(seed);
    std::vector<std::byte> bytes(size);
    constexpr std::uint64_t ones = 0x0101010101010101;
    for (std::size_t at = 0; at < size; at += sizeof ones) {
        std::uint64_t word = random();
        word |= ((word - ones) & ~word) >> 7U & ones;  // a byte that is 0 becomes 1
        std::memcpy(bytes.data() + at, &word, std::min(sizeof word, size - at));
    }
    return bytes;
}

/// The inventory of a disk in memory, as a probe tells it, without the machine around it.
inline Inventory inventoryOn(BlockDevice &disk)
{
    const Result<TableReading> reading = readTable(disk, plainTopology(disk.sectorSize()));
    if (!reading)
        qFatal("%s", english(describe(reading.error())).c_str());
    Inventory inventory;
    inventory.target.path = disk.name();
    inventory.target.size = disk.size();
    inventory.table = reading->table;
    inventory.partitions = reading->partitions;
    for (Partition &partition : inventory.partitions) {
        const Result<Content> content = probeContent(disk, partition.extent);
        if (content && partition.entry != EntryKind::Extended)
            partition.content = *content;
    }
    inventory.capabilities = {.renewable = allContentKinds(),
                              .shrinkable = allContentKinds(),
                              .growable = allContentKinds(),
                              .missingTools = {},
                              .partidsWritable = {ContentKind::Ext2, ContentKind::Ext4}};
    inventory.fingerprint = "made";
    return inventory;
}

/// The design that `edits` make of the one that changes nothing. Identifiers are random: tools
/// insist on ones that look so.
inline Design designWith(const Inventory &inventory, const std::vector<Edit> &edits)
{
    Design design = designFor(inventory);
    for (const Edit &edit : edits) {
        Result<Design> next = apply(std::move(design), edit, &Uuid::draw);
        if (!next)
            qFatal("%s", next.error().detail.c_str());
        design = *std::move(next);
    }
    return design;
}

/// Hands progress to a function, if there is one.
struct Listener final : Observer
{
    void progressed(const Progress &progress) override
    {
        last = progress;
        ++told;
        if (hear)
            hear(progress);
    }

    std::function<void(const Progress &)> hear;
    Progress last;
    int told = 0;
};

/// A job with everything that a step needs, on any device.
class Workbench
{
public:
    Workbench(const Inventory &inventory, const Design &design)
        : m_root(QStringLiteral("/dev/shm/parterre-test-XXXXXX"))
    {
        job.path = inventory.target.path;
        job.inventory = inventory;
        job.derived = derive(inventory, design);
        job.jobRoot = m_root.filePath(QStringLiteral("jobs")).toStdString();
    }
    /// The job as derived; ends the test program where a finding forbids it.
    static std::unique_ptr<Workbench> planned(const Inventory &inventory, const std::vector<Edit> &edits)
    {
        auto bench = std::make_unique<Workbench>(inventory, designWith(inventory, edits));
        for (const Finding &finding : bench->job.derived.findings) {
            if (finding.severity == Severity::Error)
                qFatal("%s", english(finding.message).c_str());
        }
        if (bench->job.derived.plan.isEmpty())
            qFatal("nothing to do");
        return bench;
    }
    /// A job of these steps alone, derived from nothing.
    static std::unique_ptr<Workbench> ofSteps(BlockDevice &disk, std::vector<Step> steps)
    {
        Inventory inventory;
        inventory.target.path = disk.name();
        inventory.target.size = disk.size();
        auto bench = std::make_unique<Workbench>(inventory, Design());
        bench->job.derived = {};
        bench->job.derived.plan.steps = std::move(steps);
        return bench;
    }

    /// Runs the plan from `first` on, in a new folder.
    Report run(BlockDevice &disk, std::size_t first = 0)
    {
        Result<JobFolder> folder = JobFolder::create(job.jobRoot, job);
        if (!folder)
            qFatal("%s", english(describe(folder.error())).c_str());
        Meter meter(listener, job.derived.plan);
        Context context{.disk = disk,
                        .topology = plainTopology(disk.sectorSize()),
                        .job = job,
                        .folder = *folder,
                        .meter = meter,
                        .stop = stop.get_token(),
                        .published = job.derived.now.slots,
                        .report = {},
                        .warnings = {},
                        .copied = {},
                        .changed = {}};
        Report report = runSteps(context, first);
        lastMark = folder->readMark().value_or(JobMark());
        return report;
    }
    /// Runs the steps before `step`, and that one where it is done; then the power goes.
    void stopAt(FileDevice &disk, std::size_t step, bool isStepDone)
    {
        const Plan whole = job.derived.plan;
        const std::size_t table = stepAt("write-table");
        const JobFolder folder = JobFolder::create(job.jobRoot, job).value();
        Meter meter(listener, whole);
        job.derived.plan.steps.resize(step + (isStepDone ? 1 : 0));
        Context context = contextFor(disk, job, folder, meter, {});
        const Report report = runSteps(context, 0);
        if (report.error)
            qFatal("%s", english(describe(*report.error)).c_str());
        job.derived.plan = whole;
        if (!folder.mark({.state = JobMark::State::Running,
                          .step = step,
                          .isTableTouched = step > table || (step == table && isStepDone)}))
            qFatal("mark");
    }
    [[nodiscard]] QString root() const { return m_root.path(); }
    [[nodiscard]] std::size_t stepAt(const char *name, std::size_t which = 0) const
    {
        const auto &steps = job.derived.plan.steps;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (stepName(steps[i]) == name && which-- == 0)
                return i;
        }
        return steps.size();
    }

    Job job;
    Listener listener;
    std::stop_source stop;
    JobMark lastMark;

private:
    QTemporaryDir m_root;
};

/// For QVERIFY2: what went wrong.
inline std::string wordsOf(const Report &report)
{
    return report.error ? english(describe(*report.error)) + " [" + report.error->detail + "]"
                        : std::string("no error");
}

}
