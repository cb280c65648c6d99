// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/renew.h"
#include "helper/super/jfs_super.h"

#include <algorithm>
#include <array>

namespace parterre {

namespace {

constexpr std::int64_t firstAt = 0x8000;
constexpr std::int64_t secondAt = 0xF000;
constexpr std::size_t superSize = 184;

/// A part of struct jfs_superblock, fs/jfs/jfs_superblock.h.
struct Field
{
    std::size_t at;
    std::size_t size;
};

/// What jfs_tune writes: the version, which says where the label is read, the label as version 1 has it,
/// the UUID and the label.
constexpr std::array nameFields{Field{.at = 4, .size = 4}, Field{.at = 101, .size = 11},
                                Field{.at = 136, .size = 16}, Field{.at = 152, .size = 16}};
/// The magic; the sizes; the second table of inodes; the journal and what fsck.jfs works in: what two
/// superblocks of one file system have in common as long as it lives.
constexpr std::array sharedFields{Field{.at = 0, .size = 4}, Field{.at = 8, .size = 28},
                                  Field{.at = 48, .size = 16}, Field{.at = 72, .size = 16}};

struct Supers
{
    std::vector<std::byte> first;
    std::vector<std::byte> second;

    [[nodiscard]] bool areEqualIn(std::span<const Field> fields) const
    {
        return std::ranges::all_of(fields, [&](Field field) {
            return std::ranges::equal(std::span(first).subspan(field.at, field.size),
                                      std::span(second).subspan(field.at, field.size));
        });
    }
    /// Else the second one is damaged, or what an older file system left: not ours to write.
    [[nodiscard]] bool areOfOne() const { return areEqualIn(sharedFields); }
};

Result<Supers> readSupers(const Renewal &renewal)
{
    const RawView view(renewal.disk, renewal.where);
    Supers supers;
    TRY(supers.first, view.read(firstAt, superSize));
    TRY(supers.second, view.read(secondAt, superSize));
    return supers;
}

}

/// jfs_tune itself looks at none of this.
Result<> admitJfs(const Renewal &renewal)
{
    TRY(const JfsSuper super, readJfsSuper(RawView(renewal.disk, renewal.where)));
    if (super.state != JfsSuper::State::Clean)
        return fail(ErrorCode::Refused, renewal.disk.name(), "the JFS was not unmounted, or is damaged");
    if (!super.isLogInside)
        return fail(ErrorCode::Unsupported, renewal.disk.name(), "the journal is on another device");
    return {};
}

Result<> renewJfs(const Renewal &renewal, const std::string &window)
{
    std::vector<std::string> arguments{"-U", renewal.text};
    if (!renewal.label.empty())
        arguments.insert(arguments.end(), {"-L", renewal.label});
    arguments.push_back(window);
    CHECK(renewal.tools.succeed(Tool::JfsTune, arguments));
    return {};
}

/// jfs_tune leaves the second superblock as it was (jfsutils 1.1.15), which fsck.jfs goes by where the first
/// one is damaged.
Result<> writeJfsCopy(const Renewal &renewal)
{
    TRY(Supers supers, readSupers(renewal));
    if (!supers.areOfOne())
        return {};
    for (const Field field : nameFields) {
        const std::span<const std::byte> from = std::span(supers.first).subspan(field.at, field.size);
        std::ranges::copy(from, supers.second.begin() + static_cast<std::ptrdiff_t>(field.at));
    }
    CHECK(renewal.disk.write(renewal.where.begin + Bytes(secondAt), supers.second));
    return renewal.disk.flush();
}

Result<> compareJfs(const Renewal &renewal)
{
    TRY(const Supers supers, readSupers(renewal));
    if (supers.areOfOne() && !supers.areEqualIn(nameFields))
        return fail(ErrorCode::Mismatch, renewal.disk.name(), "the superblocks tell different identifiers");
    return {};
}

}
