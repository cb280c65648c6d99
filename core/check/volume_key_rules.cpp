// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/model/layers.h"

#include <algorithm>

namespace parterre {

namespace {

Fix freshKeysFix(int number, bool isWanted)
{
    return {.label = {.id = isWanted ? "fix-fresh-keys" : "fix-same-keys", .args = {}},
            .edits = {edit::SetFreshKeys{.number = number, .isWanted = isWanted}}};
}

/// What keeps an LUKS in `content` from being read, and so from being encrypted anew; nullptr: nothing.
const Content *obstacleIn(const Content &content)
{
    const std::vector<Layer> layers = layersOf(content);
    const auto found = std::ranges::find_if(layers, [&](const Layer &layer) {
        const Inside inside = layer.content->inside;
        if (isLuks(layer.content->kind))
            return inside != Inside::Known;
        // One may lie in what nobody sees; in an LUKS that is no matter, as nobody gets there without its
        // key.
        return inside == Inside::Unreadable && !isLuks(content.kind);
    });
    return found == layers.end() ? nullptr : found->content;
}

class KeyRule
{
public:
    KeyRule(const Facts &facts, const Partition &partition, Findings &findings)
        : m_facts(facts)
        , m_partition(partition)
        , m_name(partitionText(facts, partition.number))
        , m_findings(findings)
    {}

    void check()
    {
        const bool isWanted = findDesign(m_facts.design, m_partition.number)->hasFreshKeys;
        const Content *const obstacle = obstacleIn(m_partition.content);
        if (!hasLuks(m_partition.content)) {
            if (isWanted)
                add("fresh-keys-no-luks", Severity::Error, {m_name}, freshKeysFix(m_partition.number, false));
        } else if (!isWanted) {
            add("volume-key-shared", Severity::Info, {m_name},
                obstacle == nullptr ? std::optional(freshKeysFix(m_partition.number, true)) : std::nullopt);
        } else if (obstacle == nullptr) {
            add("fresh-keys", Severity::Warning, {m_name}, freshKeysFix(m_partition.number, false));
            checkReadErrors();
        } else if (obstacle->inside == Inside::Unreadable) {
            add("fresh-keys-unreadable", Severity::Error, {m_name, obstacle->insideDoubt},
                freshKeysFix(m_partition.number, false));
        } else {
            add("fresh-keys-locked", Severity::Error, {m_name}, freshKeysFix(m_partition.number, false));
        }
    }

private:
    /// What was not read is zeros in a copy, and would be garbage in one that is encrypted anew.
    void checkReadErrors()
    {
        Copying copying = m_facts.design.copying;
        if (copying.onReadError == OnReadError::Stop)
            return;
        copying.onReadError = OnReadError::Stop;
        add("fresh-keys-read-errors", Severity::Error, {m_name},
            Fix{.label = {.id = "fix-stop-at-read-errors", .args = {}},
                .edits = {edit::SetCopying{copying}}});
    }

    void add(const std::string &code, Severity severity, std::vector<std::string> args,
             std::optional<Fix> fix)
    {
        m_findings.push_back({.code = code,
                              .severity = severity,
                              .partitions = {m_partition.number},
                              .message = {.id = code, .args = std::move(args)},
                              .fix = std::move(fix)});
    }

    const Facts &m_facts;
    const Partition &m_partition;
    const std::string m_name;
    Findings &m_findings;
};

}

void checkVolumeKeys(const Facts &facts, Findings &findings)
{
    // What is drawn has no keys yet.
    if (facts.design.drawing)
        return;
    for (const Partition *partition : clonedPartitions(facts))
        KeyRule(facts, *partition, findings).check();
}

}
