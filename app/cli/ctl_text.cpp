// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/ctl_text.h"

#include "core/layout/reference_fate.h"
#include "core/text/describe.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace parterre::ctl {

namespace {

using Row = std::vector<std::string>;

/// Characters as a terminal counts them.
std::size_t width(const std::string &text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

/// "#5 (home clone 1)"
std::string slotText(const Slot &slot)
{
    std::string name = slot.partidsName;
    if (slot.cloneIndex > 0)
        name = slot.cloneOf + " clone " + std::to_string(slot.cloneIndex);
    return "#" + std::to_string(slot.number) + (name.empty() ? "" : " (" + name + ")");
}

Row rowOf(const Slot &slot)
{
    std::string role = std::string(roleName(slot.role));
    if (slot.cloneIndex > 0)
        role = "clone " + std::to_string(slot.cloneIndex) + " of " + slot.cloneOf;
    const std::string used = slot.content.used ? sizeText(*slot.content.used) : "-";
    return {std::to_string(slot.number),
            slot.name.empty() ? slot.partidsName : slot.name,
            role,
            std::string(slot.entry == EntryKind::Extended ? "extended" : contentKindName(slot.content.kind)),
            exactSizeText(Bytes(slot.extent.begin.bytes())),
            exactSizeText(slot.extent.size),
            used,
            slot.content.uuid};
}

/// Requires a row, the heading; all have as many columns.
void print(std::ostringstream &out, const std::vector<Row> &rows)
{
    std::vector<std::size_t> widths(rows.front().size());
    for (const Row &row : rows) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths.at(i) = std::max(widths.at(i), width(row.at(i)));
    }
    for (const Row &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < widths.size(); ++i)
            line += row.at(i) + std::string(widths.at(i) - width(row.at(i)) + 2, ' ');
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << "\n";
    }
}

}

std::string layoutText(const Layout &layout)
{
    std::ostringstream out;
    if (layout.table.kind == TableKind::None)
        return "no partition table on " + sizeText(layout.diskSize) + "\n";
    out << tableKindName(layout.table.kind) << " table on " << sizeText(layout.diskSize) << ", "
        << layout.slots.size() << " partitions, " << exactSizeText(layout.table.sectorSize) << " sectors\n\n";
    std::vector<Row> rows{{"#", "name", "role", "content", "start", "size", "used", "identifier"}};
    for (const Slot &slot : layout.slots)
        rows.push_back(rowOf(slot));
    print(out, rows);
    Bytes free;
    for (const Extent &gap : layout.free)
        free += gap.size;
    out << "\nfree: " << sizeText(free) << " in " << layout.free.size()
        << (layout.free.size() == 1 ? " piece\n" : " pieces\n");
    return out.str();
}

std::string findingsText(const std::vector<Finding> &findings)
{
    std::ostringstream out;
    for (const Finding &finding : findings) {
        out << severityName(finding.severity) << " " << finding.code << ": " << english(finding.message)
            << "\n";
        if (finding.fix)
            out << "    fix: " << english(finding.fix->label) << "\n";
    }
    return out.str();
}

std::string referencesText(const Inventory &inventory, const Derived &derived)
{
    if (inventory.references.empty())
        return "no file that was read, and no firmware entry, names a partition of this disk\n";
    const auto namesOf = [](const std::vector<const Slot *> &slots) {
        std::string names;
        for (const Slot *slot : slots)
            names += (names.empty() ? "" : ", ") + slotText(*slot);
        return names.empty() ? std::string("-") : names;
    };
    std::ostringstream out;
    const auto becomes = [&](const Reference &reference) {
        std::string names;
        for (const RewrittenSlot &slot : derived.rewritten) {
            const std::optional<std::string> value = rewrittenValue(reference, slot);
            if (!value || !slot.isWritable)
                continue;
            names += (names.empty() ? "" : ", ") + *value;
            if (slot.isClone)
                names += " (clone " + std::to_string(slot.cloneIndex) + ")";
        }
        return names.empty() ? std::string("-") : names;
    };
    std::vector<Row> rows{{"in", "file", "names", "leads to", "then", "verdict", "rewritten to"}};
    for (const Reference &reference : inventory.references) {
        const ReferenceFate fate = fateOf(reference, derived.now, derived.designed);
        std::string in =
            reference.inPartition == 0 ? "firmware" : "#" + std::to_string(reference.inPartition);
        const std::string volume = volumeOf(reference, inventory);
        in += (volume.empty() ? "" : " › ") + volume;
        rows.push_back({in, reference.file, reference.value, namesOf(fate.now), namesOf(fate.then),
                        std::string(verdictName(fate.verdict)), becomes(reference)});
    }
    print(out, rows);
    return out.str();
}

std::string planText(const Derived &derived)
{
    std::ostringstream out;
    const Work all = work(derived.plan);
    if (derived.plan.isEmpty())
        return hasErrors(derived.findings) ? "no plan: the errors above forbid it\n" : "nothing to do\n";
    for (std::size_t i = 0; i < derived.plan.steps.size(); ++i)
        out << i + 1 << ". " << english(describe(derived.plan.steps[i], derived.designed)) << "\n";
    out << "reads " << sizeText(all.read) << ", writes " << sizeText(all.written) << "\n";
    return out.str();
}

std::string totalsText(const Totals &totals)
{
    const std::array<std::pair<const char *, Bytes>, 4> figures{{{"read ", totals.read},
                                                                 {"written ", totals.written},
                                                                 {"skipped ", totals.skipped},
                                                                 {"shared ", totals.shared}}};
    std::string text;
    for (const auto &[word, amount] : figures) {
        if (!amount.isZero())
            text += (text.empty() ? "" : ", ") + (word + sizeText(amount));
    }
    return text;
}

std::string reportText(const Report &report)
{
    std::ostringstream out;
    if (report.error)
        out << english(describe(*report.error)) << "\n";
    out << english(describe(report)) << "\n";
    for (const UnreadRange &one : report.unread())
        out << "  " << english(describe(one)) << "\n";
    for (const std::string &warning : report.warnings)
        out << "warning: " << warning << "\n";
    if (!report.jobFolder.empty())
        out << "the table as it was is saved in " << report.jobFolder << "\n";
    out << "took " << durationText(static_cast<double>(report.elapsedMs) / 1000);
    if (const std::string totals = totalsText(totalsOf(report)); !totals.empty())
        out << ": " << totals;
    if (const Bytes rate = averageRate(report); !rate.isZero())
        out << "; " << sizeText(rate) << "/s";
    out << "\n";
    return out.str();
}

}
