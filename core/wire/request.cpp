// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/wire/request.h"

#include "core/wire/fields_report.h"

#include <algorithm>

namespace parterre::wire {

constexpr bool isKnown(Request::Verb verb)
{
    switch (verb) {
    case Request::Verb::List:
    case Request::Verb::Probe:
    case Request::Verb::Apply:
    case Request::Verb::Verify:
    case Request::Verb::FindJobs:
    case Request::Verb::Finish:
    case Request::Verb::Undo:
    case Request::Verb::Build:
        return true;
    }
    return false;
}

bool areItsPieces(const FormerPartition &partition)
{
    if (!partition.imprint)
        return true;
    return partition.imprint->pieceSize == imprintPieceSize(partition.extent.size)
        && partition.imprint->digests.size()
        == pieceCount(partition.extent.size, partition.imprint->pieceSize);
}

void fields(auto &archive, As<ContentSource> auto &source)
{
    archive("number", source.number, partitionNumber);
    archive("path", source.path);
}

void fields(auto &archive, As<Request> auto &request)
{
    archive("verb", request.verb);
    archive("path", request.path);
    archive("design", request.design);
    archive("plan", request.plan);
    archive("former", request.former);
    archive("contents", request.contents, Limit{partitionsLimit});
    archive.require(
        "must have a path unless it is a list, a design to apply and to build, and a plan to apply", [&] {
            const bool isApply = request.verb == Request::Verb::Apply;
            const bool isBuild = request.verb == Request::Verb::Build;
            return request.path.empty() == (request.verb == Request::Verb::List)
                && request.design.has_value() == (isApply || isBuild) && request.plan.has_value() == isApply;
        });
    archive.require("may have contents only to build",
                    [&] { return request.contents.empty() || request.verb == Request::Verb::Build; });
    archive.require("may have an old report's words only to verify",
                    [&] { return !request.former || request.verb == Request::Verb::Verify; });
    archive.require("has an old report with pieces that its partitions do not have", [&] {
        return !request.former || std::ranges::all_of(request.former->partitions, areItsPieces);
    });
}

// Lists need a limit, which a variant cannot hand down: each is a type of its own on the wire.
template<typename T, std::size_t items>
struct Listed
{
    std::vector<T> list;
};
using Disks = Listed<DiskSummary, 1024>;
using Checks = Listed<Check, 16384>;
using Jobs = Listed<JobState, 4096>;

template<typename T, std::size_t items>
void fields(auto &archive, const Listed<T, items> &value)
{
    archive("list", value.list, Limit{items});
}

template<typename T, std::size_t items>
void fields(auto &archive, Listed<T, items> &value)
{
    archive("list", value.list, Limit{items});
}

namespace {

using Flat = std::variant<Progress, Error, Disks, Inventory, Report, Checks, Jobs>;

Flat flat(const Reply &reply)
{
    struct
    {
        Flat operator()(const Progress &progress) const { return progress; }
        Flat operator()(const Error &error) const { return error; }
        Flat operator()(const Answer &answer) const { return std::visit(*this, answer); }
        Flat operator()(const std::vector<DiskSummary> &list) const { return Disks{list}; }
        Flat operator()(const Inventory &inventory) const { return inventory; }
        Flat operator()(const Report &report) const { return report; }
        Flat operator()(const std::vector<Check> &list) const { return Checks{list}; }
        Flat operator()(const std::vector<JobState> &list) const { return Jobs{list}; }
    } flatten;
    return std::visit(flatten, reply);
}

Reply nested(Flat flat)
{
    struct
    {
        Reply operator()(Progress &&progress) const { return progress; }
        Reply operator()(Error &&error) const { return std::move(error); }
        Reply operator()(Disks &&disks) const { return Answer(std::move(disks.list)); }
        Reply operator()(Inventory &&inventory) const { return Answer(std::move(inventory)); }
        Reply operator()(Report &&report) const { return Answer(std::move(report)); }
        Reply operator()(Checks &&checks) const { return Answer(std::move(checks.list)); }
        Reply operator()(Jobs &&jobs) const { return Answer(std::move(jobs.list)); }
    } nest;
    return std::visit(nest, std::move(flat));
}

/// A message that this program has no words for would be a bug further up.
bool areWordsKnown(const Flat &flat)
{
    const auto *checks = std::get_if<Checks>(&flat);
    if (!checks)
        return true;
    const std::vector<std::string> ids = messageIds();
    return std::ranges::all_of(checks->list, [&](const Check &check) {
        return std::ranges::find(ids, check.message.id) != ids.end();
    });
}

}

template<>
inline constexpr const char *alternativeKey<Progress> = "progress";
template<>
inline constexpr const char *alternativeKey<Error> = "error";
template<>
inline constexpr const char *alternativeKey<Disks> = "disks";
template<>
inline constexpr const char *alternativeKey<Inventory> = "inventory";
template<>
inline constexpr const char *alternativeKey<Report> = "report";
template<>
inline constexpr const char *alternativeKey<Checks> = "checks";
template<>
inline constexpr const char *alternativeKey<Jobs> = "jobs";

QCborMap encode(const Request &request)
{
    return Composite<Request>::put(request).toMap();
}

QCborMap encode(const Reply &reply)
{
    return Composite<Flat>::put(flat(reply)).toMap();
}

Result<Request> decodeRequest(const QCborMap &map)
{
    Request request;
    CHECK(Composite<Request>::take(map, request));
    return request;
}

Result<Reply> decodeReply(const QCborMap &map)
{
    Flat read;
    CHECK(Composite<Flat>::take(map, read));
    if (!areWordsKnown(read))
        return wrong("has a message that this version does not know");
    return nested(std::move(read));
}

QCborMap cancelMessage()
{
    return {{QStringLiteral("cancel"), true}};
}

}
