// SPDX-FileCopyrightText: 2026 The Parterre authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/model/inventory.h"
#include "core/result/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace parterre {

/// One line of config.partids: KEY="VALUE".
struct PartidsEntry
{
    std::string key;
    std::string value;

    friend bool operator==(const PartidsEntry &, const PartidsEntry &) = default;
};

/// Reads config.partids as KIWI's own reader does, but says what it drops: fails with Corrupt
/// (`detail` holds line and reason) on anything that is not KEY="VALUE", on a key with other
/// characters than [a-zA-Z0-9_], and on a key that stands twice. Blank lines and # lines pass.
/// Text over 64 KiB is refused.
[[nodiscard]] Result<std::vector<PartidsEntry>> parsePartids(std::string_view text);
/// One entry a line, in the given order, with a newline after the last.
[[nodiscard]] std::string writePartids(const std::vector<PartidsEntry> &entries);

/// Python's str.title() for ASCII: "home2x_y" -> "Home2X_Y".
[[nodiscard]] std::string titleCase(std::string_view name);
/// The key of an origin or of a partition without clones: "boot" -> "kiwi_BootPart",
/// "readonly" -> "kiwi_ROPart", "efi" -> "kiwi_EfiPart"; see KIWI's storage/disk.py.
[[nodiscard]] std::string originKey(std::string_view name);
/// The key of a clone: ("home", 2) -> "kiwi_homePartClone2"; clones of "readonly" are root's.
[[nodiscard]] std::string cloneKey(std::string_view name, int index);
/// Whether the name gives keys that KIWI's reader keeps and a shell reads rightly.
[[nodiscard]] bool isSafeName(std::string_view name);
/// The nearest safe name: "var-log" -> "var_log", "über" -> "uber", "" -> "part".
[[nodiscard]] std::string safeName(std::string_view name);

/// The partids name of a partition by itself: as drawn, else from its GPT name ("p.lxboot" -> "boot"), else
/// its file system label ("HOME" -> "home"), else its mount point in the root's fstab ("/" -> "root"), else
/// empty. Well-known types answer first: ESP "efi", BIOS boot "efi_csm", PReP "prep", swap "swap" by name
/// "p.swap" or type.
[[nodiscard]] std::string inferredName(const Partition &partition);

/// What a GPT name of KIWI's form says: "p.lxbootclone2" -> {"boot", 2}; {"boot", 0} for origins.
struct CloneName
{
    std::string name;
    int index = 0;

    friend bool operator==(const CloneName &, const CloneName &) = default;
};

/// Reads a clone's GPT name, "p.lxNAMEcloneN" or "ORIGIN-cloneN". nullopt for other names.
[[nodiscard]] std::optional<CloneName> parseCloneName(std::string_view gptName);
/// The GPT name of a clone: beside "p.lxboot" it is "p.lxbootclone1", else ORIGIN-clone1.
[[nodiscard]] std::string cloneGptName(std::string_view originGptName, std::string_view partidsName,
                                       int index);

/// The GPT name with which `partition` is called `name`, so that inferredName() gives it: beside
/// "p.lxdata" it is "p.lxsrv", beside others plainly "srv". The name that it has where its type
/// names it, or where no name says this.
[[nodiscard]] std::string renamedGptName(const Partition &partition, std::string_view name);

}
