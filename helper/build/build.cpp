// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/build/build.h"

#include "core/text/describe.h"
#include "helper/build/build_folder.h"
#include "helper/build/file_system_maker.h"
#include "helper/build/filler.h"
#include "helper/files/root_file.h"
#include "helper/identity/identity.h"
#include "helper/probe/probe.h"
#include "helper/table/new_table.h"
#include "helper/table/table_codec.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace parterre {

namespace {

namespace fs = std::filesystem;

std::string nameOf(const Slot &slot)
{
    const std::string &name = slot.partidsName.empty() ? slot.name : slot.partidsName;
    return name.empty() ? "partition " + std::to_string(slot.source) : name;
}

/// The error with the partition's name before its words.
Error about(const Slot &slot, Error error)
{
    error.subject = nameOf(slot) + (error.subject.empty() ? "" : ": " + error.subject);
    return error;
}

bool isBare(ContentKind kind)
{
    return kind == ContentKind::Unformatted || kind == ContentKind::Unknown;
}

class Builder
{
public:
    Builder(const BuildOrder &order, Observer &observer, const std::stop_token &stop)
        : m_order(order)
        , m_foundation(order.foundation)
        , m_observer(observer)
        , m_stop(stop)
    {}

    Result<Report> run()
    {
        CHECK(checkContents());
        return m_order.disk != nullptr ? onDisk() : inImage();
    }

private:
    [[nodiscard]] const ContentSource *sourceOf(const Slot &slot) const
    {
        const auto found = std::ranges::find(m_order.contents, slot.source, &ContentSource::number);
        return found == m_order.contents.end() ? nullptr : &*found;
    }

    Result<Report> inImage()
    {
        TRY(m_folder, BuildFolder::make(m_order.target, m_foundation.size));
        {
            TRY(const auto blank, FileDevice::open(m_folder->image(), FileDevice::Access::Exclusive));
            CHECK(createTable(*blank, m_foundation.table));
        }
        // Opened anew, it knows the sector size that the table has.
        TRY(const auto image, FileDevice::open(m_folder->image(), FileDevice::Access::Exclusive));
        m_disk = image.get();
        TRY(Report report, fillAll());
        if (report.isSuccess())
            CHECK(m_folder->publish());
        return report;
    }

    Result<Report> onDisk()
    {
        m_disk = m_order.disk;
        CHECK(checkDisk());
        TRY(m_folder, BuildFolder::scratch());
        Result<Report> report = createTable(*m_disk, m_foundation.table).and_then([&] { return fillAll(); });
        if (report && report->isSuccess())
            return report;
        const bool isErased = eraseTable(*m_disk) && tellKernel(*m_disk, {});
        if (!isErased && !report)
            report.error().detail += "; and its new table could not be taken away again";
        else if (!isErased)
            report->warnings.emplace_back("The new table could not be taken away again.");
        return report;
    }

    [[nodiscard]] Result<> checkDisk() const
    {
        const Table &table = m_foundation.table;
        if (m_disk->size() != m_foundation.size)
            return fail(ErrorCode::Invalid, m_order.target,
                        "it has " + std::to_string(m_disk->size().count()) + " bytes, and a disk of "
                            + std::to_string(m_foundation.size.count())
                            + " is drawn; import takes the size of the disk by --disk-size");
        if (m_disk->sectorSize() != table.sectorSize)
            return fail(ErrorCode::Invalid, m_order.target,
                        "its sectors are of " + std::to_string(m_disk->sectorSize().count())
                            + " bytes, and of " + std::to_string(table.sectorSize.count())
                            + " in the drawing");
        return checkBlank(*m_disk);
    }

    Result<Report> fillAll()
    {
        TRY(const TableSwitch tableSwitch, encodeTable(*m_disk, topologyOf(*m_disk), m_foundation.slots));
        CHECK(commitTable(*m_disk, tableSwitch));
        for (const Slot &slot : m_foundation.slots)
            CHECK(fill(slot).transform_error([&](Error error) { return about(slot, std::move(error)); }));
        return makeClones();
    }

    /// All that can be known before the first byte is written.
    [[nodiscard]] Result<> checkContents() const
    {
        for (const ContentSource &source : m_order.contents) {
            const auto slot = std::ranges::find(m_foundation.slots, source.number, &Slot::source);
            if (slot == m_foundation.slots.end() || slot->entry == EntryKind::Extended)
                return fail(ErrorCode::Invalid, source.path,
                            "no partition " + std::to_string(source.number) + " is drawn that could hold it");
            if (std::ranges::count(m_order.contents, source.number, &ContentSource::number) > 1)
                return fail(ErrorCode::Invalid, source.path, nameOf(*slot) + " is given two contents");
        }
        for (const Slot &slot : m_foundation.slots)
            CHECK(checkContent(slot).transform_error(
                [&](Error error) { return about(slot, std::move(error)); }));
        return {};
    }

