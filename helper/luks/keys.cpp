// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/luks/keys.h"

#include <algorithm>
#include <libcryptsetup.h>

namespace parterre {

namespace {

constexpr int keyMax = 64;  // of all ciphers that SectorCipher knows

// What cryptsetup(8) chooses on the fastest machines of today, and some; a header may ask for centuries.
constexpr std::uint32_t memoryMaxKib = std::uint32_t{2} << 20U;
constexpr std::uint32_t passesMax = 1000;
constexpr std::uint32_t iterationsMax = 200'000'000;

/// Whether to try one key would take unreasonably long or much memory, in any keyslot.
bool isCostly(crypt_device *device)
{
    const int slots = crypt_keyslot_max(crypt_get_type(device));
    for (int slot = 0; slot < slots; ++slot) {
        crypt_pbkdf_type pbkdf{};
        const crypt_keyslot_info info = crypt_keyslot_status(device, slot);
        const bool isThere =
            info == CRYPT_SLOT_ACTIVE || info == CRYPT_SLOT_ACTIVE_LAST || info == CRYPT_SLOT_UNBOUND;
        if (!isThere || crypt_keyslot_get_pbkdf(device, slot, &pbkdf) < 0)
            continue;
        const bool isPasses = pbkdf.max_memory_kb > 0;  // Argon2; else PBKDF2
        if (pbkdf.max_memory_kb > memoryMaxKib || pbkdf.iterations > (isPasses ? passesMax : iterationsMax))
            return true;
    }
    return false;
}

}

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
    Secret found;
    if (!open(device, found))
        return nullptr;
    return &m_found.emplace_back(std::move(found));
}

std::optional<Keys::Opener> Keys::openerOf(crypt_device *device)
{
    Secret unused;
    return open(device, unused);
}

bool Keys::isOneKey(crypt_device *device, crypt_device *other)
{
    const Secret *const key = volumeKeyOf(device);
    return key != nullptr && crypt_volume_key_verify(other, key->data(), key->size()) == 0;
}

std::optional<Keys::Opener> Keys::open(crypt_device *device, Secret &volumeKey) const
{
    const int expected = crypt_get_volume_key_size(device);
    if (expected <= 0 || expected > keyMax || m_given == nullptr || isCostly(device))
        return std::nullopt;
    std::vector<std::byte> room(static_cast<std::size_t>(expected));
    for (const Secret &one : *m_given) {
        std::size_t size = room.size();
        const int slot = crypt_volume_key_get(device, CRYPT_ANY_SLOT, reinterpret_cast<char *>(room.data()),
                                              &size, one.data(), one.size());
        if (slot < 0)
            continue;
        volumeKey = Secret(std::span<const std::byte>(room).first(size));
        wipe(room);
        return Opener{.secret = one, .slot = slot};
    }
    return std::nullopt;
}

}
