// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/text/describe.h"

#include <algorithm>
#include <ranges>

namespace parterre {

namespace {

using namespace literals;

Fix freeSpaceFix()
{
    return {.label = {.id = "fix-free-space", .args = {}},
            .edits = {edit::SetPlacement{.placement = Placement::FreeSpace}}};
}

Fix letChooseFix(const PlaceProblem &problem)
{
    return {.label = {.id = "fix-place", .args = {}},
            .edits = {edit::Place{.number = problem.number, .clone = problem.cloneIndex, .start = {}}}};
}

/// The clones that stay where those that found no room are taken away.
int fittingTotal(const Facts &facts, const PlaceProblem &problem)
{
    return existingClones(facts, problem.number) + problem.fitting;
}

Fix primariesFix(const Facts &facts, const PlaceProblem &problem)
{
    const bool hasContainer = std::ranges::any_of(
        facts.inventory.partitions, [](const Partition &one) { return one.entry == EntryKind::Extended; });
    const bool mayHelp = hasContainer && facts.design.numbering == Numbering::Kiwi
        && facts.design.placement == Placement::FreeSpace;
    return mayHelp ? keepNumbersFix() : clonesFix(facts, problem.number, fittingTotal(facts, problem));
}

Finding finding(const std::string &code, Severity severity, const PlaceProblem &problem,
                std::vector<std::string> args, Fix fix)
{
    return {.code = code,
            .severity = severity,
            .partitions = {problem.number},
            .message = {.id = code, .args = std::move(args)},
            .fix = std::move(fix)};
}

Finding noSpace(const Facts &facts, const PlaceProblem &problem)
{
    const std::string name = partitionText(facts, problem.number);
    const std::string missing = exactSizeText(problem.missing);
    if (facts.design.placement == Placement::Adjacent) {
        Finding result =
            finding("no-space-adjacent", Severity::Error, problem, {name, missing}, freeSpaceFix());
        result.code = "no-space";
        return result;
    }
    return finding("no-space", Severity::Error, problem,
                   {name, std::to_string(problem.fitting), std::to_string(problem.wanted), missing},
                   clonesFix(facts, problem.number, fittingTotal(facts, problem)));
}

/// What keeps data from moving over data. Free space needs none of that.
Finding inMotion(const Facts &facts, const std::string &code, const PlaceProblem &problem,
                 std::vector<std::string> args)
{
    Finding result = finding(code, Severity::Error, problem, std::move(args), freeSpaceFix());
    if (facts.design.placement == Placement::FreeSpace)
        result.fix.reset();
    if (problem.number == 0)
        result.partitions.clear();
    return result;
}

Finding findingFor(const Facts &facts, const PlaceProblem &problem)
{
    const std::string name = partitionText(facts, problem.number);
    const std::string fitting = std::to_string(problem.fitting);
    const std::string wanted = std::to_string(problem.wanted);
    switch (problem.kind) {
    case PlaceProblem::Kind::NoSpace:
        return noSpace(facts, problem);
    case PlaceProblem::Kind::PrimariesFull:
        return finding("mbr-primaries-full", Severity::Error, problem, {name, fitting, wanted},
                       primariesFix(facts, problem));
    case PlaceProblem::Kind::NoRoomForEbr:
        return finding("no-room-for-ebr", Severity::Error, problem,
                       {name, std::to_string(problem.wanted - problem.fitting)},
                       clonesFix(facts, problem.number, fittingTotal(facts, problem)));
    case PlaceProblem::Kind::NoRoomToGrow:
        return finding("no-room-to-grow", Severity::Error, problem, {name, exactSizeText(problem.missing)},
                       {.label = {.id = "fix-adjacent", .args = {}},
                        .edits = {edit::SetPlacement{.placement = Placement::Adjacent}}});
    case PlaceProblem::Kind::TakenByHand:
        return finding("place-taken", Severity::Error, problem, {name, exactSizeText(problem.missing)},
                       letChooseFix(problem));
    case PlaceProblem::Kind::MisalignedByHand:
        return finding("misaligned-by-hand", Severity::Warning, problem,
                       {name, exactSizeText(facts.inventory.table.grain)}, letChooseFix(problem));
    case PlaceProblem::Kind::LogicalInMotion:
        return inMotion(facts, "logical-in-motion", problem, {name});
    case PlaceProblem::Kind::BootLoaderInMotion:
        return inMotion(facts, "boot-loader-in-motion", problem, {name});
    case PlaceProblem::Kind::TornInMotion:
        return inMotion(facts, "torn-in-motion", problem, {name});
    case PlaceProblem::Kind::NoJournal:
        return inMotion(facts, "no-journal-place", problem, {exactSizeText(problem.missing)});
    case PlaceProblem::Kind::NoScratch:
        return inMotion(facts, "no-scratch", problem, {exactSizeText(problem.missing)});
    case PlaceProblem::Kind::NoEntryToHide:
        return inMotion(facts, "no-entry-to-hide", problem, {});
    }
    return noSpace(facts, problem);
}

void checkInPlace(const Facts &facts, Findings &findings)
{
    if (!facts.designed.inPlace)
        return;
    const InPlaceMove &move = *facts.designed.inPlace;
    Finding result{.code = "moves-in-place",
                   .severity = Severity::Warning,
                   .partitions = {},
                   .message = {.id = "moves-in-place", .args = {sizeText(move.moved), sizeText(move.staged)}},
                   .fix = {}};
    for (const Relocation &one : move.relocations)
        result.partitions.push_back(one.partition);
    if (facts.design.placement == Placement::Adjacent)
        result.fix = freeSpaceFix();
    findings.push_back(std::move(result));
}

void checkAlignment(const Facts &facts, Findings &findings)
{
    const Table &table = facts.inventory.table;
    // A partition of a quarter of a page is not slow: what counts is the page, not the whole grain.
    const Bytes least = std::min(table.grain, Bytes(4096));
    for (const Partition &partition : facts.inventory.partitions) {
        if (partition.entry == EntryKind::Extended
            || isAligned(partition.extent.begin, least, table.alignmentPhase))
            continue;
        findings.push_back(
            {.code = "misaligned",
             .severity = Severity::Info,
             .partitions = {partition.number},
             .message = {.id = "misaligned",
                         .args = {partitionText(facts, partition.number), exactSizeText(least)}},
             .fix = {}});
    }
}

void checkHand(const Facts &facts, Findings &findings)
{
    const bool isAnyByHand = std::ranges::any_of(facts.design.partitions, [](const PartitionDesign &one) {
        return one.start || std::ranges::any_of(one.clones, [](const CloneDesign &clone) {
                   return clone.start.has_value();
               });
    });
    if (isAnyByHand && facts.design.placement == Placement::Adjacent) {
        findings.push_back({.code = "place-by-hand-ignored",
                            .severity = Severity::Info,
                            .partitions = {},
                            .message = {.id = "place-by-hand-ignored", .args = {}},
                            .fix = freeSpaceFix()});
    }
}

void checkRest(const Facts &facts, Findings &findings)
{
    Bytes sum;
    Bytes largest;
    for (const Extent &gap : facts.designed.layout.free) {
        sum += gap.size;
        largest = std::max(largest, gap.size);
    }
    if (largest < 16_MiB)
        return;
    findings.push_back({.code = "space-left",
                        .severity = Severity::Info,
                        .partitions = {},
                        .message = {.id = "space-left", .args = {sizeText(sum), sizeText(largest)}},
                        .fix = {}});
}

}

void checkSpace(const Facts &facts, Findings &findings)
{
    for (const PlaceProblem &problem : facts.designed.problems)
        findings.push_back(findingFor(facts, problem));
    checkInPlace(facts, findings);
    checkHand(facts, findings);
    checkAlignment(facts, findings);
    if (isWritable(facts.inventory.table.kind))
        checkRest(facts, findings);
}

}
