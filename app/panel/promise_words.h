// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/plan/recovery.h"

#include <QString>

namespace parterre {

/// A job that runs, as far as those who watch it know it.
struct RunningJob
{
    QString device;
    Plan plan;        ///< empty in a recovery: what is left the disk itself knows
    Layout designed;  ///< ... and so is this
    std::optional<Recovery> way;  ///< nothing where it is no recovery
    bool isInMotion = false;      ///< a recovery of a move in place
    std::optional<std::size_t> firstStep;  ///< the first that progress told of
};

/// Whether a stop or a power cut finds data between its old and its new place, safe in a journal.
[[nodiscard]] bool isMoving(const RunningJob &job, const Progress &progress);
/// Whether a cancel is heeded now.
[[nodiscard]] bool canStop(const RunningJob &job, const Progress &progress);
/// What a cancel leads to now, and a power cut where that has been provided for.
[[nodiscard]] QString promiseWords(const RunningJob &job, const Progress &progress);
/// The same for a move that is under way, in one sentence about the button.
[[nodiscard]] QString stopWords();

}
