// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/units/extent.h"
#include "core/units/uuid.h"
#include "helper/block/little_endian.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace parterre::remap {

/// Bytes of the journal, from the first to the last; all numbers are little-endian.
class ByteWriter
{
public:
    void number(std::uint64_t value) { put(value); }
    void small(std::uint32_t value) { put(value); }
    void offset(Offset at) { put(static_cast<std::uint64_t>(at.bytes())); }
    void amount(Bytes size) { put(static_cast<std::uint64_t>(size.count())); }
    void bytes(std::span<const std::byte> some) { m_bytes.insert(m_bytes.end(), some.begin(), some.end()); }
    void text(std::string_view words) { bytes(std::as_bytes(std::span(words))); }
    void uuid(const Uuid &uuid) { bytes(std::as_bytes(std::span(uuid.bytes))); }
    /// Zeros up to a multiple of `grain`.
    void pad(std::size_t grain) { m_bytes.resize((m_bytes.size() + grain - 1) / grain * grain); }

    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] std::vector<std::byte> take() { return std::move(m_bytes); }

private:
    template<std::unsigned_integral T>
    void put(T value)
    {
        m_bytes.resize(m_bytes.size() + sizeof value);
        putLittleEndian(std::span(m_bytes), m_bytes.size() - sizeof value, value);
    }

    std::vector<std::byte> m_bytes;
};

/// The other way round. After the first thing that cannot be right isGood() is false, and everything that is
/// read is zero.
class ByteReader
{
public:
    /// Amounts and positions above `limit` are not right.
    ByteReader(std::span<const std::byte> bytes, Bytes limit)
        : m_bytes(bytes)
        , m_limit(static_cast<std::uint64_t>(limit.count()))
    {}

    [[nodiscard]] bool isGood() const { return m_isGood; }
    [[nodiscard]] bool isAtEnd() const { return m_at == m_bytes.size(); }
    [[nodiscard]] std::size_t left() const { return m_bytes.size() - m_at; }
    void require(bool holds) { m_isGood = m_isGood && holds; }

    std::uint64_t number() { return get<std::uint64_t>(); }
    std::uint32_t small() { return get<std::uint32_t>(); }
    Offset offset() { return Offset(bounded()); }
    Bytes amount() { return Bytes(bounded()); }
    Uuid uuid()
    {
        Uuid result;
        std::ranges::copy(bytes(result.bytes.size()),
                          std::as_writable_bytes(std::span(result.bytes)).begin());
        return m_isGood ? result : Uuid();
    }
    /// An extent that ends within the limit.
    Extent extent()
    {
        const Extent result{.begin = offset(), .size = amount()};
        require(static_cast<std::uint64_t>(result.end().bytes()) <= m_limit);
        return m_isGood ? result : Extent();
    }
    /// How many items follow, each of `each` bytes at least.
    std::size_t count(std::size_t each)
    {
        const std::uint64_t result = number();
        require(result <= left() / each);
        return m_isGood ? static_cast<std::size_t>(result) : 0;
    }
    /// Empty where there are not so many.
    std::span<const std::byte> bytes(std::size_t size)
    {
        require(size <= left());
        if (!m_isGood)
            return {};
        m_at += size;
        return m_bytes.subspan(m_at - size, size);
    }

private:
    template<std::unsigned_integral T>
    T get()
    {
        require(sizeof(T) <= left());
        if (!m_isGood)
            return 0;
        m_at += sizeof(T);
        return littleEndian<T>(m_bytes, m_at - sizeof(T));
    }
    std::int64_t bounded()
    {
        const std::uint64_t value = number();
        require(value <= m_limit);
        return m_isGood ? static_cast<std::int64_t>(value) : 0;
    }

    std::span<const std::byte> m_bytes;
    std::uint64_t m_limit;
    std::size_t m_at = 0;
    bool m_isGood = true;
};

}
