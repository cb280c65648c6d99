// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "helper/block/block_device.h"
#include "helper/engine/compare_content.h"

#include <memory>
#include <vector>

namespace parterre {

/// What of an origin and its clone is compared byte for byte. Contents are borrowed.
struct ComparedLayer
{
    BlockDevice &originDisk;
    Extent origin;
    const Content &originContent;
    BlockDevice &cloneDisk;
    Extent clone;
    const Content &cloneContent;
    std::vector<Extent> apart;  ///< on the clone's disk: what other keys have encrypted; ascending
    Offset begin;               ///< about where it begins, from the partition's start
};

/// An origin and its clone are compared as they lie on the disk, but for each LUKS that has another volume
/// key in the clone: what lies in these is compared once it is decrypted, and their headers have nothing in
/// common.
class ComparedLayers
{
public:
    /// The outermost first. What no key opens is left as it lies. The disk must outlive the answer.
    [[nodiscard]] static Result<ComparedLayers> of(BlockDevice &disk, const ComparedPair &compared);

    [[nodiscard]] const std::vector<ComparedLayer> &all() const { return m_layers; }

private:
    /// Something in layer `layer`, or all of it.
    struct Place
    {
        std::size_t layer = 0;
        BlockDevice &originDisk;
        Extent origin;
        BlockDevice &cloneDisk;
        Extent clone;
        std::vector<Extent> pieces;  ///< where the clone's disk lies on that of its layer
    };

    explicit ComparedLayers(Keys &keys)
        : m_keys(keys)
    {}

    [[nodiscard]] Result<> look(const Place &place, const Content &origin, const Content &clone);
    [[nodiscard]] Result<> lookInto(const Place &place, const Content &origin, const Content &clone);
    [[nodiscard]] Result<bool> hasOtherKey(const Place &place, const Content &origin, const Content &clone);
    void add(const Place &place, const Content &origin, const Content &clone);
    void setApart(const Place &place);

    Keys &m_keys;
    std::vector<std::unique_ptr<BlockDevice>> m_devices;
    std::vector<ComparedLayer> m_layers;
};

}
