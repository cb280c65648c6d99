// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/content.h"
#include "helper/block/block_device.h"
#include "helper/block/file_descriptor.h"
#include "helper/luks/keys.h"

#include <memory>
#include <optional>

namespace parterre {

struct FreeCryptDevice
{
    void operator()(crypt_device *device) const;
};
using CryptDevice = std::unique_ptr<crypt_device, FreeCryptDevice>;

/// The header of an LUKS in memory, where libcryptsetup looks at it and writes to it: never on a disk.
class LuksHeader
{
public:
    /// What a header may be long, with its keyslots: more than any that cryptsetup(8) makes by itself (16
    /// MiB).
    static constexpr Bytes sizeMax{std::int64_t{32} << 20};

    /// Corrupt where libcryptsetup does not take it for one of this kind.
    [[nodiscard]] static Result<LuksHeader> read(BlockDevice &disk, Extent where, ContentKind kind);

    /// One for an LUKS like that of `origin`, whose place is `size` bytes: the same version, cipher, places,
    /// labels, flags and UUID; with a new volume key, which is drawn by libcryptsetup, and one keyslot: it is
    /// opened by what `opener` opens the origin with, at the same cost. Unsupported where its data begins
    /// behind sizeMax, or says how large it is, which libcryptsetup makes none of.
    [[nodiscard]] static Result<LuksHeader> successorOf(const LuksHeader &origin, const Keys::Opener &opener,
                                                        Bytes size);

    [[nodiscard]] crypt_device *get() const { return m_device.get(); }
    /// LUKS1 or LUKS2.
    [[nodiscard]] ContentKind kind() const;
    /// Where the data begins, by what it says.
    [[nodiscard]] Bytes dataBegin() const;
    /// How much data there is, where it says so (LUKS2); else it reaches to the end of its place.
    [[nodiscard]] std::optional<Bytes> dataSize() const;
    /// `into` from `at` on, as it would lie on a disk.
    [[nodiscard]] Result<> copy(Bytes at, std::span<std::byte> into) const;

private:
    LuksHeader(FileDescriptor copy, CryptDevice device);

    FileDescriptor m_copy;
    CryptDevice m_device;
};

}
