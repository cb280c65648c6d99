// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace parterre {

/// Bytes that open something: a passphrase, the content of a key file. Overwritten before their memory is
/// given back; moved, never copied.
class Secret
{
public:
    Secret() = default;
    explicit Secret(std::span<const std::byte> bytes);
    explicit Secret(std::string_view text);
    Secret(Secret &&other) noexcept = default;
    Secret &operator=(Secret &&other) noexcept;
    Secret(const Secret &) = delete;
    Secret &operator=(const Secret &) = delete;
    ~Secret();

    [[nodiscard]] std::span<const std::byte> bytes() const { return m_bytes; }
    [[nodiscard]] const char *data() const { return reinterpret_cast<const char *>(m_bytes.data()); }
    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }

private:
    void wipe() noexcept;

    std::vector<std::byte> m_bytes;  ///< never grows, so that no part of it is left behind
};

/// What the user gave to open something with; null: nothing.
using KeySet = std::shared_ptr<const std::vector<Secret>>;

/// With one more, in front: it is what was given last.
[[nodiscard]] KeySet withKey(Secret key, const KeySet &others);

/// Overwrites memory in a way that no compiler leaves out.
void wipe(std::span<std::byte> bytes) noexcept;

}
