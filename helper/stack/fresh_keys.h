// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "core/model/copying.h"
#include "core/plan/step.h"
#include "helper/luks/luks_volume.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

namespace parterre {

/// An origin that is only read, and the copy of it that is made again.
struct RekeyedCopy
{
    BlockDevice &disk;
    Extent origin;
    Extent where;            ///< as large, or more; apart from the origin
    const Content &content;  ///< of the origin, all layers open
    DigestKind digest = DigestKind::Xxh3;
};

/// Each LUKS in a copy gets a header and a volume key of its own, and the origin's data through two ciphers
/// (docs/adr/0017). Only what the origin was opened with opens it.
///
/// Nothing is ever read of the copy but what was just written to it, so that this may be cut off at any write
/// and done again from its start, with another new key, whatever it left: header and data of before, neither,
/// or a part of the data. The old header, all that lies before the data, is taken away first, so that its
/// keyslots never stand before data of another key; the new one is written last, when all data is on the
/// medium, was read back from there and compared: a copy that has one is whole.
class FreshKeys
{
public:
    /// Opens every LUKS of the origin and prepares the new headers in memory; writes nothing. Denied where
    /// the keys do not open one; Unsupported where one cannot be read, or made again, by us; Mismatch where
    /// the origin is not what `content` says. The disk, the keys and the content are borrowed.
    [[nodiscard]] static Result<FreshKeys> prepare(const RekeyedCopy &copy, Keys &keys);

    /// Whether prepare() will do it for an origin that lies in `where`; for before a job. As prepare(), it
    /// writes nothing.
    [[nodiscard]] static Result<> tryOut(BlockDevice &disk, Extent where, const Content &content, Keys &keys);

    /// What is to be read from the origin, as much to be written, and to be read back.
    [[nodiscard]] Bytes amount() const;
    /// Does it. `moved` is told in parts of what was read and written. Durable when it returns; Cancelled
    /// where it was stopped, Mismatch where the medium holds other data than was written.
    [[nodiscard]] Result<> write(const std::function<void(const Work &)> &moved, const std::stop_token &stop);

private:
    /// An LUKS of the origin and the one of the copy.
    struct Layer
    {
        BlockDevice &copyDisk;
        Extent where;  ///< on it
        LuksHeader header;
        std::unique_ptr<LuksVolume> from;
        std::unique_ptr<LuksVolume> to;
    };
    /// The same place in both.
    struct Place
    {
        BlockDevice &originDisk;
        Extent origin;
        BlockDevice &copyDisk;
        Extent where;
    };

    FreshKeys(Keys &keys, DigestKind digest)
        : m_keys(keys)
        , m_digest(digest)
    {}

    [[nodiscard]] Result<> add(const Place &place, const Content &content);
    [[nodiscard]] Result<> addLuks(const Place &place, const Content &content);
    [[nodiscard]] Result<> addVolumes(const Place &place, const Content &content);

    Keys &m_keys;
    DigestKind m_digest;
    std::vector<std::unique_ptr<BlockDevice>> m_devices;  ///< that layers lie on
    std::vector<Layer> m_layers;  ///< the outer before the inner
};

}
