// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/wire/request.h"

#include <QObject>

#include <memory>
#include <string>

QT_BEGIN_NAMESPACE
class QWindow;
QT_END_NAMESPACE

namespace parterre {

using Outcome = Result<wire::Answer>;

/// Has one request done in another process, through either door. GUI thread only; never blocks.
///
/// finished() comes exactly once for each start(), never from within it. An outcome is only ever a
/// success that the other side has said; silence, death or nonsense is NoHelper.
class Executor : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Requires that no request is under way.
    virtual void start(const wire::Request &request) = 0;
    /// Asks the job to stop; the outcome says in which state it left the disk. May come too late.
    virtual void cancel() = 0;

Q_SIGNALS:
    void progressed(const parterre::Progress &progress);
    void finished(const parterre::Outcome &outcome);
};

/// The door for this target: the user's own (runner) for images, for lists (no path) and for
/// everything when the user is root; KAuth for block devices. `window`: over which the password
/// dialog is to open; may be null.
[[nodiscard]] std::unique_ptr<Executor> chooseExecutor(const std::string &path, QWindow *window = nullptr);
/// Whether that door asks for a password.
[[nodiscard]] bool needsAuthorization(const std::string &path);

}
