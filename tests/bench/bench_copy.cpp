// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_copy IMAGE BEGIN SIZE KIND TARGET... [--no-read-back] [--every-block] [--digest NAME] [--threads]:
// copies a content as the engine does, without a table, identifiers or a second look at the map, and prints
// what that read and wrote as one line of JSON. Places are in bytes.

#include "core/text/describe.h"
#include "helper/allocation/allocation.h"
#include "helper/block/topology.h"
#include "helper/copy/clearing.h"
#include "helper/copy/copier.h"

#include <cstdio>
#include <cstdlib>
#include <print>

using namespace parterre;

namespace {

struct Wishes
{
    std::vector<std::string> words;  ///< that are no options
    bool isReadBack = true;
    bool isEveryBlock = false;
    bool isByThreads = false;
    DigestKind digest = DigestKind::Xxh3;
};

std::optional<Wishes> wishesOf(int count, char **arguments)
{
    Wishes wishes;
    for (int i = 1; i < count; ++i) {
        const std::string word = arguments[i];
        if (word == "--no-read-back")
            wishes.isReadBack = false;
        else if (word == "--every-block")
            wishes.isEveryBlock = true;
        else if (word == "--threads")
            wishes.isByThreads = true;
        else if (word == "--digest" && i + 1 < count && digestNamed(arguments[i + 1]))
            wishes.digest = *digestNamed(arguments[++i]);
        else if (word.starts_with("--"))
            return std::nullopt;
        else
            wishes.words.push_back(word);
    }
    return wishes.words.size() < 5 ? std::nullopt : std::optional(wishes);
}

/// As copyBlocks(), without io_uring.
Result<CopyOutcome> copyByThreads(const CopyOrder &order)
{
    constexpr unsigned depth = 128;
    TRY(const Bytes cleared, clearRest(order, {}));
    TRY(auto transfers, Transfers::make({.memory = {}, .depth = depth}, Transfers::Way::Threads));
    TRY(CopyOutcome outcome, Copier(order, [](const Work &) {}, std::move(transfers)).run({}));
    outcome.cleared = cleared;
    CHECK(order.targets.front().device->flush());
    if (order.isReadBack)
        CHECK(checkCleared(order, {}));
    return outcome;
}

Result<CopyOutcome> copied(const Wishes &wishes, ContentKind kind)
{
    TRY(const auto disk, FileDevice::open(wishes.words[0], FileDevice::Access::Exclusive));
    const Extent where{.begin = Offset(std::atoll(wishes.words[1].c_str())),
                       .size = Bytes(std::atoll(wishes.words[2].c_str()))};
    const Medium medium = topologyOf(*disk).medium;
    CopyOrder order{.source = disk.get(),
                    .name = "the content",
                    .extent = where,
                    .used = {where},
                    .targets = {},
                    .digest = wishes.digest,
                    .isReadBack = wishes.isReadBack,
                    .medium = medium,
                    .isTakingTurns = takesTurns(medium)};
    if (!wishes.isEveryBlock) {
        const Allocation allocation = allocationOf(*disk, where, kind);
        if (!allocation.isTrusted())
            return fail(ErrorCode::Refused, wishes.words[0], allocation.doubt);
        order.used = allocation.used;
    }
    for (std::size_t i = 4; i < wishes.words.size(); ++i)
        order.targets.push_back({.device = disk.get(), .at = Offset(std::atoll(wishes.words[i].c_str()))});
    return wishes.isByThreads ? copyByThreads(order) : copyBlocks(order, [](const Work &) {}, {});
}

}

int main(int argc, char **argv)
{
    const std::optional<Wishes> wishes = wishesOf(argc, argv);
    const auto kind = wishes ? contentKindNamed(wishes->words[3]) : std::nullopt;
    if (!kind) {
        std::println(stderr,
                     "usage: bench_copy IMAGE BEGIN SIZE KIND TARGET... [--no-read-back] [--every-block]"
                     " [--digest NAME] [--threads]");
        return 2;
    }
    const Result<CopyOutcome> outcome = copied(*wishes, *kind);
    if (!outcome) {
        std::println(stderr, "{} [{}]", english(describe(outcome.error())), outcome.error().detail);
        return 1;
    }
    std::println(R"({{"read": {}, "written": {}, "readBack": {}, "cleared": {}}})", outcome->read.count(),
                 outcome->written.count(), outcome->readBack.count(), outcome->cleared.count());
    return 0;
}
