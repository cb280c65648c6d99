// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/imprint.h"
#include "core/plan/step.h"
#include "core/result/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parterre {

/// Where a running job is. Numbers only: this crosses the system bus, which everybody can read.
struct Progress
{
    std::size_t step = 0;      ///< index in the plan
    Bytes stepDone;            ///< durable bytes of this step (flushed, or read back)
    Bytes stepTotal;
    Bytes done;                ///< over all steps: work() units
    Bytes total;
    std::int64_t elapsedMs = 0;
    Bytes read;      ///< so far, over all steps: from origins, and back from copies
    Bytes written;
    Bytes skipped;   ///< in copies that are made: not used by the content, so not written
    Bytes shared;    ///< ... the same blocks as the origin's
    bool isTableWritten = false;  ///< from here on the new layout is the disk's

    friend bool operator==(const Progress &, const Progress &) = default;
};

/// Bytes of an origin that could not be read: its copies hold zeros there, and are not equal to it.
struct UnreadRange
{
    int partition = 0;  ///< the inventory's number
    Extent where;       ///< counted from the partition's begin

    friend bool operator==(const UnreadRange &, const UnreadRange &) = default;
};

/// The most of them that one copy goes on with: more is no rescue but a disk for another tool.
inline constexpr std::size_t unreadRangesMax = 1024;

/// What became of one step.
struct StepReport
{
    enum class State : std::uint8_t { NotReached, Done, Failed, Cancelled };
    State state = State::NotReached;
    std::int64_t elapsedMs = 0;
    Bytes read;
    Bytes written;
    Bytes skipped;     ///< in the copies: not used by the content, so not written
    Bytes shared;  ///< in the copies: the same blocks as the origin's, by the file system under an image
    std::vector<UnreadRange> unread;  ///< of what a copy went on without; ascending, not touching
    std::string note;  ///< e.g. the hash that source and copies share; English, technical

    friend bool operator==(const StepReport &, const StepReport &) = default;
};

/// The state the disk was left in.
enum class DiskState : std::uint8_t {
    Unchanged,  ///< the table is the old one, byte for byte; only free space may differ
    Done,  ///< the new layout is published, complete and, but for Report::unread(), verified
    Incomplete,  ///< the new table is there, later steps are missing: `recover` finishes them
    Moving,  ///< data is between its old and its new place, and hidden: `recover` finishes that, or takes it
             ///< back
    Unknown,  ///< the table write itself failed: `recover` puts the old or the new one back
};

[[nodiscard]] std::string_view diskStateName(DiskState state);

/// The result of a job. Its default is a failure: success is only ever said on purpose.
struct Report
{
    DiskState disk = DiskState::Unknown;
    std::optional<Error> error =
        Error{.code = ErrorCode::NoHelper, .subject = {}, .systemErrno = 0, .detail = {}};
    std::vector<StepReport> steps;  ///< one for each step of the plan; after an undo, for each file put back
    std::vector<std::string> warnings;  ///< English sentences, e.g. a root into which no partids went
    Layout before;
    Layout after;  ///< re-probed, not planned
    std::string partids;
    std::string jobFolder;  ///< where the old table was saved
    std::string started;  ///< ISO 8601 UTC
    std::vector<Imprint> imprints;  ///< of what was copied: origins and clones; after a success only
    std::int64_t elapsedMs = 0;

    /// What could not be read, over all steps.
    [[nodiscard]] std::vector<UnreadRange> unread() const;
    /// The new layout is the disk's, and every step was done.
    [[nodiscard]] bool isPublished() const { return disk == DiskState::Done && !error; }
    /// And every copy equals its origin.
    [[nodiscard]] bool isSuccess() const { return isPublished() && unread().empty(); }
    friend bool operator==(const Report &, const Report &) = default;
};

/// In which state the disk is, as a sentence; never a mere "done" where something could not be read.
[[nodiscard]] Message describe(const Report &report);
[[nodiscard]] Message describe(const UnreadRange &unread);

}
