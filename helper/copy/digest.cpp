// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/digest.h"

#include "core/plan/imprint.h"

#include <algorithm>
#include <cstring>
#include <openssl/sha.h>
#include <xxhash.h>

namespace parterre {

namespace {

constexpr auto blockSize = static_cast<std::size_t>(Imprint::blockSize.count());

std::size_t sizeOf(DigestKind kind)
{
    return kind == DigestKind::Xxh3 ? sizeof(XXH128_canonical_t) : SHA256_DIGEST_LENGTH;
}

}

Digest digestOf(DigestKind kind, std::span<const std::byte> bytes)
{
    Digest digest{};
    if (kind == DigestKind::Sha256) {
        static_assert(sizeof(Digest) == SHA256_DIGEST_LENGTH);
        (void)SHA256(reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size(),
                     reinterpret_cast<unsigned char *>(digest.data()));
        return digest;
    }
    XXH128_canonical_t canonical{};
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    std::memcpy(digest.data(), &canonical, sizeof canonical);
    return digest;
}

std::string digestText(DigestKind kind, const Digest &digest)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < sizeOf(kind); ++i) {
        const auto byte = std::to_integer<unsigned>(digest.at(i));
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::vector<Digest> blockDigests(DigestKind kind, std::span<const std::byte> bytes)
{
    std::vector<Digest> digests;
    digests.reserve(bytes.size() / blockSize + 1);
    while (!bytes.empty()) {
        const std::size_t length = std::min(blockSize, bytes.size());
        digests.push_back(digestOf(kind, bytes.first(length)));
        bytes = bytes.subspan(length);
    }
    return digests;
}

std::span<const std::byte> bytesOf(DigestKind kind, const Digest &digest)
{
    return std::span(digest).first(sizeOf(kind));
}

}
