// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace parterre {

/// The content of a disk of any size, of which only what is not zero takes memory. A copy shares
/// its pages until one of the two is written to, so that a state of a disk is cheap to keep.
class SparseBytes
{
public:
    static constexpr std::size_t pageSize = 4096;

    explicit SparseBytes(Bytes size)
        : m_size(size)
    {}

    [[nodiscard]] Bytes size() const { return m_size; }
    /// The caller keeps within the size.
    void read(Offset at, std::span<std::byte> into) const;
    void write(Offset at, std::span<const std::byte> from);
    [[nodiscard]] std::vector<std::byte> read(Extent extent) const;
    /// Pages that were ever written within `within`, joined where they touch.
    [[nodiscard]] std::vector<Extent> dataIn(Extent within) const;
    /// Gives back the memory of whole pages and writes zeros over the rest.
    void zero(Extent extent);

    /// By content: a page of zeros is as good as none.
    friend bool operator==(const SparseBytes &a, const SparseBytes &b);

private:
    using Page = std::array<std::byte, pageSize>;

    Bytes m_size;
    std::map<std::int64_t, std::shared_ptr<Page>> m_pages;  ///< by number
};

}
