// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/model/part_types.h"

#include <algorithm>
#include <array>

namespace parterre {

namespace {

struct KnownType
{
    std::string_view type;
    std::string_view text;
    /// What a clone of it is; empty: the same type.
    std::string_view forClones;
};

// Names after sfdisk --list-types, so that they can be found in the manual.
struct Root
{
    std::string_view architecture;
    std::string_view type;
};

constexpr std::array roots{
    Root{"x86_64", type::rootX86},
    Root{"ix86", "44479540-F297-41B2-9AF7-D131D5F0458A"},
    Root{"i586", "44479540-F297-41B2-9AF7-D131D5F0458A"},
    Root{"i686", "44479540-F297-41B2-9AF7-D131D5F0458A"},
    Root{"armv6l", "69DAD710-2CE4-4E3C-B16C-21A1D49ABED3"},
    Root{"armv7l", "69DAD710-2CE4-4E3C-B16C-21A1D49ABED3"},
    Root{"aarch64", "B921B045-1DF0-41C3-AF44-4C6F280D3FAE"},
    Root{"arm64", "B921B045-1DF0-41C3-AF44-4C6F280D3FAE"},
    Root{"riscv64", "72EC70A6-CF74-40E6-BD49-4BDA08E8F224"},
    Root{"loongarch64", "77055800-792C-4F94-B39A-98C91B762BB6"},
    Root{"ppc64", "912ADE1D-A839-4913-8964-A10EEE08FBD2"},
    Root{"ppc64le", "C31C45E6-3F39-412E-80FB-4809C4980599"},
    Root{"s390x", "5EEAD9A9-FE09-4A1E-A1D7-520D00531306"},
};

constexpr std::array gptTypes{
    KnownType{type::biosBoot, "BIOS boot", {}},
    KnownType{type::esp, "EFI System", type::microsoftData},
    KnownType{type::prep, "PowerPC PReP boot", type::linuxData},
    KnownType{type::linuxData, "Linux filesystem", {}},
    KnownType{type::xbootldr, "Linux extended boot", type::linuxData},
    KnownType{type::rootX86, "Linux root (x86-64)", type::linuxData},
    KnownType{"44479540-F297-41B2-9AF7-D131D5F0458A", "Linux root (x86)", type::linuxData},
    KnownType{"69DAD710-2CE4-4E3C-B16C-21A1D49ABED3", "Linux root (ARM)", type::linuxData},
    KnownType{"B921B045-1DF0-41C3-AF44-4C6F280D3FAE", "Linux root (ARM-64)", type::linuxData},
    KnownType{"72EC70A6-CF74-40E6-BD49-4BDA08E8F224", "Linux root (RISC-V-64)", type::linuxData},
    KnownType{"77055800-792C-4F94-B39A-98C91B762BB6", "Linux root (LoongArch-64)", type::linuxData},
    KnownType{"912ADE1D-A839-4913-8964-A10EEE08FBD2", "Linux root (PPC64)", type::linuxData},
    KnownType{"C31C45E6-3F39-412E-80FB-4809C4980599", "Linux root (PPC64LE)", type::linuxData},
    KnownType{"5EEAD9A9-FE09-4A1E-A1D7-520D00531306", "Linux root (S390X)", type::linuxData},
    KnownType{"8484680C-9521-48C6-9C11-B0720656F69E", "Linux /usr (x86-64)", type::linuxData},
    KnownType{"B0E01050-EE5F-4390-949A-9101B17104E9", "Linux /usr (ARM-64)", type::linuxData},
    KnownType{"4D21B016-B534-45C2-A9FB-5C16E091FD2D", "Linux variable data", type::linuxData},
    KnownType{"7EC6F557-3BC5-4ACA-B293-16EF5DF639D1", "Linux temporary data", type::linuxData},
    KnownType{type::home, "Linux home", type::linuxData},
    KnownType{"3B8F8425-20E0-4F3B-907F-1A25A76F98E8", "Linux server data", type::linuxData},
    KnownType{type::linuxSwap, "Linux swap", type::linuxData},
    KnownType{type::microsoftData, "Microsoft basic data", {}},
    KnownType{"E3C9E316-0B5C-4DB8-817D-F92DF00215AE", "Microsoft reserved", {}},
    KnownType{"DE94BBA4-06D1-4D40-A16A-BFD50179D6AC", "Windows recovery environment", {}},
    KnownType{type::lvm, "Linux LVM", {}},
    KnownType{type::raid, "Linux RAID", {}},
};

constexpr std::array mbrTypes{
    KnownType{"05", "Extended", {}},
    KnownType{"0f", "W95 Ext'd (LBA)", {}},
    KnownType{"85", "Linux extended", {}},
    KnownType{"01", "FAT12", {}},
    KnownType{"04", "FAT16 <32M", {}},
    KnownType{"06", "FAT16", {}},
    KnownType{"07", "HPFS/NTFS/exFAT", {}},
    KnownType{"0b", "W95 FAT32", {}},
    KnownType{"0c", "W95 FAT32 (LBA)", {}},
    KnownType{"0e", "W95 FAT16 (LBA)", {}},
    KnownType{"41", "PPC PReP Boot", "83"},
    KnownType{"82", "Linux swap", "83"},
    KnownType{"83", "Linux", {}},
    KnownType{"8e", "Linux LVM", {}},
    KnownType{"ea", "Linux extended boot", "83"},
    KnownType{"ef", "EFI (FAT-12/16/32)", "0c"},
    KnownType{"fd", "Linux raid autodetect", {}},
};

const KnownType *findType(TableKind table, std::string_view type)
{
    if (table == TableKind::Mbr) {
        const auto *found = std::ranges::find(mbrTypes, type, &KnownType::type);
        return found == mbrTypes.end() ? nullptr : found;
    }
    const auto *found = std::ranges::find(gptTypes, type, &KnownType::type);
    return found == gptTypes.end() ? nullptr : found;
}

}

std::string typeText(TableKind table, std::string_view type)
{
    const KnownType *known = findType(table, type);
    return std::string(known != nullptr ? known->text : type);
}

std::string cloneType(TableKind table, const Partition &origin)
{
    const KnownType *known = findType(table, origin.type);
    if (known == nullptr || known->forClones.empty())
        return origin.type;
    if (table == TableKind::Gpt && origin.name == "p.lxlvm")
        return std::string(type::lvm);
    if (table == TableKind::Gpt && origin.name == "p.lxraid")
        return std::string(type::raid);
    return std::string(known->forClones);
}

std::string_view rootType(std::string_view architecture)
{
    const auto *found = std::ranges::find(roots, architecture, &Root::architecture);
    return found == roots.end() ? type::linuxData : found->type;
}

std::string_view nameOfType(std::string_view type)
{
    if (type == type::esp || type == "ef")
        return "efi";
    if (type == type::biosBoot)
        return "efi_csm";
    if (type == type::prep || type == "41")
        return "prep";
    if (type == type::linuxSwap || type == "82")
        return "swap";
    return {};
}

std::string usualType(TableKind table, ContentKind kind)
{
    const bool isMbr = table == TableKind::Mbr;
    if (kind == ContentKind::Swap)
        return std::string(isMbr ? "82" : type::linuxSwap);
    if (kind == ContentKind::LvmPv)
        return std::string(isMbr ? "8e" : type::lvm);
    if (kind == ContentKind::MdMember)
        return std::string(isMbr ? "fd" : type::raid);
    if (isFat(kind))
        return std::string(isMbr ? "0c" : type::microsoftData);
    if (kind == ContentKind::Ntfs || kind == ContentKind::ExFat || kind == ContentKind::BitLocker)
        return std::string(isMbr ? "07" : type::microsoftData);
    return std::string(isMbr ? "83" : type::linuxData);
}

}