    [[nodiscard]] Result<> checkContent(const Slot &slot) const
    {
        if (slot.entry == EntryKind::Extended)
            return {};
        const ContentSource *const source = sourceOf(slot);
        std::error_code error;
        const fs::file_status status =
            source != nullptr ? fs::status(source->path, error) : fs::file_status(fs::file_type::none);
        if (source != nullptr && !fs::is_directory(status) && !fs::is_regular_file(status))
            return fail(ErrorCode::Invalid, source->path, "is neither a folder nor a file");
        const std::string kind(contentKindName(slot.content.kind));
        if (fs::is_regular_file(status))
            return checkImage(slot, source->path);
        if (fs::is_directory(status) && !canFill(slot.content.kind))
            return fail(ErrorCode::Unsupported, source->path,
                        "files cannot be put into " + kind + " here; give an image of it");
        if (source == nullptr && isReadOnlyByNature(slot.content.kind))
            return fail(ErrorCode::Invalid, {}, kind + " is made of files, and none were given for it");
        if (source == nullptr && !isBare(slot.content.kind) && !canMake(slot.content.kind))
            return fail(ErrorCode::Unsupported, {}, kind + " is not made here; give an image of it");
        return {};
    }

    [[nodiscard]] static Result<> checkImage(const Slot &slot, const std::string &path)
    {
        TRY(const auto image, FileDevice::open(path, FileDevice::Access::ReadOnly));
        if (image->size() > slot.extent.size)
            return fail(ErrorCode::Invalid, path,
                        "has " + std::to_string(image->size().count()) + " bytes, and its partition "
                            + std::to_string(slot.extent.size.count()));
        TRY(const Content content, probeContent(*image, {.begin = {}, .size = image->size()}));
        if (content.kind != slot.content.kind && !isBare(slot.content.kind))
            return fail(ErrorCode::Invalid, path,
                        "holds " + std::string(contentKindName(content.kind)) + ", and "
                            + std::string(contentKindName(slot.content.kind)) + " is drawn");
        return {};
    }

    Result<> fill(const Slot &slot)
    {
        if (m_stop.stop_requested())
            return fail(ErrorCode::Cancelled, m_order.target);
        const ContentSource *const source = sourceOf(slot);
        std::error_code error;
        const bool isTree = source != nullptr && fs::is_directory(source->path, error);
        if (slot.entry == EntryKind::Extended)
            return {};
        CHECK(blank(slot));
        if (source == nullptr && isBare(slot.content.kind))
            return {};
        std::string file = source != nullptr ? source->path : std::string();
        if (source == nullptr || isTree) {
            file = m_folder->file("content");
            CHECK(makeContent(slot, isTree ? source : nullptr, file));
        }
        TRY(const auto content, FileDevice::open(file, FileDevice::Access::ReadOnly));
        CHECK(fillPlace(*content, *m_disk, slot.extent, m_stop));
        if (source == nullptr || isTree)
            fs::remove(file, error);
        return setHiddenSectors(*m_disk, slot.extent, slot.content.kind, m_foundation.table.sectorSize);
    }

    /// What a disk holds from before shall not be taken for zeros, nor for what is drawn.
    Result<> blank(const Slot &slot)
    {
        constexpr Bytes border{4 << 20};
        const Extent where = slot.extent;
        if (m_order.disk == nullptr)
            return {};
        if (!isBare(slot.content.kind) || where.size <= border * 2)
            return m_disk->zero(where);
        CHECK(m_disk->zero({.begin = where.begin, .size = border}));
        return m_disk->zero({.begin = where.end() - border, .size = border});
    }

    Result<> makeContent(const Slot &slot, const ContentSource *source, const std::string &file)
    {
        Making making{.kind = slot.content.kind,
                      .label = slot.content.label,
                      .uuid = slot.content.uuid,
                      .size = slot.extent.size,
                      .sectorSize = m_foundation.table.sectorSize,
                      .tree = {},
                      .file = file,
                      .partids = {}};
        if (source != nullptr) {
            std::error_code error;
            making.tree = fs::canonical(source->path, error).string();
            if (error)
                return failErrno(source->path, error.value(), "open");
        }
        if (isPutIn(slot)) {
            making.partids = m_folder->file("config.partids");
            std::ofstream(making.partids, std::ios::binary) << m_foundation.wanted.partids;
        }
        return makeFileSystem(m_tools, making);
    }

