// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/kiwi/firmware.h"

#include <algorithm>
#include <array>

namespace parterre::kiwi {

namespace {

/// What a machine boots with, the usual one first.
struct Machine
{
    std::string_view architecture;
    std::array<std::string_view, 4> firmware;
};

constexpr std::array machines{
    Machine{"x86_64", {"bios", "efi", "uefi", "ec2"}},
    Machine{"i586", {"bios", {}, {}, {}}},
    Machine{"i686", {"bios", {}, {}, {}}},
    Machine{"ix86", {"bios", {}, {}, {}}},
    Machine{"aarch64", {"efi", "uefi", {}, {}}},
    Machine{"arm64", {"efi", "uefi", {}, {}}},
    Machine{"armv5el", {"efi", "uefi", {}, {}}},
    Machine{"armv5tel", {"efi", "uefi", {}, {}}},
    Machine{"armv6hl", {"efi", "uefi", {}, {}}},
    Machine{"armv6l", {"efi", "uefi", {}, {}}},
    Machine{"armv7hl", {"efi", "uefi", {}, {}}},
    Machine{"armv7l", {"efi", "uefi", {}, {}}},
    Machine{"ppc", {"ofw", {}, {}, {}}},
    Machine{"ppc64", {"ofw", "opal", {}, {}}},
    Machine{"ppc64le", {"ofw", "opal", {}, {}}},
    Machine{"riscv64", {"efi", "uefi", {}, {}}},
    Machine{"loongarch64", {"efi", "uefi", {}, {}}},
    Machine{"s390", {}},
    Machine{"s390x", {}},
};

const Machine *findMachine(std::string_view architecture)
{
    const auto *found = std::ranges::find(machines, architecture, &Machine::architecture);
    return found == machines.end() ? nullptr : found;
}

bool isX86(std::string_view architecture)
{
    return architecture == "x86_64" || architecture == "ix86" || architecture == "i586"
        || architecture == "i686";
}

TableKind tableOf(const Description &description, bool hasEfi)
{
    const std::string &architecture = description.architecture;
    if (architecture.starts_with("s390")) {
        if (description.targetType == "CDL" || description.targetType == "LDL")
            return TableKind::Dasd;
        return description.targetType == "GPT" ? TableKind::Gpt : TableKind::Mbr;
    }
    if (architecture.starts_with("ppc64"))
        return TableKind::Gpt;
    return hasEfi ? description.efiTable.value_or(TableKind::Gpt) : TableKind::Mbr;
}

}

std::unexpected<Error> refuse(int line, const std::string &sentence)
{
    return fail(ErrorCode::Invalid, "description",
                line > 0 ? "line " + std::to_string(line) + ": " + sentence : sentence);
}

bool isKnownArchitecture(std::string_view architecture)
{
    return findMachine(architecture) != nullptr;
}

Result<Firmware> firmwareOf(const Description &description)
{
    const Machine *const machine = findMachine(description.architecture);
    if (machine == nullptr)
        return refuse(0,
                      "KIWI builds no disks for the architecture \"" + description.architecture
                          + "\"; name another one, like x86_64 or aarch64");
    Firmware firmware;
    firmware.name = description.firmware.empty() ? machine->firmware.front() : description.firmware;
    const bool isKnown = firmware.name == "custom" || firmware.name.empty()
        || std::ranges::contains(machine->firmware, std::string_view(firmware.name));
    if (!isKnown)
        return refuse(description.line,
                      "the firmware \"" + firmware.name + "\" is none of " + description.architecture
                          + "; change the attribute firmware, or name another architecture");
    firmware.hasEfi = firmware.name == "efi" || firmware.name == "uefi";
    firmware.table = tableOf(description, firmware.hasEfi);
    if (firmware.table == TableKind::Dasd)
        return refuse(description.line,
                      "a disk with the targettype \"" + description.targetType
                          + "\" has a DASD table, which is never written; take SCSI, FBA or GPT");
    // Without a GPT KIWI makes it whatever eficsm says.
    firmware.hasCsm = firmware.hasEfi && isX86(description.architecture)
        && (description.hasCsm || firmware.table == TableKind::Mbr);
    firmware.hasPrep = firmware.name == "ofw";
    firmware.isActivating = firmware.name == "bios" || firmware.name == "ofw";
    return firmware;
}

}
