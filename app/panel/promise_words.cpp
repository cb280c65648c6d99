// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panel/promise_words.h"

#include <QCoreApplication>

namespace parterre {

namespace {

struct Promise
{
    Q_DECLARE_TR_FUNCTIONS(Promise)
};

/// A recovery of a move begins with what is left of it.
bool isBehindTheMove(const RunningJob &job, const Progress &progress)
{
    if (job.way)
        return job.isInMotion && job.firstStep && progress.step > *job.firstStep;
    const auto move = lastStep<step::MoveInPlace>(job.plan);
    return move && progress.step > *move;
}

}

bool isMoving(const RunningJob &job, const Progress &progress)
{
    if (!job.way)
        return lastStep<step::MoveInPlace>(job.plan) == progress.step;
    return job.isInMotion && !isBehindTheMove(job, progress);
}

bool canStop(const RunningJob &job, const Progress &progress)
{
    return job.way != Recovery::Undo || isMoving(job, progress);
}

QString promiseWords(const RunningJob &job, const Progress &progress)
{
    if (isMoving(job, progress))
        return Promise::tr("It is safe to cut the power now: the move can be finished later.")
            + QLatin1Char(' ') + stopWords();
    if (job.way == Recovery::Undo)
        return job.isInMotion
            ? Promise::tr("All data is back at its place; what was made smaller gets its room "
                          "back. This cannot be stopped.")
            : Promise::tr("The old partition table is put back. This cannot be stopped.");
    if (progress.isTableWritten)
        return Promise::tr(
            "The new partition table is on the disk. After a cancel, recovery finishes what is left.");
    if (isBehindTheMove(job, progress))
        return Promise::tr("All data is at its new place. After a cancel, recovery finishes what is left.");
    if (job.way)
        return Promise::tr("After a cancel, recovery finishes what is left.");
    return Promise::tr("Cancel leaves the disk as it was: nothing in the partition table has changed yet.");
}

QString stopWords()
{
    return Promise::tr("Stop ends it after the present piece; finish it or go back later.");
}

}
