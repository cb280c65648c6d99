// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/wire/request.h"

#include <KAuth/ActionReply>
#include <QObject>
#include <QVariantMap>

namespace parterre {

/// The privileged door: a slot for each polkit action. Arguments are "request" (the CBOR of a
/// wire::Request), "answer" (an Envelope for the CBOR of a wire::Reply, which alone says whether it
/// went well) and, for an image, "image", both QDBusUnixFileDescriptors. Replies and progress are
/// broadcast, and so are numbers only (docs/bus.md).
class Helper : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    /// Looks only: Probe, Verify, FindJobs.
    KAuth::ActionReply probe(const QVariantMap &arguments);
    KAuth::ActionReply apply(const QVariantMap &arguments);
    /// Finish and Undo.
    KAuth::ActionReply recover(const QVariantMap &arguments);
};

}
