// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/script/repart_room.h"

#include <algorithm>
#include <cstdint>
#include <ranges>

namespace parterre::script {

namespace {

constexpr Bytes mebibyte{1048576};
constexpr Bytes usualMinimum = mebibyte * 10;
/// More than any disk has.
constexpr Bytes endless{std::int64_t{1} << 60};

/// What repart takes for the least that a file system needs (systemd 254 and later).
Bytes minimumFor(ContentKind format, Bytes grain)
{
    if (format == ContentKind::Unformatted)
        return {};
    if (format == ContentKind::Ext4)
        return mebibyte * 32;
    if (format == ContentKind::Btrfs)
        return mebibyte * 256;
    return format == ContentKind::Xfs ? mebibyte * 300 : grain;
}

/// What shares the disk with others: a partition, or the free space behind one.
struct Share
{
    std::size_t definition = 0;
    bool isPadding = false;
    Bytes least;
    Bytes most;
    std::int64_t weight = 0;
    std::optional<Bytes> size;  ///< absent: not decided yet
};

class Distribution
{
public:
    Distribution(std::vector<Share> shares, Bytes span, Bytes grain)
        : m_shares(std::move(shares))
        , m_span(span)
        , m_grain(grain)
    {
        for (const Share &one : m_shares)
            m_weight += one.weight;
    }

    std::vector<Share> run()
    {
        // Who needs more than a share, then who takes less of it, each time reckoned anew; then the rest.
        while (settle([](const Share &one, Bytes share) {
            return one.least > share ? std::optional(one.least) : std::nullopt;
        }))
            ;
        while (settle([](const Share &one, Bytes share) {
            return one.most < share ? std::optional(one.most) : std::nullopt;
        }))
            ;
        (void)settle([&](const Share &one, Bytes share) {
            return std::optional(std::clamp(down(share), one.least, std::max(one.least, one.most)));
        });
        for (Share &one : m_shares) {
            if (!one.isPadding)
                grow(one);
        }
        return std::move(m_shares);
    }

private:
    [[nodiscard]] Bytes down(Bytes size) const
    {
        return Bytes(size.count() - size.count() % m_grain.count());
    }

    /// Without an overflow: both are halved until it fits, the sum upwards.
    [[nodiscard]] Bytes shareOf(std::int64_t weight) const
    {
        std::int64_t sum = m_weight;
        for (;;) {
            if (weight == 0)
                return {};
            if (weight == sum)
                return m_span;
            if (m_span.count() <= INT64_MAX / weight)
                return Bytes(m_span.count() * weight / sum);
            sum = (sum + 1) / 2;
            weight /= 2;
        }
    }

    void charge(Bytes size)
    {
        const Bytes rounded = roundUp(size, m_grain);
        m_span = rounded < m_span ? m_span - rounded : Bytes();
    }

    /// Whether something was decided.
    template<typename Decide>
    bool settle(Decide decide)
    {
        bool isChanged = false;
        for (Share &one : m_shares) {
            if (one.size)
                continue;
            one.size = decide(one, shareOf(one.weight));
            if (!one.size)
                continue;
            charge(*one.size);
            m_weight -= one.weight;
            isChanged = true;
        }
        return isChanged;
    }

    /// What is left goes to the first who takes it.
    void grow(Share &one)
    {
        const Bytes grown =
            std::min(std::max(down(*one.size + m_span), *one.size), std::max(one.most, *one.size));
        charge(grown - *one.size);
        one.size = grown;
    }

    std::vector<Share> m_shares;
    Bytes m_span;
    Bytes m_grain;
    std::int64_t m_weight = 0;
};

Share partitionShare(const RepartDefinition &one, std::size_t index, Bytes grain)
{
    const Bytes least =
        std::max({roundUp(one.sizeMin.value_or(usualMinimum), grain), minimumFor(one.format, grain), grain});
    return {.definition = index,
            .isPadding = false,
            .least = least,
            .most = std::max(least, one.sizeMax.value_or(endless)),
            .weight = one.weight,
            .size = {}};
}

Share paddingShare(const RepartDefinition &one, std::size_t index)
{
    return {.definition = index,
            .isPadding = true,
            .least = one.paddingMin.value_or(Bytes()),
            .most = one.paddingMax.value_or(endless),
            .weight = one.paddingWeight,
            .size = {}};
}

}

std::optional<std::vector<RepartPlace>> repartPlaces(const std::vector<RepartDefinition> &definitions,
                                                     Extent room, Bytes grain)
{
    std::vector<Share> shares;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        shares.push_back(partitionShare(definitions[i], i, grain));
        shares.push_back(paddingShare(definitions[i], i));
    }
    const auto priorityOf = [&](const Share &one) { return definitions[one.definition].priority; };
    for (;;) {
        Bytes needed;
        for (const Share &one : shares)
            needed = std::min(endless, needed + one.least);
        if (needed <= room.size)
            break;
        const std::int64_t highest =
            shares.empty() ? 0 : std::ranges::max(shares | std::views::transform(priorityOf));
        if (highest <= 0)
            return std::nullopt;
        std::erase_if(shares, [&](const Share &one) { return priorityOf(one) == highest; });
    }
    std::vector<RepartPlace> places(definitions.size());
    Offset at = room.begin;
    for (const Share &one : Distribution(std::move(shares), room.size, grain).run()) {
        if (!one.isPadding)
            places[one.definition] = Extent{.begin = at, .size = *one.size};
        at = at + *one.size;
    }
    return places;
}

}
