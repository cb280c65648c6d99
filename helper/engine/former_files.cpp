// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/former_files.h"

#include "core/text/describe.h"
#include "helper/files/layer_files.h"
#include "helper/files/rewritten_text.h"

#include <algorithm>

namespace parterre {

namespace {

constexpr const char *partidsPath = "/config.partids";

using Text = std::optional<std::string>;

/// A file in a partition of the old table.
struct FormerFile
{
    SavedFile saved;
    Extent where;
    ContentKind kind{};
    /// What the job makes of it, where that is known without its former text.
    Text made = {};
    std::string like = {};  ///< FileChange::like, to give it back
};

/// The partition of the old table in this place, or nullptr: a copy where the old table has nothing.
const Partition *formerAt(const Job &job, Extent where)
{
    const auto found = std::ranges::find_if(job.inventory.partitions, [&](const Partition &old) {
        return old.entry != EntryKind::Extended && old.extent == where;
    });
    return found == job.inventory.partitions.end() ? nullptr : &*found;
}

/// Each file that the step rewrites, and what will lie beside it, in `partition`.
void add(const step::RewriteReferences &rewrite, const Partition &partition, std::vector<FormerFile> &files)
{
    for (const RewrittenFile &file : rewrite.files) {
        for (const std::string &path : {file.path, file.path + formerSuffix})
            files.push_back({.saved = {.number = partition.number, .layer = rewrite.layer, .path = path},
                             .where = partition.extent,
                             .kind = rewrite.kind,
                             .made = {},
                             .like = file.path});
    }
}

/// What the job replaces where the old table has something.
std::vector<FormerFile> replacedFiles(const Job &job)
{
    std::vector<FormerFile> files;
    for (const Step &step : job.derived.plan.steps) {
        const auto *const partids = std::get_if<step::WritePartids>(&step);
        const auto *const rewrite = std::get_if<step::RewriteReferences>(&step);
        const Partition *const old = partids != nullptr ? formerAt(job, partids->where)
            : rewrite != nullptr                        ? formerAt(job, rewrite->where)
                                                        : nullptr;
        if (old == nullptr)
            continue;
        if (rewrite != nullptr)
            add(*rewrite, *old, files);
        else
            files.push_back({.saved = {.number = old->number, .layer = partids->layer, .path = partidsPath},
                             .where = old->extent,
                             .kind = partids->kind,
                             .made = partids->text});
    }
    return files;
}

FileSystem homeOf(const FormerFile &former)
{
    return {.where = former.where, .layer = former.saved.layer, .kind = former.kind};
}

Result<Text> readFrom(BlockDevice &disk, const FormerFile &former, Keys &keys)
{
    return readLayerFile(disk, homeOf(former), keys, former.saved.path, smallFileMax);
}

std::string nameOf(const FormerFile &file)
{
    return file.saved.path + " in partition " + std::to_string(file.saved.number);
}

std::string adviceFor(const FormerFile &file, const JobFolder &folder, const Result<Text> &former)
{
    const std::string mount = " Mount partition " + std::to_string(file.saved.number) + " and ";
    if (!former)
        return mount + "write the file anew; parterrectl partids prints it for the table as it is.";
    if (!*former)
        return mount + "delete the file.";
    return mount + "copy " + folder.formerPath(file.saved) + " over the file.";
}

/// The files that the step will rewrite, as they are where its content is copied from.
Result<> saveRewritten(const step::RewriteReferences &rewrite, Context &context)
{
    const Partition *const source = findPartition(context.job.inventory, rewrite.partition);
    if (source == nullptr)
        return fail(ErrorCode::Invalid, context.disk.name(), "files are rewritten in no partition");
    std::vector<FormerFile> files;
    add(rewrite, *source, files);
    for (const FormerFile &file : files) {
        TRY(const Text text, readFrom(context.disk, file, *context.job.keys));
        const auto planned = std::ranges::find(rewrite.files, file.saved.path, &RewrittenFile::path);
        if (planned != rewrite.files.end()) {
            if (!text)
                return fail(ErrorCode::StaleLayout, nameOf(file), "it is gone");
            if (const auto made = rewritten(*text, planned->changes); !made)
                return fail(made.error().code, nameOf(file), made.error().detail);
        }
        CHECK(context.folder.saveFormer(file.saved, text));
    }
    return {};
}

}

Result<> saveFormerFiles(Context &context)
{
    for (const Step &step : context.job.derived.plan.steps) {
        if (const auto *const rewrite = std::get_if<step::RewriteReferences>(&step))
            CHECK(saveRewritten(*rewrite, context));
    }
    for (const FormerFile &file : replacedFiles(context.job)) {
        if (file.saved.path != partidsPath)
            continue;
        const Result<Text> text = readFrom(context.disk, file, *context.job.keys);
        if (text) {
            CHECK(context.folder.saveFormer(file.saved, *text));
        } else {
            context.warnings.push_back(nameOf(file)
                                       + " could not be read, so that undo will not bring it back: "
                                       + english(describe(text.error())));
        }
    }
    return {};
}

void restoreFormerFiles(FileDevice &disk, const Job &job, const JobFolder &folder, Report &report)
{
    for (const FormerFile &file : replacedFiles(job)) {
        const Result<Text> former = folder.savedFormer(file.saved);
        const Result<Text> now = readFrom(disk, file, *job.keys);
        // Without a saved text it is right only as long as it is not the job's.
        const bool isRight = now && (former ? *now == *former : *now != file.made);
        if (isRight)
            continue;
        const Result<> restored = former
            ? writeLayerFiles(disk, homeOf(file), *job.keys,
                              {{.path = file.saved.path, .text = *former, .like = file.like}})
            : Result<>(std::unexpected(former.error()));
        if (!restored) {
            report.warnings.push_back(nameOf(file) + " is still that of the new table: "
                                      + english(describe(restored.error()))
                                      + adviceFor(file, folder, former));
            continue;
        }
        report.steps.push_back(
            {.state = StepReport::State::Done,
             .elapsedMs = 0,
             .read = {},
             .written = Bytes(static_cast<std::int64_t>(*former ? (*former)->size() : 0)),
             .note =
                 nameOf(file) + (*former ? " is the old one again" : " is gone again, as it was before")});
    }
}

}
