// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/units/secret.h"

#include <utility>

namespace parterre {

void wipe(std::span<std::byte> bytes) noexcept
{
    for (std::byte &byte : bytes)
        *static_cast<volatile std::byte *>(&byte) = std::byte{0};
}

KeySet withKey(Secret key, const KeySet &others)
{
    std::vector<Secret> keys;
    keys.push_back(std::move(key));
    if (others != nullptr) {
        for (const Secret &one : *others)
            keys.emplace_back(one.bytes());
    }
    return std::make_shared<const std::vector<Secret>>(std::move(keys));
}

Secret::Secret(std::span<const std::byte> bytes)
    : m_bytes(bytes.begin(), bytes.end())
{}

Secret::Secret(std::string_view text)
    : Secret(std::as_bytes(std::span(text)))
{}

Secret &Secret::operator=(Secret &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret::~Secret()
{
    wipe();
}

void Secret::wipe() noexcept
{
    parterre::wipe(m_bytes);
}

}
