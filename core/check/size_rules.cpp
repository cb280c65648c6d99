// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/check/rules.h"
#include "core/model/resizing.h"
#include "core/text/describe.h"

#include <algorithm>

namespace parterre {

namespace {

/// One partition that is wished to have another size.
class SizeRules
{
public:
    SizeRules(const Facts &facts, const Partition &partition, Findings &findings)
        : m_facts(facts)
        , m_partition(partition)
        , m_findings(findings)
        , m_size(*findDesign(facts.design, partition.number)->size)
    {}

    void check()
    {
        const Bytes sector = m_facts.inventory.table.sectorSize;
        if (m_partition.entry == EntryKind::Extended)
            add("size-of-extended", Severity::Error, {});
        else if (m_size.isZero() || m_size.count() % sector.count() != 0)
            add("size-no-sectors", Severity::Error, {exactSizeText(m_size), exactSizeText(sector)});
        else if (hasFamily())
            add("size-of-clones", Severity::Error, {});
        else if (m_size < m_partition.extent.size)
            checkSmaller();
        else
            checkLarger();
    }

private:
    void add(const std::string &code, Severity severity, std::vector<std::string> args)
    {
        args.insert(args.begin(), partitionText(m_facts, m_partition.number));
        Finding finding{.code = code,
                        .severity = severity,
                        .partitions = {m_partition.number},
                        .message = {.id = code, .args = std::move(args)},
                        .fix = {}};
        if (severity == Severity::Error)
            finding.fix = Fix{.label = {.id = "fix-keep-size", .args = {}},
                              .edits = {edit::Resize{.number = m_partition.number, .size = {}}}};
        m_findings.push_back(std::move(finding));
    }

    /// Clones that are on the disk, of which it is one or the origin: they would differ in size.
    [[nodiscard]] bool hasFamily() const
    {
        const auto slot = std::ranges::find(m_facts.now.slots, m_partition.number, &Slot::number);
        return existingClones(m_facts, m_partition.number) > 0
            || (slot != m_facts.now.slots.end() && slot->cloneIndex > 0);
    }

    void checkSmaller()
    {
        const Content &content = m_partition.content;
        if (content.kind == ContentKind::Unformatted)
            return;
        if (!canEverShrink(content.kind))
            add("size-cannot-shrink", Severity::Error, {kindText(m_partition.content)});
        else if (content.used && m_size < *content.used)
            add("size-below-used", Severity::Error, {exactSizeText(m_size), exactSizeText(*content.used)});
        else
            checkMeans(m_facts.inventory.capabilities.shrinkable);
    }

    void checkLarger()
    {
        const ContentKind kind = m_partition.content.kind;
        if (kind == ContentKind::Unformatted)
            return;
        if (mayEndWithItsPlace(kind))
            add("size-end-lost", Severity::Error, {kindText(m_partition.content)});
        else if (!canEverGrow(kind))
            add("size-content-stays", Severity::Info, {kindText(m_partition.content)});
        else
            checkMeans(m_facts.inventory.capabilities.growable);
    }

    /// What it takes to change the content.
    void checkMeans(const std::vector<ContentKind> &changeable)
    {
        const Content &content = m_partition.content;
        if (content.deviceCount > 1)
            add("size-of-many-devices", Severity::Error, {std::to_string(content.deviceCount)});
        else if (!std::ranges::contains(changeable, content.kind))
            add(isMounted() ? "size-mount-missing" : "size-tool-missing", Severity::Error,
                {kindText(m_partition.content), tools()});
        else if (!survivesPowerCut(content.kind))
            add("size-power-cut", Severity::Warning, {kindText(m_partition.content)});
    }

    /// Whether the file system's own driver does it, on what is mounted.
    [[nodiscard]] bool isMounted() const
    {
        return m_partition.content.kind == ContentKind::Btrfs || m_partition.content.kind == ContentKind::Xfs;
    }

    [[nodiscard]] std::string tools() const
    {
        const ContentKind kind = m_partition.content.kind;
        if (isExt(kind))
            return "resize2fs, tune2fs, e2fsck, FUSE";
        if (isFat(kind))
            return "fsck.fat, FUSE";
        if (kind == ContentKind::Ntfs)
            return "ntfsresize, ntfsfix, FUSE";
        if (kind == ContentKind::F2fs)
            return "resize.f2fs, fsck.f2fs, FUSE";
        return kind == ContentKind::Xfs ? "xfs_repair, FUSE" : "btrfs, FUSE";
    }

    const Facts &m_facts;
    const Partition &m_partition;
    Findings &m_findings;
    const Bytes m_size;
};

}

void checkSizes(const Facts &facts, Findings &findings)
{
    for (const Partition *partition : resizedPartitions(facts))
        SizeRules(facts, *partition, findings).check();
}

}
