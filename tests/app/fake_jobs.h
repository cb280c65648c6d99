// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/window/jobs.h"
#include "tests/app/sample_disk.h"

namespace parterre {

/// Does nothing by itself; the test says what the executor answers.
class FakeJobs : public Jobs
{
public:
    struct Recovered
    {
        QString path;
        Recovery way = Recovery::Finish;
        DiskState before = DiskState::Unknown;
    };

    void setKeys(const KeySet &given) override { keys = given; }
    void listDisks() override { Q_EMIT disksListed(disks); }
    void probe(const QString &path) override { Q_EMIT probed(path, inventory); }
    void apply(const QString &, const Design &, const Plan &given) override { applied.push_back(given); }
    void findJobs(const QString &path) override { Q_EMIT jobsFound(path, unfinished); }
    void recover(const QString &path, Recovery way, DiskState before) override
    {
        recovered.push_back({.path = path, .way = way, .before = before});
    }
    void cancel() override { ++cancels; }

    std::vector<DiskSummary> disks;
    Inventory inventory = sample::applianceDisk();
    Result<std::vector<JobState>> unfinished;
    std::vector<Plan> applied;
    std::vector<Recovered> recovered;
    KeySet keys;
    int cancels = 0;
};

}
