// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/former_files.h"
#include "helper/engine/watched_device.h"
#include "helper/files/layer_files.h"
#include "helper/files/rewritten_text.h"

namespace parterre {

namespace {

/// What the files lie in, and what opens it.
struct Home
{
    BlockDevice &disk;
    FileSystem files;
    Keys &keys;
};

/// What the file said before the job. Its folder says so; a job that another machine goes on with has what
/// was left beside the file, if this step was begun there.
Result<std::string> formerText(const Home &home, int partition, const RewrittenFile &file,
                               const std::string &now, const JobFolder &folder)
{
    const auto saved =
        folder.savedFormer({.number = partition, .layer = home.files.layer, .path = file.path});
    if (saved && *saved)
        return **saved;
    TRY(const FoundFile beside,
        readLayerFile(home.disk, home.files, home.keys, file.path + formerSuffix, smallFileMax));
    const bool isDone = beside && rewritten(*beside, file.changes) == now;
    return isDone ? *beside : now;
}

/// What takes the file from what it says to what it shall say: nothing where that was done.
Result<std::vector<FileChange>> changesOf(const Home &home, int partition, const RewrittenFile &file,
                                          const JobFolder &folder)
{
    TRY(const FoundFile now, readLayerFile(home.disk, home.files, home.keys, file.path, smallFileMax));
    if (!now)
        return fail(ErrorCode::StaleLayout, file.path, "it is gone");
    TRY(const std::string former, formerText(home, partition, file, *now, folder));
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
    const FileSystem files{.where = rewrite.where, .layer = rewrite.layer, .kind = rewrite.kind};
    const Home home{.disk = context.disk, .files = files, .keys = *context.job.keys};
    std::vector<FileChange> changes;
    for (const RewrittenFile &file : rewrite.files) {
        TRY(const std::vector<FileChange> more, changesOf(home, rewrite.partition, file, context.folder));
        changes.insert(changes.end(), more.begin(), more.end());
    }
    if (changes.empty())
        return {};
    WatchedDevice disk(context.disk, context.changed);
    return writeLayerFiles(disk, files, *context.job.keys, changes);
}

}
