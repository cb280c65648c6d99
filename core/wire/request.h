// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/build/foundation.h"
#include "core/plan/former_state.h"
#include "core/units/secret.h"
#include "core/wire/codec.h"

#include <optional>
#include <variant>

namespace parterre::wire {

/// What a program may ask of the runner or the helper. The same value for both doors.
struct Request
{
    enum class Verb : std::uint8_t {
        List,      ///< the disks of this machine; no path
        Probe,
        Apply,     ///< with design and plan
        Verify,    ///< with what an old report says, or without
        FindJobs,
        Finish,    ///< recover: finish the newest unfinished job
        Undo,      ///< recover: put the old table back
        Build,     ///< of a design with a drawing; the user's own door alone
    };
    Verb verb = Verb::Probe;
    std::string path;  ///< of the target, for Build of an image that is not there yet; on the bus for words
                       ///< only where an image is passed
    std::optional<Design> design;
    std::optional<Plan> plan;  ///< the plan that was shown; compared, never run
    std::optional<FormerState> former;  ///< verify: what an old report says; compared with what is there
    std::vector<ContentSource> contents;  ///< build: what partitions shall hold
    /// What opens the target's encrypted contents. Never in the message itself: it travels by a descriptor of
    /// its own, see core/wire/keys.h.
    KeySet keys = {};

    friend bool operator==(const Request &, const Request &) = default;
};

/// The answer to List, Probe, Apply or recovery, Verify, and FindJobs.
using Answer =
    std::variant<std::vector<DiskSummary>, Inventory, Report, std::vector<Check>, std::vector<JobState>>;

/// One frame on its way back: any number of Progress, then one of the others.
using Reply = std::variant<Progress, Answer, Error>;

[[nodiscard]] QCborMap encode(const Request &request);
[[nodiscard]] QCborMap encode(const Reply &reply);

/// Strict like all decoding; also Invalid where a verb lacks what it needs or has what it must not.
[[nodiscard]] Result<Request> decodeRequest(const QCborMap &map);
[[nodiscard]] Result<Reply> decodeReply(const QCborMap &map);

/// The only thing that may follow a request: {"cancel": true}.
[[nodiscard]] QCborMap cancelMessage();

}