    /// Whether every partition holds what was drawn: an image that was given need not.
    [[nodiscard]] Result<> checkFilled(const Inventory &inventory) const
    {
        for (const Slot &slot : m_foundation.slots) {
            const Partition *const partition = findPartition(inventory, slot.number);
            if (partition == nullptr)
                return fail(ErrorCode::Mismatch, nameOf(slot), "is not in the table that was written");
            const Content &content = partition->content;
            const bool isExpected = content.kind == slot.content.kind
                || (isBare(slot.content.kind) && (sourceOf(slot) != nullptr || isBare(content.kind)));
            if (slot.entry != EntryKind::Extended && !isExpected)
                return fail(ErrorCode::Mismatch, nameOf(slot),
                            "holds " + std::string(contentKindName(content.kind)) + ", and "
                                + std::string(contentKindName(slot.content.kind)) + " is drawn");
        }
        return {};
    }

    Result<Report> makeClones()
    {
        TRY(Inventory inventory, probe(*m_disk, m_disk->name()));
        CHECK(checkFilled(inventory));
        addDrawn(inventory, m_foundation);
        Derived derived = derive(inventory, m_foundation.design);
        CHECK(compareWithDrawing(derived.designed, m_foundation));
        std::vector<std::string> notes;
        for (const Finding &finding : derived.findings) {
            if (finding.severity == Severity::Error)
                return fail(ErrorCode::Refused, m_order.target, english(finding.message));
            if (finding.severity == Severity::Warning && !isMet(finding))
                notes.push_back(english(finding.message));
        }
        if (derived.plan.isEmpty())
            CHECK(writePartids(derived, inventory.capabilities.partidsWritable));
        if (derived.plan.isEmpty() && m_order.disk != nullptr)
            CHECK(tellKernel(*m_disk, derived.now.slots));
        Report report = derived.plan.isEmpty() ? withoutClones(derived)
                                               : parterre::run(*m_disk,
                                                               {.path = m_disk->name(),
                                                                .inventory = std::move(inventory),
                                                                .derived = std::move(derived),
                                                                .jobRoot = m_order.jobRoot},
                                                               m_observer, m_stop);
        report.warnings.insert(report.warnings.begin(), notes.begin(), notes.end());
        return report;
    }

    /// config.partids is one of the files that this was made of.
    [[nodiscard]] bool isPutIn(const Slot &slot) const
    {
        const bool isKind =
            slot.content.kind == ContentKind::Squashfs || slot.content.kind == ContentKind::Erofs;
        std::error_code error;
        const ContentSource *const source = sourceOf(slot);
        return isKind && carriesPartids(slot) && source != nullptr && fs::is_directory(source->path, error);
    }

    /// A warning of what was done already.
    [[nodiscard]] bool isMet(const Finding &finding) const
    {
        return finding.code == "partids-not-written"
            && std::ranges::all_of(m_foundation.slots, [&](const Slot &slot) {
                   return !std::ranges::contains(finding.partitions, slot.number) || isPutIn(slot);
               });
    }

    /// Else a step of the plan does that.
    Result<> writePartids(const Derived &derived, const std::vector<ContentKind> &writable)
    {
        for (const Slot &slot : derived.now.slots) {
            if (carriesPartids(slot) && std::ranges::contains(writable, slot.content.kind))
                CHECK(writeRootFile(*m_disk, slot.extent, slot.content.kind, "config.partids",
                                    derived.designed.partids));
        }
        return {};
    }

    /// It was filled, read back and probed, and that is all.
    [[nodiscard]] static Report withoutClones(const Derived &derived)
    {
        Report report;
        report.error.reset();
        report.disk = DiskState::Done;
        report.before = derived.now;
        report.after = derived.now;
        report.partids = derived.designed.partids;
        return report;
    }

    const BuildOrder &m_order;
    const Foundation &m_foundation;
    Observer &m_observer;
    const std::stop_token &m_stop;
    const Toolbox m_tools;
    std::unique_ptr<BuildFolder> m_folder;
    FileDevice *m_disk = nullptr;
};

}

Result<Report> build(const BuildOrder &order, Observer &observer, const std::stop_token &stop)
{
    return Builder(order, observer, stop).run();
}

}
