// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/engine/content_hash.h"

#include <array>
#include <cstdio>
#include <cstring>
#include <new>
#include <xxhash.h>

namespace parterre {

struct ContentHash::State
{
    XXH3_state_t *hash = XXH3_createState();
    std::int64_t filled = 0;
    std::vector<std::string> segments;

    State()
    {
        if (hash == nullptr)
            throw std::bad_alloc();
        restart();
    }
    State(const State &) = delete;
    State &operator=(const State &) = delete;
    ~State() { XXH3_freeState(hash); }

    void restart() const { (void)XXH3_128bits_reset(hash); }

    void endSegment()
    {
        const XXH128_hash_t value = XXH3_128bits_digest(hash);
        std::array<char, 33> text{};
        (void)std::snprintf(text.data(), text.size(), "%016llx%016llx",
                            static_cast<unsigned long long>(value.high64),
                            static_cast<unsigned long long>(value.low64));
        segments.emplace_back(text.data());
        filled = 0;
        restart();
    }
};

ContentHash::ContentHash()
    : m_state(std::make_unique<State>())
{}
ContentHash::ContentHash(ContentHash &&) noexcept = default;
ContentHash &ContentHash::operator=(ContentHash &&) noexcept = default;
ContentHash::~ContentHash() = default;

void ContentHash::add(std::span<const std::byte> bytes)
{
    if (isZero(bytes)) {
        addZeros(Bytes(static_cast<std::int64_t>(bytes.size())));
        return;
    }
    (void)XXH3_128bits_update(m_state->hash, bytes.data(), bytes.size());
    endPiece(static_cast<std::int64_t>(bytes.size()));
}

void ContentHash::addZeros(Bytes amount)
{
    // A mark and the length stand for the zeros: no data has this form by accident, since pieces
    // are cut at the same places on both sides.
    const std::int64_t count = amount.count();
    (void)XXH3_128bits_update(m_state->hash, "zero", 4);
    (void)XXH3_128bits_update(m_state->hash, &count, sizeof count);
    endPiece(count);
}

void ContentHash::endPiece(std::int64_t size)
{
    m_state->filled += size;
    if (m_state->filled >= segmentSize)
        m_state->endSegment();
}

std::vector<std::string> ContentHash::finish()
{
    if (m_state->filled > 0)
        m_state->endSegment();
    return std::move(m_state->segments);
}

bool isZero(std::span<const std::byte> bytes)
{
    // A buffer that starts with a zero and equals itself shifted by one is all zeros.
    if (bytes.empty())
        return true;
    return bytes.front() == std::byte{0}
    && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0;
}

}
