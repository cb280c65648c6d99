// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/identity.h"

#include "core/layout/identity_text.h"
#include "helper/identity/renew.h"

#include <algorithm>
#include <array>
#include <blkid/blkid.h>
#include <memory>
#include <utility>

namespace parterre {

namespace {

using Admit = Result<> (*)(const Renewal &);
using Renew = Result<> (*)(const Renewal &, const std::string &);
using Write = Result<> (*)(const Renewal &);

Result<> admitAnything(const Renewal &)
{
    return {};
}

/// How one kind is renewed.
struct Way
{
    Admit admit = nullptr;
    Renew renew = nullptr;    ///< on a window
    std::vector<Tool> tools;  ///< none where a library does it
    Write write = nullptr;    ///< instead of `renew`: opens windows when it needs them

    [[nodiscard]] bool exists() const { return renew != nullptr || write != nullptr; }
};

/// Every kind is here, so that a new one asks what to do with it.
Way wayFor(ContentKind kind)
{
    switch (kind) {
    case ContentKind::Ext2:
    case ContentKind::Ext3:
    case ContentKind::Ext4:
        return {admitExt, renewExt, {Tool::Tune2fs, Tool::E2fsck}};
    case ContentKind::Xfs:
        return {admitAnything, renewXfs, {Tool::XfsDb}};
    case ContentKind::Btrfs:
        return {admitBtrfs, nullptr, {Tool::Btrfstune, Tool::Btrfs}, renewBtrfs};
    case ContentKind::Fat12:
    case ContentKind::Fat16:
    case ContentKind::Fat32:
        return {admitBootSector, renewFat, {Tool::Fatlabel}};
    case ContentKind::ExFat:
        return {admitBootSector, renewExFat, {Tool::TuneExfat}};
    case ContentKind::Ntfs:
        return {admitBootSector, renewNtfs, {Tool::Ntfslabel}};
    case ContentKind::Swap:
        return {admitAnything, renewSwap, {Tool::Swaplabel}};
    case ContentKind::Luks1:
    case ContentKind::Luks2:
        return {admitAnything, renewLuks, {}};
    case ContentKind::Jfs:
        return {admitJfs, renewJfs, {Tool::JfsTune}};
    case ContentKind::Nilfs2:
        return {admitNilfs2, renewNilfs2, {Tool::NilfsTune}};
    case ContentKind::ReiserFs:
        return {admitReiserFs, renewReiserFs, {Tool::Reiserfstune}};
    case ContentKind::Erofs:
        return {.admit = admitErofs, .write = writeErofs};
    case ContentKind::F2fs:
        return {.admit = admitF2fs, .write = writeF2fs};
    case ContentKind::Unformatted:
    case ContentKind::Unknown:
    case ContentKind::Squashfs:
    case ContentKind::Iso9660:
    case ContentKind::LvmPv:
    case ContentKind::MdMember:
    case ContentKind::Zfs:
    case ContentKind::BitLocker:
    case ContentKind::Bcachefs:
    case ContentKind::Apfs:
    case ContentKind::VerityHash:
    case ContentKind::DmIntegrity:
    case ContentKind::Other:
        return {};
    }
    std::unreachable();
}

struct FreeProbe
{
    void operator()(blkid_probe probe) const { blkid_free_probe(probe); }
};
using Probe = std::unique_ptr<std::remove_pointer_t<blkid_probe>, FreeProbe>;

/// What libblkid, and so udev and mount, find in the file; empty where there is nothing.
struct Found
{
    std::string uuid;
    std::string label;
};

Result<Found> lookInto(const std::string &file)
{
    const Probe probe(blkid_new_probe_from_filename(file.c_str()));
    if (!probe)
        return failErrno(file, errno, "blkid_new_probe_from_filename");
    blkid_probe_enable_superblocks(probe.get(), 1);
    blkid_probe_set_superblocks_flags(probe.get(),
                                      BLKID_SUBLKS_UUID | BLKID_SUBLKS_LABEL | BLKID_SUBLKS_TYPE);
    Found found;
    if (blkid_do_safeprobe(probe.get()) != 0)
        return found;
    for (const auto &[name, into] : {std::pair{"UUID", &found.uuid}, std::pair{"LABEL", &found.label}}) {
        const char *text = nullptr;
        if (blkid_probe_lookup_value(probe.get(), name, &text, nullptr) == 0)
            *into = text;
    }
    return found;
}

/// Reads identifier and label back from the medium, past every cache.
Result<> compare(const Renewal &renewal)
{
    CHECK(renewal.disk.dropCache(renewal.where));
    TRY(const auto window,
        PartitionWindow::open(renewal.disk, renewal.where, PartitionWindow::Access::ReadOnly));
    TRY(const Found found, lookInto(window->path()));
    CHECK(window->close());
    if (found.uuid != renewal.text)
        return fail(ErrorCode::Mismatch, renewal.disk.name(),
                    "identifier reads \"" + found.uuid + "\", not \"" + renewal.text + "\"");
    if (!renewal.label.empty() && found.label != renewal.label)
        return fail(ErrorCode::Mismatch, renewal.disk.name(),
                    "label reads \"" + found.label + "\", not \"" + renewal.label + "\"");
    CHECK(compareBtrfs(renewal));
    return renewal.kind == ContentKind::F2fs ? compareF2fs(renewal) : compareBootSectors(renewal);
}

Result<> perform(const Way &way, const Renewal &renewal)
{
    if (way.write != nullptr)
        return way.write(renewal);
    TRY(const auto window,
        PartitionWindow::open(renewal.disk, renewal.where, PartitionWindow::Access::ReadWrite));
    CHECK(way.renew(renewal, window->path()));
    return window->close();
}

std::vector<Tool> missing(const Toolbox &tools, const std::vector<Tool> &wanted)
{
    std::vector<Tool> result;
    std::ranges::copy_if(wanted, std::back_inserter(result), [&](Tool tool) { return !tools.find(tool); });
    return result;
}

}

Result<> renewIdentityWith(const Toolbox &tools, BlockDevice &disk, Extent where, ContentKind kind,
                           const NewIdentity &identity)
{
    const Way way = wayFor(kind);
    if (!way.exists())
        return fail(ErrorCode::Unsupported, disk.name(), std::string(contentKindName(kind)));
    if (const std::vector<Tool> lacking = missing(tools, way.tools); !lacking.empty())
        return fail(ErrorCode::ToolMissing, std::string(toolName(lacking.front())));
    const Renewal renewal{.tools = tools,
                          .disk = disk,
                          .where = where,
                          .kind = kind,
                          .uuid = identity.uuid,
                          .text = contentIdText(kind, identity.uuid),
                          .label = identity.label};
    CHECK(way.admit(renewal));
    CHECK(perform(way, renewal));
    return compare(renewal);
}

Result<> renewIdentity(BlockDevice &disk, Extent where, ContentKind kind, const NewIdentity &identity)
{
    return renewIdentityWith(Toolbox(), disk, where, kind, identity);
}

Capabilities identityCapabilitiesWith(const Toolbox &tools)
{
    Capabilities result;
    for (const ContentKind kind : allContentKinds()) {
        const Way way = wayFor(kind);
        if (!way.exists())
            continue;
        const std::vector<Tool> lacking = missing(tools, way.tools);
        if (lacking.empty() && PartitionWindow::isAvailable())
            result.renewable.push_back(kind);
        for (const Tool tool : lacking)
            result.missingTools.emplace_back(toolName(tool));
    }
    if (!PartitionWindow::isAvailable())
        result.missingTools.emplace_back("fuse");
    std::ranges::sort(result.missingTools);
    const auto twice = std::ranges::unique(result.missingTools);
    result.missingTools.erase(twice.begin(), twice.end());
    return result;
}

Capabilities identityCapabilities()
{
    return identityCapabilitiesWith(Toolbox());
}

}
