// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/probe/machine.h"

#include <set>

namespace parterre {

/// The disk or the image that is asked about; exactly one of the two is there.
struct TargetIdentity
{
    std::optional<DeviceNumber> device;
    std::optional<FileIdentity> file;
    Bytes size;

    friend bool operator==(const TargetIdentity &, const TargetIdentity &) = default;
};

/// A kernel device that shows a part of the target.
struct Piece
{
    DeviceNumber device;
    Extent extent;  ///< of the target
    bool isLoop = false;

    friend bool operator==(const Piece &, const Piece &) = default;
};

/// The target's own device, its partitions, and the loop devices over an image with theirs.
[[nodiscard]] std::vector<Piece> piecesOf(const Machine &machine, const TargetIdentity &target);

/// Who uses `device`, directly or through devices that stand on it, to any height.
[[nodiscard]] std::vector<Use> usesOf(const Machine &machine, DeviceNumber device);

/// The pieces and everything that stands on them: what is not foreign to the target.
[[nodiscard]] std::set<DeviceNumber> everythingOn(const Machine &machine, const std::vector<Piece> &pieces);

/// Whether one of `uses` is the running system's: /, /boot, /usr, the ESP or swap.
[[nodiscard]] bool isOfSystem(const std::vector<Use> &uses);

}
