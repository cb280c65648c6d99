// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/copy/copy_order.h"

#include <stop_token>

namespace parterre {

/// Makes what is not copied into the targets what it should be: holes of what is used read as zeros;
/// what is not used becomes a hole, or on a device what order.rest says. Returns how much was changed.
/// Not durable until the device is flushed. Cancelled between two extents.
[[nodiscard]] Result<Bytes> clearRest(const CopyOrder &order, const std::stop_token &stop);

/// Reads back what clearRest() made zeros, where the device does not say that it is a hole. Mismatch
/// where it holds anything. Everything must have been flushed.
[[nodiscard]] Result<> checkCleared(const CopyOrder &order, const std::stop_token &stop);

}
