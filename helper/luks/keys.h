// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/secret.h"

#include <optional>
#include <vector>

struct crypt_device;

namespace parterre {

/// What opens the encrypted things on a disk: the passphrases and key files that the user gave for it. One
/// thread at a time.
class Keys
{
public:
    Keys() = default;
    explicit Keys(KeySet given);

    /// The volume key of a LUKS whose header libcryptsetup has loaded, or nullptr where nothing that was
    /// given opens it. A volume key that was found once is tried first, so that a copy of what was opened
    /// costs no second derivation.
    [[nodiscard]] const Secret *volumeKeyOf(crypt_device *device);

    /// One of what was given, and the keyslot that it opens. The secret lives as long as this.
    struct Opener
    {
        const Secret &secret;
        int slot = 0;
    };
    /// The first of what was given that opens it; costs a derivation. Nothing where volumeKeyOf() has none.
    [[nodiscard]] std::optional<Opener> openerOf(crypt_device *device);

    /// Whether both are known to have one volume key; false where nothing that was given opens `device`.
    [[nodiscard]] bool isOneKey(crypt_device *device, crypt_device *other);

private:
    /// What was given and opens it; `volumeKey` gets its key.
    [[nodiscard]] std::optional<Opener> open(crypt_device *device, Secret &volumeKey) const;

    KeySet m_given;
    std::vector<Secret> m_found;
};

}
