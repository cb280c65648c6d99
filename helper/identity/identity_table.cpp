// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/identity/identity_table.h"

namespace parterre {

namespace {

using Kind = ContentKind;

constexpr std::string_view drawnTest =
    "helper/identity/tst_identity.cpp: everyKindGetsTheIdentifierThatWasDrawn";
constexpr std::string_view writtenTest = "helper/identity/tst_written_super.cpp: onlyTheIdentifierChanges";
constexpr std::string_view layersTest = "helper/stack/tst_renewed_stack.cpp: everyLayerGetsItsOwn";
constexpr std::string_view refusedTest = "golden/identities_that_cannot_be_renewed";
constexpr std::string_view luksStays = "volume key and passphrases, or, where fresh keys are asked for, the "
                                       "one passphrase that was given; without "
                                       "its key all that lies in it";
constexpr std::string_view unchangedTest = "golden/cloned_unchanged_by_choice";

std::vector<IdentityRow> tableRows()
{
    return {{.kinds = {},
             .name = "GPT entry",
             .renewed =
                 "partition GUID (PARTUUID), drawn; name with the clone's number; by choice type and no-auto",
             .tools = {},
             .means = "Parterre, in the one write of the table",
             .stays = "",
             .test = "helper/engine/tst_run.cpp: doesWhatIsPlannedAndSaysSo"},
            {.kinds = {},
             .name = "MBR entry",
             .renewed = "PARTUUID, which is the disk's signature and the number",
             .tools = {},
             .means = "Parterre, in the one write of the table",
             .stays = "the disk's signature: it is the disk's, and no disk is copied whole",
             .test = "golden/mbr_primaries"}};
}

std::vector<IdentityRow> plainRows()
{
    return {{.kinds = {Kind::Unformatted, Kind::Unknown},
             .name = "nothing recognised",
             .renewed = "",
             .tools = {},
             .means = "",
             .stays = "all: nothing in it is known to tell it from another",
             .test = refusedTest},
            {.kinds = {Kind::Ext2, Kind::Ext3, Kind::Ext4},
             .name = "ext2, ext3, ext4",
             .renewed = "UUID, label, the seed of its checksums, in every copy of the superblock",
             .tools = {Tool::E2fsck, Tool::Tune2fs},
             .means = "",
             .stays = "",
             .test = drawnTest},
            {.kinds = {Kind::Xfs},
             .name = "XFS",
             .renewed = "UUID in every superblock and log record, label",
             .tools = {Tool::XfsDb},
             .means = "",
             .stays =
                 "meta_uuid, the UUID that it was made with, in checksummed metadata: no tool rewrites all "
                 "of it, and nothing looks for it; xfs_admin -U restore would make it the UUID again",
             .test = drawnTest},
            {.kinds = {Kind::Btrfs},
             .name = "btrfs",
             .renewed = "UUID, label, device UUID, UUID of the chunk tree, UUID of every subvolume and what "
                        "refers to it",
             .tools = {Tool::Btrfstune, Tool::Btrfs},
             .means = "Parterre ([ADR 14](adr/0014-btrfs-is-renamed-by-hand.md))",
             .stays = "old trees in free blocks",
             .test = "helper/identity/tst_btrfs_relabel.cpp: nothingOfItsOriginIsLeft"}};
}

std::vector<IdentityRow> otherPlainRows()
{
    return {{.kinds = {Kind::Fat12, Kind::Fat16, Kind::Fat32},
             .name = "FAT12, FAT16, FAT32",
             .renewed =
                 "serial number from random numbers, label, in the backup boot sector too; where it begins",
             .tools = {Tool::Fatlabel},
             .means = "",
             .stays = "",
             .test = drawnTest},
            {.kinds = {Kind::ExFat},
             .name = "exFAT",
             .renewed = "serial number, label, in the backup boot region too; where it begins",
             .tools = {Tool::TuneExfat},
             .means = "",
             .stays = "",
             .test = drawnTest},
            {.kinds = {Kind::Ntfs},
             .name = "NTFS",
             .renewed = "serial number, label, in the backup boot sector too; where it begins",
             .tools = {Tool::Ntfslabel},
             .means = "",
             .stays = "",
             .test = drawnTest},
            {.kinds = {Kind::F2fs},
             .name = "F2FS",
             .renewed = "UUID, label, in both superblocks",
             .tools = {},
             .means = "Parterre: no tool does",
             .stays = "with checksums of inodes or encryption, which are made with the UUID, it is refused",
             .test = writtenTest},
            {.kinds = {Kind::Swap},
             .name = "swap",
             .renewed = "UUID, label",
             .tools = {Tool::Swaplabel},
             .means = "",
             .stays = "",
             .test = drawnTest}};
}

std::vector<IdentityRow> readOnlyRows()
{
    return {{.kinds = {Kind::Squashfs},
             .name = "SquashFS",
             .renewed = "",
             .tools = {},
             .means = "",
             .stays = "nothing: it has no identifier",
             .test = refusedTest},
            {.kinds = {Kind::Erofs},
             .name = "EROFS",
             .renewed = "UUID, label, and the superblock's checksum",
             .tools = {},
             .means = "Parterre: no tool does",
             .stays = "",
             .test = writtenTest},
            {.kinds = {Kind::Iso9660},
             .name = "ISO 9660",
             .renewed = "",
             .tools = {},
             .means = "",
             .stays = "all: it is never written; cloned unchanged where that is asked for",
             .test = unchangedTest}};
}

std::vector<IdentityRow> containerRows()
{
    return {
        {.kinds = {Kind::Luks1},
         .name = "LUKS1",
         .renewed = "UUID; with its key all that lies in it",
         .tools = {},
         .means = "libcryptsetup",
         .stays = luksStays,
         .test = layersTest},
        {.kinds = {Kind::Luks2},
         .name = "LUKS2",
         .renewed = "UUID, label; with its key all that lies in it",
         .tools = {},
         .means = "libcryptsetup",
         .stays = luksStays,
         .test = layersTest},
        {.kinds = {Kind::LvmPv},
         .name = "LVM",
         .renewed =
             "UUIDs of the physical volume, of the group and of every logical volume, the group's name; "
             "all that lies in linear volumes",
         .tools = {},
         .means = "Parterre ([ADR 15](adr/0015-lvm-and-md-are-renewed-by-hand.md))",
         .stays =
             "names of logical volumes; groups of several devices, thin volumes, snapshots, caches and RAID "
             "are refused",
         .test = layersTest},
        {.kinds = {Kind::MdMember},
         .name = "MD RAID",
         .renewed = "UUID of the array, in its bitmap too, device UUID, name; all that lies in a mirror",
         .tools = {},
         .means = "Parterre ([ADR 15](adr/0015-lvm-and-md-are-renewed-by-hand.md))",
         .stays =
             "version 0.90 has neither device UUID nor name; levels that need several members are refused",
         .test = layersTest}};
}

std::vector<IdentityRow> refusedRows()
{
    return {{.kinds = {Kind::Zfs},
             .name = "ZFS",
             .renewed = "",
             .tools = {},
             .means = "",
             .stays = "refused: its members know each other by numbers all over it",
             .test = refusedTest},
            {.kinds = {Kind::BitLocker},
             .name = "BitLocker",
             .renewed = "",
             .tools = {},
             .means = "",
             .stays = "refused: what is in it cannot be reached, and its keys know it",
             .test = refusedTest}};
}

std::vector<IdentityRow> olderRows()
{
    return {
        {.kinds = {Kind::Jfs},
         .name = "JFS",
         .renewed = "UUID, label, in both superblocks",
         .tools = {Tool::JfsTune},
         .means = "Parterre in the second superblock",
         .stays = "",
         .test = "helper/identity/tst_jfs_copy.cpp: bothSuperblocksTellTheSame"},
        {.kinds = {Kind::Nilfs2},
         .name = "NILFS2",
         .renewed = "UUID, label, in both superblocks",
         .tools = {Tool::NilfsTune},
         .means = "",
         .stays = "",
         .test = drawnTest},
        {.kinds = {Kind::ReiserFs},
         .name = "ReiserFS",
         .renewed = "UUID, label",
         .tools = {Tool::Reiserfstune},
         .means = "",
         .stays = "",
         .test = drawnTest},
        {.kinds = {Kind::Bcachefs, Kind::Apfs},
         .name = "bcachefs, APFS",
         .renewed = "",
         .tools = {},
         .means = "",
         .stays = "refused: nothing here can give them new identifiers, and members are told apart by them",
         .test = refusedTest},
        {.kinds = {Kind::VerityHash},
         .name = "dm-verity, hashes",
         .renewed = "",
         .tools = {},
         .means = "",
         .stays = "all: it is never written; cloned unchanged where that is asked for",
         .test = unchangedTest},
        {.kinds = {Kind::DmIntegrity},
         .name = "dm-integrity",
         .renewed = "",
         .tools = {},
         .means = "",
         .stays = "all: it is never written; cloned unchanged where that is asked for",
         .test = unchangedTest},
        {.kinds = {Kind::Other},
         .name = "what else libblkid knows",
         .renewed = "",
         .tools = {},
         .means = "",
         .stays = "all; cloned unchanged where that is asked for",
         .test = unchangedTest}};
}

std::string listed(std::string_view text)
{
    return text.empty() ? "–" : std::string(text);
}

std::string meansOf(const IdentityRow &row)
{
    std::string means;
    for (const Tool tool : row.tools)
        means += (means.empty() ? "" : ", ") + std::string(toolName(tool));
    if (!row.means.empty())
        means += (means.empty() ? "" : "; ") + std::string(row.means);
    return listed(means);
}

constexpr std::string_view pageHead = R"(<!-- SPDX-FileCopyrightText: 2026 The Parterre authors -->
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<!-- Made of helper/identity/identity_table.cpp by tests/helper/identity/tst_identity_table.cpp; change that. -->
# What tells a clone from its origin

Every clone that is published has been read back layer by layer, and shares no identifier with anything on its disk or on the machine, or
the job has failed. What stays is said before, by a finding. All that is renewed in inner layers is made of the one UUID that the design draws
for the clone, so that the plan that is shown is the plan that is run.

| content | gets anew | with | stays | tested by |
|---|---|---|---|---|
)";

}

const std::vector<IdentityRow> &identityRows()
{
    static const std::vector<IdentityRow> all = [] {
        std::vector<IdentityRow> rows;
        for (const auto &some : {tableRows(), plainRows(), otherPlainRows(), readOnlyRows(), containerRows(),
                                 refusedRows(), olderRows()})
            rows.insert(rows.end(), some.begin(), some.end());
        return rows;
    }();
    return all;
}

std::string identityPage()
{
    std::string page(pageHead);
    for (const IdentityRow &row : identityRows()) {
        page += "| " + std::string(row.name) + " | " + listed(row.renewed) + " | " + meansOf(row) + " | "
            + listed(row.stays) + " | `" + std::string(row.test) + "` |\n";
    }
    return page;
}

}
