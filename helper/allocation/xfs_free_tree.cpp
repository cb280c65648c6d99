// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/allocation/xfs_free_tree.h"

#include <algorithm>
#include <array>

namespace parterre {

namespace {

constexpr std::uint32_t magic = 0x41425442;     // "ABTB"
constexpr std::uint32_t sumMagic = 0x41423342;  // "AB3B"
constexpr std::uint32_t none = 0xFFFFFFFF;
constexpr std::size_t shortHead = 16;
constexpr std::size_t sumHead = 56;
constexpr std::size_t uuidAt = 32;
constexpr std::size_t checksumAt = 52;
constexpr std::size_t recordSize = 8;  ///< begin and count; a key is the child's first record
constexpr std::size_t pointerSize = 4;
constexpr std::uint64_t addressUnit = 512;

/// Goes down the tree once. That the records ascend is also what ends a walk through a tree that
/// leads back into itself: a leaf cannot be met twice.
class Walk
{
public:
    Walk(const RawView &view, const XfsSuper &super, const XfsGroup &group, const XfsFreeRun &visit)
        : m_view(view)
        , m_super(super)
        , m_group(group)
        , m_visit(visit)
    {
        m_lastAt.fill(none);
        m_nextAt.fill(none);
    }

    Result<> run()
    {
        CHECK(descend(m_group.root, m_group.levels - 1, std::nullopt));
        if (std::ranges::any_of(m_nextAt, [](std::uint32_t next) { return next != none; }))
            return fail(ErrorCode::Corrupt, "XFS", "free space tree ends early");
        return {};
    }

private:
    using Key = std::optional<std::uint32_t>;

    Result<> descend(std::uint32_t block, std::uint32_t level, Key key);
    Result<> checkHead(std::span<const std::byte> raw, std::uint32_t block, std::uint32_t level) const;
    Result<> checkOwner(std::span<const std::byte> raw, std::uint32_t block) const;
    Result<> goOn(std::span<const std::byte> raw, std::uint32_t block, std::uint32_t level);
    Result<> visitRecords(std::span<const std::byte> records);

    [[nodiscard]] std::size_t head() const { return m_super.hasChecksums() ? sumHead : shortHead; }
    [[nodiscard]] std::size_t room(std::uint32_t level) const
    {
        return (static_cast<std::size_t>(m_super.blockSize) - head())
            / (level == 0 ? recordSize : recordSize + pointerSize);
    }

    const RawView &m_view;
    const XfsSuper &m_super;
    const XfsGroup &m_group;
    const XfsFreeRun &m_visit;
    std::array<std::uint32_t, XfsGroup::levelsMax> m_lastAt{};  ///< by level: the block met last
    std::array<std::uint32_t, XfsGroup::levelsMax> m_nextAt{};  ///< and its right sibling
    std::uint32_t m_end = 0;                                    ///< of the last record
};

Result<> Walk::checkOwner(std::span<const std::byte> raw, std::uint32_t block) const
{
    const std::uint64_t number = m_group.number * m_super.groupBlocks + block;
    const bool isRight = bigEndian<std::uint64_t>(raw, 16) == number * (m_super.blockSize / addressUnit)
        && std::ranges::equal(raw.subspan(uuidAt, m_super.uuid.size()), m_super.uuid)
        && bigEndian<std::uint32_t>(raw, 48) == m_group.number && hasXfsChecksum(raw, checksumAt);
    if (!isRight)
        return fail(ErrorCode::Corrupt, "XFS", "free space tree checksum");
    return {};
}

Result<> Walk::checkHead(std::span<const std::byte> raw, std::uint32_t block, std::uint32_t level) const
{
    const std::size_t count = bigEndian<std::uint16_t>(raw, 6);
    const bool mayBeEmpty = level == 0 && m_group.levels == 1;
    if (bigEndian<std::uint32_t>(raw, 0) != (m_super.hasChecksums() ? sumMagic : magic)
        || bigEndian<std::uint16_t>(raw, 4) != level || count > room(level) || (count == 0 && !mayBeEmpty)) {
        return fail(ErrorCode::Corrupt, "XFS", "free space tree block");
    }
    return m_super.hasChecksums() ? checkOwner(raw, block) : Result<>{};
}

/// The block must be the right sibling of the one before it on its level, and say so itself.
Result<> Walk::goOn(std::span<const std::byte> raw, std::uint32_t block, std::uint32_t level)
{
    const bool isFirst = m_lastAt[level] == none;
    const std::uint32_t left = bigEndian<std::uint32_t>(raw, 8);
    if (left != m_lastAt[level] || (!isFirst && m_nextAt[level] != block))
        return fail(ErrorCode::Corrupt, "XFS", "free space tree siblings");
    m_lastAt[level] = block;
    m_nextAt[level] = bigEndian<std::uint32_t>(raw, 12);
    return {};
}

Result<> Walk::visitRecords(std::span<const std::byte> records)
{
    for (std::size_t at = 0; at < records.size(); at += recordSize) {
        const std::uint32_t begin = bigEndian<std::uint32_t>(records, at);
        const std::uint32_t count = bigEndian<std::uint32_t>(records, at + 4);
        if (begin < std::max(m_end, m_group.headerBlocks) || begin >= m_group.blocks || count == 0
            || count > m_group.blocks - begin) {
            return fail(ErrorCode::Corrupt, "XFS", "free space record");
        }
        m_end = begin + count;
        CHECK(m_visit(begin, count));
    }
    return {};
}

Result<> Walk::descend(std::uint32_t block, std::uint32_t level, Key key)
{
    if (block < m_group.headerBlocks || block >= m_group.blocks)
        return fail(ErrorCode::Corrupt, "XFS", "free space tree pointer");
    const std::uint64_t at = (m_group.number * m_super.groupBlocks + block) * m_super.blockSize;
    TRY(const std::vector<std::byte> raw, m_view.read(at, static_cast<std::size_t>(m_super.blockSize)));
    CHECK(checkHead(raw, block, level));
    CHECK(goOn(raw, block, level));
    const std::size_t count = bigEndian<std::uint16_t>(raw, 6);
    const auto records = std::span(raw).subspan(head(), count * recordSize);
    if (key && bigEndian<std::uint32_t>(records, 0) != *key)
        return fail(ErrorCode::Corrupt, "XFS", "free space tree key");
    if (level == 0)
        return visitRecords(records);
    const auto pointers = std::span(raw).subspan(head() + room(level) * recordSize, count * pointerSize);
    for (std::size_t i = 0; i < count; ++i) {
        CHECK(descend(bigEndian<std::uint32_t>(pointers, i * pointerSize), level - 1,
                      bigEndian<std::uint32_t>(records, i * recordSize)));
    }
    return {};
}

}

Result<> walkXfsFreeTree(const RawView &view, const XfsSuper &super, const XfsGroup &group,
                         const XfsFreeRun &visit)
{
    return Walk(view, super, group, visit).run();
}

}
