// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/script/outcome.h"
#include "core/script/repart_reader.h"

namespace parterre::script {

/// The disk that systemd-repart makes of these definitions where there was none: a GPT, partitions from 1 MiB
/// on at multiples of 4096. Fails with Invalid and a sentence where those that have to be there have no room.
[[nodiscard]] Result<Imported> importRepart(const RepartRead &read, const RepartGiven &given);

}
