// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/secret.h"

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

private:
    KeySet m_given;
    std::vector<Secret> m_found;
};

}
