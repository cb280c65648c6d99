// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/block/block_device.h"
#include "helper/block/file_descriptor.h"
#include "helper/luks/keys.h"

#include <memory>

namespace parterre {

struct FreeCryptDevice
{
    void operator()(crypt_device *device) const;
};
using CryptDevice = std::unique_ptr<crypt_device, FreeCryptDevice>;

/// The header of an LUKS, for looking only: libcryptsetup is given a copy of it in memory.
class LuksHeader
{
public:
    /// What a header may be long, with its keyslots: more than any that cryptsetup(8) makes by itself (16
    /// MiB).
    static constexpr Bytes sizeMax{std::int64_t{32} << 20};

    /// Corrupt where libcryptsetup does not take it for one of this kind.
    [[nodiscard]] static Result<LuksHeader> read(BlockDevice &disk, Extent where, ContentKind kind);

    [[nodiscard]] crypt_device *get() const { return m_device.get(); }

private:
    LuksHeader(FileDescriptor copy, CryptDevice device);

    FileDescriptor m_copy;
    CryptDevice m_device;
};

}
