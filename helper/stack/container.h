// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/block/block_device.h"
#include "helper/luks/keys.h"

#include <memory>
#include <string>
#include <vector>

namespace parterre {

/// A part of a container, opened without the kernel: nothing on the machine sees it.
struct OpenVolume
{
    std::string name;
    std::string uuid;
    Bytes size;
    std::unique_ptr<BlockDevice> device;  ///< null where its bytes cannot be reached by themselves
    std::string doubt;                    ///< why not, for a person to read
    std::vector<Extent> pieces;  ///< where its bytes lie, one after the other, on what the container is on
};

/// A container and what lies in it.
struct OpenContainer
{
    Inside inside = Inside::Nothing;
    std::string doubt;      ///< where it is Unreadable
    std::string label;      ///< of a volume group, which libblkid does not tell
    std::string groupUuid;  ///< the same
    std::vector<OpenVolume> volumes;
};

/// Opens what isContainer() says is one; nothing of other kinds. What the bytes say is never an error, nor
/// that some cannot be read: such a container is Unreadable. `disk` must outlive the answer. Reads only.
[[nodiscard]] Result<OpenContainer> openContainer(BlockDevice &disk, Extent where, ContentKind kind,
                                                  Keys &keys);

}
