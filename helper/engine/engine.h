// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/plan/derive.h"
#include "core/plan/former_state.h"
#include "core/plan/recovery.h"
#include "core/plan/report.h"
#include "core/plan/verification.h"
#include "helper/block/file_device.h"
#include "helper/luks/keys.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace parterre {

/// Who wants to know how far a job is. Called on the engine's thread, at most ten times a second
/// and at every change of step; must return at once.
class Observer
{
public:
    Observer() = default;
    Observer(const Observer &) = delete;
    Observer &operator=(const Observer &) = delete;
    virtual ~Observer() = default;
    virtual void progressed(const Progress &progress) = 0;
};

/// What to run: the helper's own probe and derivation, never a caller's.
struct Job
{
    std::string path;      ///< of the target, for words and for the kernel's tables
    Inventory inventory;   ///< probed through the same device
    Derived derived;       ///< derive(inventory, design); without errors among its findings
    std::string jobRoot;   ///< folder in which the job's own folder is made (mode 0700)
    std::shared_ptr<Keys> keys = std::make_shared<Keys>();  ///< with which `inventory` was probed
};

/// Runs the plan to its end, or until a step fails or `stop` is requested. Never throws away what
/// it knows: every way out gives a report that says in which state the disk is.
[[nodiscard]] Report run(FileDevice &disk, const Job &job, Observer &observer, std::stop_token stop);

/// Are the clones on this disk what they should be? Reads every clone and its origin whole. `keys` are those
/// that `inventory` was probed with.
[[nodiscard]] Result<std::vector<Check>> verify(FileDevice &disk, const Inventory &inventory, Keys &keys,
                                                Observer &observer, std::stop_token stop);

/// Do the disk's origins and clones still hold what an old report says that they did? Compares places,
/// identifiers and, where the report has digests, what is in use. Nothing of `former` is used as an address:
/// it is compared with what the probe found. An origin that has changed is no fault, being there to be used.
[[nodiscard]] Result<std::vector<Check>> verifyAgainst(FileDevice &disk, const Inventory &inventory,
                                                       const FormerState &former, Observer &observer,
                                                       std::stop_token stop);

/// What is there to recover; changes nothing. Newest job first; finished ones are not listed, nor
/// those whose copies a later job may have written over, nor any where somebody else has made
/// another table since.
[[nodiscard]] Result<std::vector<JobState>> findJobs(FileDevice &disk, const std::string &jobRoot);

/// What to do about the newest unfinished job.
struct RecoverRequest
{
    std::string path;     ///< of the target, for words
    std::string jobRoot;  ///< where the jobs' folders are
    Recovery way = Recovery::Finish;
    std::shared_ptr<Keys> keys = std::make_shared<Keys>();  ///< what the job was begun with
};

/// Finishes or takes back the newest unfinished job.
[[nodiscard]] Report recover(FileDevice &disk, const RecoverRequest &request, Observer &observer,
                             std::stop_token stop);

}
