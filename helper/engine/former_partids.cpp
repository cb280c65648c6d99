// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/former_partids.h"

#include "core/text/describe.h"
#include "helper/files/root_file.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr std::size_t partidsMax = 65536;
constexpr const char *fileName = "config.partids";

using Text = std::optional<std::string>;

/// A partition of the old table with the step that writes into it.
struct FormerRoot
{
    int number = 0;
    const step::WritePartids *step = nullptr;
};

/// Other roots of the plan are copies where the old table has nothing.
std::vector<FormerRoot> formerRoots(const Job &job)
{
    std::vector<FormerRoot> roots;
    for (const Step &step : job.derived.plan.steps) {
        const auto *const write = std::get_if<step::WritePartids>(&step);
        if (write == nullptr)
            continue;
        for (const Partition &old : job.inventory.partitions) {
            if (old.entry != EntryKind::Extended && old.extent == write->where)
                roots.push_back({.number = old.number, .step = write});
        }
    }
    return roots;
}

Result<Text> readFrom(BlockDevice &disk, const FormerRoot &root)
{
    return readRootFile(disk, root.step->where, root.step->kind, std::string("/") + fileName, partidsMax);
}

std::string nameOf(const FormerRoot &root)
{
    return "/" + std::string(fileName) + " in partition " + std::to_string(root.number);
}

std::string adviceFor(const FormerRoot &root, const JobFolder &folder, const Result<Text> &former)
{
    const std::string mount = " Mount partition " + std::to_string(root.number) + " and ";
    if (!former)
        return mount + "write the file anew; parterrectl partids prints it for the table as it is.";
    if (!*former)
        return mount + "delete the file.";
    return mount + "copy " + folder.partidsPath(root.number) + " over the file.";
}

}

Result<> saveFormerPartids(Context &context)
{
    for (const FormerRoot &root : formerRoots(context.job)) {
        const Result<Text> text = readFrom(context.disk, root);
        if (text) {
            CHECK(context.folder.savePartids(root.number, *text));
        } else {
            context.warnings.push_back(nameOf(root)
                                       + " could not be read, so that undo will not bring it back: "
                                       + english(describe(text.error())));
        }
    }
    return {};
}

void restoreFormerPartids(FileDevice &disk, const Job &job, const JobFolder &folder, Report &report)
{
    for (const FormerRoot &root : formerRoots(job)) {
        const Result<Text> former = folder.savedPartids(root.number);
        const Result<Text> now = readFrom(disk, root);
        // Without a saved text it is right only as long as it is not the job's.
        const bool isRight = now && (former ? *now == *former : *now != root.step->text);
        if (isRight)
            continue;
        const Result<> restored = former
            ? writeRootFile(disk, root.step->where, root.step->kind, fileName, *former)
            : Result<>(std::unexpected(former.error()));
        if (!restored) {
            report.warnings.push_back(nameOf(root) + " is still that of the new table: "
                                      + english(describe(restored.error()))
                                      + adviceFor(root, folder, former));
            continue;
        }
        report.steps.push_back(
            {.state = StepReport::State::Done,
             .elapsedMs = 0,
             .read = {},
             .written = Bytes(static_cast<std::int64_t>(*former ? (*former)->size() : 0)),
             .note =
                 nameOf(root) + (*former ? " is the old one again" : " is gone again, as it was before")});
    }
}

}
