// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/copy/imprinter.h"

#include <array>

namespace parterre {

namespace {

Digest digestOfZeros(DigestKind kind, Bytes size)
{
    static constexpr std::array<std::byte, static_cast<std::size_t>(Imprint::blockSize.count())> zeros{};
    return digestOf(kind, std::span(zeros).first(static_cast<std::size_t>(size.count())));
}

/// How long the last block of the partition is.
Bytes tailOf(Bytes partition)
{
    const Bytes tail(partition.count() % Imprint::blockSize.count());
    return tail.isZero() ? Imprint::blockSize : tail;
}

}

Imprinter::Imprinter(DigestKind kind, Bytes partition)
    : m_kind(kind)
    , m_partition(partition)
    , m_blocksInPiece(imprintPieceSize(partition) / Imprint::blockSize)
    , m_zeros(digestOfZeros(kind, Imprint::blockSize))
    , m_lastZeros(digestOfZeros(kind, tailOf(partition)))
    , m_digests(pieceCount(partition, imprintPieceSize(partition)))
{}

void Imprinter::add(Offset at, const std::vector<Digest> &blocks)
{
    if (!isAligned(at, Imprint::blockSize))
        return;
    const std::int64_t last = (m_partition.count() - 1) / Imprint::blockSize.count();
    std::int64_t number = at.bytes() / Imprint::blockSize.count();
    for (const Digest &digest : blocks) {
        if (number / m_blocksInPiece != m_piece) {
            endPiece();
            m_piece = number / m_blocksInPiece;
        }
        if (digest != (number == last ? m_lastZeros : m_zeros)) {
            for (int shift = 56; shift >= 0; shift -= 8)
                m_row.push_back(static_cast<std::byte>(number >> shift));
            const auto bytes = bytesOf(m_kind, digest);
            m_row.insert(m_row.end(), bytes.begin(), bytes.end());
        }
        ++number;
    }
}

void Imprinter::endPiece()
{
    if (!m_row.empty())
        m_digests[static_cast<std::size_t>(m_piece)] = digestText(m_kind, digestOf(m_kind, m_row));
    m_row.clear();
}

std::vector<std::string> Imprinter::finish()
{
    endPiece();
    return std::move(m_digests);
}

}
