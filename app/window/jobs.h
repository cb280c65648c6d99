// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/disk_summary.h"
#include "core/plan/derive.h"
#include "core/plan/recovery.h"
#include "core/units/secret.h"

#include <QObject>
#include <QString>

namespace parterre {

/// What the window asks of whoever does the work: nothing here blocks, every answer is a signal.
class Jobs : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// What opens encrypted contents of the target, for all that follows; null: nothing.
    virtual void setKeys(const KeySet &keys) = 0;
    virtual void listDisks() = 0;
    virtual void probe(const QString &path) = 0;
    /// One at a time. Ends with finished(), whatever happens.
    virtual void apply(const QString &path, const Design &design, const Plan &plan) = 0;
    virtual void findJobs(const QString &path) = 0;
    /// Like apply(). `before`: in which state the disk is, and stays where nothing is begun.
    virtual void recover(const QString &path, Recovery way, DiskState before) = 0;
    virtual void cancel() = 0;

Q_SIGNALS:
    void disksListed(const std::vector<parterre::DiskSummary> &disks);
    void probed(const QString &path, const parterre::Result<parterre::Inventory> &inventory);
    /// What was begun there and is not finished.
    void jobsFound(const QString &path, const parterre::Result<std::vector<parterre::JobState>> &jobs);
    void advanced(const parterre::Progress &progress);
    void finished(const parterre::Report &report);
};

}
