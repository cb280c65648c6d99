// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/result/result.h"
#include "core/units/extent.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace parterre::test {

/// A disk or an image as memory. Move-only; what is written to a shared one is seen by every other process.
class MappedDisk
{
public:
    enum class Access : std::uint8_t {
        Read,
        Shared,   ///< what is written is written to the disk
        Private,  ///< what is written stays with this process
    };

    [[nodiscard]] static Result<MappedDisk> open(const std::string &path, Access access);
    MappedDisk(MappedDisk &&other) noexcept;
    MappedDisk &operator=(MappedDisk &&other) = delete;
    ~MappedDisk();

    [[nodiscard]] std::span<const std::byte> bytes() const { return {m_data, m_size}; }
    /// Requires Shared or Private.
    [[nodiscard]] std::span<std::byte> bytes() { return {m_data, m_size}; }

private:
    MappedDisk(std::byte *data, std::size_t size);

    std::byte *m_data;
    std::size_t m_size;
};

[[nodiscard]] std::span<const std::byte> partOf(std::span<const std::byte> disk, Extent extent);
[[nodiscard]] std::span<std::byte> partOf(std::span<std::byte> disk, Extent extent);

/// Makes `to` hold what `from` holds in these places, and writes only what differs.
void makeSame(std::span<std::byte> to, std::span<const std::byte> from, const std::vector<Extent> &places);

}
