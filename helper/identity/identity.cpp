// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/identity.h"

#include "core/layout/identity_text.h"
#include "helper/identity/renew.h"
#include "helper/stack/container.h"

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
    Write write = nullptr;    ///< after `renew` or instead: opens windows when it needs them

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
        return {admitJfs, renewJfs, {Tool::JfsTune}, writeJfsCopy};
    case ContentKind::Nilfs2:
        return {admitNilfs2, renewNilfs2, {Tool::NilfsTune}};
    case ContentKind::ReiserFs:
        return {admitReiserFs, renewReiserFs, {Tool::Reiserfstune}};
    case ContentKind::Erofs:
        return {.admit = admitErofs, .write = writeErofs};
    case ContentKind::F2fs:
        return {.admit = admitF2fs, .write = writeF2fs};
    case ContentKind::LvmPv:
        return {.admit = admitLvm, .write = writeLvm};
    case ContentKind::MdMember:
        return {.admit = admitMd, .write = writeMd};
    case ContentKind::Unformatted:
    case ContentKind::Unknown:
    case ContentKind::Squashfs:
    case ContentKind::Iso9660:
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
    // The name of a volume group is no label to libblkid; relabelVolumeGroup() has read it back.
    const bool isLabelled = !renewal.label.empty() && renewal.kind != ContentKind::LvmPv;
    if (isLabelled && found.label != renewal.label)
        return fail(ErrorCode::Mismatch, renewal.disk.name(),
                    "label reads \"" + found.label + "\", not \"" + renewal.label + "\"");
    CHECK(compareBtrfs(renewal));
    if (renewal.kind == ContentKind::Jfs)
        return compareJfs(renewal);
    return renewal.kind == ContentKind::F2fs ? compareF2fs(renewal) : compareBootSectors(renewal);
}

Result<> renewOnWindow(const Way &way, const Renewal &renewal)
{
    TRY(const auto window,
        PartitionWindow::open(renewal.disk, renewal.where, PartitionWindow::Access::ReadWrite));
    CHECK(way.renew(renewal, window->path()));
    return window->close();
}

Result<> perform(const Way &way, const Renewal &renewal)
{
    if (way.renew != nullptr)
        CHECK(renewOnWindow(way, renewal));
    return way.write != nullptr ? way.write(renewal) : Result<>();
}

std::vector<Tool> missing(const Toolbox &tools, const std::vector<Tool> &wanted)
{
    std::vector<Tool> result;
    std::ranges::copy_if(wanted, std::back_inserter(result), [&](Tool tool) { return !tools.find(tool); });
    return result;
}

}

namespace {

/// What lies in a container that has its own identity already.
Result<> renewVolumes(const Renewal &outer, const NewIdentity &identity, Keys &keys)
{
    if (identity.volumes.empty())
        return {};
    TRY(const OpenContainer container, openContainer(outer.disk, outer.where, outer.kind, keys));
    if (container.inside == Inside::Locked)
        return fail(ErrorCode::Denied, outer.disk.name(), "no key that was given opens what is in it");
    if (container.volumes.size() != identity.volumes.size())
        return fail(ErrorCode::Mismatch, outer.disk.name(), "it has other volumes than it had");
    for (std::size_t i = 0; i < container.volumes.size(); ++i) {
        const OpenVolume &volume = container.volumes[i];
        const NewIdentity &inner = identity.volumes[i];
        if (!hasIdentifier(inner.kind))
            continue;
        if (!volume.device)
            return fail(ErrorCode::Unsupported, outer.disk.name(), volume.name + ": " + volume.doubt);
        const Extent whole{.begin = Offset(), .size = volume.device->size()};
        CHECK(renewIdentityWith(outer.tools, *volume.device, whole, inner, keys));
    }
    return {};
}

}

Result<> renewIdentityWith(const Toolbox &tools, BlockDevice &disk, Extent where, const NewIdentity &identity,
                           Keys &keys)
{
    const ContentKind kind = identity.kind;
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
    CHECK(compare(renewal));
    return renewVolumes(renewal, identity, keys);
}

Result<> renewIdentity(BlockDevice &disk, Extent where, const NewIdentity &identity, Keys &keys)
{
    return renewIdentityWith(Toolbox(), disk, where, identity, keys);
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
