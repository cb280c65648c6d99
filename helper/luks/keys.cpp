// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/luks/keys.h"

#include <algorithm>
#include <libcryptsetup.h>

namespace parterre {

Keys::Keys(KeySet given)
    : m_given(std::move(given))
{}

const Secret *Keys::volumeKeyOf(crypt_device *device)
{
    const auto known = std::ranges::find_if(m_found, [&](const Secret &key) {
        return crypt_volume_key_verify(device, key.data(), key.size()) == 0;
    });
    if (known != m_found.end())
        return &*known;
    const int expected = crypt_get_volume_key_size(device);
    if (expected <= 0 || m_given == nullptr)
        return nullptr;
    std::vector<std::byte> room(static_cast<std::size_t>(expected));
    for (const Secret &one : *m_given) {
        std::size_t size = room.size();
        const int slot = crypt_volume_key_get(device, CRYPT_ANY_SLOT, reinterpret_cast<char *>(room.data()),
                                              &size, one.data(), one.size());
        if (slot < 0)
            continue;
        m_found.emplace_back(std::span<const std::byte>(room).first(size));
        wipe(room);
        return &m_found.back();
    }
    return nullptr;
}

}
