// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/former_files.h"
#include "helper/engine/watched_device.h"
#include "helper/files/rewritten_text.h"
#include "helper/files/root_file.h"

namespace parterre {

namespace {

/// What the file said before the job. Its folder says so; a job that another machine goes on with has what
/// was left beside the file, if this step was begun there.
Result<std::string> formerText(BlockDevice &disk, const step::RewriteReferences &rewrite,
                               const RewrittenFile &file, const std::string &now, const JobFolder &folder)
{
    const auto saved = folder.savedFormer(rewrite.partition, file.path);
    if (saved && *saved)
        return **saved;
    TRY(const FoundFile beside,
        readRootFile(disk, rewrite.where, rewrite.kind, file.path + formerSuffix, smallFileMax));
    const bool isDone = beside && rewritten(*beside, file.changes) == now;
    return isDone ? *beside : now;
}

/// What takes the file from what it says to what it shall say: nothing where that was done.
Result<std::vector<FileChange>> changesOf(BlockDevice &disk, const step::RewriteReferences &rewrite,
                                          const RewrittenFile &file, const JobFolder &folder)
{
    TRY(const FoundFile now, readRootFile(disk, rewrite.where, rewrite.kind, file.path, smallFileMax));
    if (!now)
        return fail(ErrorCode::StaleLayout, file.path, "it is gone");
    TRY(const std::string former, formerText(disk, rewrite, file, *now, folder));
    Result<std::string> wanted = rewritten(former, file.changes);
    if (!wanted)
        return fail(wanted.error().code, file.path, wanted.error().detail);
    if (*now == *wanted)
        return std::vector<FileChange>();
    if (*now != former)
        return fail(ErrorCode::StaleLayout, file.path, "it was changed during the job");
    return std::vector<FileChange>{{.path = file.path + formerSuffix, .text = former, .like = file.path},
                                   {.path = file.path, .text = *std::move(wanted), .like = file.path}};
}

}

Result<> perform(const step::RewriteReferences &rewrite, Context &context)
{
    std::vector<FileChange> changes;
    for (const RewrittenFile &file : rewrite.files) {
        TRY(const std::vector<FileChange> more, changesOf(context.disk, rewrite, file, context.folder));
        changes.insert(changes.end(), more.begin(), more.end());
    }
    if (changes.empty())
        return {};
    WatchedDevice disk(context.disk, context.changed);
    return writeRootFiles(disk, rewrite.where, rewrite.kind, changes);
}

}
